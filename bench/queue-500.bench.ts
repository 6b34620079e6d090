import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say, submitAll, untilAll, withApp } from './app';
import { type BenchGateway, startBenchGateway } from './gateway';
import { createNegative } from './jpeg';
import { LONGEST_TASK, longestOf, median, quantile, type Watched, watching } from './loop-watch';
import { report } from './report';

const JOBS = Number(process.env['EASEL_BENCH_JOBS'] ?? 500);
const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 3);
/** Times faster than the two requests a second that the gateway is asked at most in life. */
const SPEED = 20;
const JOB_MS = 6000;

describe('500 jobs queued at once', () => {
  const runs: Record<'queue' | 'library', Watched<void>[]> = { queue: [], library: [] };
  let gateway: BenchGateway;
  beforeAll(async () => {
    const negative = await createNegative(256, 60_000);
    gateway = await startBenchGateway({ negative, imagesPerJob: 1, durationMs: JOB_MS });
  });
  afterAll(() => gateway.close());

  for (let run = 1; run <= RUNS; run += 1) {
    for (const place of ['queue', 'library'] as const) {
      it(`${place}, run ${String(run)}`, async () => {
        say(`queue-500: ${place} in sight, run ${String(run)} of ${String(RUNS)}`);
        await withApp({ gateway: gateway.url, speed: SPEED }, async (studio) => {
          if (place === 'queue')
            await studio.page
              .getByRole('button', { name: /^Queue/ })
              .first()
              .click();
          const watched = await watching(studio, `queue-500 (${place})`, async () => {
            await submitAll(studio, JOBS);
            await untilAll(studio, JOBS, 'done');
          });
          say(`  ${row(place, [watched]).join(' | ')}`);
          runs[place].push(watched);
        });
        expect(runs[place]).toHaveLength(run);
      });
    }
  }

  it('writes its table', () => {
    report(
      `A queue of ${String(JOBS)} jobs`,
      `${String(JOBS)} jobs handed in at once through the bridge and followed to the saved image; gateway on loopback in another process, ` +
        `${String(SPEED)} times the requests a second that a gateway gets in life. Medians of ${String(RUNS)} runs, the worst in brackets; milliseconds. ` +
        `Wanted: nothing above ${String(LONGEST_TASK)}.`,
      [
        'in sight',
        'tasks > 50 in the window',
        'longest task',
        'frame gap p95',
        'longest gap',
        'main blocked > 50, times',
        'longest block',
        'main p99',
        'reached',
      ],
      [row('queue', runs.queue), row('library', runs.library)],
    );
  });
});

function row(name: string, runs: readonly Watched<void>[]): readonly string[] {
  const cell = (value: (run: Watched<void>) => number, digits = 0): string => {
    const values = runs.map(value);
    return `${median(values).toFixed(digits)} (${Math.max(...values).toFixed(digits)})`;
  };
  const reached = runs.every(({ longTasks, main }) => longTasks.length === 0 && main.longest <= LONGEST_TASK);
  return [
    name,
    cell(({ longTasks }) => longTasks.length),
    cell(({ longTasks }) => longestOf(longTasks)),
    cell(({ frames }) => quantile(frames, 0.95), 1),
    cell(({ frames }) => quantile(frames, 1)),
    cell(({ main }) => main.blocks.length),
    cell(({ main }) => main.longest),
    cell(({ main }) => main.p99, 1),
    reached ? 'yes' : 'no',
  ];
}
