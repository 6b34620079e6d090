/** Longer than any wait that Easel sets itself. Milliseconds. */
export const LONGEST_WAIT = 2 * 3600_000;

/** What is left of a wait, zero when it is over. One that seems longer than any wait was set by a clock that was wrong: it is over. */
export function timeLeft(until: number, now: number): number {
  return until - now > LONGEST_WAIT ? 0 : Math.max(0, until - now);
}
