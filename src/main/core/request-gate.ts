import type { Clock } from './ports';

/** Spaces requests of one kind over the whole app and holds them all back when the gateway asks for it. */
export interface RequestGate {
  /** Waits for the next free place. Rejects when the signal aborts. */
  pass(signal: AbortSignal): Promise<void>;
  /** Nobody passes before that time (milliseconds since 1970). */
  closeUntil(time: number): void;
  /** When it opens again, or 0. */
  closedUntil(): number;
}

/** A gate that lets one request pass every `spacing` milliseconds, in the order of asking. */
export function createRequestGate(clock: Clock, spacing: number): RequestGate {
  let next = 0;
  let closed = 0;
  return {
    async pass(signal) {
      const place = Math.max(clock.now(), next, closed);
      next = place + spacing;
      if (place > clock.now()) await clock.sleep(place - clock.now(), signal);
      // The gate may have closed while this one waited.
      while (closed > clock.now()) await clock.sleep(closed - clock.now(), signal);
    },
    closeUntil(time) {
      closed = Math.max(closed, time);
    },
    closedUntil: () => (closed > clock.now() ? closed : 0),
  };
}
