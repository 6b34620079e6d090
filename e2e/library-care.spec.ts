import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { LibraryImage } from '../src/shared/image';
import type { Collection, LibraryColumns } from '../src/shared/library';
import type { OrganiseChange } from '../src/shared/organise';
import { expect, test } from './fixtures';
import { allImages, ask, bringIn, choose, imageOf } from './library-studio';
import { originals } from './studio';

const byTitle = (images: readonly LibraryImage[]): readonly LibraryImage[] =>
  images.toSorted((a, b) => a.title.localeCompare(b.title));

test('with library.db deleted the library is made anew from its files: every field, in the trash or not', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  await bringIn(first, file, ['elk', 'fox', 'owl']);
  await first.make('A paper lighthouse');
  const [elk, fox] = [await imageOf(first, 'elk'), await imageOf(first, 'fox')];
  const changes: readonly OrganiseChange[] = [
    { kind: 'stars', stars: 4 },
    { kind: 'flag', flag: 'pick' },
    { kind: 'tag', tags: ['hero', 'night'] },
    { kind: 'note', note: 'For the cover.' },
  ];
  for (const change of changes) {
    await ask(first, 'library.organise', { ids: [elk.id], change });
  }
  await ask(first, 'library.organise', { ids: [fox.id], change: { kind: 'trash' } });
  await ask<Collection>(first, 'collections.create', { name: 'Animals', images: [elk.id, fox.id] });
  const before = byTitle(await allImages(first));
  // What a person did is beside the files a moment later.
  await expect.poll(() => sidecars(libraryFolder).length).toBe(4);
  await expect.poll(() => sidecars(libraryFolder).filter((text) => text.includes('Animals')).length).toBe(2);
  await first.quit();
  for (const name of ['library.db', 'library.db-wal', 'library.db-shm'])
    rmSync(join(libraryFolder, name), { force: true });

  const second = await launch();
  await expect(second.image('A paper lighthouse')).toBeVisible();
  const at = (images: readonly LibraryImage[]): readonly LibraryImage[] =>
    // The trash is where the file says it is now.
    images.map((image) => ({ ...image, file: image.file.replace(/^(?:originals|trash)/, '') }));
  await expect.poll(async () => at(byTitle(await allImages(second)))).toEqual(at(before));
  const collections = async () => (await ask<LibraryColumns>(second, 'library.columns', undefined)).lists.collections;
  await expect.poll(collections).toMatchObject([{ name: 'Animals', count: 1 }]);
});

function sidecars(library: string): readonly string[] {
  return ['originals', 'trash'].flatMap((folder) => {
    try {
      return readdirSync(join(library, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    } catch {
      return [];
    }
  });
}

test('a second Easel on the same library says who has it, and takes it when the first has ended', async ({
  launch,
  libraryOf,
}) => {
  const first = await libraryOf(['elk']);
  const second = await launch({ gateway: false, profile: 'other-user-data' });
  await second.useDemo();
  await expect(second.page.getByText(/has this library open/).first()).toBeVisible();
  await second.page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(second.page.getByText(/has this library open/).first()).toBeVisible();
  await expect(first.image('elk')).toBeVisible();
  await first.quit();
  await second.page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(second.image('elk')).toBeVisible();
});

test('a killed Easel does not lock its library', async ({ launch, libraryOf }) => {
  const first = await libraryOf(['elk']);
  await first.kill();
  const second = await launch({ gateway: false });
  await expect(second.image('elk')).toBeVisible();
  expect(await ask(second, 'app.state', undefined)).toMatchObject({ library: { status: 'open', readOnly: null } });
});

test('while the disk of the library is away its images are remembered, and all is there when it is back', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const elsewhere = `${libraryFolder}-away`;
  // Before a folder is chosen the library is below the home folder.
  const inSettings = { gateway: false, env: { EASEL_LIBRARY_DIR: '', HOME: dirname(libraryFolder) } } as const;
  const first = await launch(inSettings);
  await first.useDemo();
  await choose(first, [libraryFolder]);
  await ask(first, 'settings.chooseLibrary', undefined);
  await bringIn(first, file, ['elk', 'fox']);
  await expect(first.image('fox')).toBeVisible();
  await first.quit();
  renameSync(libraryFolder, elsewhere);

  const second = await launch(inSettings);
  const away = second.page.getByText(/away|gone/).first();
  await expect(away).toBeVisible();
  await expect(second.image('elk')).toBeVisible();
  const refused = await second.request('library.organise', {
    ids: [(await imageOf(second, 'elk')).id],
    change: { kind: 'stars', stars: 3 },
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  renameSync(elsewhere, libraryFolder);
  await second.page.getByRole('button', { name: 'Try again' }).first().click();
  // Said in the window, too: what is judged before that is refused.
  await expect(away).toBeHidden();
  expect(await ask(second, 'app.state', undefined)).toMatchObject({ library: { status: 'open', readOnly: null } });
  await second.image('elk').click();
  await second.page.keyboard.press('3');
  await expect(second.image('elk')).toHaveAccessibleName(/3 stars/);
  expect(originals(libraryFolder).filter(({ name }) => name.endsWith('.jpg'))).toHaveLength(2);
});
