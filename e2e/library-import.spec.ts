import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportOutcome } from '../src/shared/app-state';
import { madeGif, madeJpeg, madePng, madeWebp } from '../src/main/storage/images/made-images';
import { pngText, pngWith } from '../src/main/storage/library/made-texts';
import { expect, test } from './fixtures';
import { allImages, ask, choose } from './library-studio';
import { originals, type Studio } from './studio';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function bringIn(studio: Studio, what: 'files' | 'folder'): Promise<readonly ImportOutcome[]> {
  return ask(studio, 'library.importDialog', { what });
}

function write(path: string, bytes: Uint8Array | string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

test('a folder comes in with all its images, byte for byte, and twice is once', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const folder = dirname(file('1 fox.jpg', madeJpeg(64, 48)));
  write(join(folder, 'deep/er/2 owl.png'), madePng(65, 48));
  write(join(folder, 'deep/3 狐.webp'), madeWebp(66, 48));
  write(join(folder, 'deep/twin.jpg'), madeJpeg(64, 48));
  write(join(folder, '.hidden.png'), madePng(67, 48));
  write(join(folder, 'notes.txt'), 'no image');
  write(join(folder, 'broken.png'), madePng(68, 48).subarray(0, -6));
  symlinkSync(folder, join(folder, 'circle'));
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await choose(studio, [folder]);
  const first = await bringIn(studio, 'folder');
  expect(first.filter(({ ok }) => !ok)).toMatchObject([
    { name: 'broken.png', message: '“broken.png” is damaged: its end is missing.' },
  ]);
  const known = await allImages(studio);
  expect(known.map(({ title }) => title).sort()).toEqual(['1 fox', '2 owl', '3 狐']);
  expect(originals(libraryFolder)).toHaveLength(3);
  for (const image of known) {
    expect(sha256(readFileSync(join(libraryFolder, ...image.file.split('/'))))).toBe(image.sha256);
  }
  const again = await bringIn(studio, 'folder');
  expect(again.filter((outcome) => outcome.ok && outcome.existed)).toHaveLength(4);
  expect(originals(libraryFolder)).toHaveLength(3);
});

test('what is in the trash comes out of it when the same file is imported, and a lost file is healed', async ({
  launch,
  file,
  libraryFolder,
}) => {
  const paths = [file('fox.jpg', madeJpeg(64, 48)), file('owl.gif', madeGif(65, 48))];
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await choose(studio, paths);
  await bringIn(studio, 'files');
  const before = await allImages(studio);
  const [fox, owl] = ['fox', 'owl'].map((title) => before.find((image) => image.title === title));
  if (!fox || !owl) throw new Error('The images are not there.');
  await studio.request('library.organise', { ids: [fox.id], change: { kind: 'trash' } });
  rmSync(join(libraryFolder, ...owl.file.split('/')));
  await bringIn(studio, 'files');
  const after = await allImages(studio);
  expect(after.map(({ id }) => id).sort()).toEqual([fox.id, owl.id].sort());
  expect(after.map(({ trashedAt }) => trashedAt)).toEqual([null, null]);
  const healed = after.find(({ id }) => id === owl.id)?.file ?? '';
  expect(sha256(readFileSync(join(libraryFolder, ...healed.split('/'))))).toBe(owl.sha256);
});

test('the recipe of another program is kept as found', async ({ launch, file }) => {
  const recipe = 'a fox in snow\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, Seed: 42';
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await choose(studio, [file('fox.png', pngWith([pngText('parameters', recipe, 'zTXt')]))]);
  await bringIn(studio, 'files');
  const [image] = await allImages(studio);
  if (!image) throw new Error('The image is not there.');
  expect(image.madeWith).toBe('Stable Diffusion web UI');
  expect(await studio.request('library.found', { id: image.id })).toEqual({ ok: true, data: { text: recipe } });
});

test('a picture without a file comes in as its bytes; what is none is refused, and so is a mass of bytes', async ({
  launch,
}) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  const outcomes = await studio.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext('2d')?.fillRect(0, 0, 40, 30);
    const picture = new File([await canvas.convertToBlob({ type: 'image/png' })], '');
    const text = new File(['no image'], 'letter.png');
    const mass = new File([new Uint8Array(64 * 1024 * 1024 + 1)], 'mass.png');
    const bridge = (window as unknown as { easel: { importFiles: (files: File[]) => Promise<unknown> } }).easel;
    return bridge.importFiles([picture, text, mass]);
  });
  expect(outcomes).toMatchObject({
    ok: true,
    data: [
      { ok: true, name: 'Pasted image', existed: false },
      { ok: false, name: 'letter.png', message: expect.stringMatching(/no image/) },
      { ok: false, name: 'mass.png', message: expect.stringMatching(/larger than 64 MB/) },
    ],
  });
  expect(await allImages(studio)).toMatchObject([{ title: 'Pasted image', width: 40, height: 30 }]);
});

test('originals go out as they are: dragged, copied as files and as paths', async ({ launch, file, libraryFolder }) => {
  const studio = await launch({ gateway: false });
  await studio.useDemo();
  await choose(studio, [file('fox.jpg', madeJpeg(64, 48)), file('owl.png', madePng(65, 48))]);
  await bringIn(studio, 'files');
  const known = await allImages(studio);
  const ids = known.map(({ id }) => id);
  const paths = known.map((image) => join(libraryFolder, ...image.file.split('/')));
  // A drag of the system begins with a button that is really down: here it is only noted.
  await studio.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.startDrag = (item) => {
        Object.assign(globalThis, {
          dragged: { files: item.files, empty: typeof item.icon === 'string' || item.icon.isEmpty() },
        });
      };
    }
  });
  expect(await studio.request('images.drag', { ids })).toMatchObject({ ok: true });
  const dragged = await studio.app.evaluate(() => (globalThis as unknown as { dragged: unknown }).dragged);
  expect(dragged).toEqual({ files: paths, empty: false });

  expect(await studio.request('images.copyPaths', { ids })).toEqual({ ok: true, data: { count: 2 } });
  expect(await studio.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(paths.join('\n'));
  rmSync(paths[1] ?? '');
  expect(await studio.request('images.copyFiles', { ids })).toEqual({ ok: true, data: { count: 1 } });
  expect(await studio.request('images.drag', { ids: ids.slice(1) })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
});
