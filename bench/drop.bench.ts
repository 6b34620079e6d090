import { closeSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BenchApp, inFolder, say } from './app';
import { createNegative } from './jpeg';
import { withLibraryApp } from './library-app';
import { LONGEST_TASK, longestOf, median, type Watched, watching } from './loop-watch';
import { report } from './report';

const FILES = 30;
const BYTES = 5_000_000;
const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 3);
const PATIENCE = 120_000;

describe('dropping files', () => {
  const runs: Watched<number>[] = [];
  for (let number = 1; number <= RUNS; number += 1) {
    it(`run ${String(number)}`, async () => {
      runs.push(await inFolder(measure));
      for (const [name, figure] of rows(runs.slice(-1))) say(`  ${name ?? ''}: ${figure ?? ''}`);
      expect(runs).toHaveLength(number);
    });
  }

  it('writes its table', () => {
    report(
      `Dropping ${String(FILES)} files`,
      `Files of ${String(BYTES / 1e6)} MB, each with bytes of its own, dropped on the library as a file manager drops them, until all are in it and ` +
        `their tiles are drawn with their thumbnails. Medians of ${String(RUNS)} runs, the worst in brackets.`,
      ['', 'figure', 'wanted', 'reached'],
      rows(runs),
    );
  });
});

async function measure(folder: string): Promise<Watched<number>> {
  const negative = await createNegative(1024, BYTES);
  const paths = Array.from({ length: FILES }, (_, serial) => {
    const path = join(folder, `photo ${String(serial).padStart(2, '0')}.jpg`);
    const file = openSync(path, 'w');
    for (const piece of negative.print(serial)) writeSync(file, piece);
    closeSync(file);
    return path;
  });
  const library = join(folder, 'library');
  mkdirSync(library);
  return withLibraryApp(library, async (studio) => {
    const watched = await watching(studio, 'drop', () => dropAll(studio, paths));
    const files = readdirSync(join(library, 'originals'), { recursive: true, withFileTypes: true });
    const whole = files.filter((entry) => entry.isFile() && entry.name.endsWith('.jpg')).length;
    if (whole !== FILES) throw new Error(`${String(whole)} files were taken.`);
    return watched;
  });
}

/** Drops the files and waits for the pictures of those that are in sight. Milliseconds. */
async function dropAll({ page }: BenchApp, files: readonly string[]): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const begun = performance.now();
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 300, data });
  }
  await page
    .getByText(`${String(FILES)} images added`)
    .first()
    .waitFor({ timeout: PATIENCE });
  await page.waitForFunction(
    () => {
      const pictures = Array.from(document.querySelectorAll<HTMLImageElement>('[role="gridcell"] img'));
      return pictures.length > 0 && pictures.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
    },
    null,
    { timeout: PATIENCE },
  );
  await session.detach();
  return performance.now() - begun;
}

function rows(runs: readonly Watched<number>[]): readonly (readonly string[])[] {
  const line = (name: string, value: (run: Watched<number>) => number, most: number | null): readonly string[] => {
    const values = runs.map(value);
    const middle = median(values);
    const wanted = most === null ? ['', ''] : [`≤ ${String(most)}`, middle <= most ? 'yes' : 'no'];
    return [name, `${middle.toFixed(0)} (${Math.max(...values).toFixed(0)})`, ...wanted];
  };
  return [
    line('until all are shown, ms', ({ result }) => result, null),
    line('longest task of the window, ms', ({ longTasks }) => longestOf(longTasks), LONGEST_TASK),
    line('longest block of main, ms', ({ main }) => main.longest, LONGEST_TASK),
  ];
}
