import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { paintPicture } from '../src/main/gateway/demo/paint/picture';
import { type BenchApp, inFolder, say } from './app';
import { withLibraryApp } from './library-app';
import { median, quantile } from './loop-watch';
import { report } from './report';

const SIDE = 2048;
const TITLES = ['harbour', 'harbour at night'] as const;
const OPENINGS = 12;
const RUNS = Number(process.env['EASEL_BENCH_RUNS'] ?? 3);
/** Frames of zooming in and out again, and of moving about while zoomed. */
const FRAMES = 120;
const MOST = { opening: 150, ratio: 1.5, difference: 50 } as const;

/** How long the frames of one move lasted, in milliseconds, over both pictures and over one plain picture. */
interface Move {
  readonly pair: readonly number[];
  readonly plain: readonly number[];
}

describe('comparing two large pictures', () => {
  const openings: number[] = [];
  const zooms: Move[] = [];
  const pans: Move[] = [];
  let differences: readonly number[] = [];
  let looks: readonly number[] = [];
  let heldUp = 0;
  beforeAll(async () => {
    await inFolder((folder) =>
      withLibraryApp(join(folder, 'library'), async (studio) => {
        await bringIn(studio, folder);
        const { page } = studio;
        // The first one warms files and code.
        for (let time = 0; time <= OPENINGS; time += 1) {
          const ms = await timeOpening(page);
          if (time > 0) openings.push(ms);
          if (time < OPENINGS) await page.keyboard.press('Escape');
          await sleep(400);
        }
        say(`  opened in ${openings.map((ms) => ms.toFixed(0)).join(', ')} ms`);
        for (let run = 0; run < RUNS; run += 1) {
          zooms.push({ pair: await zoomPair(page), plain: await movePlain(page, 'zoom') });
          pans.push({ pair: await panPair(page), plain: await movePlain(page, 'pan') });
          for (const [what, figure] of [...moveLines('zoom', zooms.slice(-1)), ...moveLines('pan', pans.slice(-1))]) {
            say(`  ${what ?? ''}: ${figure ?? ''}`);
          }
        }
        await page.getByRole('radio', { name: 'Difference' }).click();
        ({ differences, looks, heldUp } = await timeDifferences(page));
      }),
    );
  });

  it('writes its table', () => {
    expect(openings).toHaveLength(OPENINGS);
    expect(differences.length).toBeGreaterThan(3);
    report(
      `Comparing two pictures of ${String(SIDE)}²`,
      `JPEGs in a window of 1280 × 800 pixels, rendered by the processor. Opened by C from the grid, until the frame that shows both originals; ${String(OPENINGS)} times. ` +
        `Zoom and pan: ${String(FRAMES)} frames each, side by side, against one plain picture of the same file under a CSS transform that covers the same place and goes the same way; ${String(RUNS)} runs in turn. ` +
        `Difference: measuring and drawing in the worker, without fetching and decoding.`,
      ['', 'figure', 'wanted', 'reached'],
      [
        line('opened, p50, ms', median(openings), MOST.opening),
        line('opened, longest, ms', Math.max(...openings), MOST.opening),
        ...moveLines('zoom', zooms),
        ...moveLines('pan', pans),
        line('difference of a new pair, p50, ms', median(differences), MOST.difference),
        line('difference with another gain, p50, ms', median(looks), MOST.difference),
        line('window held up by them, longest, ms', heldUp, MOST.difference),
      ],
    );
  });
});

async function bringIn({ app, page }: BenchApp, folder: string): Promise<void> {
  mkdirSync(join(folder, 'files'), { recursive: true });
  const paths: string[] = [];
  for (const title of TITLES) {
    const order = {
      prompt: title,
      seed: title,
      size: { width: SIDE, height: SIDE },
      format: 'jpeg',
      sources: [],
    } as const;
    const { bytes } = await paintPicture(order, { shrink: 1 });
    const path = join(folder, 'files', `${title}.jpg`);
    writeFileSync(path, bytes);
    paths.push(path);
  }
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, paths);
  await page.evaluate(() =>
    (window as unknown as { easel: { request: (route: string, input: unknown) => Promise<unknown> } }).easel.request(
      'library.importDialog',
      { what: 'files' },
    ),
  );
  await page
    .getByRole('gridcell')
    .filter({ has: page.locator('img') })
    .nth(1)
    .waitFor();
  await sleep(3000);
}

/** From the press of C until the frame that shows both originals, in milliseconds. */
async function timeOpening(page: Page): Promise<number> {
  const cells = page.getByRole('gridcell').filter({ has: page.locator('img') });
  await cells.nth(1).click();
  await cells.nth(0).click({ modifiers: ['ControlOrMeta'] });
  await sleep(300);
  await page.evaluate((side) => {
    const opened = new Promise<number>((resolve) => {
      const begin = (event: Event): void => {
        const look = (): void => {
          const pictures = [...document.querySelectorAll<HTMLImageElement>('[aria-label="Compare"] figure img')];
          const whole = pictures.filter((picture) => picture.complete && picture.naturalWidth === side).length === 2;
          // What a frame holds is on the screen when the next one begins.
          if (whole) requestAnimationFrame((next) => resolve(next - event.timeStamp));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      window.addEventListener('keydown', begin, { capture: true, once: true });
    });
    Object.assign(window, { opened });
  }, SIDE);
  await page.keyboard.press('c');
  return page.evaluate(() => (window as unknown as { opened: Promise<number> }).opened);
}

/** In and out again by the wheel, in the middle of the left picture. */
function zoomPair(page: Page): Promise<readonly number[]> {
  return page.evaluate(async (frames) => {
    const stage = document.querySelector('[aria-label="Compare"] figure');
    if (!stage) throw new Error('Nothing is compared.');
    const box = stage.getBoundingClientRect();
    const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
    const lasted: number[] = [];
    let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let frame = 0; frame < frames; frame += 1) {
      const deltaY = frame < frames / 2 ? -12 : 12;
      stage.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY, bubbles: true, cancelable: true }));
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      lasted.push(now - before);
      before = now;
    }
    return lasted;
  }, FRAMES);
}

