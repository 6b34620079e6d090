import type { Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { fitGrid, withLibraryApp } from './library-app';
import { quantile } from './loop-watch';
import { type Shown, timeShown } from './page-probe';
import { report } from './report';

const TIMES = Number(process.env['EASEL_BENCH_RUNS'] ?? 10);
const MANY = 1000;
const MOST = 100;
/** Between two actions, so that each is measured alone and its files are looked after. */
const PAUSE = 1500;

/** What is pressed, in turn, and what shows that it was done. */
const ACTIONS = [
  { name: 'star', keys: ['4', '2', '5'], what: 'cells' },
  { name: 'flag', keys: ['p', 'x'], what: 'cells' },
  { name: 'delete', keys: ['Delete'], what: 'images' },
  { name: 'undo of a delete', keys: ['ControlOrMeta+z'], what: 'images' },
] as const;

describe('organising in a large library', () => {
  const found = new Map<string, Shown[]>();
  beforeAll(async () => {
    await withLargeLibrary((library) =>
      withLibraryApp(library, async (studio) => {
        await fitGrid(studio);
        for (const count of [1, MANY]) {
          await select(studio.page, count);
          for (let time = 0; time < TIMES; time += 1) await pressAll(studio.page, count, time, found);
        }
        for (const [name, shown] of found) say(`  ${name}: ${JSON.stringify(shown)}`);
      }),
    );
  });

  it('writes its table', () => {
    expect(found.size).toBe(2 * ACTIONS.length);
    report(
      `Organising among ${IMAGES.toLocaleString('en')} images`,
      `From the key's event until the frame that shows the last change of what is in sight, with 1 and with ${MANY.toLocaleString('en')} images selected; ${String(TIMES)} times each.`,
      ['', 'counted', 'p50, ms', 'p95, ms', 'longest, ms', 'wanted', 'reached'],
      Array.from(found, ([name, shown]) => line(name, shown)),
    );
  });
});

async function pressAll(page: Page, count: number, time: number, found: Map<string, Shown[]>): Promise<void> {
  for (const { name, keys, what } of ACTIONS) {
    const key = keys[time % keys.length] ?? '';
    // After a delete another image is active: what was selected comes back with the undo.
    const shown = await timeShown(page, 'keydown', what, () => page.keyboard.press(key));
    const title = `${name} ${name.startsWith('undo') ? 'of ' : ''}${count.toLocaleString('en')}`;
    found.set(title, [...(found.get(title) ?? []), shown]);
    await sleep(PAUSE);
    if (name.startsWith('undo')) await select(page, count);
  }
}

interface Bridged {
  readonly easel: { request(route: string): Promise<{ data: { ids: string; facets: Int32Array } }> };
}

/** Selects the newest so many by a click and a click with Shift, and leaves them in sight. */
async function select(page: Page, count: number): Promise<void> {
  const last = await page.evaluate(async (place) => {
    const { data } = await (window as unknown as Bridged).easel.request('library.columns');
    const TRASHED = 8192;
    const shown = Array.from(data.facets.keys()).filter((at) => ((data.facets[at] ?? 0) & TRASHED) === 0);
    const at = shown[place - 1] ?? 0;
    return data.ids.slice(at * 24, at * 24 + 24);
  }, count);
  const grid = page.getByRole('grid', { name: 'Library' });
  await grid.evaluate((element) => {
    for (let one: Element | null = element; one; one = one.parentElement) one.scrollTop = 0;
  });
  await sleep(PAUSE);
  await grid.getByRole('gridcell').first().click();
  if (count > 1) {
    const target = page.locator(`[data-cell="${last}"]`);
    for (let step = 0; (await target.count()) === 0 || !(await isInSight(page, last)); step += 1) {
      if (step > 500) throw new Error('The last image to be selected was not found.');
      await page.mouse.wheel(0, 300);
      await sleep(60);
    }
    await target.click({ modifiers: ['Shift'] });
  }
  await page.mouse.move(0, 0);
  await sleep(PAUSE);
}

function isInSight(page: Page, id: string): Promise<boolean> {
  return page.locator(`[data-cell="${id}"]`).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top > 150 && bottom < window.innerHeight - 250;
  });
}

function line(name: string, all: readonly Shown[]): readonly string[] {
  const values = all
    .map(({ painted }) => painted)
    .filter((ms) => ms !== null)
    .toSorted((a, b) => a - b);
  const p95 = quantile(values, 0.95);
  const figures = [quantile(values, 0.5), p95, values.at(-1) ?? 0].map((ms) => ms.toFixed(0));
  return [
    name,
    String(values.length),
    ...figures,
    `≤ ${String(MOST)}`,
    p95 <= MOST && values.length > 0 ? 'yes' : 'no',
  ];
}
