import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import { ask, choose, imageOf } from './library-studio';
import type { Studio } from './studio';

/** A square of one colour, with a smaller square of another in its top left. */
async function square(side: number, colour: string, inner: number, innerColour: string): Promise<Uint8Array> {
  const picture = sharp({ create: { width: side, height: side, channels: 3, background: colour } });
  const patch = await sharp({ create: { width: inner, height: inner, channels: 3, background: innerColour } })
    .png()
    .toBuffer();
  return picture
    .composite([{ input: patch, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/** Puts the pictures into the library by their names; the last one is the newest. */
async function bringInAll(
  studio: Studio,
  file: (name: string, bytes: Uint8Array) => string,
  pictures: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await choose(
    studio,
    Object.entries(pictures).map(([name, bytes]) => file(`${name}.png`, bytes)),
  );
  await ask(studio, 'library.importDialog', { what: 'files' });
}

/** Selects them one after the other, and compares them. */
async function compare(studio: Studio, ...titles: readonly string[]): Promise<void> {
  for (const [at, title] of titles.entries()) {
    await studio.image(title).click(at === 0 ? {} : { modifiers: ['ControlOrMeta'] });
  }
  await studio.page.keyboard.press('c');
}

test('C compares two images: difference tells how much, pixel values tell what, and S swaps them', async ({
  launch,
  file,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await bringInAll(studio, file, {
    plain: await square(100, '#ffffff', 10, '#ffffff'),
    patched: await square(100, '#ffffff', 10, '#204060'),
  });
  const { page } = studio;
  await compare(studio, 'plain', 'patched');
  await expect(studio.compare.getByRole('img', { name: 'Before' })).toBeVisible();
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();

  await page.keyboard.press('i');
  const values = studio.compare.getByRole('status').filter({ hasText: 'x ' });
  await expect(values).toHaveText('x 50, y 50: Before #ffffff, After #ffffff');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowLeft');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowUp');
  await expect(values).toHaveText('x 10, y 10: Before #ffffff, After #ffffff');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(values).toHaveText('x 9, y 9: Before #ffffff, After #204060');
  await page.keyboard.press('s');
  await expect(values).toHaveText('x 9, y 9: Before #204060, After #ffffff');
  await expect(page.getByRole('region', { name: 'Image' }).getByRole('heading')).toHaveText('plain');
  await page.keyboard.press('i');

  const modes = studio.compare.getByRole('radiogroup', { name: 'Compare mode' });
  for (const mode of ['Slider', 'Onion skin', 'Difference']) {
    await page.keyboard.press(']');
    await expect(modes.getByRole('radio', { name: mode })).toBeChecked();
  }
  await expect(studio.compare.getByRole('img', { name: 'Difference: 1.0 % differs' })).toBeVisible();
  await studio.compare.getByRole('slider', { name: 'Threshold' }).fill('64');
  await expect(studio.compare.getByText('1.0 % differs')).toBeVisible();
});

test('the slider goes both ways, by keys and by pointer, and a zoomed picture is moved by dragging', async ({
  launch,
  file,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await bringInAll(studio, file, {
    one: await square(600, '#a04040', 60, '#ffffff'),
    two: await square(600, '#4040a0', 60, '#ffffff'),
  });
  const { page } = studio;
  await compare(studio, 'one', 'two');
  await page.keyboard.press(']');
  const divider = studio.compare.getByRole('slider', { name: 'Divider' });
  await expect(divider).toHaveAttribute('aria-valuetext', '50 % before');
  await page.keyboard.press('.');
  await expect(divider).toHaveAttribute('aria-valuetext', '52 % before');
  await page.keyboard.press('v');
  await expect(divider).toHaveAttribute('aria-orientation', 'vertical');
  const grip = await divider.boundingBox();
  if (!grip) throw new Error('There is no divider.');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + grip.width / 2, grip.y - 60, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await divider.getAttribute('aria-valuenow'))).toBeLessThan(45);

  await page.keyboard.press('Escape');
  await compare(studio, 'one', 'two');
  await studio.compare.getByRole('radio', { name: 'Side by side' }).click();
  await page.getByRole('region', { name: 'Image' }).focus();
  for (let press = 0; press < 8; press += 1) await page.keyboard.press('+');
  const [before, after] = [
    studio.compare.getByRole('img', { name: 'Before' }),
    studio.compare.getByRole('img', { name: 'After' }),
  ];
  const from = await after.boundingBox();
  const pane = await studio.compare.boundingBox();
  if (!from || !pane) throw new Error('There are no pictures.');
  const [x, y] = [pane.x + pane.width * 0.75, pane.y + pane.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y - 30, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await after.boundingBox())?.x).toBeCloseTo(from.x - 40, 0);
  const apart = ((await after.boundingBox())?.x ?? 0) - ((await before.boundingBox())?.x ?? 0);
  expect(Math.abs(apart - pane.width / 2)).toBeLessThan(3);
});

test('a survey of four: flags go to the one that has the keys, and the rejected ones are taken out of it', async ({
  launch,
  file,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  const pictures: Record<string, Uint8Array> = {};
  for (const [at, name] of ['ant', 'bee', 'cat', 'dog'].entries()) {
    pictures[name] = await square(200, ['#804040', '#408040', '#404080', '#808040'][at] ?? '', 20, '#ffffff');
  }
  await bringInAll(studio, file, pictures);
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

test('nothing blinks for who has asked for less motion, and B still flips', async ({ launch, file }) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await bringInAll(studio, file, {
    one: await square(120, '#a04040', 12, '#ffffff'),
    two: await square(120, '#4040a0', 12, '#ffffff'),
  });
  const { page } = studio;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await compare(studio, 'one', 'two');
  await studio.compare.getByRole('radio', { name: 'Blink' }).click();
  await expect(studio.compare.getByText('Still, as your system asks')).toBeVisible();
  await expect(studio.compare.getByRole('radio', { name: 'After' })).toBeChecked();
  await page.keyboard.press('b');
  await expect(studio.compare.getByRole('radio', { name: 'Before' })).toBeChecked();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await studio.compare.getByRole('button', { name: 'Blink' }).click();
  await expect(studio.compare.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a side whose file is missing says so in every mode, and nothing is claimed of its pixels', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await bringInAll(studio, file, {
    lost: await square(120, '#a04040', 12, '#ffffff'),
    kept: await square(120, '#4040a0', 12, '#ffffff'),
  });
  rmSync(join(libraryFolder, ...(await imageOf(studio, 'lost')).file.split('/')));
  await compare(studio, 'lost', 'kept');
  await expect(studio.compare.getByText(/can’t be read|is missing/)).toBeVisible();
  await studio.compare.getByRole('radio', { name: 'Difference' }).click();
  await expect(studio.compare.getByText('The file of Before can’t be read')).toBeVisible();
  await expect(studio.compare.getByText(/differs/)).toBeHidden();
});

test('no mode shuts anybody out: axe finds nothing serious, in either theme', async ({ launch, file }) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await bringInAll(studio, file, {
    wide: await sharp(await square(300, '#a04040', 30, '#ffffff'))
      .resize(400, 200, { fit: 'fill' })
      .png()
      .toBuffer(),
    tall: await square(240, '#4040a0', 24, '#ffffff'),
  });
  await compare(studio, 'wide', 'tall');
  await expect(studio.compare.getByRole('radiogroup', { name: 'Lay over each other' })).toBeVisible();
  await studio.page.keyboard.press('i');
  for (const mode of ['Side by side', 'Slider', 'Onion skin', 'Difference', 'Blink']) {
    await studio.compare.getByRole('radio', { name: mode }).click();
    expect(await seriousFaults(studio)).toEqual([]);
  }
});
