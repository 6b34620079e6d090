import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImageId } from '../shared/ids';
import type { LibraryImage } from '../shared/image';
import type { LibraryState } from '../shared/app-state';
import type { Task } from '../shared/task';
import type { NewImage } from './core/ports';
import { createTasks } from './core/tasks';
import { createImports, type Imports, type ImportsPorts } from './imports';
import { COPYING } from './storage/import/import-copy';
import { openImageFiles } from './storage/images/image-files';
import { madeAvif, madeGif, madeJpeg, madePng, madeWebp } from './storage/images/made-images';
import { madeImageId } from './storage/library/made-library';
import { pngText, pngWith } from './storage/library/made-texts';

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-imports-'));
  folder = join(root, 'Library');
  openImageFiles(folder);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a file below the test's folder. */
function put(path: string, bytes: Uint8Array | string): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, bytes);
  return full;
}
/** The images of a new library into which that file was imported. */
async function imported(path: string, change: Parameters<typeof world>[0] = {}): Promise<readonly FakeImage[]> {
  const { imports, images } = world(change);
  await imports.paths([path]);
  return images;
}
const jpeg = (n: number): Buffer => madeJpeg(100 + n, 80);
const originals = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(jpg|png|webp|gif|avif|part)$/.test(name))
    .map((name) => basename(name))
    .sort();

type FakeImage = LibraryImage & { readonly found?: string };

/** A library in memory over a real folder, with imports into it. */
function world(
  change: {
    readonly state?: () => LibraryState;
    readonly refuseAfter?: number;
    readonly silent?: boolean;
    /** Called when an id is looked for: what happens while the file is given its place. */
    readonly meanwhile?: (images: FakeImage[]) => void;
    readonly gone?: NewImage;
    /** Ids that relatives still tell of. */
    readonly meant?: readonly ImageId[];
  } = {},
) {
  const images: FakeImage[] = [];
  const steps: { readonly ids: readonly ImageId[]; readonly change: object }[] = [];
  const told: ImageId[] = [];
  const asked: { readonly work: string; readonly count: number }[] = [];
  let news = 0;
  const tasks = createTasks(() => (news += 200));
  const seen: Task[] = [];
  tasks.onChange((task) => seen.push(task));
  const state: LibraryState = { status: 'open', folder, readOnly: null, warning: null };
  const library = {
    state: () => change.state?.() ?? state,
    records: () => ({
      withSha256: (sha256: string) => images.filter((image) => image.sha256 === sha256),
      tombstones: {
        withSha256: () => change.gone ?? null,
        isMeant: (id: ImageId) => {
          change.meanwhile?.(images);
          return change.meant?.includes(id) ?? false;
        },
      },
      get: (id: ImageId) => images.find((image) => image.id === id),
      relocate: (id: ImageId, file: string) => {
        const at = images.findIndex((image) => image.id === id);
        const image = images[at];
        if (image) images[at] = { ...image, file, missing: false };
      },
    }),
    addFile: (image: object, stored: object) => {
      const full = { ...image, ...stored, trashedAt: null } as FakeImage;
      if (change.silent === true) images.push(full);
      if (images.length >= (change.refuseAfter ?? Infinity)) {
        const problem = {
          code: 'disk',
          message: 'The disk of the library is full. Free some space.',
          httpStatus: null,
        };
        return Promise.resolve({ kind: 'unavailable', problem });
      }
      images.push(full);
      // Several are given their places at once: their times are the order, not who comes first.
      images.sort((a, b) => a.createdAt - b.createdAt);
      return Promise.resolve({ kind: 'secured', image: full });
    },
    organise: (ids: readonly ImageId[], what: object) => {
      steps.push({ ids, change: what });
      return { label: '', count: ids.length };
    },
    told: (news: { readonly ids: readonly ImageId[] }) => told.push(...news.ids),
  };
  const copier = {
    ask: (work: keyof typeof COPYING, input: never) => {
      asked.push({ work, count: ((input as { sources?: unknown[] }).sources ?? []).length });
      return Promise.resolve(COPYING[work](input) as never);
    },
  };
  let time = 0;
  const ports = {
    library,
    tasks,
    copier,
    desk: { chooseImports: () => Promise.resolve([]) },
    now: () => 1_000_000,
    monotonic: () => (time += 100),
  };
  // The fake holds what imports use of a library.
  const imports: Imports = createImports(ports as unknown as ImportsPorts);
  return { imports, images, steps, told, asked, tasks, seen, last: () => seen.at(-1) };
}

