import type { Locator } from '@playwright/test';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import type { Studio } from './studio';

test('no place of the window shuts anybody out: axe finds nothing serious, in either theme', async ({ launch }) => {
  // Eight places, each looked at twice: half a minute of work for axe on a small machine with more to do.
  test.slow();
  const studio = await launch();
  await expectNothingSerious(studio, 'welcome');
  await studio.saveKey(DEMO_KEY);
  await expectNothingSerious(studio, 'empty library');
  await studio.generate('A quiet harbour');
  await studio.image('A quiet harbour').click();
  await expectNothingSerious(studio, 'library');
  await studio.page.keyboard.press('ControlOrMeta+e');
  await studio.page.getByRole('radio', { name: 'Crop' }).click();
  await expectNothingSerious(studio, 'export');
  await studio.page.keyboard.press('Escape');
  await expect(studio.image('A quiet harbour')).toBeFocused();
  await studio.page.keyboard.press('Enter');
  await expect(viewer(studio)).toBeVisible();
  await expectNothingSerious(studio, 'viewer');
  await studio.page.keyboard.press('e');
  await expect(studio.prompt).toBeFocused();
  await studio.generate('Make it night');
  await expect(studio.compare).toBeVisible();
  await expectNothingSerious(studio, 'compare');
  await expect(await studio.openQueue()).toBeVisible();
  await expectNothingSerious(studio, 'queue');
  await studio.openSettings();
  await expectNothingSerious(studio, 'settings');
});

test('the whole journey by keyboard alone: demo, prompt, ratio, image, edit, back', async ({ launch, gateway }) => {
  const studio = await launch();
  const { keyboard } = studio.page;
  await studio.page.getByRole('textbox', { name: 'API key' }).focus();
  await keyboard.type(DEMO_KEY);
  await keyboard.press('Enter');
  await expect(studio.prompt).toBeFocused();
  await keyboard.type('A lamp in the fog');
  await keyboard.press('Control+Enter');
  await expect(studio.image('A lamp in the fog')).toBeVisible();
  await tabTo(studio, 'gridcell');
  await keyboard.press('Home');
  await expect(studio.image('A lamp in the fog')).toBeFocused();
  await keyboard.press('Enter');
  await expect(viewer(studio)).toBeVisible();
  await keyboard.press('e');
  await expect(studio.prompt).toBeFocused();
  await keyboard.type('Make it dawn');
  await keyboard.press('Control+Enter');
  await expect(studio.compare).toBeVisible();
  expect(gateway.submits).toHaveLength(2);
  await expect(studio.prompt).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(studio.library).toBeVisible();
});

function viewer(studio: Studio): Locator {
  return studio.page.getByRole('region', { name: 'Image', exact: true });
}

/** Presses Tab until an element of that role has the focus. */
async function tabTo(studio: Studio, role: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await studio.page.keyboard.press('Tab');
    const found = await studio.page.evaluate(() => document.activeElement?.getAttribute('role') ?? '');
    if (found === role) return;
  }
  throw new Error(`Tab never reaches a ${role}.`);
}

async function expectNothingSerious(studio: Studio, place: string): Promise<void> {
  expect(await seriousFaults(studio), place).toEqual([]);
}
