import type { Clock } from './ports';

/** Answers true at most once in so many milliseconds: for questions that one may ask for all. */
export function createProbe(clock: Clock, every: number): () => boolean {
  let next = -Infinity;
  return () => {
    const now = clock.monotonic();
    if (now < next) return false;
    next = now + every;
    return true;
  };
}
