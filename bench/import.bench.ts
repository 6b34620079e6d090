import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inFolder, say } from './app';
import { createNegative } from './jpeg';
import { withLibraryApp } from './library-app';
import { LONGEST_TASK, longestOf, median, type Watched, watching } from './loop-watch';
import { report } from './report';

const FILES = Number(process.env['EASEL_BENCH_FILES'] ?? 1000);
const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 3);
const BYTES = 4_000_000;
/** "≥ 0.5 times of" is at most twice the time. */
const MOST_RATIO = 2;
const run = promisify(execFile);

interface Run {
  readonly app: number;
  /** cp and sha256sum; and the same with one sync of the disk at its end. */
  readonly tools: number;
  readonly synced: number;
  readonly watched: Watched<number>;
}

describe('importing files', () => {
  const runs: Run[] = [];
  for (let number = 1; number <= RUNS; number += 1) {
    it(`run ${String(number)}`, async () => {
      runs.push(await inFolder((folder) => measure(folder, number % 2 === 0)));
      for (const [name, figure] of rows(runs.slice(-1))) say(`  ${name ?? ''}: ${figure ?? ''}`);
      expect(runs).toHaveLength(number);
    });
  }

  it('writes its table', () => {
    report(
      `Importing ${FILES.toLocaleString('en')} files`,
      `Files of ${String(BYTES / 1e6)} MB, each with bytes of its own, from a folder into an empty library on the same disk, until the app says that all are in it: copied, hashed, synced and recorded; ` +
        `it also begins with their thumbnails. Against cp of the same files and sha256sum of the copies, which syncs nothing; one sync at its end is the second way to compare. ` +
        `Medians of ${String(RUNS)} runs whose order turns, the worst in brackets.`,
      ['', 'figure', 'wanted', 'reached'],
      rows(runs),
    );
  });
});

async function measure(folder: string, toolsFirst: boolean): Promise<Run> {
  const source = join(folder, 'source');
  await writeSource(source);
  await run('sync', []);
  const tools = async (): Promise<Pick<Run, 'tools' | 'synced'>> => {
    const copies = join(folder, 'copies');
    const begun = performance.now();
    await run('cp', ['-r', source, copies]);
    await run('sh', ['-c', 'exec sha256sum -- * > ../sums.txt'], { cwd: copies });
    const done = performance.now() - begun;
    await run('sync', ['--file-system', copies]);
    const synced = performance.now() - begun;
    rmSync(copies, { recursive: true });
    await run('sync', []);
    return { tools: done, synced };
  };
  const early = toolsFirst ? await tools() : null;
  const watched = await importAll(join(folder, 'library'), source);
  rmSync(join(folder, 'library'), { recursive: true });
  await run('sync', []);
  return { app: watched.result, watched, ...(early ?? (await tools())) };
}

async function writeSource(folder: string): Promise<void> {
  mkdirSync(folder);
  const negative = await createNegative(1024, BYTES);
  for (let serial = 0; serial < FILES; serial += 1) {
    const file = openSync(join(folder, `photo ${String(serial).padStart(4, '0')}.jpg`), 'w');
    for (const piece of negative.print(serial)) writeSync(file, piece);
    closeSync(file);
  }
}

interface Bridged {
  readonly easel: {
    request(route: string, input: unknown): Promise<{ ok: boolean; data: readonly { ok: boolean }[] }>;
  };
}

function importAll(library: string, source: string): Promise<Watched<number>> {
  mkdirSync(library);
  return withLibraryApp(library, async (studio) => {
    await studio.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, source);
    const watched = await watching(studio, 'import', () =>
      studio.page.evaluate(async () => {
        const begun = performance.now();
        const { ok, data } = await (window as unknown as Bridged).easel.request('library.importDialog', {
          what: 'folder',
        });
        const taken = ok ? data.filter((outcome) => outcome.ok).length : 0;
        return { ms: performance.now() - begun, taken };
      }),
    );
    const files = readdirSync(join(library, 'originals'), { recursive: true, withFileTypes: true });
    const whole = files.filter((entry) => entry.isFile() && entry.name.endsWith('.jpg')).length;
    if (whole !== FILES || watched.result.taken !== FILES) throw new Error(`${String(whole)} files were imported.`);
    return { ...watched, result: watched.result.ms };
  });
}

function rows(runs: readonly Run[]): readonly (readonly string[])[] {
  const line = (name: string, value: (one: Run) => number, digits: number, most: number | null): readonly string[] => {
    const values = runs.map(value);
    const middle = median(values);
    const wanted = most === null ? ['', ''] : [`≤ ${String(most)}`, middle <= most ? 'yes' : 'no'];
    return [name, `${middle.toFixed(digits)} (${Math.max(...values).toFixed(digits)})`, ...wanted];
  };
  return [
    line('app, s', ({ app }) => app / 1000, 1, null),
    line('cp and sha256sum, s', ({ tools }) => tools / 1000, 1, null),
    line('cp, sha256sum and one sync, s', ({ synced }) => synced / 1000, 1, null),
    line('app / cp and sha256sum', ({ app, tools }) => app / tools, 2, MOST_RATIO),
    line('app / cp, sha256sum and one sync', ({ app, synced }) => app / synced, 2, null),
    line('longest block of main, ms', ({ watched }) => watched.main.longest, 0, LONGEST_TASK),
    line('longest task of the window, ms', ({ watched }) => longestOf(watched.longTasks), 0, LONGEST_TASK),
  ];
}
