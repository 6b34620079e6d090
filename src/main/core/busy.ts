import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';

/** Attempts that run, by job and by gateway. */
export interface Busy {
  has(id: JobId): boolean;
  count(): number;
  countAt(origin: string): number;
  /** The attempt at the job runs until the promise resolves; `freed` is called right after. */
  add(job: Job, attempt: Promise<void>, freed: () => void): void;
  /** Resolves when none runs that runs now. */
  idle(): Promise<void>;
}

/** Nothing runs at first. */
export function createBusy(): Busy {
  const attempts = new Map<JobId, Promise<void>>();
  const at = new Map<string, number>();
  const countAt = (origin: string): number => at.get(origin) ?? 0;
  return {
    has: (id) => attempts.has(id),
    count: () => attempts.size,
    countAt,
    add({ id, gateway: { origin } }, attempt, freed) {
      at.set(origin, countAt(origin) + 1);
      const run = attempt.finally(() => {
        attempts.delete(id);
        at.set(origin, countAt(origin) - 1);
        freed();
      });
      attempts.set(id, run);
    },
    async idle() {
      await Promise.all(attempts.values());
    },
  };
}
