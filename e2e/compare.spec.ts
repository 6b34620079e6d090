import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { seriousFaults } from './axe';
import { compare, expect, redAndBlue, resize, square, test } from './edit-studio';
import { bringIn, imageOf } from './library-studio';
import type { Studio } from './studio';

const modeOf = (studio: Studio, name: string) => studio.compare.getByRole('radio', { name, exact: true });
const MODES = ['Side by side', 'Slider', 'Onion skin', 'Difference', 'Blink'];

test('C compares two images: difference tells how much, pixel values tell what, and S swaps them', async ({
  libraryWith,
}) => {
  const studio = await libraryWith({
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
  libraryWith,
}) => {
  const studio = await libraryWith(await redAndBlue(600));
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

test('nothing blinks for who has asked for less motion, and B still flips', async ({ libraryWith }) => {
  const studio = await libraryWith(await redAndBlue(120));
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
  libraryWith,
  libraryFolder,
}) => {
  const studio = await libraryWith({
    lost: await square(120, '#a04040', 12, '#ffffff'),
    kept: await square(120, '#4040a0', 12, '#ffffff'),
  });
  rmSync(join(libraryFolder, ...(await imageOf(studio, 'lost')).file.split('/')));
  await compare(studio, 'lost', 'kept');
  await expect(studio.compare.getByText(/can’t be read|is missing/)).toBeVisible();
  await studio.compare.getByRole('radio', { name: 'Difference' }).click();
  await expect(studio.compare.getByText('The file of Before can’t be read')).toBeVisible();
  await expect(studio.compare.getByText(/differs/)).toBeHidden();
  // What can be read is told all the same.
  await studio.page.keyboard.press('i');
  await expect(studio.compare.getByRole('status').filter({ hasText: 'x ' })).toHaveText(
    'x 60, y 60: Before nothing, After #4040a0',
  );
});

test('no mode shuts anybody out: axe finds nothing serious, in either theme', async ({ libraryWith }) => {
  const studio = await libraryWith({
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

test('the stage stands still from mode to mode, in the smallest window and beside the inspector', async ({
  libraryWith,
}) => {
  const studio = await libraryWith({
    one: await square(400, '#a04040', 60, '#ffffff'),
    two: await square(300, '#4040a0', 60, '#ffffff'),
  });
  const { page } = studio;
  await compare(studio, 'one', 'two');
  for (const [width, height] of [
    [900, 600],
    [1280, 800],
  ] as const) {
    await resize(studio, width, height);
    if (width === 1280) await page.getByRole('button', { name: 'Inspector', exact: true }).click();
    const after = studio.compare.getByRole('img', { name: 'After' });
    const stages: unknown[] = [];
    for (const mode of MODES) {
      await modeOf(studio, mode).click();
      await expect(modeOf(studio, mode)).toBeChecked();
      const stage = studio.compare.locator('[data-mode]');
      stages.push(await stage.boundingBox());
      const options = studio.compare.getByRole('group', { name: / options$/ });
      if (mode === MODES[0]) await expect(options).toBeHidden();
      else await expect(options).toBeInViewport({ ratio: 1 });
    }
    expect(stages).toEqual(stages.map(() => stages[0]));
    await expect(after).toBeVisible();
  }
});

test('the gain is measured until it is chosen, and a double click takes the choice back', async ({ libraryWith }) => {
  const studio = await libraryWith({
    plain: await square(100, '#808080', 10, '#808080'),
    patched: await square(100, '#808080', 10, '#9e8080'),
  });
  await compare(studio, 'plain', 'patched');
  await modeOf(studio, 'Difference').click();
  const gain = studio.compare.getByRole('slider', { name: 'Gain' });
  await expect(gain).toHaveAttribute('aria-valuetext', 'Auto, 8.5×');
  await studio.page.getByRole('region', { name: 'Image' }).focus();
  await studio.page.keyboard.press('.');
  await expect(gain).toHaveAttribute('aria-valuetext', '9.5×');
  await expect(studio.compare.getByRole('button', { name: 'Auto gain' })).toHaveAttribute('aria-pressed', 'false');
  await gain.dblclick({ position: { x: 10, y: 10 } });
  await expect(gain).toHaveAttribute('aria-valuetext', 'Auto, 8.5×');
});

test('the keys go on working when what had the focus has gone with its mode, or out of the survey', async ({
  libraryWith,
}) => {
  const pictures: Record<string, Uint8Array> = {};
  for (const name of ['ant', 'bee', 'cat', 'dog']) {
    pictures[name] = await square(100 + Object.keys(pictures).length, '#804040', 20, '#ffffff');
  }
  const studio = await libraryWith(pictures);
  const { page } = studio;
  await compare(studio, 'ant', 'bee', 'cat', 'dog');
  const candidates = page.getByRole('list', { name: 'Surveyed images' }).locator('> li');
  await page.getByRole('button', { name: 'Take ant out of the survey' }).focus();
  await page.keyboard.press('Enter');
  await expect(candidates).toHaveCount(3);
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Take out 1 rejected' }).focus();
  await page.keyboard.press('Enter');
  await expect(studio.compare).toBeVisible();
  await page.keyboard.press(']');
  await expect(modeOf(studio, 'Slider')).toBeChecked();
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await studio.compare.getByRole('slider', { name: 'Gain' }).focus();
  await page.keyboard.press(']');
  await expect(modeOf(studio, 'Blink')).toBeChecked();
  await page.keyboard.press('[');
  await expect(modeOf(studio, 'Difference')).toBeChecked();
});

test('100 % stays 100 % in another mode, and a drag that its mode did not outlive has ended', async ({
  libraryWith,
}) => {
  const wide = async (colour: string): Promise<Uint8Array> =>
    sharp(await square(800, colour, 80, '#ffffff'))
      .resize(1600, 800, { fit: 'fill' })
      .png()
      .toBuffer();
  const studio = await libraryWith({ one: await wide('#a04040'), two: await wide('#4040a0') });
  const { page } = studio;
  await compare(studio, 'one', 'two');
  const full = page.getByRole('radiogroup', { name: 'Zoom' }).getByRole('radio', { name: '100 %' });
  await modeOf(studio, 'Side by side').click();
  await full.click();
  await modeOf(studio, 'Slider').click();
  const after = studio.compare.getByRole('img', { name: 'After' });
  await expect(full).toBeChecked();
  await expect.poll(async () => (await after.boundingBox())?.width).toBeCloseTo(1600, 0);

  const stage = await studio.compare.locator('[data-mode]').boundingBox();
  if (!stage) throw new Error('There is no stage.');
  const [x, y] = [stage.x + stage.width * 0.75, stage.y + stage.height * 0.6];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.getByRole('region', { name: 'Image' }).focus();
  await page.keyboard.press(']');
  await expect(modeOf(studio, 'Onion skin')).toBeChecked();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  const from = await after.boundingBox();
  await page.mouse.move(x - 60, y - 60, { steps: 3 });
  await page.mouse.move(x - 80, y - 80);
  await expect(studio.compare.getByRole('slider', { name: 'Opacity of After' })).toBeVisible();
  expect(await after.boundingBox()).toEqual(from);
});

test('a strip and a square are both seen: above each other, none a speck inside the other', async ({ libraryWith }) => {
  const strip = await sharp({ create: { width: 4096, height: 256, channels: 3, background: '#a04040' } })
    .png()
    .toBuffer();
  const studio = await libraryWith({ strip, square: await square(512, '#4040a0', 60, '#ffffff') });
  await compare(studio, 'square', 'strip');
  await modeOf(studio, 'Side by side').click();
  const [before, after] = [
    studio.compare.getByRole('img', { name: 'Before' }),
    studio.compare.getByRole('img', { name: 'After' }),
  ];
  const width = (await studio.compare.boundingBox())?.width ?? 0;
  await expect.poll(async () => (await after.boundingBox())?.width).toBeGreaterThan(width * 0.6);
  await expect.poll(async () => (await before.boundingBox())?.height).toBeGreaterThan(100);
});

test('the sources of an edit are chosen by what they are', async ({ keyed: studio, file }) => {
  await bringIn(studio, file, ['lynx', 'mole']);
  await expect(studio.library.getByRole('gridcell')).toHaveCount(2);
  await studio.library.getByRole('gridcell').first().click();
  await studio.page.keyboard.press('ControlOrMeta+a');
  await studio.page.keyboard.press('e');
  await studio.generate('Let them meet');
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  const sources = studio.compare.getByRole('radiogroup', { name: 'Source' });
  await expect(sources.getByRole('radio', { name: 'Source 1: mole' })).toBeChecked();
  await sources.getByRole('radio', { name: 'Source 2: lynx' }).click();
  await expect(studio.page.getByText('edit of “lynx”')).toBeVisible();
});

test('what is dragged out is the picture under the pointer, and the loupe goes when the pointer does', async ({
  libraryWith,
}) => {
  const studio = await libraryWith(await redAndBlue(600));
  const { page } = studio;
  await compare(studio, 'one', 'two');
  await modeOf(studio, 'Slider').click();
  const before = studio.compare.getByRole('img', { name: 'Before' });
  await page.keyboard.press('m');
  const loupe = studio.compare.locator('[class*=loupe]');
  const divider = studio.compare.getByRole('slider', { name: 'Divider' });
  await divider.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageDown');
  await before.hover();
  await expect(loupe).toHaveCount(1);
  await studio.compare.getByRole('group', { name: 'Slider options' }).hover();
  await expect(loupe).toHaveCount(0);
  expect(await studio.dragOut(before)).toEqual([expect.stringContaining('one')]);
  await page.mouse.up();
});
