import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { ImageId } from '../src/shared/ids';
import type { LibraryImage } from '../src/shared/image';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import { allImages, imageOf } from './library-studio';
import type { Studio } from './studio';

const EDIT = 'grok-imagine-pro-edit-quality';
let presses = 0;

/** Makes an image as the composer would, from these sources, and answers it when it is in the library. */
async function make(studio: Studio, prompt: string, sourceIds: readonly ImageId[] = []): Promise<LibraryImage> {
  presses += 1;
  await studio.request('jobs.submit', {
    intentId: `intent_${presses.toString(36).padStart(20, '0')}`,
    recipe: {
      ...{ modelId: sourceIds.length > 0 ? EDIT : 'grok-imagine-pro-text-to-image-quality', prompt, count: 1 },
      ...{ aspectRatio: sourceIds.length > 0 ? 'auto' : '3:2', resolution: '1k', format: 'jpeg' },
      ...{ privateDelivery: false, options: {}, sourceIds },
    },
  });
  const isHere = async () => (await allImages(studio)).some(({ title }) => title === prompt);
  await expect.poll(isHere, { timeout: 60_000 }).toBe(true);
  return imageOf(studio, prompt);
}

function node(studio: Studio, prompt: string): Locator {
  return studio.page.getByRole('tree', { name: 'Lineage' }).getByRole('treeitem', { name: new RegExp(`^${prompt}`) });
}

async function expectFocused(studio: Studio, prompt: string): Promise<void> {
  await expect(node(studio, prompt)).toHaveAttribute('aria-selected', 'true');
}

/** A lighthouse, made night and made day; the night made snowy, with a moon from elsewhere. */
async function aFamily(studio: Studio) {
  test.slow();
  const [lighthouse, moon] = await Promise.all([
    make(studio, 'Paper lighthouse on a desk, warm lamp inside, soft grain'),
    make(studio, 'A pale moon'),
  ]);
  const [night, day] = await Promise.all([
    make(studio, 'Make it night, keep the lamp lit', [lighthouse.id]),
    make(studio, 'Make it day, keep the lamp lit', [lighthouse.id]),
  ]);
  const snow = await make(studio, 'Make it night with snow, keep the lamp lit', [night.id, moon.id]);
  return { lighthouse, night, day, moon, snow };
}

test('the family is walked through, folded, compared and branched from by keyboard alone', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  const { page } = studio;
  await studio.saveKey(DEMO_KEY);
  const family = await aFamily(studio);
  await studio.image('Make it night with snow').click();
  await page.keyboard.press('g');
  const tree = page.getByRole('tree', { name: 'Lineage' });
  await expect(tree.getByRole('treeitem')).toHaveCount(5);
  await expect(tree).toBeFocused();
  await expectFocused(studio, 'Make it night with snow');

  await page.keyboard.press('ArrowLeft');
  await expectFocused(studio, 'Make it night, keep');
  // What the keys do is about the one that has them.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Make it night, keep/);
  await page.keyboard.press('ArrowLeft');
  await expectFocused(studio, 'Paper lighthouse');
  await page.keyboard.press('Space');
  await expect(tree.getByRole('treeitem')).toHaveCount(1);
  await expect(node(studio, 'Paper lighthouse')).toHaveAccessibleName(/3 folded away/);
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem')).toHaveCount(5);

  // Two marked ones are compared.
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await expect(node(studio, 'Paper lighthouse')).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('m');
  await expect(studio.compare.getByRole('img', { name: 'Before' })).toBeVisible();
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
  await page.keyboard.press('g');
  await expect(tree).toBeFocused();

  // A branch from a step in the middle.
  const focused = tree.getByRole('treeitem', { selected: true });
  await expect(focused).toHaveAttribute('data-kin', new RegExp(`${family.night.id}|${family.day.id}`));
  await page.keyboard.press('e');
  await expect(studio.prompt).toBeFocused();
  await studio.generate('Add rain');
  await expect.poll(() => gateway.submits.length).toBe(6);
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
});

test('a result appears in the family without moving what is looked at', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { lighthouse } = await aFamily(studio);
  await studio.image('Make it day').click();
  await studio.page.keyboard.press('g');
  await expectFocused(studio, 'Make it day');
  const card = node(studio, 'Make it day');
  const before = await card.boundingBox();
  await make(studio, 'Make it dusk, keep the lamp lit', [lighthouse.id]);
  await expect(node(studio, 'Make it dusk')).toHaveCount(1);
  expect(await card.boundingBox()).toEqual(before);
});

