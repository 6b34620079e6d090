import { expect, test } from './fixtures';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { createInlinePainter } from '../src/main/gateway/demo/inline-painter';
import { originals } from './studio';

test('drop a picture, say what to change: the result opens beside its source', async ({
  launch,
  gateway,
  libraryFolder,
  file,
}) => {
  const { bytes } = await createInlinePainter().paint({
    prompt: 'harbour',
    seed: 'harbour',
    size: { width: 600, height: 400 },
    format: 'png',
    sources: [],
  });
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.drop([file('Café harbour ☕.png', bytes)], studio.composer);
  await expect(studio.composer.getByRole('list', { name: 'Source images' }).getByRole('listitem')).not.toHaveCount(0);
  await expect(studio.composer.getByRole('button', { name: /^Edit/ })).toBeVisible();
  await studio.generate('Make it night');

  await expect(studio.compare.getByRole('img', { name: 'Before' })).toBeVisible();
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  const body = JSON.parse(gateway.submits[0]?.body ?? '{}') as { image_urls: string[]; aspect_ratio: string };
  expect(body.aspect_ratio).toBe('auto');
  expect(body.image_urls).toHaveLength(1);
  expect(body.image_urls[0]).toMatch(/^data:image\/(jpeg|png);base64,/);
  // The dropped file was copied as it is, beside the result.
  const files = originals(libraryFolder);
  expect(files).toHaveLength(2);
  expect(files.some((original) => original.bytes.equals(Buffer.from(bytes)))).toBe(true);
});

test('E on a library image makes it the source of an edit', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.generate('A green valley');
  await studio.image('A green valley').click();
  await studio.page.keyboard.press('e');
  await expect(studio.prompt).toBeFocused();
  await studio.generate('Add snow');
  await expect(studio.compare).toBeVisible();
  expect(gateway.submits.map(({ path }) => path.includes('edit'))).toEqual([false, true]);
});

test('files that are no images are refused with a sentence each, and nothing changes', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.prompt.fill('Keep me');
  await studio.drop([file('notes.png', Buffer.from('not an image at all'))], studio.composer);
  await expect(studio.page.getByText(/notes\.png/).first()).toBeVisible();
  await expect(studio.prompt).toHaveValue('Keep me');
  expect(originals(libraryFolder)).toEqual([]);
});
