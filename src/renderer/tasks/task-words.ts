import type { Task } from '../../shared/task';

/** How far a task is, such as "312 of 1,204"; empty where there is nothing to count. */
export function progressWords({ state, done, total }: Task): string {
  if (state !== 'running') return '';
  const count = done.toLocaleString('en');
  if (total === null) return done === 0 ? '' : count;
  return `${count} of ${total.toLocaleString('en')}`;
}

/** The part that is done, from 0 to 1; null while it is not known how much there is. */
export function progressPart({ done, total }: Task): number | null {
  return total === null || total <= 0 ? null : Math.min(Math.max(done / total, 0), 1);
}

/** The one that stands for all: what runs, before what ended; the newest of its kind. Null when there is none. */
export function foremost(tasks: readonly Task[]): Task | null {
  return tasks.findLast(({ state }) => state === 'running') ?? tasks.at(-1) ?? null;
}

/** True for a task whose end the person should see for as long as it takes. */
export function needsLook({ state, problems }: Task): boolean {
  return state === 'failed' || (state !== 'running' && problems.length > 0);
}
