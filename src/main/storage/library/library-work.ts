import { PROMPT_FILE_WORK } from '../../prompt-files/work';
import { COPYING } from '../import/import-copy';
import { CHORES } from '../care/library-chores';
import { READING } from './library-reading';
import { backUpPrompts } from '../prompts/prompt-backups';
import { PROMPT_READING } from '../prompts/prompt-reading';
import { PROMPT_SOURCES } from '../prompts/prompt-sources';

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
