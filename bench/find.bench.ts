import type { Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { fitGrid, withLibraryApp } from './library-app';
import { quantile } from './loop-watch';
import { type Shown, timeShown } from './page-probe';
import { report } from './report';

/** What people look for: words, two of them, one that must not be there, a phrase, a made-up name. */
const SEARCHES = [
  'gold fox',
  'bowl -pale',
  '"the quay"',
  'kalo',
  '35mm neon',
  'misty harb',
  'draft',
  'raven -dusk',
] as const;
/** Not typed letter by letter, but handed in whole by an input method. */
const UNSPACED = ['灯台', '红色', 'ประภาคาร', '네온'] as const;
const MOST_SEARCH = 80;
const MOST_JUMP = 150;
const JUMPS = 20;
/** Between two keystrokes, so that each is measured alone. */
const PAUSE = 300;

describe('finding in a large library', () => {
  const typed: Shown[] = [];
  const handed: Shown[] = [];
  const jumps: Shown[] = [];
  beforeAll(async () => {
    await withLargeLibrary((library) =>
      withLibraryApp(library, async (studio) => {
        await fitGrid(studio);
        const { page } = studio;
        for (const text of SEARCHES) typed.push(...(await typeSearch(page, text)));
        say(`  typed: ${JSON.stringify(typed)}`);
        for (const text of UNSPACED) handed.push(await handIn(page, text));
        say(`  handed in: ${JSON.stringify(handed)}`);
        await clearSearch(page);
        for (let jump = 0; jump < JUMPS; jump += 1) jumps.push(await jumpTo(page, ((jump * 7 + 3) % JUMPS) / JUMPS));
        say(`  jumps: ${JSON.stringify(jumps)}`);
      }),
    );
  });

  it('writes its table', () => {
    expect(jumps).toHaveLength(JUMPS);
    report(
      `Finding among ${IMAGES.toLocaleString('en')} images`,
      `From the key's event until the frame that shows the last change of the tiles in sight or of their count, and until their pictures are there as well; ${String(SEARCHES.join('').length)} keystrokes of ` +
        `${SEARCHES.map((text) => `“${text}”`).join(', ')}, each after the last one has come to rest; those that change neither don't count. Words without spaces are handed in whole, as an input method does. ` +
        `A jump is a press on the scrubber of dates, at ${String(JUMPS)} places of the three years.`,
      ['', 'counted', 'p50, ms', 'p95, ms', 'longest, ms', 'wanted', 'reached'],
      [
        line('keystroke to result', typed, painted, MOST_SEARCH),
        line('keystroke to its pictures', typed, pictured, null),
        line('unspaced words to result', handed, painted, MOST_SEARCH),
        line('jump to a date', jumps, painted, MOST_JUMP),
        line('jump to its pictures', jumps, pictured, MOST_JUMP),
      ],
    );
  });
});

const painted = (shown: Shown): number | null => shown.painted;
const pictured = (shown: Shown): number | null => (shown.painted === null ? null : shown.pictured);

async function typeSearch(page: Page, text: string): Promise<readonly Shown[]> {
  await clearSearch(page);
  const found: Shown[] = [];
  for (const letter of text) {
    found.push(
      await timeShown(page, 'keydown', 'images', () => page.keyboard.press(letter === ' ' ? 'Space' : letter)),
    );
    await sleep(PAUSE);
  }
  return found;
}

async function handIn(page: Page, text: string): Promise<Shown> {
  await clearSearch(page);
  return timeShown(page, 'beforeinput', 'images', () => page.keyboard.insertText(text));
}

async function clearSearch(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search library' }).fill('');
  await sleep(1500);
}

async function jumpTo(page: Page, share: number): Promise<Shown> {
  const box = await page.getByRole('slider', { name: 'Date' }).boundingBox();
  if (!box) throw new Error('There is no scrubber of dates.');
  const [x, y] = [box.x + box.width / 2, box.y + 4 + share * (box.height - 8)];
  const shown = await timeShown(page, 'pointerdown', 'images', () => page.mouse.click(x, y));
  await sleep(PAUSE);
  return shown;
}

function line(
  name: string,
  all: readonly Shown[],
  value: (shown: Shown) => number | null,
  most: number | null,
): readonly string[] {
  const values = all
    .map(value)
    .filter((ms) => ms !== null)
    .toSorted((a, b) => a - b);
  const p95 = quantile(values, 0.95);
  const figures = [quantile(values, 0.5), p95, values.at(-1) ?? 0].map((ms) => ms.toFixed(0));
  return [
    name,
    String(values.length),
    ...figures,
    ...(most === null ? ['', ''] : [`≤ ${String(most)}`, p95 <= most ? 'yes' : 'no']),
  ];
}
