import { join } from 'node:path';
import { expect, test } from './fixtures';
import type { Studio } from './studio';

const ROOT = join(import.meta.dirname, '..');
/** What the README shows; everything else is for looking only and stays out of the repository. */
const SHOWN = ['library-dark', 'library-light', 'compare-dark'];

/** What fills the library: prompt and ratio. */
const PROMPTS: readonly (readonly [prompt: string, ratio: string])[] = [
  ['Paper lighthouse on a desk at dusk, warm lamp inside, soft grain', '3:2'],
  ['Red desert dunes at noon, long ridges, one white bird', '16:9'],
  ['Night sea under a green aurora, calm water', '2:1'],
  ['Misty forest hills in the morning, layered blue', '3:4'],
  ['Golden particles bursting outward from a dark centre', '1:1'],
  ['Pale winter mountains, thin sun, editorial poster', '4:3'],
  ['Purple nebula above a black ridge', '9:16'],
  ['Terracotta hills cut from paper, gentle shadows', '1:1'],
  ['A harbour at sunrise, copper light on still water', '16:9'],
  ['Deep green jungle valley, rising fog', '2:3'],
  ['Blue hour over white salt flats', '2:1'],
  ['Storm clouds over a wheat field, one ray of light', '3:2'],
];

test('pictures for the README', async ({ launch }) => {
  const studio = await launch({ gateway: false, env: { EASEL_DEMO_SPEED: '30' } });
  await size(studio, 1280, 800);
  await both(studio, 'welcome');
  await studio.useDemo();
  await both(studio, 'empty');

  for (const [prompt, ratio] of PROMPTS) {
    const ratios = studio.composer.getByRole('radiogroup', { name: 'Aspect ratio' });
    await ratios.getByRole('radio', { name: ratio, exact: true }).click();
    await studio.generate(prompt);
  }
  await expect(studio.library.getByRole('gridcell').filter({ has: studio.page.locator('img') })).toHaveCount(
    PROMPTS.length,
    { timeout: 120_000 },
  );
  await studio.generate('[demo:slow] A glass greenhouse at night, lit from inside');
  await studio.prompt.fill('A glass greenhouse at night, lit from inside, rain on the panes');
  await studio.image('Storm clouds').click();
  await both(studio, 'library');
  await size(studio, 900, 600);
  await both(studio, 'library-small');
  await size(studio, 1280, 800);

  await studio.generate('[demo:402] An orange canyon');
  await expect(studio.page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await studio.openQueue();
  await both(studio, 'queue');
  await studio.request('jobs.resume', undefined);
  await studio.page
    .getByRole('button', { name: /^Library/ })
    .first()
    .click();
  await studio.openSettings();
  await both(studio, 'settings');
  await studio.page.keyboard.press('Escape');

  await studio.image('Blue hour').dblclick();
  await both(studio, 'viewer');
  await studio.page.keyboard.press('e');
  await studio.generate('Make it night, a moon over the ridge');
  await expect(studio.compare).toBeVisible();
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  await both(studio, 'compare');
  await size(studio, 900, 600);
  await both(studio, 'compare-small');
  await size(studio, 1280, 800);
  await studio.page.getByRole('radio', { name: 'Slider' }).click();
  await both(studio, 'compare-slider');
});

async function size(studio: Studio, width: number, height: number): Promise<void> {
  await studio.app.evaluate(
    ({ BrowserWindow }, [w, h]) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 1280, h ?? 800);
    },
    [width, height],
  );
  await expect.poll(() => studio.page.evaluate(() => window.innerWidth)).toBe(width);
}

/** One picture in each theme. */
async function both(studio: Studio, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await studio.request('settings.change', { theme });
    await expect.poll(() => studio.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    await studio.page.evaluate(async () => {
      await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => undefined)));
    });
    const shot = `${name}-${theme}`;
    const options = SHOWN.includes(shot)
      ? ({ path: join(ROOT, 'docs', 'pictures', `${shot}.jpg`), type: 'jpeg', quality: 90 } as const)
      : { path: join(ROOT, 'test-results', 'pictures', `${shot}.png`) };
    await studio.page.screenshot({ ...options, animations: 'disabled' });
  }
}
