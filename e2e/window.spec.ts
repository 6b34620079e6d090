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

test('in a window that gets narrow the keys stay on their place of the rail, and the inspector leaves the header free', async ({
  launch,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  const { page } = studio;
  const queue = page.getByRole('button', { name: /^Queue/ });
  await queue.focus();
  await studio.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.setContentSize(900, 600);
  });
  await expect(page.getByRole('button', { name: 'Show names' })).toBeVisible();
  await expect(queue).toBeFocused();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toHaveCount(0);
  await page.getByRole('button', { name: 'Inspector', exact: true }).click();
  await expect(inspector).toBeVisible();
  // Not covered by what it opened.
  await page.getByRole('button', { name: 'Inspector', exact: true }).click();
  await expect(inspector).toHaveCount(0);
});
