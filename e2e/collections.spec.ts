import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { AppState } from '../src/shared/app-state';
import { expect, test } from './fixtures';
import { ask } from './library-studio';
import { originals } from './studio';

test('a collection by keyboard alone: made, filled, found again after a restart, emptied and removed; its images stay', async ({
  launch,
  libraryFolder,
}) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  await first.make('A yellow tram');
  await first.image('A yellow tram').click();
  await first.page.keyboard.press('a');
  await expect(first.page.getByRole('combobox', { name: 'Collection' })).toBeFocused();
  await first.page.keyboard.type('Trams');
  await first.page.keyboard.press('Enter');
  const places = first.page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: /^Trams 1/ }).click();
  await expect(first.page.getByRole('heading', { name: 'Trams' })).toBeVisible();
  await expect(first.image('A yellow tram')).toBeVisible();
  await first.quit();

  const second = await launch();
  const { keyboard } = second.page;
  await expect(second.page.getByRole('heading', { name: 'Trams' })).toBeVisible();
  await second.image('A yellow tram').click();
  await keyboard.press('Shift+A');
  await expect(second.page.getByText('Nothing in this collection yet')).toBeVisible();

  await second.page.getByRole('button', { name: /^Trams 0/ }).focus();
  await keyboard.press('F2');
  await keyboard.type('Old trams');
  await keyboard.press('Enter');
  await expect(second.page.getByRole('button', { name: /^Old trams/ })).toBeFocused();
  await keyboard.press('Delete');
  await expect(second.page.getByText(/Its images are in the library/)).toBeVisible();
  await expect(second.page.getByRole('button', { name: /^Old trams/ })).toHaveCount(0);
  await expect(second.image('A yellow tram')).toBeVisible();
  expect(originals(libraryFolder)).toHaveLength(1);
});

test('images dragged onto a collection are in it, and a name that is taken is said at the field', async ({
  launch,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  for (const prompt of ['A blue ferry', 'A green ferry']) {
    await studio.make(prompt);
  }
  const places = studio.page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: 'New collection' }).click();
  await studio.page.keyboard.type('Ferries');
  await studio.page.keyboard.press('Enter');
  const ferries = places.getByRole('button', { name: /^Ferries/ });
  await expect(ferries).toContainText('0');
  await studio.image('A blue ferry').click();
  await studio.image('A green ferry').click({ modifiers: ['Shift'] });
  await studio.dragImages(studio.image('A blue ferry'), ferries);
  await expect(ferries).toContainText('2');

  await places.getByRole('button', { name: 'New collection' }).click();
  await studio.page.keyboard.type('Ferries');
  await studio.page.keyboard.press('Enter');
  await expect(places.getByRole('alert')).toBeVisible();
  await expect(places.getByRole('textbox')).toBeFocused();
});

test('proxy, webhook and notifications are set where a person looks for them, and a wrong one is said there', async ({
  launch,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const settings = await studio.openSettings();
  await settings.getByRole('radiogroup', { name: 'Proxy' }).getByRole('radio', { name: 'Manual' }).click();
  await settings.getByRole('textbox', { name: 'Proxy address' }).fill('not a proxy');
  await settings.getByRole('button', { name: 'Apply' }).click();
  await expect(settings.getByRole('textbox', { name: 'Proxy address' })).toHaveAttribute('aria-invalid', 'true');

  await settings.getByRole('textbox', { name: 'Webhook address' }).fill('http://hook.example/x');
  await settings.getByRole('button', { name: 'Save webhook' }).click();
  await expect(settings.getByRole('alert').filter({ hasText: 'https' })).toBeVisible();
  await settings.getByRole('textbox', { name: 'Webhook address' }).fill('https://hook.example/x');
  await settings.getByRole('button', { name: 'Save webhook' }).click();
  await expect(settings.getByRole('alert').filter({ hasText: 'https://' })).toHaveCount(0);

  await settings.getByRole('switch', { name: 'Tell me when work finishes out of sight' }).click();
  await settings.getByRole('spinbutton', { name: 'Requests sent at one time' }).fill('12');
  await expect(settings.getByText(/1 to 8/)).toBeVisible();
  const kept = async () => (await ask<AppState>(studio, 'app.state', undefined)).settings;
  await expect.poll(kept).toMatchObject({
    webhook: { url: 'https://hook.example/x', mode: 'terminal' },
    notifications: true,
    proxy: { mode: 'system' },
  });
});
