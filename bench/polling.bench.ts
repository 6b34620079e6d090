import { describe, expect, it } from 'vitest';
import { createDurationBook } from '../src/main/core/duration-book';
import { figuresOf, planPolls } from '../src/main/core/poll-plan';
import { report } from './report';

const KEY = { origin: 'https://gateway.test', modelId: 'model', resolution: '1k', count: 1 };
const SIGMA = 0.3;
const OBSERVED = 30;
const JOBS = 1000;

/** A seeded source of numbers in [0, 1), so that every run measures the same jobs. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function logNormal(median: number, random: () => number): number {
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(SIGMA * z);
}

/** Looks at one job until it is found completed. */
function follow(
  duration: number,
  next: (elapsed: number, looks: number) => number,
): { delay: number; polls: number; shortest: number } {
  let [elapsed, polls, shortest] = [0, 0, Infinity];
  for (;;) {
    const look = next(elapsed, polls);
    if (polls > 0) shortest = Math.min(shortest, look - elapsed);
    elapsed = look;
    polls += 1;
    if (elapsed >= duration) return { delay: elapsed - duration, polls, shortest };
  }
}

describe('polling that learns', () => {
  const rows: string[][] = [];
  for (const [index, median] of [12, 45, 80].entries()) {
    it(`median ${String(median)} s`, () => {
      const random = seeded(1000 + index);
      const book = createDurationBook(() => 20);
      for (let n = 0; n < OBSERVED; n += 1) {
        const seen = logNormal(median, random);
        book.note(KEY, seen + follow(seen, (elapsed, looks) => book.nextLook(KEY, elapsed, looks)).delay);
      }
      const optimum = planPolls({ median, sigma: SIGMA });
      const total = { learned: [0, 0], fixed: [0, 0], best: [0, 0], time: 0, shortest: Infinity };
      const add = (sum: number[], { delay, polls }: { delay: number; polls: number }): void => {
        sum[0] = (sum[0] ?? 0) + delay / JOBS;
        sum[1] = (sum[1] ?? 0) + polls / JOBS;
      };
      for (let n = 0; n < JOBS; n += 1) {
        const duration = logNormal(median, random);
        const learned = follow(duration, (elapsed, looks) => book.nextLook(KEY, elapsed, looks));
        add(total.learned, learned);
        // As in the app it goes on learning.
        book.note(KEY, duration + learned.delay);
        add(
          total.fixed,
          follow(duration, (elapsed) => elapsed + 5),
        );
        add(
          total.best,
          follow(duration, (elapsed) => optimum.find((time) => time > elapsed) ?? elapsed + 5),
        );
        total.time += (duration + learned.delay) / JOBS;
        total.shortest = Math.min(total.shortest, learned.shortest);
      }
      const [delay = 0, polls = 0] = total.learned;
      const [fixedDelay = 0, fixedPolls = 0] = total.fixed;
      const [bestDelay = 0] = total.best;
      rows.push([
        String(median),
        delay.toFixed(2),
        (delay / fixedDelay).toFixed(2),
        (delay / bestDelay).toFixed(2),
        figuresOf({ median, sigma: SIGMA }, optimum).delay.toFixed(2),
        `${polls.toFixed(2)} / ${fixedPolls.toFixed(2)}`,
        (total.time / polls).toFixed(2),
        total.shortest.toFixed(2),
      ]);
      expect(rows.length).toBeGreaterThan(0);
    });
  }
  it('writes its table', () => {
    report(
      'Polling: from completion to detection',
      `${String(JOBS)} jobs a row after ${String(OBSERVED)} observed; log-normal durations, σ ${String(SIGMA)}, fixed seeds. Fixed is a look every 5 s; the optimum knows the true distribution.`,
      [
        'median s',
        'mean delay s',
        'of fixed',
        'of optimum',
        'optimum delay s',
        'looks, learned / fixed',
        'mean gap s',
        'shortest gap s',
      ],
      rows,
    );
  });
});
