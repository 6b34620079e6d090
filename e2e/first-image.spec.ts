import { createHash } from 'node:crypto';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';
import { originals } from './studio';

test('with a key: from the welcome panel to an image whose bytes are the gateway’s own', async ({
  launch,
  gateway,
  libraryFolder,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await expect(studio.prompt).toBeFocused();
  await studio.composer.getByRole('radiogroup', { name: 'Aspect ratio' }).getByRole('radio', { name: /^3:2/ }).click();
  await studio.composer.getByRole('radiogroup', { name: 'Format' }).getByRole('radio', { name: 'PNG' }).click();
  await studio.generate('Golden particles over a quiet sea');
  await expect(studio.image('Golden particles')).toBeVisible();

  expect(gateway.submits).toHaveLength(1);
  const [submit] = gateway.submits;
  expect(JSON.parse(submit?.body ?? '')).toEqual({
    prompt: 'Golden particles over a quiet sea',
    num_images: 1,
    aspect_ratio: '3:2',
    resolution: '1k',
    output_format: 'png',
  });
  expect(submit?.headers['ocp-apim-subscription-key']).toBe(DEMO_KEY);

  const [file, ...others] = originals(libraryFolder);
  expect(others).toEqual([]);
  expect(file?.name).toMatch(/^\d{4}-\d\d-\d\d golden particles.* [0-9a-z]{6}\.png$/i);
  const media = gateway.requests.find(({ kind }) => kind === 'media');
  expect(media?.headers['ocp-apim-subscription-key']).toBeUndefined();
  const served = Buffer.from(await (await fetch(gateway.url + (media?.path ?? ''))).arrayBuffer());
  expect(hash(file?.bytes ?? Buffer.alloc(0))).toBe(hash(served));
});

test('four images of one request arrive as four files', async ({ launch, gateway, libraryFolder }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const count = studio.composer.getByRole('spinbutton', { name: 'Images' });
  await count.focus();
  await count.press('End');
  await studio.prompt.fill('Four small boats');
  await studio.prompt.press('Control+Enter');
  await expect(studio.image('Four small boats')).toHaveCount(4);
  expect(gateway.submits).toHaveLength(1);
  expect(originals(libraryFolder)).toHaveLength(4);
});

test('the demo gateway needs no key and no network, and its images say that they are synthetic', async ({
  launch,
  gateway,
}) => {
  const studio = await launch({ gateway: false, env: { EASEL_DEMO_SPEED: '40' } });
  await studio.useDemo();
  await studio.make('A paper lighthouse');
  await studio.image('A paper lighthouse').click();
  await expect(studio.page.getByText(/synthetic/i).first()).toBeVisible();
  expect(gateway.requests).toEqual([]);
});

test('copying an image puts its pixels on the clipboard, and copying the prompt its words', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.generate('A red kite');
  await studio.image('A red kite').dblclick();
  await studio.page.keyboard.press('Control+c');
  await expect.poll(() => studio.clipboardImageSize()).toEqual({ width: 1024, height: 1024 });
  await studio.page.keyboard.press('Escape');
  await expect(studio.image('A red kite')).toBeFocused();
});

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a media link that redirects is followed, and the key does not go with it', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  gateway.fail('media', { kind: 'reply', status: 302, headers: { location: `${gateway.url}/media/elsewhere` } });
  await studio.generate('A grey heron');
  // The place it leads to has nothing; the link itself works at the second try.
  await expect(studio.image('A grey heron')).toBeVisible();
  const media = gateway.requests.filter(({ path }) => path.includes('/media/'));
  expect(media.some(({ path }) => path.endsWith('/media/elsewhere'))).toBe(true);
  for (const { headers } of media) expect(headers['ocp-apim-subscription-key']).toBeUndefined();
});