test('the outline has the same images and keys, and nothing serious is found in either', async ({ launch }) => {
  const studio = await launch();
  const { page } = studio;
  await studio.saveKey(DEMO_KEY);
  await aFamily(studio);
  await studio.image('Paper lighthouse').click();
  await page.keyboard.press('g');
  await expectFocused(studio, 'Paper lighthouse');
  expect(await seriousFaults(studio)).toEqual([]);
  // A picture is taken out by dragging; the ground between moves the graph.
  const before = await node(studio, 'Make it night, keep').boundingBox();
  const night = await imageOf(studio, 'Make it night, keep the lamp lit');
  const dragged = await studio.dragOut(node(studio, 'Make it night, keep').locator('[draggable=true]'));
  expect(dragged.map((path) => path.replaceAll('\\', '/'))).toEqual([expect.stringContaining(night.file)]);
  await page.mouse.up();
  expect(await node(studio, 'Make it night, keep').boundingBox()).toEqual(before);
  await page.getByRole('radio', { name: 'Outline' }).click();
  const lines = page.getByRole('tree', { name: 'Lineage' }).getByRole('treeitem');
  await expect(lines).toHaveCount(5);
  await expect(node(studio, 'Make it night with snow')).toHaveAttribute('aria-level', '3');
  await expect(node(studio, 'Make it night with snow')).toHaveAccessibleName(/also from “A pale moon”/);
  expect(await seriousFaults(studio)).toEqual([]);
  await page.getByRole('tree', { name: 'Lineage' }).focus();
  await expectFocused(studio, 'Paper lighthouse');
  await page.keyboard.press('ArrowLeft');
  await expect(lines).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(node(studio, 'Paper lighthouse')).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('Enter');
  await expect(studio.compare.getByRole('img', { name: 'After' })).toBeVisible();
});

test('what was removed for good stays in the family with its words, and no key reaches another image through it', async ({
  launch,
  libraryFolder,
}) => {
  const studio = await launch();
  const { page } = studio;
  await studio.saveKey(DEMO_KEY);
  // Nothing of a test may get into the trash of this machine.
  await studio.app.evaluate(({ shell }) => {
    shell.trashItem = () => Promise.reject(new Error('There is no trash here.'));
  });
  const { night, snow } = await aFamily(studio);
  await studio.request('library.organise', { ids: [night.id], change: { kind: 'trash' } });
  await studio.answerDialog('yes');
  await studio.request('library.emptyTrash', { ids: null });
  await expect.poll(() => existsSync(join(libraryFolder, ...night.file.split('/')))).toBe(false);

  await studio.image('Make it night with snow').click();
  await page.keyboard.press('g');
  await expectFocused(studio, 'Make it night with snow');
  await page.keyboard.press('ArrowLeft');
  await expectFocused(studio, 'Make it night, keep the lamp lit.*removed for good');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Make it night, keep the lamp lit');
  await expect(node(studio, 'Make it night, keep')).toHaveAccessibleName(
    'Make it night, keep the lamp lit, removed for good, 1 made from it',
  );
  // It is about what has the keys, wherever it is said.
  await page.keyboard.press('ControlOrMeta+i');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(
    'Make it night, keep the lamp lit',
  );
  await page.keyboard.press('ControlOrMeta+i');
  await studio.answerDialog('no');
  await page.keyboard.press('Delete');
  await page.keyboard.press('1');
  await page.keyboard.press('e');
  await expect(page.getByText('This image was removed for good').first()).toBeVisible();
  await expect(studio.prompt).not.toBeFocused();
  const left = await allImages(studio);
  expect(left.find(({ id }) => id === snow.id)).toMatchObject({ trashedAt: null, stars: 0 });
  expect(await seriousFaults(studio)).toEqual([]);

  // Forgotten, it has no words any more, and its place between the others stays.
  await studio.answerDialog('yes');
  await page.getByRole('button', { name: 'Forget this image…' }).click();
  await expectFocused(studio, 'Forgotten image');
  await expect(page.getByRole('tree', { name: 'Lineage' })).toBeFocused();
  await expect(page.getByText('Make it night, keep the lamp lit')).toHaveCount(0);
  const stone = join(libraryFolder, 'lineage', night.id.slice(-2), `${night.id}.json`);
  await expect.poll(() => readFileSync(stone, 'utf8')).not.toContain('keep the lamp');
  expect(await seriousFaults(studio)).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  await expectFocused(studio, 'Paper lighthouse');
});
