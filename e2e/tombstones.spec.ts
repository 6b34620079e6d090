import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';
import { bringIn, imageOf } from './library-studio';

test('a family stays together when the image in its middle is deleted for good, and after its records are lost', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.app.evaluate(({ shell }) => {
    shell.trashItem = () => Promise.reject(new Error('There is no trash here.'));
  });
  await bringIn(studio, file, ['lynx']);
  for (const [title, prompt] of [
    ['lynx', 'Make it night'],
    ['Make it night', 'Add snow'],
  ] as const) {
    await studio.image(title).click();
    await studio.page.keyboard.press('e');
    await studio.generate(prompt);
    await expect(studio.compare).toBeVisible();
    await studio.page.keyboard.press('Escape');
  }

  const inspector = studio.page.getByRole('complementary', { name: 'Inspector' });
  await studio.image('Make it night').click();
  await expect(inspector.getByRole('button', { name: 'lynx', exact: true })).toBeVisible();
  await expect(inspector.getByRole('button', { name: 'Add snow', exact: true })).toBeVisible();
  const middle = await imageOf(studio, 'Make it night');
  const bytes = readFileSync(join(libraryFolder, ...middle.file.split('/')));

  await studio.page.keyboard.press('Delete');
  await studio.image('Add snow').click();
  await expect(inspector.getByRole('button', { name: 'In the trash: Make it night' })).toBeVisible();
  await studio.answerDialog('yes');
  await studio.page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Trash/ })
    .click();
  await studio.page.getByRole('button', { name: 'Empty trash…' }).click();
  await expect(studio.page.getByText('The trash is empty')).toBeVisible();
  await studio.page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Library/ })
    .click();
  await studio.image('Add snow').click();
  const gone = inspector.getByRole('button', { name: 'Deleted: Make it night' });
  await expect(gone).toBeVisible();
  // Its small picture is shown still.
  await expect
    .poll(() => gone.locator('img').evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBeGreaterThan(0);
  const stone = join(libraryFolder, 'lineage', middle.id.slice(-2), `${middle.id}.json`);
  await expect.poll(() => existsSync(stone)).toBe(true);
  await studio.quit();

  renameSync(join(libraryFolder, 'library.db'), join(libraryFolder, 'library.db.lost'));
  const again = await launch();
  await again.image('Add snow').click();
  const where = again.page.getByRole('complementary', { name: 'Inspector' });
  await expect(where.getByRole('button', { name: 'Deleted: Make it night' })).toBeVisible({ timeout: 20_000 });
  // Its bytes come back under another name: it is the image that it was.
  const copy = file('from the bin.jpg', bytes);
  writeFileSync(copy, bytes);
  await again.drop([copy], again.library);
  await expect(again.image('Make it night')).toBeVisible();
  await again.image('Add snow').click();
  await expect(where.getByRole('button', { name: 'Make it night', exact: true })).toBeVisible();
  expect((await imageOf(again, 'Make it night')).id).toBe(middle.id);
});
