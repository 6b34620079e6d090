import type { Clock } from '../core/ports';
import { linkedAbort } from './linked-abort';

/** Nothing came for as long as was allowed. */
export class StallError extends Error {
  override readonly name = 'StallError';
}

/**
 * The promise's value, or a `StallError` when it takes longer than `milliseconds`, or the signal's reason when that aborts first.
 * The promise itself is not stopped: that is for the caller.
 */
export async function withStall<T>(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal,
  promise: Promise<T>,
): Promise<T> {
  const settled = linkedAbort(signal);
  const stalled = clock
    .sleep(milliseconds, settled.signal)
    .then(() => Promise.reject(new StallError(`Nothing came for ${String(Math.round(milliseconds / 1000))} seconds.`)));
  // Whichever loses the race must not count as unhandled.
  stalled.catch(() => undefined);
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, stalled]);
  } finally {
    settled.abort();
  }
}

/** Watches over many steps, each of which may take only so long; cheaper than `withStall` for each. */
export interface StallWatch {
  /** As `withStall`. */
  guard<T>(step: Promise<T>): Promise<T>;
  /** To be called at the end. */
  end(): void;
}

/**
 * A watch with one timer for all steps: it looks whether the step of the moment is older than `milliseconds`, and rings at
 * once when the signal aborts.
 */
export function watchStall(clock: Clock, milliseconds: number, signal: AbortSignal): StallWatch {
  const ended = linkedAbort(signal);
  let begun: number | null = null;
  const watch = async (): Promise<never> => {
    for (;;) {
      const age = begun === null ? 0 : clock.monotonic() - begun;
      if (age >= milliseconds)
        throw new StallError(`Nothing came for ${String(Math.round(milliseconds / 1000))} seconds.`);
      await clock.sleep(milliseconds - age, ended.signal);
    }
  };
  const stalled = watch();
  // Rung when nobody waits, it must not count as unhandled.
  stalled.catch(() => undefined);
  return {
    async guard(step) {
      begun = clock.monotonic();
      step.catch(() => undefined);
      try {
        return await Promise.race([step, stalled]);
      } finally {
        begun = null;
      }
    },
    end: () => {
      ended.abort();
    },
  };
}
