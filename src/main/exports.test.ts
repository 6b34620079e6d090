import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import type { Conversion } from '../shared/decoding';
import type { ExportPlan } from '../shared/export';
import { ImageId, JobId } from '../shared/ids';
import { LibraryImage } from '../shared/image';
import { createManualClock } from './core/manual-clock';
import { createTasks } from './core/tasks';
import { createExports } from './exports';
import { CONTAINERS } from './export/container';
import type { Decoded } from './storage/images/image-decoder';
import { madeAvif, madeExif, madeJpeg, madePng, madeWebp } from './storage/images/made-images';

const clock = createManualClock(new Date(2026, 10, 22, 9, 5).getTime());
const plan: ExportPlan = {
  ...{ format: 'original', quality: 90, longSide: null, frame: { mode: 'none' }, name: '{name}' },
  ...{ metadata: 'keep', into: 'folder', sheet: 'none' },
};

let root = '';
let target = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-export-'));
  target = join(root, 'out');
  mkdirSync(target);
});
afterEach(() => {
  chmodSync(target, 0o755);
  rmSync(root, { recursive: true, force: true });
});

const idOf = (n: number): ImageId => ImageId.parse(`img_${String(n).padStart(20, '0')}`);

/** An image of the library with its file; `change` says what is not usual about it. */
function made(n: number, bytes: Buffer, change: Partial<LibraryImage> = {}): LibraryImage {
  const image: LibraryImage = {
    ...{ id: idOf(n), kind: 'generation', createdAt: clock.now(), width: 1792, height: 1024, displayable: true },
    ...{ bytes: bytes.length, format: 'jpeg', file: `originals/fox ${String(n)}.jpg`, title: `fox ${String(n)}` },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    recipe: {
      ...{ modelId: 'm', prompt: `a <fox> ${String(n)}`, count: 1, aspectRatio: '16:9', resolution: '1k' },
      ...{ format: 'jpeg', privateDelivery: false, options: {}, sourceIds: [] },
    },
    origin: {
      ...{ jobId: JobId.parse(`job_${'0'.repeat(20)}`), outputIndex: 0, requestId: 'req', synthetic: false },
      ...{ batchId: null, tookMs: 1, estimate: 0 },
    },
    ...{ stars: 0, flag: null, favourite: false, tags: [], note: '', trashedAt: null, missing: false, madeWith: null },
    ...change,
  };
  mkdirSync(join(root, 'originals'), { recursive: true });
  writeFileSync(join(root, ...image.file.split('/')), bytes);
  return LibraryImage.parse(image);
}

function setUp(images: readonly LibraryImage[], answer?: (file: string, conversion: Conversion) => Decoded) {
  const asked: Conversion[] = [];
  const tasks = createTasks(() => 0);
  const quiet = () => undefined;
  const exports = createExports({
    library: {
      images: (ids) => ids.flatMap((id) => images.filter((image) => image.id === id)),
      fileOf: (id) => {
        const image = images.find((candidate) => candidate.id === id);
        return image ? join(root, ...image.file.split('/')) : null;
      },
      thumbnailOf: () => null,
    },
    decoder: {
      convert: (file, conversion) => {
        asked.push(conversion);
        const bytes = { 'image/jpeg': madeJpeg(9, 9), 'image/png': madePng(9, 9), 'image/webp': madeWebp(9, 9) };
        const usual: Decoded = {
          kind: 'decoded',
          width: 9,
          height: 9,
          bytes: bytes[conversion.type],
          type: conversion.type,
        };
        return Promise.resolve(answer ? answer(file, conversion) : usual);
      },
    },
    desk: { chooseExportTarget: (kind) => Promise.resolve(kind === 'zip' ? join(target, 'all.zip') : target) },
    ...{ tasks, clock, log: { info: quiet, warn: quiet, error: quiet } },
  });
  const run = (change: Partial<ExportPlan>, ids = images.map(({ id }) => id)) =>
    exports.run({ ids: [...ids], plan: { ...plan, ...change } });
  return { run, asked, tasks };
}
const out = (): readonly string[] => readdirSync(target).sort();
const bytesOf = (name: string): Buffer => readFileSync(join(target, name));

