import { z } from 'zod';

/** Identifies one piece of long work of this run. */
export const TaskId = z.string().regex(/^task_\d+$/);

/** Long work that the person sees and may end: at most a few at a time. */
export interface Task {
  readonly id: string;
  readonly kind: 'import' | 'export' | 'move' | 'rebuild' | 'check' | 'backup' | 'empty-trash';
  /** What is being done, such as "Importing 1,204 files". */
  readonly title: string;
  /** What is in hand, such as a file's name; empty when there is nothing to say. */
  readonly detail: string;
  readonly done: number;
  /** Null while it is not known how much there is. */
  readonly total: number | null;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** Whether the person may end it. */
  readonly mayCancel: boolean;
  /** How it ended, in one sentence; empty while it runs. */
  readonly outcome: string;
  /** Files that could not be taken, with a sentence each; the first hundred. */
  readonly problems: readonly string[];
}
