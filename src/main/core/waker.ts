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
  let current = new AbortController();
  return {
    async pause(milliseconds) {
      if (milliseconds <= 0 || signal.aborted) return;
      try {
        await clock.sleep(milliseconds, AbortSignal.any([signal, current.signal]));
      } catch {
        // Woken or shut down: the caller looks at the world again either way.
      }
    },
    wake() {
      const previous = current;
      current = new AbortController();
      previous.abort('wake');
    },
  };
}
