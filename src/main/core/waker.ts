import type { Clock } from './ports';

/** Waits that end early when something outside got better. */
export interface Waker {
  /** Waits that long, or until `wake`, or until shutdown. Never rejects. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Ends every wait of this moment. */
  readonly wake: () => void;
}

/** A waker whose waits all end when the signal aborts. */
export function createWaker(clock: Clock, signal: AbortSignal): Waker {
  // A set of our own, not AbortSignal.any: dependants of a signal that lives as long as the app pile up in memory.
  const waits = new Set<AbortController>();
  const wake = (): void => {
    for (const wait of waits) wait.abort('wake');
  };
  signal.addEventListener('abort', wake, { once: true });
  return {
    async pause(milliseconds) {
      if (milliseconds <= 0 || signal.aborted) return;
      const wait = new AbortController();
      waits.add(wait);
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
