import type { Clock } from '../core/ports';

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
  const settled = new AbortController();
  const stalled = clock
    .sleep(milliseconds, AbortSignal.any([signal, settled.signal]))
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
