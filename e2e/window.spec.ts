import { once } from 'node:events';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';

test('closing the window ends the app, jobs and all, and they go on after the next start', async ({
  launch,
  gateway,
}) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  await first.generate('A closed door');
  await gateway.arrived('status', 1);
  const main = first.app.process();
  const ended = once(main, 'exit');
  await first.app.evaluate(({ BrowserWindow }) => {
    // As a click on its close button does, once this answer is on its way.
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 50);
  });
  await ended;

  const second = await launch();
  await second.saveKeyInSettings(DEMO_KEY);
  await expect(second.image('A closed door')).toBeVisible();
  expect(gateway.submits).toHaveLength(1);
});
