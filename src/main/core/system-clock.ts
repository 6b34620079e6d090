import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './ports';

/** Node's timers fire at once when they are set for longer. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The machine's own clock. A sleep of more than 24 days ends early. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(Math.min(milliseconds, LONGEST_TIMER), undefined, { signal });
  },
};
