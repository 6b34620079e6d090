import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewImage } from '../../core/ports';
import { thumbnailName } from '../images/image-name';
import type { LibraryWorker } from '../library/library-worker-line';
import { createInlineLibraryWorker } from '../library/library-worker-line';
import { madeEdit } from '../library/made-library';
import { bytesOf, createCareWorld, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import { tombstoneName } from './tombstone-files';

// Every change is synced, and the disk of a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
beforeEach(async () => {
  world = createCareWorld();
  // 1 → 2 → 3
  await secure(world, 1);
  for (const n of [2, 3]) await secure(world, n, editOf(n));
  for (const n of [1, 2, 3]) {
    const thumbnail = join(world.folder, thumbnailName(imageId(n)));
    mkdirSync(dirname(thumbnail), { recursive: true });
    writeFileSync(thumbnail, `thumbnail ${String(n)}`);
  }
});
afterEach(() => world.close());

function editOf(n: number): Partial<NewImage> {
  const { kind, recipe, title } = madeEdit(n, [n - 1]);
  return { kind, recipe, title };
}
async function purge(...numbers: readonly number[]): Promise<void> {
  const ids = numbers.map(imageId);
  world.library.organise(ids, { kind: 'trash' });
  await world.care.emptyTrash(ids);
  await world.care.check();
}
/** What became of the family of that image, by number. */
async function family(of: number): Promise<Readonly<Record<number, string>>> {
  const found = await world.library.family({ id: imageId(of), near: false });
  return Object.fromEntries(found?.members.map((kin) => [Number(kin.id.slice(4)), kin.state]) ?? []);
}
const fileOf = (n: number): string => join(world.folder, tombstoneName(imageId(n)));
const thumbnailOf = (n: number): string => join(world.folder, thumbnailName(imageId(n)));
const asBefore = { 1: 'here', 2: 'gone', 3: 'here' };

describe('tombstones on disk', () => {
  it('say what was, without the words that a person wrote beside it, and keep the thumbnail', async () => {
    world.library.organise([imageId(2)], { kind: 'note', note: 'for the client' });
    await purge(2);
    expect(await family(3)).toEqual(asBefore);
    const text = readFileSync(fileOf(2), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ easel: 1, id: imageId(2), recipe: { sourceIds: [imageId(1)] } });
    expect(text).not.toContain('client');
    expect(existsSync(thumbnailOf(2))).toBe(true);
    expect(readdirSync(dirname(fileOf(2)))).toEqual([`${imageId(2)}.json`]);
  });

  it('go with the last of their family, thumbnails and all', async () => {
    await purge(2);
    await purge(1);
    expect([1, 2, 3].map((n) => existsSync(thumbnailOf(n)))).toEqual([true, true, true]);
    await purge(3);
    expect([1, 2, 3].map((n) => existsSync(thumbnailOf(n)) || existsSync(fileOf(n)))).toEqual([false, false, false]);
  });

  it('outlive records that were lost or made again', async () => {
    await purge(2);
    await world.care.rebuild();
    await world.care.check();
    expect(await family(1)).toEqual(asBefore);
    const files = [1, 3].map((n) => world.library.fileOf(imageId(n)));
    await world.restart();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.folder, `library.db${suffix}`), { force: true });
    world.library.reopen();
    files.forEach(age);
    await world.care.check();
    await world.care.check();
    expect(await family(1)).toEqual(asBefore);
  });

  it('come back after a backup was restored that is older or newer than they are', async () => {
    const before = await world.care.backUp();
    await purge(2);
    await world.care.restore(before.name);
    await world.care.check();
    // These records know the image; its file is gone.
    expect(await family(1)).toEqual({ 1: 'here', 2: 'here', 3: 'here' });
    expect(world.library.images([imageId(2)])[0]?.missing).toBe(true);
    world.library.organise([imageId(2)], { kind: 'trash' });
    await world.care.emptyTrash([imageId(2)]);
    rmSync(dirname(fileOf(2)), { recursive: true, force: true });
    const after = await world.care.backUp();
    await world.care.restore(after.name);
    await world.care.check();
    expect(await family(1)).toEqual(asBefore);
    expect(existsSync(fileOf(2))).toBe(true);
  });

  it('move with the library, and nothing of them stays behind', async () => {
    await purge(2);
    const to = join(world.root, 'elsewhere');
    await world.care.move(to);
    expect(await family(3)).toEqual(asBefore);
    expect(existsSync(join(to, tombstoneName(imageId(2))))).toBe(true);
    expect(existsSync(join(to, thumbnailName(imageId(2))))).toBe(true);
    expect(existsSync(world.folder)).toBe(false);
  });

  it('make room for a file that somebody puts back, also without its sidecar', async () => {
    const file = world.library.fileOf(imageId(2)) ?? '';
    world.library.organise([imageId(2)], { kind: 'stars', stars: 4 });
    await purge(2);
    writeFileSync(join(dirname(file), 'from the bin.png'), bytesOf(2));
    age(join(dirname(file), 'from the bin.png'));
    await world.care.check();
    await world.care.check();
    expect(await family(1)).toEqual({ 1: 'here', 2: 'here', 3: 'here' });
    expect(world.library.images([imageId(2)])).toMatchObject([{ kind: 'edit', stars: 4, title: editOf(2).title }]);
    expect(existsSync(fileOf(2))).toBe(false);
    expect(existsSync(thumbnailOf(2))).toBe(true);
  });

  it('of a folder that somebody filled are passed over where they make no sense', async () => {
    await purge(2);
    const text = readFileSync(fileOf(2), 'utf8');
    await world.care.rebuild();
    writeFileSync(fileOf(2), text.replace(imageId(2), imageId(9)));
    mkdirSync(dirname(fileOf(8)), { recursive: true });
    writeFileSync(fileOf(8), '{"id":');
    renameSync(dirname(fileOf(8)), join(world.folder, 'lineage', 'zz'));
    await world.care.check();
    expect(await family(1)).toEqual({ 1: 'here' });
  });
});

