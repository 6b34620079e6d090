import type { JobId } from '../../shared/ids';
import type { Clock } from './ports';

/** Waits of jobs that end early when something outside got better. */
export interface Waker {
  /** Waits that long, or until `wake`, or until shutdown. Never rejects. */
  readonly pause: (id: JobId, milliseconds: number) => Promise<void>;
  /** Ends the waits of that job, or every wait of this moment. */
  readonly wake: (id?: JobId) => void;
}

/** A waker whose waits all end when the signal aborts. */
export function createWaker(clock: Clock, signal: AbortSignal): Waker {
  // Our own, not AbortSignal.any: dependants of a signal that lives as long as the app pile up in memory.
  const waits = new Map<AbortController, JobId>();
  const wake = (only?: JobId): void => {
    for (const [wait, id] of waits) if (only === undefined || only === id) wait.abort('wake');
  };
  const wakeAll = (): void => {
    wake();
  };
  signal.addEventListener('abort', wakeAll, { once: true });
  return {
    async pause(id, milliseconds) {
      if (milliseconds <= 0 || signal.aborted) return;
      const wait = new AbortController();
      waits.set(wait, id);
      try {
        await clock.sleep(milliseconds, wait.signal);
      } catch {
        // Woken or shut down: the caller looks at the world again either way.
      } finally {
        waits.delete(wait);
      }
    },
    wake,
  };
}