describe('imports', () => {
  it('bring in files byte for byte, by what they are and not by their names, and leave the sources alone', async () => {
    const { imports, images, last } = world();
    const files = [madeJpeg(64, 48), madePng(3, 4), madeWebp(5, 6), madeGif(7, 8), madeAvif(9, 10)];
    const paths = files.map((bytes, n) => put(`in/${String(n)} fox.txt`, bytes));
    const outcomes = await imports.paths(paths);
    expect(outcomes).toEqual(
      paths.map((path, n) => ({ name: basename(path), ok: true, imageId: images[n]?.id, existed: false })),
    );
    expect(images.map(({ format }) => format)).toEqual(['jpeg', 'png', 'webp', 'gif', 'avif']);
    expect(images.map(({ title }) => title)).toEqual(['0 fox', '1 fox', '2 fox', '3 fox', '4 fox']);
    files.forEach((bytes, n) => {
      expect(readFileSync(join(folder, ...(images[n]?.file ?? '').split('/')))).toEqual(bytes);
      expect(readFileSync(paths[n] ?? '')).toEqual(bytes);
      expect(images[n]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    });
    expect(last()).toMatchObject({ state: 'done', outcome: '5 images imported.', done: 5, total: 5, problems: [] });
  });

  it.runIf(process.platform !== 'win32')(
    'take nothing of the rights of a file: a picture is not to be run',
    async () => {
      const { imports, images } = world();
      const path = put('in/fox.jpg', jpeg(1));
      chmodSync(path, 0o555);
      await imports.paths([path]);
      expect(statSync(join(folder, ...(images[0]?.file ?? '').split('/'))).mode & 0o777).toBe(0o644);
    },
  );

  it('keep the order of the files in their times, so that the library shows them as they were given', async () => {
    const { imports, images } = world();
    for (const n of [10, 9, 1]) put(`in/fox ${String(n)}.jpg`, jpeg(n));
    put('in/deeper/fox.jpg', jpeg(20));
    await imports.paths([join(root, 'in')]);
    const byTime = [...images].sort((a, b) => a.createdAt - b.createdAt);
    expect(byTime.map(({ title }) => title)).toEqual(['fox 1', 'fox 9', 'fox 10', 'fox']);
    expect(new Set(images.map(({ createdAt }) => createdAt)).size).toBe(4);
  });

  it('take of folders what is an image, and pass over the rest without a word', async () => {
    const { imports, images, last } = world();
    put('in/a.jpg', jpeg(1));
    put('in/no extension', jpeg(2));
    for (const name of [
      'notes.txt',
      'a.jpg.json',
      '.hidden.jpg',
      '._a.jpg',
      'Thumbs.db',
      '__MACOSX/a.jpg',
      '.git/a.jpg',
    ]) {
      put(`in/${name}`, name.endsWith('.jpg') ? jpeg(3) : 'text');
    }
    put('in/photo.heic', madeAvif(8, 8, false, 'heic'));
    put('in/cut.jpg', jpeg(4).subarray(0, -2));
    put('in/empty.jpg', '');
    const outcomes = await imports.paths([join(root, 'in')]);
    expect(images.map(({ title }) => title)).toEqual(['a', 'no extension']);
    expect(outcomes.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['cut.jpg', 'empty.jpg', 'photo.heic']);
    expect(last()?.outcome).toBe('2 images imported, 3 could not be imported, 2 other files passed over.');
  });

  it('follow no links out of a folder, so that none can lead in a circle', async () => {
    const { imports, images } = world();
    put('in/a.jpg', jpeg(1));
    put('elsewhere/secret.jpg', jpeg(2));
    symlinkSync(join(root, 'in'), join(root, 'in', 'again'));
    symlinkSync(join(root, 'elsewhere', 'secret.jpg'), join(root, 'in', 'b.jpg'));
    await imports.paths([join(root, 'in')]);
    expect(images.map(({ title }) => title)).toEqual(['a']);
  });

  it('refuse the library itself, also inside a folder or behind a link, but know its originals', async () => {
    const { imports, images } = world();
    await imports.paths([put('in/a.jpg', jpeg(1))]);
    put('Library/thumbnails/aa/small.webp', madeWebp(8, 8));
    symlinkSync(folder, join(root, 'link'));
    const outcomes = await imports.paths([
      folder,
      join(root, 'link'),
      root,
      join(folder, 'originals'),
      join(folder, 'thumbnails/aa/small.webp'),
      join(folder, ...(images[0]?.file ?? '').split('/')),
    ]);
    const refused = outcomes.filter((outcome) => !outcome.ok).map(({ message }) => message);
    expect(refused).toHaveLength(5);
    for (const message of refused) expect(message).toMatch(/is part of this library/);
    expect(images).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.ok && outcome.existed)).toHaveLength(2);
  });

  it('take of another library its originals, neither thumbnails nor trash', async () => {
    const { imports, images } = world();
    put('other/library.db', 'records');
    put('other/originals/2026/11/fox.jpg', jpeg(1));
    put('other/thumbnails/aa/fox.webp', madeWebp(8, 8));
    put('other/trash/2026/11/owl.jpg', jpeg(2));
    await imports.paths([join(root, 'other')]);
    expect(images.map(({ title }) => title)).toEqual(['fox']);
  });

  it('recognise the same bytes in one batch, in a later one and by two imports at once', async () => {
    const { imports, images } = world();
    const paths = ['a', 'b', 'c'].map((name) => put(`in/${name}.jpg`, jpeg(1)));
    const [first, second] = await Promise.all([imports.paths(paths), imports.paths(paths)]);
    const third = await imports.paths(paths);
    expect(images).toHaveLength(1);
    expect([...first, ...second, ...third].filter((outcome) => outcome.ok && !outcome.existed)).toHaveLength(1);
    expect(new Set([...first, ...second, ...third].map((outcome) => outcome.ok && outcome.imageId)).size).toBe(1);
    expect(originals()).toHaveLength(1);
  });

  it('bring back an image that was deleted for good as what it was, not as a stranger without its prompt and kin', async () => {
    const gone = {
      id: madeImageId(7),
      kind: 'edit',
      createdAt: 5,
      title: 'a fox',
      recipe: null,
      origin: null,
    } as const;
    const { imports, images } = world({ gone });
    const outcomes = await imports.paths([put('in/IMG_1.jpg', jpeg(1))]);
    expect(outcomes).toMatchObject([{ ok: true, imageId: gone.id, existed: false }]);
    expect(images).toMatchObject([{ ...gone, file: expect.stringContaining('a fox') as string }]);
  });

  it('take what is in the trash out of it again, as one step for all', async () => {
    const { imports, images, steps } = world();
    const paths = [1, 2, 3].map((n) => put(`in/${String(n)}.jpg`, jpeg(n)));
    await imports.paths(paths);
    images.splice(0, 2, ...images.slice(0, 2).map((image) => ({ ...image, trashedAt: 5 })));
    const ids = images.slice(0, 2).map(({ id }) => id);
    await imports.paths(paths);
    expect(steps).toEqual([{ ids, change: { kind: 'restore' } }]);
  });

  it('find the files that a killed import left without records, instead of copying them beside these', async () => {
    const { imports, images } = world();
    for (let n = 0; n < 5; n++) put(`in/${String(n)}.jpg`, jpeg(n));
    await imports.paths([join(root, 'in')]);
    images.length = 0;
    await imports.paths([join(root, 'in')]);
    expect(images).toHaveLength(5);
    expect(originals()).toHaveLength(5);
  });

  it('make another image of bytes that one had before another program changed its file', async () => {
    const { imports, images } = world();
    const path = put('in/fox.jpg', jpeg(1));
    await imports.paths([path]);
    images.splice(0, 1, ...images.map((image) => ({ ...image, sha256: 'f'.repeat(64) })));
    expect(await imports.paths([path])).toMatchObject([{ ok: true, existed: false }]);
    expect(new Set(images.map(({ id }) => id)).size).toBe(2);
  });

  it('make no second record of a file that a look at the folder takes in at that moment', async () => {
    const path = put('in/fox.jpg', jpeg(1));
    const [left] = await imported(path);
    if (!left) throw new Error('Nothing was imported.');
    const adopted = { ...left, id: madeImageId(7) };
    const { imports, images } = world({ meanwhile: (all) => all.push(adopted) });
    expect(await imports.paths([path])).toMatchObject([{ ok: true, imageId: adopted.id, existed: true }]);
    expect(images).toEqual([adopted]);
    expect(originals()).toHaveLength(1);
  });

  it('make another image of bytes whose image was forgotten: it was promised that they are not known again', async () => {
    const path = put('in/fox.jpg', jpeg(1));
    const [{ id } = { id: madeImageId(1) }] = await imported(path);
    expect(await imported(path)).toMatchObject([{ id }]);
    const [again] = await imported(path, { meant: [id] });
    expect(again?.id).toMatch(/^img_/);
    expect(again?.id).not.toBe(id);
  });

  it('give a lost file its bytes back instead of making a second image', async () => {
    const { imports, images, told } = world();
    const path = put('in/fox.jpg', jpeg(1));
    await imports.paths([path]);
    rmSync(join(folder, ...(images[0]?.file ?? '').split('/')));
    expect(await imports.paths([path])).toMatchObject([{ ok: true, existed: true, imageId: images[0]?.id }]);
    expect(images).toHaveLength(1);
    expect(readFileSync(join(folder, ...(images[0]?.file ?? '').split('/')))).toEqual(jpeg(1));
    expect(told).toEqual([images[0]?.id]);
  });

  it('do not copy a known folder again, which would wear the disk for nothing', async () => {
    const { imports, asked } = world();
    for (let n = 0; n < 40; n++) put(`in/${String(n)}.jpg`, jpeg(n));
    await imports.paths([join(root, 'in')]);
    asked.length = 0;
    await imports.paths([join(root, 'in')]);
    const copied = asked.filter(({ work }) => work === 'copySources').reduce((sum, { count }) => sum + count, 0);
    // What was under way before the first were known.
    expect(copied).toBeLessThan(20);
  });

  it('keep the recipe that another program wrote into the file', async () => {
    const { imports, images } = world();
    await imports.paths([put('in/fox.png', pngWith([pngText('parameters', 'a fox, Steps: 20, Seed: 1')]))]);
    expect(images[0]?.found).toEqual({ madeWith: 'Stable Diffusion web UI', text: 'a fox, Steps: 20, Seed: 1' });
  });

  it('take bytes without a file, and judge them like any file', async () => {
    const { imports, images, last } = world();
    expect(await imports.data('', madePng(8, 8))).toMatchObject([{ ok: true, name: 'Pasted image' }]);
    expect(await imports.data('../../evil.png', madePng(9, 8))).toMatchObject([{ ok: true, name: 'evil.png' }]);
    for (const [bytes, says] of [
      [new Uint8Array(), /empty/],
      [Buffer.from('no image'), /no image/],
      [madePng(8, 8).subarray(0, -4), /its end is missing/],
      [madePng(20_000, 20_000), /100 million/],
    ] as const) {
      expect(await imports.data('x.png', bytes)).toMatchObject([{ ok: false, message: expect.stringMatching(says) }]);
      expect(last()?.outcome).toMatch(says);
    }
    expect(images.map(({ title }) => title)).toEqual(['Pasted image', 'evil']);
  });

  it('end when the person says so: what is in stays in, nothing is left half', async () => {
    const { imports, images, tasks, seen } = world();
    for (let n = 0; n < 60; n++) put(`in/${String(n)}.jpg`, jpeg(n));
    tasks.onChange(({ id, done }) => {
      if (done > 0) tasks.cancel(id);
    });
    const outcomes = await imports.paths([join(root, 'in')]);
    expect(images.length).toBeGreaterThan(0);
    expect(images.length).toBeLessThan(60);
    expect(outcomes).toHaveLength(images.length);
    expect(originals()).toHaveLength(images.length);
    expect(seen.at(-1)).toMatchObject({ state: 'cancelled', outcome: expect.stringMatching(/imported\.$/) });
  });

  it('stop at a disk that takes no more, say it of every file, and leave no file without a record', async () => {
    const { imports, images } = world({ refuseAfter: 3 });
    for (let n = 0; n < 30; n++) put(`in/${String(n)}.jpg`, jpeg(n));
    const outcomes = await imports.paths([join(root, 'in')]);
    expect(images).toHaveLength(3);
    expect(outcomes.filter(({ ok }) => !ok)).toHaveLength(27);
    for (const outcome of outcomes)
      if (!outcome.ok) expect(outcome.message).toMatch(/not imported\. The disk .* is full/);
    expect(originals()).toHaveLength(3);
  });

  it('keep the file of a record that was written although its writer says otherwise', async () => {
    const { imports, images } = world({ refuseAfter: 0, silent: true });
    expect(await imports.paths([put('in/fox.jpg', jpeg(1))])).toMatchObject([{ ok: false }]);
    expect(images).toHaveLength(1);
    expect(originals()).toHaveLength(1);
  });

  it('put nothing of one library into another that was opened meanwhile', async () => {
    let opened = folder;
    const { imports, images, tasks } = world({
      state: () => ({ status: 'open', folder: opened, readOnly: null, warning: null }),
    });
    for (let n = 0; n < 30; n++) put(`in/${String(n)}.jpg`, jpeg(n));
    tasks.onChange(({ done }) => {
      if (done > 0) opened = join(root, 'Other');
    });
    const outcomes = await imports.paths([join(root, 'in')]);
    expect(images.length).toBeLessThan(30);
    expect(outcomes).toHaveLength(30);
    expect(outcomes.at(-1)).toMatchObject({ ok: false, message: expect.stringMatching(/Another library was opened/) });
    expect(existsSync(opened)).toBe(false);
    expect(originals()).toHaveLength(images.length);
  });

  it.each([
    { status: 'open', folder: '/x', readOnly: 'It is read-only.', warning: null },
    { status: 'unavailable', folder: '/x', message: 'It is read-only.', remembered: true, mayTakeOver: false },
  ] as const)('say at once why a library that is $status can’t be changed', async (state) => {
    const { imports, seen } = world({ state: () => state });
    await expect(imports.paths(['/x/y.jpg'])).rejects.toThrow('It is read-only.');
    expect(seen).toEqual([]);
  });

  it('have a sentence for each path that is no image, and go on with the others', async () => {
    const { imports, images } = world();
    const outcomes = await imports.paths([
      join(root, 'gone.jpg'),
      '/dev/null',
      put('in/notes.txt', 'text'),
      put('in/odd "name" – 狐 %20#?.jpg', jpeg(1)),
      put('in/bad\ufffdname/x.jpg', jpeg(2)),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false, true, true]);
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.message).toMatch(/^“.+” .+\.$/);
    expect(images.map(({ title }) => title)).toEqual(['odd "name" – 狐 %20#?', 'x']);
  });

  it('choose nothing, import nothing', async () => {
    const { imports } = world();
    await expect(imports.dialog('folder')).rejects.toThrow('Nothing was imported.');
  });
});
