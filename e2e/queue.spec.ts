import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';

test('a paused queue sends nothing, also after a restart, until the person resumes it', async ({ launch, gateway }) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  await first.openQueue();
  await first.page.getByRole('button', { name: /^Pause/ }).click();
  await first.generate('A paused lighthouse');
  await expect(first.page.getByRole('listitem').filter({ hasText: 'A paused lighthouse' })).toBeVisible();
  await first.quit();

  const second = await launch();
  await second.saveKeyInSettings(DEMO_KEY);
  const queue = await second.openQueue();
  await expect(queue.getByRole('listitem')).toContainText('A paused lighthouse');
  expect(gateway.submits).toHaveLength(0);
  await second.page
    .getByRole('button', { name: /^Resume/ })
    .first()
    .click();
  await expect(queue.getByRole('listitem')).toContainText('Done');
  expect(gateway.submits).toHaveLength(1);
});

test('the whole queue: cancel what waits, filter by state, clear what is finished', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.make('A finished bridge');
  const queue = await studio.openQueue();
  await studio.page.getByRole('button', { name: /^Pause/ }).click();
  for (const prompt of ['One waiting kite', 'Two waiting kites', 'Three waiting kites']) await studio.generate(prompt);
  await expect(queue.getByRole('listitem')).toHaveCount(4);

  const filter = studio.page.getByRole('radiogroup', { name: 'Filter' });
  await filter.getByRole('radio', { name: /^Waiting/ }).click();
  await expect(queue.getByRole('listitem')).toHaveCount(3);
  await filter.getByRole('radio', { name: /^Finished/ }).click();
  await expect(queue.getByRole('listitem')).toHaveCount(1);
  await filter.getByRole('radio', { name: /^All/ }).click();

  await studio.page.getByRole('button', { name: /^Cancel all/ }).click();
  await studio.page.getByRole('button', { name: /^(Yes|Cancel \d|Cancel them)/ }).click();
  await expect(queue.getByText('Cancelled', { exact: true })).toHaveCount(3);
  await studio.page.getByRole('button', { name: /^Clear finished/ }).click();
  await expect(studio.page.getByRole('listitem').filter({ hasText: 'kite' })).toHaveCount(0);
  expect(gateway.submits).toHaveLength(1);
});

test('a request whose answer was lost: a wrong id is refused with a sentence, the right one brings its images', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  gateway.fail('submit', { kind: 'cut-after' });
  await studio.generate('A lost answer');
  const queue = await studio.openQueue();
  const item = queue.getByRole('listitem').filter({ hasText: 'A lost answer' });
  await expect(item).toContainText(/may have been charged/i);
  await item.getByRole('button', { name: /request id/i }).click();
  await item.getByRole('textbox', { name: 'Request id' }).fill('no-such-request');
  await item.getByRole('textbox', { name: 'Request id' }).press('Enter');
  await expect(item.getByText(/does not know/i)).toBeVisible();

  const [id = ''] = await gateway.requestIds();
  await item.getByRole('textbox', { name: 'Request id' }).fill(id);
  await item.getByRole('textbox', { name: 'Request id' }).press('Enter');
  await expect(studio.page.getByRole('listitem').filter({ hasText: 'A lost answer' })).toContainText('Done');
  expect(gateway.submits).toHaveLength(1);
});

test('two answers lost in a row hold the queue: the third request is not sent before the person says so', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  gateway.fail('submit', { kind: 'cut-after' });
  gateway.fail('submit', { kind: 'cut-after' });
  await studio.generate('Lost one');
  await gateway.arrived('submit', 1);
  await studio.generate('Lost two');
  await gateway.arrived('submit', 2);
  await expect(studio.page.getByText(/Two requests in a row/)).toBeVisible();
  await studio.generate('Held back');
  const queue = await studio.openQueue();
  await expect(queue.getByRole('listitem').filter({ hasText: 'Held back' })).toContainText('Queued');
  expect(gateway.submits).toHaveLength(2);
  await studio.page.getByRole('button', { name: 'Resume' }).first().click();
  await expect(queue.getByRole('listitem').filter({ hasText: 'Held back' })).toContainText('Done');
  expect(gateway.submits).toHaveLength(3);
});

test('a webhook goes along with the submit, and one that is not https is refused before anything is sent', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const recipe = {
    modelId: 'grok-imagine-pro-text-to-image-quality',
    prompt: 'A hooked fish',
    count: 1,
    aspectRatio: '1:1',
    resolution: '1k',
    format: 'jpeg',
    privateDelivery: false,
    options: {},
    sourceIds: [],
  };
  const intent = (letter: string): never => `intent_${letter.repeat(20)}` as never;
  const refused = await studio.request('jobs.submit', {
    intentId: intent('a'),
    recipe: { ...recipe, sourceIds: [] },
    webhook: { url: 'http://hook.example/x', mode: 'terminal' },
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid', field: 'webhook' } });
  expect(gateway.submits).toHaveLength(0);
  await studio.request('settings.change', { webhook: { url: 'https://hook.example/x?y=1', mode: 'sync' } });
  const sent = await studio.request('jobs.submit', { intentId: intent('b'), recipe });
  expect(sent).toMatchObject({ ok: true });
  await gateway.arrived('submit', 1);
  expect(gateway.submits[0]?.headers).toMatchObject({
    'x-webhook-url': 'https://hook.example/x?y=1',
    'x-webhook-mode': 'sync',
  });
});
