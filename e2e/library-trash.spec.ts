import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { allImages, imageOf } from './library-studio';

test('an image goes into the trash with file, sidecar and tags, and comes back as it was', async ({
  launch,
  libraryOf,
  libraryFolder,
}) => {
  const studio = await libraryOf(['elk', 'fox', 'owl']);
  const before = await imageOf(studio, 'fox');
  const [place, bin] = [before.file, before.file.replace(/^originals/, 'trash')].map((name) =>
    join(libraryFolder, ...name.split('/')),
  ) as [string, string];
  const bytes = readFileSync(place);
  await studio.request('library.organise', { ids: [before.id], change: { kind: 'tag', tags: ['hero'] } });

  await studio.image('fox').click();
  await studio.page.keyboard.press('Delete');
  await expect(studio.image('fox')).toHaveCount(0);
  // The place stays: the next image is the active one.
  await expect(studio.image('elk')).toBeFocused();
  await expect.poll(() => existsSync(bin) && existsSync(`${bin}.json`) && !existsSync(place)).toBe(true);
  expect(readFileSync(bin).equals(bytes)).toBe(true);
  await studio.quit();

  const again = await launch({ gateway: false });
  await expect(again.image('elk')).toBeVisible();
  await expect(again.image('fox')).toHaveCount(0);
  await again.page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Trash/ })
    .click();
  await again.image('fox').click();
  await again.page
    .getByRole('button', { name: /^Restore/ })
    .first()
    .click();
  await expect(again.image('fox')).toHaveCount(0);
  await expect.poll(() => existsSync(place) && existsSync(`${place}.json`) && !existsSync(bin)).toBe(true);
  expect(readFileSync(place).equals(bytes)).toBe(true);
  expect(await imageOf(again, 'fox')).toEqual({ ...before, tags: ['hero'] });
});

test('a delete is taken back with one key, and emptying the trash asks first and takes nothing else', async ({
  libraryOf,
  libraryFolder,
}) => {
  const studio = await libraryOf(['elk', 'fox', 'owl']);
  // Nothing of a test may get into the trash of this machine.
  await studio.app.evaluate(({ shell }) => {
    shell.trashItem = () => Promise.reject(new Error('There is no trash here.'));
  });
  await studio.image('owl').click();
  await studio.page.keyboard.press('Delete');
  await expect(studio.image('owl')).toHaveCount(0);
  await studio.page.keyboard.press('ControlOrMeta+z');
  await expect(studio.image('owl')).toBeVisible();

  const fox = await imageOf(studio, 'fox');
  const bin = join(libraryFolder, ...fox.file.replace(/^originals/, 'trash').split('/'));
  await studio.image('fox').click();
  await studio.page.keyboard.press('Delete');
  await expect.poll(() => existsSync(bin)).toBe(true);
  await studio.page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Trash/ })
    .click();
  await studio.answerDialog('no');
  await studio.page.getByRole('button', { name: 'Empty trash…' }).click();
  await studio.questionAnswered();
  await expect(studio.image('fox')).toBeVisible();
  await studio.answerDialog('yes');
  await studio.page.getByRole('button', { name: 'Empty trash…' }).click();
  await expect(studio.page.getByText('The trash is empty')).toBeVisible();
  await expect.poll(() => existsSync(bin)).toBe(false);
  const left = await allImages(studio);
  expect(left.map(({ title }) => title).sort()).toEqual(['elk', 'owl']);
  for (const image of left) expect(existsSync(join(libraryFolder, ...image.file.split('/')))).toBe(true);
});
