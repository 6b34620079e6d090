import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type * as Fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { appArguments, appEnvironment, chooseDemo, say } from './app';
import { median } from './loop-watch';
import { report } from './report';
import { writeYear } from './year';

// Waiting for the disk at each of 150,000 lines would take minutes, and change nothing of what is measured.
vi.mock('node:fs', async (original) => ({ ...(await original<typeof Fs>()), fsyncSync: () => undefined }));

const JOBS = Number(process.env['EASEL_BENCH_JOBS'] ?? 50_000);
const PAIRS = Number(process.env['EASEL_BENCH_RUNS'] ?? 7);
const MOST_RATIO = 1.2;
const PATIENCE = 60_000;
const Times = z.object({ answered: z.number(), painted: z.number() });

describe('starting with 50,000 finished jobs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  const full = join(folder, 'full');
  const empty = join(folder, 'empty');
  const pairs: { readonly full: number; readonly empty: number }[] = [];
  beforeAll(async () => {
    for (const userData of [full, empty]) await chooseDemo(userData, libraryOf(userData));
    say(`start-50000: writing ${String(JOBS)} jobs and their receipts`);
    await writeYear(full, JOBS);
    // The first start after that may tidy up.
    for (const userData of [full, empty]) await start(userData);
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (let number = 1; number <= PAIRS; number += 1) {
    it(`pair ${String(number)}`, async () => {
      // Who comes first takes turns.
      const order = number % 2 === 0 ? [empty, full] : [full, empty];
      const times = new Map<string, number>();
      for (const userData of order) times.set(userData, await start(userData));
      pairs.push({ full: times.get(full) ?? NaN, empty: times.get(empty) ?? NaN });
      say(`start-50000: pair ${String(number)} of ${String(PAIRS)}: ${JSON.stringify(pairs.at(-1))}`);
      expect(pairs).toHaveLength(number);
    });
  }

  it('writes its table', () => {
    const ratios = pairs.map((pair) => pair.full / pair.empty);
    const ratio = median(ratios);
    const size = (statSync(join(full, 'jobs.db')).size / 1024 / 1024).toFixed(0);
    report(
      `Starting with ${String(JOBS)} finished jobs`,
      `jobs.db of ${size} MB and the receipts of a year, against user data without a job; the library is empty in both. From the start of the process until the window is ` +
        `painted and has its list of jobs. Medians of ${String(PAIRS)} alternating pairs; the ratio is the median of the pairs', in brackets the lowest and the highest.`,
      ['with jobs, ms', 'without, ms', 'ratio', 'wanted', 'reached'],
      [
        [
          median(pairs.map((pair) => pair.full)).toFixed(0),
          median(pairs.map((pair) => pair.empty)).toFixed(0),
          `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
          `≤ ${String(MOST_RATIO)}`,
          ratio <= MOST_RATIO ? 'yes' : 'no',
        ],
      ],
    );
  });
});

function libraryOf(userData: string): string {
  return `${userData}-library`;
}

/** One start, ended as soon as it has been timed. Milliseconds. */
async function start(userData: string): Promise<number> {
  const result = `${userData}-times.json`;
  rmSync(result, { force: true });
  const electron = process.env['ELECTRON_EXEC_PATH'];
  if (electron === undefined) throw new Error('Start the benchmarks with npm run bench.');
  const env = appEnvironment({ EASEL_LIBRARY_DIR: libraryOf(userData), EASEL_BENCH_RESULT: result });
  const args = ['-r', join(import.meta.dirname, 'start-watch.cjs'), ...appArguments(userData)];
  const begun = Date.now();
  const app = spawn(electron, args, { env, stdio: 'ignore' });
  try {
    const { answered, painted } = await timesIn(result, begun + PATIENCE);
    return Math.max(answered, painted) - begun;
  } finally {
    // As a person does, so that the next start finds nothing to repair.
    const gone = app.exitCode === null ? once(app, 'exit') : null;
    app.kill('SIGTERM');
    await gone;
  }
}

async function timesIn(file: string, until: number): Promise<z.infer<typeof Times>> {
  while (Date.now() < until) {
    await sleep(20);
    try {
      return Times.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // Not there yet, or half written.
    }
  }
  throw new Error('The window was not painted.');
}
