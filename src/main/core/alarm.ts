import type { Clock } from './ports';

/** One alarm: only the newest setting rings. */
export interface Alarm {
  /** Rings in that many milliseconds; never when it is infinite. */
  ringIn(milliseconds: number): void;
}

/** An alarm that the signal silences for good. */
export function createAlarm(clock: Clock, quit: AbortSignal, ring: () => void): Alarm {
  let timer: AbortController | null = null;
  quit.addEventListener('abort', () => timer?.abort(), { once: true });
  return {
    ringIn(milliseconds) {
      timer?.abort();
      timer = null;
      if (!Number.isFinite(milliseconds) || quit.aborted) return;
      timer = new AbortController();
      clock.sleep(milliseconds, timer.signal).then(ring, () => undefined);
    },
  };
}