/** Up and down at 100 %. */
async function panPair(page: Page): Promise<readonly number[]> {
  const root = page.getByRole('region', { name: 'Image' });
  await root.focus();
  await page.keyboard.press('z');
  await sleep(300);
  const lasted = await page.evaluate(async (frames) => {
    const target = document.activeElement;
    const times: number[] = [];
    let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let frame = 0; frame < frames; frame += 1) {
      const key = Math.floor(frame / 5) % 2 === 0 ? 'ArrowDown' : 'ArrowUp';
      target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now - before);
      before = now;
    }
    return times;
  }, FRAMES);
  await page.keyboard.press('z');
  return lasted;
}

/** The same moves with one plain picture under a CSS transform, laid over the comparison and taken away again. */
function movePlain(page: Page, move: 'zoom' | 'pan'): Promise<readonly number[]> {
  return page.evaluate(
    async ([what, frames]) => {
      const pictures = document.querySelectorAll<HTMLImageElement>('[aria-label="Compare"] figure img');
      const region = document.querySelector('[aria-label="Compare"] figure')?.parentElement;
      const source = pictures[1];
      if (!region || !source) throw new Error('Nothing is compared.');
      const { left, top, width, height } = region.getBoundingClientRect();
      const cover = document.createElement('div');
      Object.assign(cover.style, {
        ...{ position: 'fixed', overflow: 'hidden', zIndex: '99', background: '#000' },
        ...{
          left: `${String(left)}px`,
          top: `${String(top)}px`,
          width: `${String(width)}px`,
          height: `${String(height)}px`,
        },
      });
      const picture = new Image();
      picture.src = source.src;
      await picture.decode();
      Object.assign(picture.style, {
        position: 'absolute',
        left: '0',
        top: '0',
        maxWidth: 'none',
        transformOrigin: '0 0',
      });
      cover.append(picture);
      document.body.append(cover);
      const side = picture.naturalWidth;
      const place = (scale: number, down: number): void => {
        const x = (width - side * scale) / 2;
        const y = (height - side * scale) / 2 - down;
        picture.style.transform = `translate(${String(x)}px, ${String(y)}px) scale(${String(scale)})`;
      };
      let scale = Math.min(width, height) / side;
      let down = 0;
      place(what === 'pan' ? 1 : scale, 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const lasted: number[] = [];
      let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      for (let frame = 0; frame < frames; frame += 1) {
        if (what === 'zoom') scale *= Math.exp((frame < frames / 2 ? 12 : -12) * 0.0022);
        else down += Math.floor(frame / 5) % 2 === 0 ? 80 : -80;
        place(what === 'pan' ? 1 : scale, down);
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        lasted.push(now - before);
        before = now;
      }
      cover.remove();
      return lasted;
    },
    [move, FRAMES] as const,
  );
}

/** New pairs by swapping, then other gains; and the longest that the window stood still meanwhile. */
async function timeDifferences(
  page: Page,
): Promise<{ readonly differences: readonly number[]; readonly looks: readonly number[]; readonly heldUp: number }> {
  await page.getByRole('region', { name: 'Image' }).focus();
  const drawn = async (): Promise<number> => {
    await sleep(1200);
    return Number(await page.locator('[aria-label="Compare"] canvas').getAttribute('data-took'));
  };
  await drawn();
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const differences: number[] = [];
  const looks: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    await page.keyboard.press('s');
    differences.push(await drawn());
    await page.keyboard.press('.');
    looks.push(await drawn());
  }
  const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  say(`  differences ${differences.join(', ')}; other gains ${looks.join(', ')}`);
  return { differences, looks, heldUp: Math.max(0, ...tasks) };
}

function moveLines(name: string, runs: readonly Move[]): readonly (readonly string[])[] {
  const p95 = (frames: readonly number[]): number =>
    quantile(
      frames.toSorted((a, b) => a - b),
      0.95,
    );
  const mean = (frames: readonly number[]): number => frames.reduce((sum, ms) => sum + ms, 0) / frames.length;
  const ratio = median(runs.map(({ pair, plain }) => mean(pair) / mean(plain)));
  const figures = (of: (frames: readonly number[]) => number): string =>
    `${median(runs.map(({ pair }) => of(pair))).toFixed(1)} / ${median(runs.map(({ plain }) => of(plain))).toFixed(1)}`;
  return [
    [`${name}: a frame, mean, both / plain, ms`, figures(mean), '', ''],
    [`${name}: p95, both / plain, ms`, figures(p95), '', ''],
    line(`${name}: times as long as plain`, ratio, MOST.ratio),
  ];
}

function line(name: string, figure: number, most: number): readonly string[] {
  return [name, figure.toFixed(figure < 10 ? 2 : 0), `≤ ${String(most)}`, figure <= most ? 'yes' : 'no'];
}
