import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeFamily } from '../src/main/storage/library/made-library';
import { inFolder, say } from './app';
import { writeFiles } from './large-library';
import { withLibraryApp } from './library-app';
import { median, quantile } from './loop-watch';
import { paintPictures } from './made-pictures';
import { openRecordWriter } from './record-writer';
import { report } from './report';

const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 4);
const MEMBERS = 2000;
const PICTURES = 40;
const FRAMES = 200;
const LONG_FRAME = 50;

/** What one run measured; each list holds the lengths of frames in milliseconds. */
interface Walked {
  readonly opened: number;
  readonly near: readonly number[];
  readonly zoom: readonly number[];
  readonly far: readonly number[];
}

describe('the lineage of a large family', () => {
  const runs: Walked[] = [];
  beforeAll(async () => {
    await inFolder(async (folder) => {
      const library = join(folder, 'library');
      await writeFamily(library);
      await withLibraryApp(library, async ({ page }) => {
        for (let run = 1; run <= RUNS; run += 1) {
          runs.push(await measure(page));
          for (const [name, figure] of rows(runs.slice(-1))) say(`  ${name ?? ''}: ${figure ?? ''}`);
        }
      });
    });
  });

  it('writes its table', () => {
    expect(runs).toHaveLength(RUNS);
    report(
      `Lineage of ${MEMBERS.toLocaleString('en')} images`,
      `The window at its usual size, rendered by the processor; ${String(FRAMES)} frames each. Opening is from the key to the second frame with the focused card in it, ` +
        `family and layout included. Panning at 90 % brings new cards with each frame; zooming goes from 90 % until the whole family is in sight and back; panning from afar has up to all of it in sight. ` +
        `Medians of ${String(RUNS)} runs, the worst in brackets.`,
      ['', 'figure', 'wanted', 'reached'],
      rows(runs),
    );
  });
});

async function writeFamily(library: string): Promise<void> {
  mkdirSync(library, { recursive: true });
  const pictures = await paintPictures(join(tmpdir(), 'easel-bench-pictures-lineage'), PICTURES);
  const writer = openRecordWriter(library);
  try {
    const records = madeFamily(MEMBERS).map((image, number) => {
      const picture = pictures[number % pictures.length];
      if (!picture) throw new Error('There are no pictures.');
      const madeImage = { ...image, format: 'jpeg' as const };
      const record = { image: madeImage, collections: [], found: null, modifiedAt: null, ratio: picture.ratio };
      return writeFiles(library, { ...record, picture: number }, picture);
    });
    await writer.write(records);
  } finally {
    writer.close();
  }
}

/** Opens the newest image, goes to its family, and moves through it as a mouse does: an event in each frame. */
async function measure(page: Page): Promise<Walked> {
  const cell = page.getByRole('grid', { name: 'Library' }).getByRole('gridcell').first();
  await cell.click();
  const opened = await page.evaluate(async () => {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const began = performance.now();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'g', bubbles: true, cancelable: true }));
    while (!document.querySelector('[role=tree] [aria-selected=true]')) await nextFrame();
    await nextFrame();
    return performance.now() - began;
  });
  await page.waitForTimeout(1000);
  const near = await walk(page, 'pan', FRAMES);
  const zoom = await walk(page, 'zoom', FRAMES);
  await page.keyboard.press('Home');
  await page.waitForTimeout(3000);
  const far = await walk(page, 'pan', FRAMES);
  await page.keyboard.press('.');
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  return { opened, near, zoom, far };
}

function walk(page: Page, kind: 'pan' | 'zoom', frames: number): Promise<number[]> {
  return page.evaluate(
    async ([how, count]) => {
      const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const tree = document.querySelector('[role=tree]');
      if (!tree) throw new Error('There is no lineage.');
      const box = tree.getBoundingClientRect();
      const middle = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
      const pointer = (type: string, dx: number, dy: number): void => {
        const at = { clientX: middle.clientX + dx, clientY: middle.clientY + dy };
        // No real pointer is down, which could not be captured.
        tree.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, buttons: type === 'pointerup' ? 0 : 1 }));
      };
      Object.assign(tree, { setPointerCapture: () => undefined });
      if (how === 'pan') pointer('pointerdown', 0, 0);
      const times = [await nextFrame()];
      for (let frame = 0; frame < count; frame += 1) {
        // Out and back, so that it ends where it began.
        const half = frame < count / 2;
        if (how === 'pan')
          pointer('pointermove', 18 * (half ? frame : count - frame), 11 * (half ? frame : count - frame));
        else tree.dispatchEvent(new WheelEvent('wheel', { ...middle, deltaY: half ? 18 : -18, cancelable: true }));
        times.push(await nextFrame());
      }
      if (how === 'pan') pointer('pointerup', 0, 0);
      return times.slice(1).map((time, place) => time - (times[place] ?? 0));
    },
    [kind, frames] as const,
  );
}

function rows(runs: readonly Walked[]): readonly (readonly string[])[] {
  const line = (name: string, value: (run: Walked) => number, below: number | null): readonly string[] => {
    const values = runs.map(value);
    const worst = Math.max(...values);
    const wanted = below === null ? ['', ''] : [`≤ ${String(below)}`, worst <= below ? 'yes' : 'no'];
    return [name, `${median(values).toFixed(1)} (${worst.toFixed(1)})`, ...wanted];
  };
  const share = (frames: readonly number[], part: number): number =>
    quantile(
      frames.toSorted((a, b) => a - b),
      part,
    );
  const pass = (name: string, frames: (run: Walked) => readonly number[]): readonly (readonly string[])[] => [
    line(`${name}: frame p50, ms`, (run) => share(frames(run), 0.5), null),
    line(`${name}: frame p95, ms`, (run) => share(frames(run), 0.95), null),
    line(`${name}: longest frame, ms`, (run) => Math.max(...frames(run)), LONG_FRAME),
  ];
  return [
    line('opening, ms', ({ opened }) => opened, null),
    ...pass('panning', ({ near }) => near),
    ...pass('zooming', ({ zoom }) => zoom),
    ...pass('panning from afar', ({ far }) => far),
  ];
}
