import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import type { Studio } from './studio';

/** Draws a box over two tiles with the pointer, from the room beside the first one. */
async function boxOver(studio: Studio, first: Locator, last: Locator, end: 'release' | 'Escape'): Promise<void> {
  // The last rows may still be on their way from main, or the room of the grid be measured anew.
  const [from, to] = await studio.still(first, last);
  if (!from || !to) throw new Error('There is nothing to draw over.');
  const { mouse, keyboard } = studio.page;
  await mouse.move(from.x - 8, from.y + 4);
  await mouse.down();
  await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
  await expect(last).toHaveAttribute('aria-selected', 'true');
  if (end === 'Escape') await keyboard.press('Escape');
  await mouse.up();
}

const selected = (studio: Studio) => studio.library.locator('[role=gridcell][aria-selected=true]');

test('a box drawn from empty room selects what it touches, adds with Shift, and is given up with Escape', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(['lynx', 'mole', 'newt', 'orca']);
  const tiles = studio.library.getByRole('gridcell');
  await expect(tiles).toHaveCount(4);
  await boxOver(studio, tiles.nth(0), tiles.nth(1), 'release');
  await expect(selected(studio)).toHaveCount(2);

  await boxOver(studio, tiles.nth(0), tiles.nth(2), 'Escape');
  await expect(selected(studio)).toHaveCount(0);

  await tiles.nth(3).click();
  await studio.page.keyboard.down('Shift');
  await boxOver(studio, tiles.nth(0), tiles.nth(0), 'release');
  await studio.page.keyboard.up('Shift');
  await expect(selected(studio)).toHaveCount(2);
  await expect(tiles.nth(3)).toHaveAttribute('aria-selected', 'true');
});

test('what is asked for stands on chips that take it away again, and filters that fit nothing say so', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(['pike', 'quail']);
  await studio.image('pike').click();
  await studio.page.keyboard.press('p');
  const filters = studio.page.getByRole('group', { name: 'Filters' });
  const press = async (choice: RegExp): Promise<void> => {
    await filters.getByRole('button', { name: /^Filters/ }).click();
    await studio.page.getByRole('dialog', { name: 'Filters' }).getByRole('button', { name: choice }).click();
    await studio.page.keyboard.press('Escape');
    await expect(filters.getByRole('button', { name: /^Filters/ })).toBeFocused();
  };
  await press(/^Picked/);
  await expect(studio.library.getByRole('gridcell')).toHaveCount(1);
  await expect(filters.getByRole('button', { name: 'Filters (1)' })).toBeVisible();
  await filters.getByRole('button', { name: 'Remove the filter Picked' }).click();
  await expect(studio.library.getByRole('gridcell')).toHaveCount(2);

  await press(/^Picked/);
  await studio.image('pike').click();
  await studio.page.keyboard.press('u');
  await expect(studio.page.getByText('Nothing matches these filters')).toBeVisible();
  await studio.page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(studio.library.getByRole('gridcell')).toHaveCount(2);
});

test('an order other than that of time has no days, and a star that changes it moves the selection along', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(['raven', 'seal', 'toad']);
  await expect(studio.library.getByRole('rowheader', { name: /^Today/ })).toBeVisible();
  await studio.page.getByRole('button', { name: /^Sort/ }).click();
  await studio.page.getByRole('menuitemradio', { name: 'Best rated first' }).click();
  await expect(studio.library.getByRole('rowheader')).toHaveCount(0);
  await studio.image('raven').click();
  await studio.page.keyboard.press('5');
  await expect(studio.library.getByRole('gridcell').first()).toHaveAccessibleName(/^raven.*5 stars/);
  await expect(studio.image('raven')).toBeFocused();
  await expect(selected(studio)).toHaveCount(1);
});
