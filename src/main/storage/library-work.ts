import { PROMPT_FILE_WORK } from '../prompt-files/work';
import { COPYING } from './import-copy';
import { CHORES } from './library-chores';
import { READING } from './library-reading';
import { backUpPrompts } from './prompt-backups';
import { PROMPT_READING } from './prompt-reading';
import { PROMPT_SOURCES } from './prompt-sources';

/** Everything that library and prompts do on a thread of their own, by name. */
export const WORK = {
  ...READING,
  ...CHORES,
  ...COPYING,
  ...PROMPT_READING,
  ...PROMPT_SOURCES,
  ...PROMPT_FILE_WORK,
  backUpPrompts,
} as const;
/** See the table of the same name. */
export type Work = typeof WORK;
/** What a piece of work takes. */
export type WorkInput<K extends keyof Work> = Parameters<Work[K]>[0];
/** What it gives. */
export type WorkOutput<K extends keyof Work> = Awaited<ReturnType<Work[K]>>;
