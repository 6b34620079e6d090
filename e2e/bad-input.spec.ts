import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';

test('a wrong key is said, the prompt stays, and the same job goes on with the right one', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey('wrong-key');
  await studio.generate('A quiet room');
  await expect(
    studio.page
      .getByText(/key/i)
      .filter({ hasText: /refus|not accept|denied|invalid/i })
      .first(),
  ).toBeVisible();
  await expect(studio.prompt).toHaveValue('A quiet room');
  await studio.saveKeyInSettings(DEMO_KEY);
  await expect(studio.image('A quiet room')).toBeVisible();
  const accepted = gateway.submits.filter(({ headers }) => headers['ocp-apim-subscription-key'] === DEMO_KEY);
  expect(accepted).toHaveLength(1);
});

test('an empty prompt is asked for at its place, and nothing is sent', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.prompt.press('Control+Enter');
  await expect(studio.composer.getByText('Describe the image first.')).toBeVisible();
  expect(gateway.requests.filter(({ kind }) => kind === 'submit')).toEqual([]);
});

test('an over-long prompt is kept and not sent', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const long = 'word '.repeat(1700);
  await studio.prompt.fill(long);
  await studio.prompt.press('Control+Enter');
  await expect(studio.composer.getByText(/Shorten it/)).toBeVisible();
  await expect(studio.prompt).toHaveValue(long);
  expect(gateway.submits).toEqual([]);
});

test('a key with a line break is refused with a sentence at its place', async ({ launch }) => {
  const studio = await launch();
  const dialog = studio.page.getByRole('textbox', { name: 'API key' });
  await dialog.fill('two words');
  await studio.page.getByRole('button', { name: 'Save key' }).click();
  await expect(studio.page.getByText(/space or a line break/)).toBeVisible();
});

test('an unreachable gateway keeps the job and says that nothing was sent', async ({ launch }) => {
  // Port 9 of this machine: nobody listens there.
  const studio = await launch({ env: { EASEL_GATEWAY_URL: 'http://127.0.0.1:9' } });
  await studio.saveKey(DEMO_KEY);
  await studio.generate('A far island');
  await expect(studio.page.getByText(/Nothing answers at the gateway/).first()).toBeVisible();
  await expect(studio.prompt).toHaveValue('A far island');
});

test('a gateway address that would send the key in the clear is refused; a new one needs a native yes', async ({
  launch,
  gateway,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  const settings = await studio.openSettings();
  const address = settings.getByRole('textbox', { name: 'Gateway address' });
  await address.fill('http://example.com');
  await address.press('Enter');
  await expect(settings.getByText(/must start with https/)).toBeVisible();
  await studio.answerDialog('no');
  await address.fill(gateway.url);
  await address.press('Enter');
  await expect(settings.getByText(/not changed/)).toBeVisible();
  await studio.answerDialog('yes');
  await address.press('Enter');
  await expect(settings.getByText(/not changed/)).toBeHidden();
  await settings.getByRole('textbox', { name: 'API key' }).fill(DEMO_KEY);
  await settings.getByRole('button', { name: 'Save key' }).click();
  await settings.getByRole('button', { name: 'Test key' }).click();
  await expect(settings.getByText(/accepts this key/)).toBeVisible();
});

test('a library folder that is a file is said, and Easel still starts', async ({ launch, file }) => {
  const studio = await launch({ env: { EASEL_LIBRARY_DIR: file('library', Buffer.from('a file')) } });
  await expect(
    studio.page
      .getByText(/library/i)
      .filter({ hasText: /folder|file/i })
      .first(),
  ).toBeVisible();
});
