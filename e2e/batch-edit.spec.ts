import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { seriousFaults } from './axe';
import { expect, test } from './edit-studio';
import { bringIn, picture } from './library-studio';
import type { Studio } from './studio';

interface Sent {
  readonly prompt: string;
  readonly image_urls: readonly string[];
  readonly aspect_ratio: string;
}

const bodies = (gateway: { readonly submits: readonly { readonly body: string }[] }): readonly Sent[] =>
  gateway.submits.map(({ body }) => JSON.parse(body) as Sent);

/** Selects all images of the grid and makes a batch edit of them by key. */
async function editEach(studio: Studio, count: number): Promise<void> {
  await expect(studio.library.getByRole('gridcell')).toHaveCount(count);
  await studio.library.getByRole('gridcell').first().click();
  await studio.page.keyboard.press('ControlOrMeta+a');
  await studio.page.keyboard.press('Shift+E');
  await expect(studio.prompt).toBeFocused();
}

test('one instruction over several images is one table and one press, and each request carries its own image', async ({
  keyed: studio,
  gateway,
  file,
}) => {
  await bringIn(studio, file, ['lynx', 'mole', 'newt']);
  await editEach(studio, 3);
  const each = studio.composer.getByRole('group', { name: 'Edits each of 3 images' });
  await expect(each.getByRole('listitem')).toHaveCount(3);
  await each.getByRole('button', { name: /^Leave out mole/ }).click();
  const left = studio.composer.getByRole('group', { name: 'Edits each of 2 images' });
  await expect(left.getByRole('button', { name: /^Leave out/ }).last()).toBeFocused();

  await studio.prompt.fill('Make it night');
  await studio.composer.getByRole('button', { name: 'Review 2 requests' }).click();
  const review = studio.page.getByRole('region', { name: 'Review' });
  await expect(review.getByRole('checkbox', { name: /^Request 1: Make it night, of newt.*auto/ })).toBeChecked();
  await expect(review.getByRole('checkbox', { name: /^Request 2: Make it night, of lynx.*auto/ })).toBeChecked();
  await expect(review.getByRole('img', { name: /newt/ })).toBeVisible();
  // Two images at a nickel, and a cent for the source of each.
  await expect(review).toContainText('2 requests · 2 images · about $0.12');
  expect(await seriousFaults(studio)).toEqual([]);
  expect(gateway.submits).toHaveLength(0);
  await review.getByRole('button', { name: 'Edit 2 · about $0.12' }).click();

  // The first result opens by itself, and the cursor stays where the person may be writing.
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  await expect(studio.prompt).toBeFocused();
  expect(bodies(gateway).map(({ prompt, aspect_ratio }) => [prompt, aspect_ratio])).toEqual([
    ['Make it night', 'auto'],
    ['Make it night', 'auto'],
  ]);
  const sources = bodies(gateway).map(({ image_urls }) => image_urls);
  expect(sources.map(({ length }) => length)).toEqual([1, 1]);
  expect(sources[0]).not.toEqual(sources[1]);

  const queue = await studio.openQueue();
  await expect(queue.getByRole('listitem', { name: 'Batch: Make it night' })).toContainText('2 of 2 done');
  await studio.page.getByRole('button', { name: /^Library/ }).click();
  await studio.page.getByRole('button', { name: 'Stacks' }).click();
  await expect(studio.library.getByRole('gridcell', { name: /^Make it night, edit, stack of 2/ })).toBeVisible();
});

test('a batch edit outlives a restart, and what went into the trash meanwhile is said and left out', async ({
  keyed: first,
  launch,
  gateway,
  file,
}) => {
  await bringIn(first, file, ['lynx', 'mole', 'newt']);
  await editEach(first, 3);
  await first.prompt.fill('Add snow');
  await first.image('mole').click();
  await first.page.keyboard.press('Delete');
  const gone = first.composer.getByRole('group', { name: 'Edits each of 3 images' });
  await expect(gone).toContainText('1 no longer in the library, left out');
  await first.kill();

  const second = await launch();
  await second.saveKeyInSettings(DEMO_KEY);
  await expect(second.prompt).toHaveValue('Add snow');
  await second.composer.getByRole('button', { name: 'Review 3 requests' }).click();
  const review = second.page.getByRole('region', { name: 'Review' });
  await expect(review).toContainText('1 request is left out: the source is no longer in the library.');
  await expect(review.getByRole('checkbox', { name: /of mole.*no longer in the library/ })).not.toBeChecked();
  await review.getByRole('button', { name: /^Edit 2/ }).click();
  await expect.poll(() => gateway.submits.length).toBe(2);
});

test('more pictures than an edit takes may each be edited by itself, and one alone goes without a table', async ({
  keyed: studio,
  gateway,
  file,
}) => {
  const files: string[] = [];
  for (const title of ['pike', 'quail', 'rook', 'seal']) files.push(file(`${title}.jpg`, await picture(title)));
  await studio.drop(files, studio.composer);
  await studio.composer.getByRole('button', { name: 'Edit each of 4' }).click();
  const each = studio.composer.getByRole('group', { name: /^Edits/ });
  await expect(each.getByRole('listitem')).toHaveCount(4);
  for (const title of ['pike', 'quail', 'rook']) {
    await each.getByRole('button', { name: new RegExp(`^Leave out ${title}`) }).click();
  }
  await studio.generate('Add a hat');
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  expect(bodies(gateway).map(({ image_urls }) => image_urls.length)).toEqual([1]);
  await each.getByRole('button', { name: 'Remove all images to edit' }).click();
  await expect(studio.composer.getByRole('button', { name: 'Generate' })).toBeVisible();
});

test('a ratio that the model ignored is said on the card and in the inspector', async ({ keyed: studio }) => {
  await studio.composer.getByRole('radio', { name: '16:9' }).click();
  await studio.generate('A wide valley [demo:square]');
  const tile = studio.library.getByRole('gridcell', { name: /^A wide valley .*, asked 16:9 · got 1:1, 1024 × 1024$/ });
  await expect(tile).toContainText('16:9 → 1:1');
  await tile.click();
  await expect(studio.page.getByRole('complementary', { name: 'Inspector' })).toContainText('asked 16:9 · got 1:1');
});
