import type { Locator } from '@playwright/test';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import { choose } from './library-studio';
import type { Studio } from './studio';

const FIRST = 'A paper kite over the sea';
const SECOND = 'A paper kite over the harbour';
const THIRD = 'A silk kite over the harbour, dusk';

async function openPrompts(studio: Studio): Promise<Locator> {
  await studio.page.getByRole('button', { name: /^Prompts/ }).click();
  return studio.page.getByRole('list', { name: 'Prompt history' });
}

function panel(studio: Studio): Locator {
  return studio.page.getByRole('complementary', { name: 'Inspector' });
}

/** Sends the three versions, each made from the one before. */
async function sendVersions(studio: Studio): Promise<void> {
  await studio.saveKey(DEMO_KEY);
  for (const prompt of [FIRST, SECOND, THIRD]) {
    await studio.make(prompt);
  }
}

test('three versions are one chain, told in words that went and came, and any two can be compared', async ({
  launch,
}) => {
  const studio = await launch();
  await sendVersions(studio);
  const list = await openPrompts(studio);
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list.getByRole('listitem').first()).toContainText(THIRD);
  await expect(list.getByRole('listitem').first()).toContainText('1 image');

  await list.getByRole('listitem').first().click();
  const versions = panel(studio).getByRole('region', { name: 'Versions' });
  await expect(versions.getByRole('listitem')).toHaveCount(3);
  await expect(versions.getByRole('listitem').nth(1).getByRole('deletion')).toContainText('sea');
  await expect(versions.getByRole('listitem').nth(1).getByRole('insertion')).toContainText('harbour');
  expect(await seriousFaults(studio)).toEqual([]);

  await studio.page.keyboard.press('End');
  await expect(panel(studio).getByText(FIRST, { exact: true }).first()).toBeVisible();
  await studio.page.keyboard.press('Shift+ArrowUp');
  const differences = panel(studio).getByRole('region', { name: 'Differences' });
  await expect(differences.getByRole('insertion')).toContainText('harbour');
});

