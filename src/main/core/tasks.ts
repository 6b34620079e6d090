import type { Task } from '../../shared/task';

/** What a piece of work says of itself while it runs. */
export interface TaskProgress {
  /** Aborts when the person ends it. */
  readonly signal: AbortSignal;
  /** Says how far it is; told to the window at most ten times a second. */
  report(progress: Partial<Pick<Task, 'title' | 'detail' | 'done' | 'total'>>): void;
  /** Notes a sentence about something that could not be done. */
  problem(sentence: string): void;
}

/** Long work with progress, one list for the whole app. */
export interface Tasks {
  /**
   * Runs the work as a task. `finish` says in one sentence how it ended; a rejection ends the task as failed with the
   * error's message, or as cancelled when the person ended it, and is passed on.
   */
  run<T>(
    task: Pick<Task, 'kind' | 'title' | 'mayCancel'>,
    work: (progress: TaskProgress) => Promise<T>,
    finish: (result: T) => string,
  ): Promise<T>;
  cancel(id: string): void;
  list(): readonly Task[];
  onChange(listener: (task: Task) => void): () => void;
  /** Ends all of it. */
  close(): void;
}

const NEWS_MS = 100;
const MOST_PROBLEMS = 100;
/** Ended tasks that a window opened late still hears of. */
const MOST_KEPT = 20;

/** An empty list. `now` is a clock that never jumps, in milliseconds. */
export function createTasks(now: () => number): Tasks {
  const tasks = new Map<string, { task: Task; stop: AbortController }>();
  const listeners = new Set<(task: Task) => void>();
  let serial = 0;

  const tell = (task: Task): void => {
    for (const listener of listeners) listener(task);
  };
  const forget = (): void => {
    const ended = [...tasks.values()].filter(({ task }) => task.state !== 'running');
    for (const { task } of ended.slice(0, Math.max(0, ended.length - MOST_KEPT))) tasks.delete(task.id);
  };

  return {
    async run({ kind, title, mayCancel }, work, finish) {
      serial += 1;
      const id = `task_${String(serial)}`;
      const stop = new AbortController();
      const beginning: Task = {
        ...{ id, kind, title, mayCancel, detail: '', done: 0, total: null, state: 'running' },
        ...{ outcome: '', problems: [] },
      };
      const entry = { task: beginning, stop };
      tasks.set(id, entry);
      tell(entry.task);
      let told = now();
      const change = (part: Partial<Task>, urgent: boolean): void => {
        entry.task = { ...entry.task, ...part };
        if (!urgent && now() - told < NEWS_MS) return;
        told = now();
        tell(entry.task);
      };
      try {
        const result = await work({
          signal: stop.signal,
          report: (part) => {
            change(part, false);
          },
          problem: (sentence) => {
            const { problems } = entry.task;
            if (problems.length < MOST_PROBLEMS) change({ problems: [...problems, sentence] }, false);
          },
        });
        change({ state: stop.signal.aborted ? 'cancelled' : 'done', outcome: finish(result), detail: '' }, true);
        return result;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        change(
          stop.signal.aborted ? { state: 'cancelled', outcome: 'Cancelled.' } : { state: 'failed', outcome: message },
          true,
        );
        throw error;
      } finally {
        forget();
      }
    },
    cancel: (id) => {
      const entry = tasks.get(id);
      if (entry?.task.mayCancel === true) entry.stop.abort('user');
    },
    list: () => [...tasks.values()].map(({ task }) => task),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const { stop } of tasks.values()) stop.abort('shutdown');
      listeners.clear();
    },
  };
}
