import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, test } from './fixtures';
import { allImages, imageOf } from './library-studio';

const Organised = z.object({
  stars: z.number(),
  flag: z.string().nullable(),
  favourite: z.boolean(),
  tags: z.array(z.string()),
});

test('stars, flag, heart and tag by keyboard outlive a restart, beside the file too, and each is undone after it', async ({
  launch,
  libraryOf,
  libraryFolder,
}) => {
  const first = await libraryOf(['elk', 'fox', 'owl']);
  await first.image('fox').click();
  for (const key of ['4', 'p', 'f', 't']) await first.page.keyboard.press(key);
  await expect(first.page.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await first.page.keyboard.type('night');
  await first.page.keyboard.press('Enter');
  await expect(first.page.getByRole('button', { name: 'Remove tag night' })).toBeVisible();
  await first.quit();

  const second = await launch({ gateway: false });
  await expect(second.image('fox')).toHaveAccessibleName(/4 stars, picked, favourite/);
  const fox = await imageOf(second, 'fox');
  expect(fox).toMatchObject({ stars: 4, flag: 'pick', favourite: true, tags: ['night'] });
  const sidecar = join(libraryFolder, ...`${fox.file}.json`.split('/'));
  // Files are brought up to date in the background, after what the person waits for.
  await expect
    .poll(() => Organised.parse(JSON.parse(readFileSync(sidecar, 'utf8'))))
    .toEqual({ stars: 4, flag: 'pick', favourite: true, tags: ['night'] });

  await second.image('fox').click();
  for (let step = 0; step < 3; step += 1) await second.page.keyboard.press('ControlOrMeta+z');
  await expect(second.image('fox')).toHaveAccessibleName(/4 stars/);
  await expect(second.image('fox')).not.toHaveAccessibleName(/picked|favourite/);
  await second.page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await imageOf(second, 'fox')).stars).toBe(0);
  await second.page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(second.image('fox')).toHaveAccessibleName(/4 stars/);
});

test('one step for many images gives each of them back what it had', async ({ libraryOf }) => {
  const studio = await libraryOf(['elk', 'fox', 'owl']);
  await studio.image('elk').click();
  await studio.page.keyboard.press('1');
  await studio.image('owl').click();
  await studio.page.keyboard.press('5');
  await studio.page.keyboard.press('ControlOrMeta+a');
  await studio.page.keyboard.press('3');
  await expect(studio.library.getByRole('gridcell', { name: /3 stars/ })).toHaveCount(3);
  await studio.page.keyboard.press('ControlOrMeta+z');
  await expect(studio.library.getByRole('gridcell', { name: /3 stars/ })).toHaveCount(0);
  const stars = async () => new Map((await allImages(studio)).map((image) => [image.title, image.stars]));
  await expect.poll(stars).toEqual(new Map(Object.entries({ elk: 1, fox: 0, owl: 5 })));
});

test('culling goes on by itself, and what is shown stays where it is when an image is judged', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(['elk', 'fox', 'owl']);
  await studio.image('owl').click();
  await studio.page.keyboard.press('k');
  for (const key of ['p', 'x', '5']) await studio.page.keyboard.press(key);
  await expect(studio.image('owl')).toHaveAccessibleName(/picked/);
  await expect(studio.image('fox')).toHaveAccessibleName(/rejected/);
  await expect(studio.image('elk')).toHaveAccessibleName(/5 stars/);
});

test('a tag is renamed wherever it was given, and that is undone in one step', async ({ libraryOf }) => {
  const studio = await libraryOf(['elk', 'fox']);
  const { page } = studio;
  await studio.image('fox').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('t');
  await expect(page.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await page.keyboard.type('nihgt');
  await page.keyboard.press('Enter');
  await studio.image('fox').click();
  const chip = page.getByRole('button', { name: 'Remove tag nihgt' });
  await chip.focus();
  await chip.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename everywhere' }).click();
  await page.getByRole('textbox', { name: /New name/ }).fill('night');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag night' })).toBeVisible();
  await expect.poll(async () => (await imageOf(studio, 'elk')).tags).toEqual(['night']);
  await studio.image('fox').click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await imageOf(studio, 'elk')).tags).toEqual(['nihgt']);
});
