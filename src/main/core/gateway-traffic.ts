import type { Clock } from './ports';
import { createRequestGate, type Lane, type RequestGate } from './request-gate';
import { rateLimitDelay } from './retry';

/** What goes to one gateway: when, and how many submits at one time. */
export interface Traffic {
  readonly gate: RequestGate;
  /** Submits that may be on their way at one time: halved by a 429, one more after eight that were taken in a row. */
  submitLimit(): number;
  /** A submit was taken. */
  accepted(): void;
  /** A reply other than a 429 came. */
  answered(): void;
  /** A 429: holds everything back; returns until when, in milliseconds since 1970. */
  limited(lane: Lane, retryAfterMs: number | null): number;
}

/** The traffic to each gateway by its origin. */
export interface Traffics {
  of(origin: string): Traffic;
  /** The machine is awake again. */
  look(): void;
}

/** What the traffic needs. */
export interface TrafficPorts {
  readonly clock: Clock;
  readonly random: () => number;
  /** Milliseconds between two requests. */
  readonly spacing: number;
  /** The most submits at one time, as set by the person. */
  readonly concurrency: () => number;
}

/** Submits in a row that must be taken before one more goes at the same time. */
const STEADY = 8;

/** Traffic that knows of no limit yet. */
export function createTraffics(ports: TrafficPorts): Traffics {
  const known = new Map<string, Traffic>();
  return {
    of(origin) {
      const traffic = known.get(origin) ?? createTraffic(ports);
      known.set(origin, traffic);
      return traffic;
    },
    look() {
      for (const { gate } of known.values()) gate.look();
    },
  };
}

function createTraffic({ clock, random, spacing, concurrency }: TrafficPorts): Traffic {
  const gate = createRequestGate(clock, spacing);
  let limit = Infinity;
  let taken = 0;
  let limitsInARow = 0;
  const submitLimit = (): number => Math.min(limit, concurrency());
  return {
    gate,
    submitLimit,
    accepted() {
      taken += 1;
      if (taken < STEADY) return;
      taken = 0;
      // At the person's own setting it is forgotten: a higher one then counts at once.
      limit = limit + 1 >= concurrency() ? Infinity : limit + 1;
    },
    answered() {
      limitsInARow = 0;
    },
    limited(lane, retryAfterMs) {
      // Several that were on their way together are told the same thing: it counts once.
      if (gate.closedFor() === 0) {
        if (lane === 'submit') limit = Math.max(1, Math.floor(submitLimit() / 2));
        gate.closeFor(rateLimitDelay(retryAfterMs, limitsInARow, random()));
        limitsInARow += 1;
      } else gate.closeFor(rateLimitDelay(retryAfterMs, 0, 0));
      taken = 0;
      return clock.now() + gate.closedFor();
    },
  };
}
