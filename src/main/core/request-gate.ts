import type { Clock } from './ports';

/** Spaces requests of one kind over the whole app and holds them all back when the gateway asks for it. */
export interface RequestGate {
  /** Waits for the next free place. Rejects when the signal aborts. */
  pass(signal: AbortSignal): Promise<void>;
  /** Nobody passes for that many milliseconds. */
  closeFor(milliseconds: number): void;
}

/**
 * A gate that lets one request pass every `spacing` milliseconds, in the order of asking. Measured by the clock that never
 * jumps: after a correction of the other one nobody would pass until the old time comes round again.
 */
export function createRequestGate(clock: Clock, spacing: number): RequestGate {
  let next = 0;
  let closed = 0;
  const wait = async (until: number, signal: AbortSignal): Promise<void> => {
    const left = until - clock.monotonic();
    if (left > 0) await clock.sleep(left, signal);
  };
  return {
    async pass(signal) {
      const place = Math.max(clock.monotonic(), next, closed);
      next = place + spacing;
      await wait(place, signal);
      // The gate may have closed while this one waited.
      while (closed > clock.monotonic()) await wait(closed, signal);
    },
    closeFor(milliseconds) {
      closed = Math.max(closed, clock.monotonic() + milliseconds);
    },
  };
}
