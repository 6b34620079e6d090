import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';
import { originals } from './studio';

test('a picture from the clipboard comes in once: into the library, or as a source of the prompt; one that was copied here is no new one', async ({
  launch,
  libraryFolder,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.make('A paper crane');
  const { keyboard } = studio.page;
  const sources = studio.page.getByRole('list', { name: 'Source images' }).getByRole('listitem');

  await studio.image('A paper crane').click();
  await keyboard.press('ControlOrMeta+c');
  await expect(studio.page.getByText('Image copied')).toBeVisible();
  await keyboard.press('ControlOrMeta+v');
  await expect(studio.page.getByText('This image is in the library already.')).toBeVisible();
  await keyboard.press('/');
  await keyboard.press('ControlOrMeta+v');
  await expect(sources).toHaveCount(1);
  expect(originals(libraryFolder)).toHaveLength(1);

  // As another program would: this window is not in front then.
  await studio.page.evaluate(async () => {
    window.dispatchEvent(new Event('blur'));
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext('2d')?.fillRect(5, 5, 20, 10);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': canvas.convertToBlob({ type: 'image/png' }) })]);
  });
  await keyboard.press('ControlOrMeta+v');
  await expect(sources).toHaveCount(2);
  await expect.poll(() => originals(libraryFolder).length).toBe(2);
  await studio.page.evaluate(() => navigator.clipboard.writeText('and a kite'));
  await keyboard.press('ControlOrMeta+v');
  await expect(studio.page.getByRole('textbox', { name: 'Prompt' })).toHaveValue(/and a kite/);
  expect(originals(libraryFolder)).toHaveLength(2);
});
