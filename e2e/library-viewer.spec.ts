import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { allImages, imageOf } from './library-studio';
import type { Studio } from './studio';

const TITLES = ['ant', 'bee', 'cat', 'dog', 'elk'];

/** The picture of that title where one image is shown large. */
function shown(studio: Studio, region: string, title: string): Locator {
  return studio.page.getByRole('region', { name: region }).getByRole('img', { name: title });
}

/** The size of the picture on its stage, in CSS pixels. */
async function boxOf(page: Page, name: string): Promise<{ readonly width: number; readonly height: number }> {
  const box = await page.getByRole('region', { name: 'Image' }).getByRole('img', { name }).boundingBox();
  return box ?? { width: 0, height: 0 };
}

test('the large view goes through the set by keys and filmstrip, and no frame is blank on the way', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(TITLES);
  const { page } = studio;
  await studio.image('elk').dblclick();
  await expect(shown(studio, 'Image', 'elk')).toBeVisible();
  await page.evaluate(() => {
    const frames = { seen: 0, blank: 0 };
    Object.assign(window, { frames });
    const look = (): void => {
      const pictures = document.querySelectorAll<HTMLImageElement>('[aria-label="Image"] [data-zoomed] img');
      frames.seen += 1;
      if (![...pictures].some((picture) => picture.complete && picture.naturalWidth > 0)) frames.blank += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (const title of ['dog', 'cat', 'bee']) {
    await page.keyboard.press('ArrowRight');
    await expect(shown(studio, 'Image', title)).toBeVisible();
  }
  await page.keyboard.press('End');
  await expect(shown(studio, 'Image', 'ant')).toBeVisible();
  await page.getByRole('navigation', { name: 'Neighbours' }).getByRole('button', { name: 'cat' }).click();
  await expect(shown(studio, 'Image', 'cat')).toBeVisible();
  const frames = await page.evaluate(() => (window as unknown as { frames: { seen: number; blank: number } }).frames);
  expect(frames.seen).toBeGreaterThan(5);
  expect(frames.blank).toBe(0);

  // What was looked at last is where the grid stands.
  await page.keyboard.press('Escape');
  await expect(studio.image('cat')).toBeFocused();
});

test('a zoom that is kept holds for the next image, and the next one starts whole otherwise', async ({ libraryOf }) => {
  const studio = await libraryOf(['ant', 'bee', 'cat']);
  const { page } = studio;
  await studio.image('cat').dblclick();
  await expect(shown(studio, 'Image', 'cat')).toBeVisible();
  // Shown a moment before it has its size.
  const [whole] = await studio.still(shown(studio, 'Image', 'cat'));
  if (!whole) throw new Error('There is no picture.');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect.poll(async () => (await boxOf(page, 'cat')).width).toBeGreaterThan(whole.width * 1.4);
  await page.keyboard.press('l');
  await page.keyboard.press('ArrowRight');
  await expect(shown(studio, 'Image', 'bee')).toBeVisible();
  await expect.poll(async () => (await boxOf(page, 'bee')).width).toBeGreaterThan(whole.width * 1.4);
  await page.keyboard.press('l');
  await page.keyboard.press('ArrowRight');
  await expect(shown(studio, 'Image', 'ant')).toBeVisible();
  await expect.poll(async () => Math.round((await boxOf(page, 'ant')).width)).toBe(Math.round(whole.width));
});

test('Space looks at the image of the grid, which goes along with the arrows and has the focus again after it', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(TITLES);
  const { keyboard } = studio.page;
  await studio.image('dog').click();
  await keyboard.press(' ');
  await expect(shown(studio, 'Preview', 'dog')).toBeVisible();
  await keyboard.press('ArrowRight');
  await expect(shown(studio, 'Preview', 'cat')).toBeVisible();
  await keyboard.press('5');
  await keyboard.press(' ');
  await expect(studio.page.getByRole('region', { name: 'Preview' })).toHaveCount(0);
  await expect(studio.image('cat')).toBeFocused();
  await expect(studio.image('cat')).toHaveAccessibleName(/5 stars/);
  await expect.poll(async () => (await allImages(studio)).filter(({ stars }) => stars > 0).length).toBe(1);
});

test('judging large goes on while culling, counts what was judged, and leaves the image after a deleted one on show', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(TITLES);
  const { page } = studio;
  await studio.image('elk').dblclick();
  await page.getByRole('button', { name: 'Cull' }).click();
  await page.keyboard.press('p');
  await expect(shown(studio, 'Image', 'dog')).toBeVisible();
  await page.keyboard.press('x');
  await expect(shown(studio, 'Image', 'cat')).toBeVisible();
  await expect(page.getByText('1 picked, 1 rejected')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(shown(studio, 'Image', 'bee')).toBeVisible();
  await expect(page.getByText(/of 4/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/of 5/)).toBeVisible();
  // A star given with the pointer does not take the arrows away from the pictures.
  await page.getByRole('button', { name: 'Cull' }).click();
  await page.getByRole('region', { name: 'Image' }).getByRole('radio', { name: '3 stars' }).click();
  await page.keyboard.press('ArrowRight');
  await expect(shown(studio, 'Image', 'ant')).toBeVisible();
  await expect.poll(async () => (await imageOf(studio, 'bee')).stars).toBe(3);
});

test('the slideshow goes on by itself, pauses, and ends where it stands', async ({ libraryOf }) => {
  const studio = await libraryOf(['ant', 'bee', 'cat']);
  const { page } = studio;
  await studio.image('cat').dblclick();
  await page.getByRole('button', { name: 'Slideshow' }).click();
  const show = page.getByRole('region', { name: 'Slideshow' });
  await show.getByRole('spinbutton', { name: 'Seconds for each image' }).fill('1');
  await page.keyboard.press('Tab');
  await expect(show.getByRole('img', { name: 'bee' })).toBeVisible();
  await show.getByRole('button', { name: 'Pause' }).click();
  await expect(show.getByRole('button', { name: 'Play' })).toBeVisible();
  const last = await show.getByRole('img').last().getAttribute('alt');
  await page.keyboard.press('Escape');
  await expect(show).toHaveCount(0);
  await expect(shown(studio, 'Image', last ?? '')).toBeVisible();
});

test('many images are given the same, and what they differ in is not lost by looking at it', async ({ libraryOf }) => {
  const studio = await libraryOf(['ant', 'bee', 'cat']);
  const { page } = studio;
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const note = inspector.getByRole('textbox', { name: 'Note' });
  const tags = inspector.getByRole('combobox', { name: 'Add tag' });
  await studio.image('ant').click();
  await page.keyboard.press('n');
  await expect(note).toBeFocused();
  await page.keyboard.type('of the ant');
  await studio.image('bee').click({ modifiers: ['Shift'] });
  await expect(inspector.getByText('2 images')).toBeVisible();
  await expect.poll(async () => (await imageOf(studio, 'ant')).note).toBe('of the ant');
  await note.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(tags).toBeFocused();
  await page.keyboard.type('insect, small,');
  await page.keyboard.press('Escape');
  await inspector.getByRole('radio', { name: '2 stars' }).click();
  await expect
    .poll(async () => (await allImages(studio)).map(({ title, tags, stars, note }) => [title, tags, stars, note]))
    .toEqual([
      ['cat', [], 0, ''],
      ['bee', ['insect', 'small'], 2, ''],
      ['ant', ['insect', 'small'], 2, 'of the ant'],
    ]);
  // Backspace in the empty field takes the last one off both.
  await studio.image('ant').click();
  await expect(inspector.getByRole('button', { name: 'Remove tag small' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(tags).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect.poll(async () => (await imageOf(studio, 'ant')).tags).toEqual(['insect']);
});