describe('exports', () => {
  it('originals go out with the very bytes that came in', async () => {
    const bytes = madeJpeg(1792, 1024, 6, 'these pixels');
    const { run, asked } = setUp([made(1, bytes), made(2, madeJpeg(4, 4))]);
    expect(await run({})).toEqual({ path: target, written: 2, failed: [] });
    expect(out()).toEqual(['fox 1.jpg', 'fox 2.jpg']);
    expect(bytesOf('fox 1.jpg')).toEqual(bytes);
    expect(asked).toEqual([]);
  });

  it('never replaces a file, and numbers what would have the same name', async () => {
    writeFileSync(join(target, 'fox.jpg'), 'mine');
    const { run } = setUp([made(1, madeJpeg(1, 1)), made(2, madeJpeg(2, 2))]);
    await run({ name: 'fox' });
    expect(out()).toEqual(['fox (2).jpg', 'fox (3).jpg', 'fox.jpg']);
    expect(bytesOf('fox.jpg').toString()).toBe('mine');
    expect([bytesOf('fox (2).jpg'), bytesOf('fox (3).jpg')].every((bytes) => bytes.length > 10)).toBe(true);
  });

  it('an image that already is as asked keeps its bytes; another is converted to its own format', async () => {
    const wide = made(1, madeJpeg(1600, 900), { width: 1600, height: 900 });
    const square = made(2, madePng(9, 9), { width: 900, height: 900, format: 'png', file: 'originals/b.png' });
    const moving = made(3, madeAvif(9, 9), { width: 900, height: 900, format: 'avif', file: 'originals/c.avif' });
    const { run, asked } = setUp([wide, square, moving]);
    const frame = { mode: 'crop', width: 16, height: 9, x: 0.5, y: 0.5 } as const;
    await run({ frame, longSide: 1600, name: '{n} {width}x{height}' });
    expect(asked.map(({ type }) => type)).toEqual(['image/png', 'image/png']);
    expect(out()).toEqual(['1 1600x900.jpg', '2 896x504.png', '3 896x504.png']);
  });

  it('one that fails is told by name and stops no other', async () => {
    const images = [1, 2, 3].map((n) => made(n, madeJpeg(n, n)));
    rmSync(join(root, 'originals/fox 2.jpg'));
    const { run, tasks } = setUp(images);
    const summary = await run({}, [...images.map(({ id }) => id), idOf(98), idOf(99)]);
    expect(summary).toEqual({
      ...{ path: target, written: 2 },
      failed: [
        '“fox 2” was not exported. Its file is missing from the library.',
        ...Array.from({ length: 2 }, () => 'An image was not exported. It is no longer in the library.'),
      ],
    });
    expect(out()).toEqual(['fox 1.jpg', 'fox 3.jpg']);
    expect(tasks.list()[0]).toMatchObject({
      ...{ state: 'done', outcome: 'Exported 2 of 5 images.', problems: summary.failed },
    });
    const refused = setUp(images, () => ({ kind: 'not-displayable', message: 'Too slow.' }));
    expect((await refused.run({ format: 'webp' })).failed[0]).toBe('“fox 1” was not exported. Too slow.');
  });

  it('a recipe goes into what can hold it and lies beside what can’t; an imported image is left alone', async () => {
    const words = 'a &lt;fox&gt;';
    const imported = made(3, madeJpeg(3, 3), { kind: 'imported', recipe: null, origin: null });
    const { run } = setUp([
      made(1, madeJpeg(1, 1)),
      made(2, madeAvif(9, 9), { format: 'avif', file: 'originals/moving.avif' }),
      imported,
    ]);
    await run({ metadata: 'recipe' });
    expect(out()).toEqual(['fox 1.jpg', 'fox 3.jpg', 'moving.avif', 'moving.avif.json']);
    expect(CONTAINERS.jpeg?.read(bytesOf('fox 1.jpg')).xmp?.toString()).toContain(words);
    expect(bytesOf('moving.avif')).toEqual(madeAvif(9, 9));
    expect(JSON.parse(bytesOf('moving.avif.json').toString())).toMatchObject({
      ...{ easel: 1, requestId: 'req', recipe: { prompt: 'a <fox> 2' } },
    });
    expect(bytesOf('fox 3.jpg')).toEqual(madeJpeg(3, 3));
  });

  it('a conversion carries over what the file says, upright, or the recipe, or nothing', async () => {
    const old = Buffer.from('<old/>');
    const file = Buffer.concat(
      CONTAINERS.jpeg?.write(madeJpeg(1, 1), { strip: false, exif: madeExif(6), xmp: old }) ?? [],
    );
    const { run } = setUp([made(1, file)]);
    for (const metadata of ['keep', 'recipe', 'strip'] as const) await run({ format: 'png', metadata, name: metadata });
    const read = (name: string) => {
      const { exif, xmp } = CONTAINERS.png?.read(bytesOf(`${name}.png`)) ?? { exif: null, xmp: null };
      return { exif: exif && Buffer.from(exif), xmp: xmp && Buffer.from(xmp).toString() };
    };
    expect(read('keep')).toEqual({ exif: madeExif(1), xmp: '<old/>' });
    expect(read('recipe')).toMatchObject({ exif: madeExif(1) });
    expect(read('recipe').xmp).toContain('trainedAlgorithmicMedia');
    expect(read('strip')).toEqual({ exif: null, xmp: null });
  });

  it('words that were to be removed never go out because a format or a broken file makes that hard', async () => {
    const { run } = setUp([
      made(1, madeAvif(9, 9), { format: 'avif', file: 'originals/a.avif' }),
      made(2, Buffer.from('no jpeg')),
      made(3, madeJpeg(3, 3, 6)),
    ]);
    const { failed } = await run({ metadata: 'strip' });
    expect(failed.map((sentence) => sentence.slice(0, 8)).sort()).toEqual(['“fox 1” ', '“fox 2” ']);
    expect(out()).toEqual(['fox 3.jpg']);
    // Turned still: its pixels would lie on their side.
    expect(CONTAINERS.jpeg?.read(bytesOf('fox 3.jpg')).exif).not.toBeNull();
  });

  it('a picture that would be too large is refused before memory is', async () => {
    const { run, asked } = setUp([made(1, madeJpeg(1, 1))]);
    const frame = { mode: 'pad', width: 10_000, height: 1, colour: '#ffffff' } as const;
    expect((await run({ frame })).failed[0]).toMatch(/100 million/);
    expect((await run({ frame: { ...frame, width: 20 }, format: 'webp' })).failed[0]).toMatch(/16,383/);
    expect(asked).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)(
    'a folder that can’t be written to gives one sentence and no half file',
    async () => {
      chmodSync(target, 0o555);
      const { run } = setUp([made(1, madeJpeg(1, 1))]);
      await expect(run({})).rejects.toThrow(/may not write/);
    },
  );

  it('a folder that is gone gives one sentence', async () => {
    const { run, tasks } = setUp([1, 2, 3, 4].map((n) => made(n, madeJpeg(n, n))));
    rmSync(target, { recursive: true });
    const sentence = 'The folder is gone. Choose another place. 0 images of 4 exported.';
    await expect(run({})).rejects.toMatchObject({ code: 'unavailable', message: sentence });
    await expect(run({ into: 'zip' })).rejects.toThrow('No ZIP was made.');
    expect(tasks.list().map(({ state }) => state)).toEqual(['failed', 'failed']);
    mkdirSync(target);
  });

  it('one that is ended keeps what is whole, and of a ZIP nothing', async () => {
    const images = Array.from({ length: 20 }, (_none, n) => made(n, madeJpeg(n + 1, 1)));
    const stopping = setUp(images, () => {
      for (const { id } of stopping.tasks.list()) stopping.tasks.cancel(id);
      return { kind: 'decoded', width: 1, height: 1, bytes: madePng(1, 1), type: 'image/png' };
    });
    const { written } = await stopping.run({ format: 'png' });
    expect(written).toBeLessThan(20);
    expect(out()).toHaveLength(written);
    await expect(stopping.run({ format: 'png', into: 'zip' })).rejects.toMatchObject({ code: 'cancelled' });
    expect(out()).toHaveLength(written);
  });

  it('a ZIP holds the same files as a folder would, with a contact sheet that finds them', async () => {
    const images = [made(1, madeJpeg(1, 1)), made(2, madeJpeg(2, 2))];
    const { run } = setUp(images);
    const { path } = await run({ into: 'zip', sheet: 'with', name: 'fox' });
    expect(path).toBe(join(target, 'all.zip'));
    const zip = await openPromise(path);
    const names: string[] = [];
    for await (const { fileName } of zip.eachEntry()) names.push(fileName);
    expect(names.sort()).toEqual(['Contact sheet.html', 'fox (2).jpg', 'fox.jpg']);
  });

  it('a contact sheet alone writes no image', async () => {
    const { run } = setUp([made(1, madeJpeg(1, 1))]);
    expect(await run({ sheet: 'only' })).toMatchObject({ written: 1 });
    expect(out()).toEqual(['Contact sheet.html']);
    const sheet = bytesOf('Contact sheet.html').toString();
    expect(sheet).toContain('a &lt;fox&gt; 1');
    // Dates and sizes as the window writes them.
    expect(sheet).toMatch(/Contact sheet, \d{1,2} [A-Z][a-z]+ \d{4}</);
    expect(sheet).toMatch(/ \d{4}, \d\d:\d\d · .*\d × \d/);
  });

  it('a name that can’t be made, or no place, begins nothing', async () => {
    const { run, tasks } = setUp([made(1, madeJpeg(1, 1))]);
    await expect(run({ name: '{seed}' })).rejects.toMatchObject({ code: 'invalid', field: 'name' });
    expect(tasks.list()).toEqual([]);
  });
});
