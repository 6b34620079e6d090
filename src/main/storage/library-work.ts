import { COPYING } from './import-copy';
import { CHORES } from './library-chores';
import { READING } from './library-reading';

/** Everything that the library does on a thread of its own, by name. */
export const WORK = { ...READING, ...CHORES, ...COPYING } as const;
/** See the table of the same name. */
export type Work = typeof WORK;
/** What a piece of work takes. */
export type WorkInput<K extends keyof Work> = Parameters<Work[K]>[0];
/** What it gives. */
export type WorkOutput<K extends keyof Work> = Awaited<ReturnType<Work[K]>>;
