import { expect, test } from './fixtures';

test('search as one types: beginnings, phrases, words that must not be there, scripts without spaces', async ({
  libraryOf,
}) => {
  const studio = await libraryOf(['red fox at night', 'red owl', 'night red fox', '夜の港と船']);
  const search = studio.page.getByRole('searchbox', { name: 'Search library' });
  const shown = async (text: string, titles: readonly string[]): Promise<void> => {
    await search.fill(text);
    await expect(studio.page.getByRole('status', { name: 'Images shown' })).toHaveText(`${String(titles.length)} of 4`);
    for (const title of titles) await expect(studio.image(title)).toBeVisible();
  };
  await shown('re fo', ['red fox at night', 'night red fox']);
  await shown('"fox at"', ['red fox at night']);
  await shown('red -night', ['red owl']);
  await shown('の港', ['夜の港と船']);
  await search.fill('zebra (AND "');
  await expect(studio.page.getByText(/^Nothing found/)).toBeVisible();
  await search.press('Escape');
  await expect(studio.library.getByRole('gridcell')).toHaveCount(4);
});

test('a filter is set, counted, kept as a smart collection and found again after a restart', async ({
  launch,
  libraryOf,
}) => {
  const first = await libraryOf(['elk', 'fox', 'owl']);
  for (const [title, key] of [
    ['elk', '2'],
    ['fox', '4'],
    ['owl', '5'],
  ] as const) {
    await first.image(title).click();
    await first.page.keyboard.press(key);
  }
  await first.page.getByRole('button', { name: /^Filters/ }).click();
  const panel = first.page.getByRole('dialog', { name: 'Filters' });
  await expect(panel.getByRole('button', { name: /^★★★★ and more/ })).toHaveText(/2$/);
  await panel.getByRole('button', { name: /^★★★★ and more/ }).click();
  await panel.getByRole('button', { name: 'Save as smart collection…' }).click();
  await first.page.keyboard.type('Best');
  await first.page.keyboard.press('Enter');
  const places = first.page.getByRole('navigation', { name: 'Places' });
  await expect(places.getByRole('button', { name: /^Best 2/ })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Save as smart collection…' })).toBeFocused();
  await first.quit();

  const second = await launch({ gateway: false });
  await second.page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Best 2/ })
    .click();
  await expect(second.image('owl')).toBeVisible();
  await expect(second.image('elk')).toHaveCount(0);
  // It is a query, not a list: what no longer fits is gone at once.
  await second.image('fox').click();
  await second.page.keyboard.press('1');
  await expect(second.image('fox')).toHaveCount(0);
  await expect(second.page.getByRole('button', { name: /^Best 1/ })).toBeVisible();
});
