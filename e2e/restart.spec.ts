import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';
import { originals } from './studio';

for (const ending of ['quit', 'terminate', 'kill'] as const) {
  test(`${ending} in the middle of a job: after a restart the image arrives, and the gateway saw one submit`, async ({
    launch,
    gateway,
    libraryFolder,
  }) => {
    const first = await launch();
    await first.saveKey(DEMO_KEY);
    await first.generate('A bridge in fog');
    await gateway.arrived('status', 1);
    await first[ending]();

    const second = await launch();
    // Without a keychain the key is forgotten with the session: the job waits for it and is not lost.
    await second.saveKeyInSettings(DEMO_KEY);
    await expect(second.image('A bridge in fog')).toBeVisible();
    expect(gateway.submits).toHaveLength(1);
    expect(originals(libraryFolder)).toHaveLength(1);
  });
}

test('killed while the answer is on its way: the job is unknown, says so, and nothing is sent again', async ({
  launch,
  gateway,
}) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  gateway.fail('submit', { kind: 'hold', until: new Promise(() => undefined) });
  await first.generate('A tower of glass');
  await gateway.arrived('submit', 1);
  await first.kill();

  const second = await launch();
  await second.saveKeyInSettings(DEMO_KEY);
  const queue = await second.openQueue();
  await expect(
    queue
      .getByRole('listitem', { name: /A tower of glass/ })
      .or(queue.getByRole('listitem'))
      .first(),
  ).toContainText(/may have been charged/i);
  expect(gateway.submits).toHaveLength(1);
});

test('the demo gateway keeps its jobs over a restart', async ({ launch }) => {
  const first = await launch({ gateway: false, env: { EASEL_DEMO_SPEED: '4' } });
  await first.useDemo();
  await first.generate('A long dune');
  // Not before the gateway has it: a kill during the submit leaves an outcome that nobody knows.
  await expect(
    first.library.getByRole('gridcell', { name: /^A long dune.*(at the gateway|Processing)/ }),
  ).toBeVisible();
  await first.kill();
  const second = await launch({ gateway: false, env: { EASEL_DEMO_SPEED: '4' } });
  await expect(second.image('A long dune')).toBeVisible();
});