describe('a tombstone that was forgotten', () => {
  /** As a person does it, who said yes. */
  async function forget(n: number): Promise<void> {
    world.library.records().tombstones.forget(imageId(n));
    await world.care.check();
  }

  it('has no word and no picture on disk any more, and stays so when the records are lost', async () => {
    await purge(2);
    await forget(2);
    const nameless = { ...asBefore, 2: 'forgotten' };
    expect(await family(1)).toEqual(nameless);
    expect(existsSync(thumbnailOf(2))).toBe(false);
    const { title } = editOf(2);
    expect(readFileSync(fileOf(2), 'utf8')).not.toContain(title);
    expect(JSON.parse(readFileSync(fileOf(2), 'utf8'))).toMatchObject({ recipe: null, sources: [imageId(1)] });
    await world.care.rebuild();
    await world.care.check();
    expect(await family(1)).toEqual(nameless);
  });

  it('does not come back out of the files when it joined nobody', async () => {
    await purge(3);
    expect(existsSync(fileOf(3))).toBe(true);
    await forget(3);
    expect([fileOf(3), thumbnailOf(3)].filter((file) => existsSync(file))).toEqual([]);
    await world.care.rebuild();
    await world.care.check();
    expect(await family(1)).toEqual({ 1: 'here', 2: 'here' });
  });

  it('is not known by its bytes when they come back', async () => {
    const file = world.library.fileOf(imageId(2)) ?? '';
    await purge(2);
    await forget(2);
    writeFileSync(join(dirname(file), 'from the bin.png'), bytesOf(2));
    age(join(dirname(file), 'from the bin.png'));
    await world.care.check();
    await world.care.check();
    expect(await family(1)).toEqual({ ...asBefore, 2: 'forgotten' });
  });

  it('has its words again, without its picture, once a backup from before is restored', async () => {
    await purge(2);
    const before = await world.care.backUp();
    await forget(2);
    await world.care.restore(before.name);
    await world.care.check();
    expect(await family(1)).toEqual(asBefore);
    expect(readFileSync(fileOf(2), 'utf8')).toContain(editOf(2).title);
    expect(existsSync(thumbnailOf(2))).toBe(false);
  });
});

describe('a tombstone that can’t be written', () => {
  it.each(['before', 'after'] as const)('for a crash %s its file was: the next start has it', async (when) => {
    const inline = createInlineLibraryWorker();
    const worker: LibraryWorker = {
      ...inline,
      ask: (name, input) => {
        if (name !== 'keepTombstones') return inline.ask(name, input);
        const done = when === 'after' ? inline.ask(name, input) : Promise.resolve();
        return done.then(() => {
          throw new Error('The thread ended.');
        });
      },
    };
    await world.restart({ worker });
    await purge(2).catch(() => undefined);
    await world.restart({});
    await world.care.check();
    expect(await family(1)).toEqual(asBefore);
    expect(existsSync(fileOf(2))).toBe(true);
    expect(world.library.records().tombstones.chores(1)).toEqual([]);
  });

  it('for something in its place is said once and tried again', async () => {
    mkdirSync(join(fileOf(2), 'in the way'), { recursive: true });
    await purge(2);
    await world.care.check();
    expect(world.notices).toHaveLength(1);
    expect(await family(1)).toEqual(asBefore);
    rmSync(fileOf(2), { recursive: true });
    await world.care.check();
    expect(existsSync(fileOf(2))).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('goes through no folder that leads out of the library', async () => {
    const outside = join(world.root, 'outside');
    mkdirSync(outside);
    symlinkSync(outside, join(world.folder, 'lineage'));
    await purge(2);
    expect(readdirSync(outside)).toEqual([]);
    expect(await family(1)).toEqual(asBefore);
  });
});

/** As a file looks that has been there for long. */
function age(path: string | null): void {
  const time = new Date(2026, 10, 20);
  if (path !== null && existsSync(path)) utimesSync(path, time, time);
}
