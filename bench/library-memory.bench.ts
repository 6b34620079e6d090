import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BenchApp, inFolder, say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { fitGrid, untilAtRest, withLibraryApp } from './library-app';
import { collectGarbage, memoryByProcess } from './memory';
import { gridSize, scrollFrames, scrollTo } from './page-probe';
import { report } from './report';

const MOST_MEGABYTES = 150;
const FRAMES = 239;
/** Until memory is looked at. Milliseconds. */
const REST = 30_000;

type Held = Readonly<Record<string, number>>;
const STATES = ['at rest', 'used', 'used, collected', 'used, asked by the system'] as const;

describe('memory of a large library', () => {
  let empty: Held = {};
  let full: readonly Held[] = [];
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
    expect(full).toHaveLength(STATES.length);
    report(
      `Memory with ${IMAGES.toLocaleString('en')} images`,
      `Resident memory in MB over that of the same app with an empty library (${all(empty).toFixed(0)} MB in all its processes together, shared pages counted in each). ` +
        `At rest is ${String(REST / 1000)} s after the app has nothing left to do; used is the same after a fling, the scrollbar from one end to the other and five searches. ` +
        `Then after a collection of garbage asked for through the inspector, and after the window was told as by the system that memory is short: what Chromium keeps of pictures it gives back then.`,
      ['', 'main', 'window', 'all processes', 'wanted', 'reached'],
      STATES.map((state, place) => line(state, full[place] ?? {}, empty)),
    );
  });
});

async function restedMemory(studio: BenchApp): Promise<Held> {
  await sleep(REST);
  return memoryByProcess(studio);
}

/** What is held in each of the states. */
async function use(studio: BenchApp): Promise<readonly Held[]> {
  const rested = await restedMemory(studio);
  const { page } = studio;
  await fitGrid(studio);
  const { all: height, height: view } = await gridSize(page);
  await scrollTo(page, 0.3);
  await scrollFrames(page, 400, FRAMES);
  await scrollTo(page, 0);
  await scrollFrames(page, (height - view) / FRAMES, FRAMES);
  const search = page.getByRole('searchbox', { name: 'Search library' });
  for (const text of ['harbour', 'golden fox', 'linen -pale', '灯台', '']) {
    await search.fill(text);
    await sleep(1000);
  }
  await untilAtRest(studio);
  const used = await restedMemory(studio);
  await collectGarbage(studio);
  const collected = await memoryByProcess(studio);
  const session = await page.context().newCDPSession(page);
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await sleep(5000);
  return [rested, used, collected, await memoryByProcess(studio)];
}

function all(held: Held): number {
  return Object.values(held).reduce((sum, megabytes) => sum + megabytes, 0);
}

function line(name: string, mine: Held, other: Held): readonly string[] {
  const more = [
    ...['main', 'window'].map((process) => (mine[process] ?? 0) - (other[process] ?? 0)),
    all(mine) - all(other),
  ];
  const figures = more.map((megabytes) => megabytes.toFixed(0));
  return [name, ...figures, `≤ ${String(MOST_MEGABYTES)}`, all(mine) - all(other) <= MOST_MEGABYTES ? 'yes' : 'no'];
}
