import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { inFolder, say, submitAll, untilAll, withApp } from './app';
import { type CurlTime, fetchWithCurl } from './curl';
import { type BenchGateway, startBenchGateway } from './gateway';
import { createNegative, type Negative } from './jpeg';
import { LONGEST_TASK, longestOf, median, type Watched, watching } from './loop-watch';
import { collectGarbage, type Memory, memoryOf, processorTimeOf } from './memory';
import { report } from './report';

const JOBS = Number(process.env['EASEL_BENCH_JOBS'] ?? 200);
const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 3);
const IMAGES = 4;
const BYTES = 1_000_000;
/** Downloads at one time in the job engine; curl gets as many. */
const AT_ONCE = 5;
const SPEED = 40;
const MOST_RATIO = 2;
const MOST_MEGABYTES = 50;
/** Until memory is looked at again. Milliseconds. */
const REST = 30_000;

interface Run {
  readonly app: number;
  readonly curl: CurlTime;
  readonly watched: Watched<number>;
  /** Processor time by process, in seconds. */
  readonly processors: Readonly<Record<string, number>>;
  readonly before: Memory;
  readonly after: Memory;
  readonly collected: Memory;
}

describe('200 jobs with 4 images of 1 MB', () => {
  const runs: Run[] = [];
  let negative: Negative;
  beforeAll(async () => {
    negative = await createNegative(1024, BYTES);
  });

  for (let number = 1; number <= RUNS; number += 1) {
    it(`run ${String(number)}`, async () => {
      say(`save-200x4: run ${String(number)} of ${String(RUNS)}`);
      // Who comes first takes turns: the second finds a busier disk.
      runs.push(await measure(negative, number % 2 === 0));
      for (const [name, figure] of rows(runs.slice(-1))) say(`  ${name ?? ''}: ${figure ?? ''}`);
      expect(runs).toHaveLength(number);
    });
  }

  it('writes its table', () => {
    report(
      `Saving ${String(JOBS)} jobs of ${String(IMAGES)} images`,
      `Images of ${String(BYTES / 1e6)} MB, each with bytes of its own. The app: from the moment that all jobs are known to be completed until the last of ` +
        `${String(JOBS * IMAGES)} files is checked, synced and in the library, while it also makes thumbnails. curl: the same links to the same disk, ${String(AT_ONCE)} at a time in both, ` +
        `which syncs nothing; one sync of the disk at its end is the second way to compare. Memory ${String(REST / 1000)} s after; V8 decides itself when it collects garbage, ` +
        `so the last two rows show it after a collection asked for through the inspector. Medians of ${String(RUNS)} runs, the worst in brackets. ` +
        `Wanted: at most ${String(MOST_RATIO)} times of curl, main never blocked above ${String(LONGEST_TASK)} ms, memory within ${String(MOST_MEGABYTES)} MB.`,
      ['', 'figure', 'wanted', 'reached'],
      rows(runs),
    );
  });
});

async function measure(negative: Negative, curlFirst: boolean): Promise<Run> {
  const gateway = await startBenchGateway({ negative, imagesPerJob: IMAGES, durationMs: null });
  const curl = (): Promise<CurlTime> => inFolder((folder) => fetchWithCurl(gateway.links(JOBS), folder, AT_ONCE));
  try {
    const first = curlFirst ? await curl() : null;
    const saved = await save(gateway);
    return { ...saved, curl: first ?? (await curl()) };
  } finally {
    await gateway.close();
  }
}

function save(gateway: BenchGateway): Promise<Omit<Run, 'curl'>> {
  return withApp({ gateway: gateway.url, speed: SPEED }, async (studio) => {
    await sleep(3000);
    const before = await memoryOf(studio);
    await submitAll(studio, JOBS);
    while (gateway.accepted() < JOBS) await sleep(100);
    // Held back until the last job is known to be completed, so that all are saved in one go.
    const release = gateway.holdMedia();
    gateway.complete();
    await untilAll(studio, JOBS, 'saving');
    const used = await processorTimeOf(studio);
    const watched = await watching(studio, 'save-200x4', async () => {
      const start = Date.now();
      release();
      return (await untilAll(studio, JOBS, 'done')) - start;
    });
    const processors = spent(used, await processorTimeOf(studio));
    const files = readdirSync(join(studio.library, 'originals'), { recursive: true, withFileTypes: true });
    const whole = files.filter((entry) => entry.isFile() && /\.jpe?g$/.test(entry.name)).length;
    if (whole !== JOBS * IMAGES) throw new Error(`${String(whole)} files were saved.`);
    await sleep(REST);
    const after = await memoryOf(studio);
    await collectGarbage(studio);
    return { app: watched.result, watched, processors, before, after, collected: await memoryOf(studio) };
  });
}

function spent(before: Run['processors'], after: Run['processors']): Run['processors'] {
  return Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
}

function rows(runs: readonly Run[]): readonly (readonly string[])[] {
  const line = (name: string, value: (run: Run) => number, digits: number, most: number | null): readonly string[] => {
    const values = runs.map(value);
    const wanted = most === null ? ['', ''] : [`≤ ${String(most)}`, Math.max(...values) <= most ? 'yes' : 'no'];
    return [name, `${median(values).toFixed(digits)} (${Math.max(...values).toFixed(digits)})`, ...wanted];
  };
  return [
    line('app, s', ({ app }) => app / 1000, 2, null),
    line('curl, s', ({ curl }) => curl.fetched / 1000, 2, null),
    line('curl and one sync, s', ({ curl }) => curl.synced / 1000, 2, null),
    line('app / curl', ({ app, curl }) => app / curl.fetched, 2, MOST_RATIO),
    line('app / curl and one sync', ({ app, curl }) => app / curl.synced, 2, null),
    ...['main', 'window', 'decoder'].map((name) =>
      line(`processor time of ${name}, s`, ({ processors }) => processors[name] ?? 0, 1, null),
    ),
    line('longest block of main, ms', ({ watched }) => watched.main.longest, 0, LONGEST_TASK),
    line('blocks of main > 50 ms', ({ watched }) => watched.main.blocks.length, 0, null),
    line('longest task of the window, ms', ({ watched }) => longestOf(watched.longTasks), 0, null),
    line('main process, MB more after', ({ before, after }) => after.main - before.main, 0, MOST_MEGABYTES),
    line('all processes, MB more after', ({ before, after }) => after.all - before.all, 0, MOST_MEGABYTES),
    line('main process, MB more, collected', ({ before, collected }) => collected.main - before.main, 0, null),
    line('all processes, MB more, collected', ({ before, collected }) => collected.all - before.all, 0, null),
  ];
}