test('the history by keyboard: search, favourite, tag, and a restored recipe that leaves the draft as it was', async ({
  launch,
}) => {
  const studio = await launch();
  await sendVersions(studio);
  await studio.prompt.fill('Something half written');
  const list = await openPrompts(studio);
  await studio.page.keyboard.press('Control+f');
  await expect(studio.page.getByRole('searchbox', { name: 'Search prompts' })).toBeFocused();
  await studio.page.keyboard.type('silk harb');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await studio.page.keyboard.press('Enter');
  await expect(list.getByRole('listitem')).toBeFocused();
  await studio.page.keyboard.press('f');
  await expect(list.getByRole('listitem')).toHaveAccessibleName(/favourite/);
  await studio.page.keyboard.press('t');
  await expect(panel(studio).getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await studio.page.keyboard.type('hero');
  await studio.page.keyboard.press('Enter');
  await studio.page.keyboard.press('Escape');
  await expect(list.getByRole('listitem')).toBeFocused();
  await expect(list.getByRole('listitem')).toHaveAccessibleName(/tagged hero/);

  await studio.page.keyboard.press('Enter');
  await expect(studio.prompt).toHaveValue(THIRD);
  await studio.page.keyboard.press('Control+Shift+Tab');
  await expect(studio.prompt).toHaveValue('Something half written');

  await studio.page.getByRole('searchbox', { name: 'Search prompts' }).fill('');
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await studio.page.getByRole('button', { name: 'Favourites only' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
});

test('a prompt outlives its images and a restart, with its marks', async ({ launch }) => {
  const first = await launch();
  await sendVersions(first);
  const list = await openPrompts(first);
  await list.getByRole('listitem').last().click();
  await first.page.keyboard.press('f');
  await first.page
    .getByRole('button', { name: /^Library/ })
    .first()
    .click();
  await first.image(FIRST).click();
  await first.page.keyboard.press('Delete');
  await expect(first.image(FIRST)).toHaveCount(0);
  await first.answerDialog('yes');
  await first.request('library.emptyTrash', { ids: null });
  await openPrompts(first);
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await expect(list.getByRole('listitem').last()).not.toContainText('image');
  await first.quit();

  const second = await launch();
  const again = await openPrompts(second);
  await expect(again.getByRole('listitem')).toHaveCount(3);
  await expect(again.getByRole('listitem').last()).toHaveAccessibleName(new RegExp(`^${FIRST}, selected, favourite`));
  await again.getByRole('listitem').last().click();
  await expect(panel(second).getByText(/deleted. The prompt stays/)).toBeVisible();
  await expect(panel(second).getByRole('region', { name: 'Uses' })).toContainText('images deleted');
});

test('an image opens from its prompt, and Escape leads back to the row', async ({ launch }) => {
  const studio = await launch();
  await sendVersions(studio);
  const list = await openPrompts(studio);
  const row = list.getByRole('listitem').filter({ hasText: SECOND });
  await row.click();
  await panel(studio).getByRole('button', { name: 'Open image 1 of 1' }).click();
  await expect(studio.page.getByRole('img', { name: new RegExp(SECOND) }).first()).toBeVisible();
  await studio.page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await panel(studio).getByRole('button', { name: 'Select in library' }).click();
  await expect(studio.image(SECOND)).toHaveAttribute('aria-selected', 'true');
  await expect(studio.library.locator('[aria-selected="true"]')).toHaveCount(1);
});

test('a template: kept from a prompt, written, removed, brought back and used', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.make(FIRST);
  const list = await openPrompts(studio);
  await list.getByRole('listitem').click();
  await panel(studio).getByRole('button', { name: 'Save as template' }).click();
  const { page } = studio;
  await page.getByRole('textbox', { name: 'Name' }).fill('Kites');
  await page.getByRole('textbox', { name: 'Text' }).fill('A {{material}} kite over the sea');
  await page.getByRole('textbox', { name: /Values of.*material/ }).fill('paper\nsilk');
  const templates = page.getByRole('list', { name: 'Templates' });
  await expect(templates.getByRole('listitem')).toContainText('A {{material}} kite');
  expect(await seriousFaults(studio)).toEqual([]);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Templates for what you write again and again')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(templates.getByRole('listitem')).toContainText('Kites');
  await expect(page.getByRole('textbox', { name: /Values of.*material/ })).toHaveValue('paper\nsilk');
  await page.getByRole('button', { name: 'Use', exact: true }).click();
  await expect(studio.prompt).toHaveValue('A {{material}} kite over the sea');
});

test('history and templates go out as a file and into another person’s Easel, and nothing is doubled', async ({
  launch,
}, info) => {
  const first = await launch();
  await sendVersions(first);
  const list = await openPrompts(first);
  await list.getByRole('listitem').first().click();
  await first.page.keyboard.press('f');
  await expect(list.getByRole('listitem').first()).toHaveAccessibleName(/favourite/);
  const path = info.outputPath('history.json');
  await choose(first, [path]);
  await first.page.getByRole('button', { name: 'Import and export' }).click();
  await first.page.getByRole('menuitem', { name: 'Export history as JSON…' }).click();
  await expect(first.page.getByText(`3 prompts in ${path}`)).toBeVisible();
  await first.quit();

  const second = await launch({ profile: 'another', env: { EASEL_LIBRARY_DIR: info.outputPath('another-library') } });
  await second.saveKey(DEMO_KEY);
  await openPrompts(second);
  await choose(second, [path]);
  await second.page.getByRole('button', { name: 'Import prompts…' }).click();
  const again = second.page.getByRole('list', { name: 'Prompt history' });
  await expect(again.getByRole('listitem')).toHaveCount(3);
  await expect(again.getByRole('listitem').first()).toHaveAccessibleName(new RegExp(`^${THIRD}, favourite`));
  await second.page.getByRole('button', { name: 'Import and export' }).click();
  await second.page.getByRole('menuitem', { name: 'Import prompts and templates…' }).click();
  await expect(second.page.getByText('Nothing new: 3 were there already')).toBeVisible();
  await again.getByRole('listitem').first().click();
  await second.page.keyboard.press('Enter');
  await expect(second.prompt).toHaveValue(THIRD);
});
