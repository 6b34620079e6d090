import { seriousFaults } from './axe';
import { compare, expect, resize, square, test } from './edit-studio';
import { imageOf } from './library-studio';

test('a survey of four: flags go to the one that has the keys, and the rejected ones are taken out of it', async ({
  libraryWith,
}) => {
  const pictures: Record<string, Uint8Array> = {};
  for (const [at, name] of ['ant', 'bee', 'cat', 'dog'].entries()) {
    pictures[name] = await square(200, ['#804040', '#408040', '#404080', '#808040'][at] ?? '', 20, '#ffffff');
  }
  const studio = await libraryWith(pictures);
  const { page } = studio;
  await compare(studio, 'ant', 'bee', 'cat', 'dog');
  const survey = page.getByRole('region', { name: 'Survey' });
  const candidates = survey.getByRole('list', { name: 'Surveyed images' }).locator('> li');
  await expect(candidates).toHaveCount(4);
  await expect(candidates.nth(0)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(candidates.nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('x');
  await expect(candidates.nth(1)).toHaveAttribute('aria-label', /rejected/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('p');
  await expect(candidates.nth(2)).toHaveAttribute('aria-label', /picked/);
  expect(await seriousFaults(studio)).toEqual([]);
  await page.keyboard.press('Shift+X');
  await expect(candidates).toHaveCount(3);
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+X');
  // Two that are left are compared as two.
  await expect(studio.compare).toBeVisible();
  expect(await imageOf(studio, 'dog')).toMatchObject({ flag: null });
});

test('stars given quickly to one of a survey do not zoom it', async ({ libraryWith }) => {
  const pictures: Record<string, Uint8Array> = {};
  for (const name of ['ant', 'bee', 'cat']) {
    pictures[name] = await square(600 + Object.keys(pictures).length, '#804040', 20, '#ffffff');
  }
  const studio = await libraryWith(pictures);
  await resize(studio, 1280, 800);
  await compare(studio, 'ant', 'bee', 'cat');
  const candidate = studio.page.getByRole('list', { name: 'Surveyed images' }).locator('> li').first();
  await candidate.getByRole('radio', { name: '4 stars' }).dblclick();
  await expect(studio.page.getByRole('radiogroup', { name: 'Zoom' }).getByRole('radio', { name: 'Fit' })).toBeChecked();
});
