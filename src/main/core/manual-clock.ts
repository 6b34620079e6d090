import type { Clock } from './ports';

/** A clock for tests: time stands still until `advance` moves it and wakes whoever is due, in order. */
export interface ManualClock extends Clock {
  /** Moves time on and lets everything that became due run to its next wait. */
  advance(milliseconds: number): Promise<void>;
  /** How many sleepers wait. */
  sleepers(): number;
}

/** A manual clock that starts at the given time. */
export function createManualClock(start = 1_790_000_000_000): ManualClock {
  let now = start;
  let waiting: { due: number; wake: () => void }[] = [];
  const settle = async (): Promise<void> => {
    // Lets chains of promises and pending file operations reach their next wait.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => now,
    monotonic: () => now - start,
    sleepers: () => waiting.length,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(new Error('aborted', { cause: signal.reason }));
          return;
        }
        const stop = (): void => {
          waiting = waiting.filter((other) => other !== entry);
          reject(new Error('aborted', { cause: signal.reason }));
        };
        const wake = (): void => {
          signal.removeEventListener('abort', stop);
          resolve();
        };
        const entry = { due: now + Math.max(0, milliseconds), wake };
        waiting.push(entry);
        signal.addEventListener('abort', stop);
      }),
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const next = waiting.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        now = Math.max(now, next.due);
        waiting = waiting.filter((entry) => entry !== next);
        next.wake();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
