import type { Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { say } from './app';
import { IMAGES, withLargeLibrary } from './large-library';
import { withLibraryApp } from './library-app';
import { quantile } from './loop-watch';
import { PROMPTS, writeHistory } from './made-history';
import { type Shown, timeShown } from './page-probe';
import { report } from './report';

/** What people look for: words, two of them, one that must not be there, a phrase, a tag, a made-up name. */
const SEARCHES = ['gold fox', 'bowl -pale', '"the quay"', 'kalo', '35mm neon', 'misty harb', '#draft'] as const;
const MOST_OPEN = 100;
const MOST_SEARCH = 50;
const OPENINGS = 12;
/** Between two of them, so that each is measured alone. */
const PAUSE = 300;

describe('the history of prompts', () => {
  const first: Shown[] = [];
  const opened: Shown[] = [];
  const typed: Shown[] = [];
  beforeAll(async () => {
    await withLargeLibrary((library) =>
      withLibraryApp(
        library,
        async ({ page }) => {
          first.push(await openHistory(page));
          for (let time = 0; time < OPENINGS; time += 1) opened.push(await openHistory(page));
          say(`  opened: ${JSON.stringify([first, opened])}`);
          for (const text of SEARCHES) typed.push(...(await typeSearch(page, text)));
          say(`  typed: ${JSON.stringify(typed)}`);
        },
        (userData) => {
          writeHistory(userData, library);
        },
      ),
    );
  });

  it('writes its table', () => {
    expect(opened).toHaveLength(OPENINGS);
    report(
      `History of ${PROMPTS.toLocaleString('en')} prompts`,
      `Beside a library of ${IMAGES.toLocaleString('en')} images. From the press or key until the frame that shows the last change of the rows in sight, with their words, or of their count; and until their pictures are there as well. ` +
        `Opened ${String(OPENINGS)} times from the library after a first time; ${String(SEARCHES.join('').length)} keystrokes of ${SEARCHES.map((text) => `“${text}”`).join(', ')}, each after the last one has come to rest; those that change nothing don't count.`,
      ['', 'counted', 'p50, ms', 'p95, ms', 'longest, ms', 'wanted', 'reached'],
      [
        line('first opening to painted', first, painted, null),
        line('opening to painted', opened, painted, MOST_OPEN),
        line('opening to its pictures', opened, pictured, null),
        line('keystroke to result', typed, painted, MOST_SEARCH),
        line('keystroke to its pictures', typed, pictured, null),
      ],
    );
  });
});

const painted = (shown: Shown): number | null => shown.painted;
const pictured = (shown: Shown): number | null => (shown.painted === null ? null : shown.pictured);

/** From the library to the history, with a press on its entry in the rail. */
async function openHistory(page: Page): Promise<Shown> {
  const rail = page.getByRole('navigation');
  await rail.getByRole('button', { name: /^Library/ }).click();
  await page.getByRole('grid', { name: 'Library' }).waitFor();
  await sleep(1500);
  const shown = await timeShown(page, 'pointerdown', 'prompts', () =>
    rail.getByRole('button', { name: /^Prompts/ }).click(),
  );
  await sleep(PAUSE);
  return shown;
}

async function typeSearch(page: Page, text: string): Promise<readonly Shown[]> {
  const box = page.getByRole('searchbox', { name: 'Search prompts' });
  await box.fill('');
  await sleep(1500);
  const found: Shown[] = [];
  for (const letter of text) {
    found.push(
      await timeShown(page, 'keydown', 'prompts', () => page.keyboard.press(letter === ' ' ? 'Space' : letter)),
    );
    await sleep(PAUSE);
  }
  return found;
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
