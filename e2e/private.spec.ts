import { createHash } from 'node:crypto';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';
import { originals } from './studio';

test('private delivery: the images come inside the reply, no link is fetched, and they survive a kill', async ({
  launch,
  gateway,
  libraryFolder,
}) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  await first.composer.getByRole('button', { name: /Delivery/ }).click();
  await first.page.getByRole('switch', { name: 'Private delivery' }).click();
  await first.page.keyboard.press('Escape');
  await first.prompt.fill('A sealed letter');
  await first.composer.getByRole('spinbutton', { name: 'Images' }).fill('2');
  await first.composer.getByRole('button', { name: /^Generate/ }).click();
  await gateway.arrived('status', 1);
  expect(JSON.parse(gateway.submits[0]?.body ?? '')).toMatchObject({ sync_mode: true });
  await first.kill();

  const second = await launch();
  await second.saveKeyInSettings(DEMO_KEY);
  await expect(second.image('A sealed letter')).toHaveCount(2);
  const digests = originals(libraryFolder).map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
  expect(new Set(digests).size).toBe(2);
  expect(gateway.requests.filter(({ kind }) => kind === 'media')).toHaveLength(0);
  expect(gateway.submits).toHaveLength(1);
});
