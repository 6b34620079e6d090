import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BenchApp, inFolder, say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { fitGrid, untilAtRest, withLibraryApp } from './library-app';
import { collectGarbage, type Memory, memoryOf } from './memory';
import { gridSize, scrollFrames, scrollTo } from './page-probe';
import { report } from './report';

const MOST_MEGABYTES = 150;
const FRAMES = 239;
/** Until memory is looked at. Milliseconds. */
const REST = 30_000;

interface Held {
  readonly rested: Memory;
  readonly used: Memory;
  readonly collected: Memory;
}

describe('memory of a large library', () => {
  let empty: Memory | null = null;
  let full: Held | null = null;
  beforeAll(async () => {
    empty = await inFolder(async (folder) => {
      const library = join(folder, 'library');
      mkdirSync(library);
      return withLibraryApp(library, restedMemory);
    });
    full = await withLargeLibrary((library) => withLibraryApp(library, use));
    say(`library-memory: ${JSON.stringify({ empty, full })}`);
  });

  it('writes its table', () => {
    expect(full).not.toBeNull();
    report(
      `Memory with ${IMAGES.toLocaleString('en')} images`,
      `Resident memory over that of the same app with an empty library (${(empty?.all ?? 0).toFixed(0)} MB in all its processes together, shared pages counted in each). ` +
        `At rest is ${String(REST / 1000)} s after the app has nothing left to do; used is the same after a fling, the scrollbar from one end to the other and five searches; ` +
        `the last row shows it after a collection of garbage asked for through the inspector.`,
      ['', 'main process, MB more', 'all processes, MB more', 'wanted', 'reached'],
      [
        line('at rest', full?.rested, empty),
        line('used', full?.used, empty),
        line('used, collected', full?.collected, empty),
      ],
    );
  });
});

async function restedMemory(studio: BenchApp): Promise<Memory> {
  await sleep(REST);
  return memoryOf(studio);
}

async function use(studio: BenchApp): Promise<Held> {
  const rested = await restedMemory(studio);
  const { page } = studio;
  await fitGrid(studio);
  const { all, height } = await gridSize(page);
  await scrollTo(page, 0.3);
  await scrollFrames(page, 400, FRAMES);
  await scrollTo(page, 0);
  await scrollFrames(page, (all - height) / FRAMES, FRAMES);
  const search = page.getByRole('searchbox', { name: 'Search library' });
  for (const text of ['harbour', 'golden fox', 'linen -pale', '灯台', '']) {
    await search.fill(text);
    await sleep(1000);
  }
  await untilAtRest(studio);
  const used = await restedMemory(studio);
  await collectGarbage(studio);
  return { rested, used, collected: await memoryOf(studio) };
}

function line(name: string, mine: Memory | undefined, other: Memory | null): readonly string[] {
  const [main, all] = [(mine?.main ?? NaN) - (other?.main ?? NaN), (mine?.all ?? NaN) - (other?.all ?? NaN)];
  return [name, main.toFixed(0), all.toFixed(0), `≤ ${String(MOST_MEGABYTES)}`, all <= MOST_MEGABYTES ? 'yes' : 'no'];
}
