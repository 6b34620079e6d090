import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test } from './fixtures';

test('images of one job are one cell until it is opened; what is done to it is done to all, and undone at once', async ({
  launch,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { keyboard } = studio.page;
  const tiles = studio.page.getByRole('grid', { name: 'Library' }).getByRole('gridcell');
  await studio.page.getByRole('spinbutton', { name: 'Images' }).fill('3');
  await studio.generate('Three cranes');
  await expect(studio.image('Three cranes')).toHaveCount(3);

  await studio.image('Three cranes').first().click();
  await keyboard.press('Shift+S');
  await expect(tiles).toHaveCount(1);
  await expect(tiles).toHaveAccessibleName(/stack of 3/i);
  await keyboard.press('4');
  await expect(studio.page.getByText('3 images: 4 stars')).toBeVisible();
  await keyboard.press('s');
  await expect(tiles).toHaveCount(3);
  for (const tile of await tiles.all()) await expect(tile).toHaveAccessibleName(/4 stars/);
  await keyboard.press('s');
  await expect(tiles).toHaveCount(1);

  await keyboard.press('Delete');
  await expect(tiles).toHaveCount(0);
  await keyboard.press('ControlOrMeta+z');
  await expect(tiles).toHaveCount(1);
  await expect(tiles).toHaveAccessibleName(/stack of 3/i);
  await studio.quit();

  const again = await launch();
  await expect(again.image('Three cranes')).toHaveCount(1);
});
