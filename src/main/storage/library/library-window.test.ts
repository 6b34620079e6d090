import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_FILTER } from '../../../shared/no-filter';
import type { createManualClock } from '../../core/manual-clock';
import type { Decoded } from '../images/image-decoder';
import type { Library } from './library';
import { madeImageId as id } from './made-library';
import { madeJpeg } from '../images/made-images';
import { MADE_AT, madeNewImage as image, openMadeLibrary, SHOWN, streamed } from './made-open-library';

const jpeg = madeJpeg(640, 480);

let root = '';
let folder = '';
let open: Library[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-library-'));
  folder = join(root, 'Pictures', 'Easel');
  open = [];
});
afterEach(() => {
  open.forEach((library) => {
    library.close();
  });
  rmSync(root, { recursive: true });
});
const library = (answer?: (file: string) => Decoded): ReturnType<typeof openMadeLibrary> => {
  const opened = openMadeLibrary(root, answer);
  open.push(opened.it);
  return opened;
};

/** Lets background work go on until the condition holds; it ends in real time, since the disk does. */
async function until(clock: ReturnType<typeof createManualClock>, condition: () => boolean): Promise<void> {
  await vi.waitUntil(
    async () => {
      await clock.advance(100);
      return condition();
    },
    { interval: 5 },
  );
}

describe('library thumbnails', () => {
  it('are made in the background once the window is up, newest first, and correct the size', async () => {
    const { it: lib, clock, decoder, changes } = library();
    await lib.secure({ ...image(1), createdAt: MADE_AT - 1 }, streamed(jpeg), null);
    await lib.secure(image(2), streamed(madeJpeg(10, 10)), null);
    expect(decoder.asked).toEqual([]);
    expect(lib.thumbnailOf(id(2))).toBeNull();
    lib.startDecoding();
    await until(clock, () => changes.flatMap(({ pixels }) => pixels).length === 2);
    expect(decoder.asked).toEqual([lib.fileOf(id(2)), lib.fileOf(id(1))]);
    expect(readFileSync(lib.thumbnailOf(id(2)) ?? '', 'utf8')).toBe('webp');
    expect(lib.images([id(2)])).toMatchObject([{ width: 480, height: 640, displayable: true }]);
    // Two are in the making at once: which is done first is theirs.
    expect(new Set(changes.flatMap(({ pixels }) => pixels))).toEqual(new Set([id(2), id(1)]));
    expect(changes.map(({ revision }) => revision)).toEqual([...changes.keys()].map((n) => n + 2));
    expect((await lib.columns()).revision).toBe(changes.at(-1)?.revision);
  });

  it('an image that can’t be shown is kept and marked, and does not hold up the rest', async () => {
    const { it: lib, clock } = library((file) =>
      file.includes('fox 1') ? { kind: 'not-displayable', message: 'No.' } : SHOWN,
    );
    lib.startDecoding();
    await lib.secure(image(1), streamed(jpeg), null);
    await lib.secure(image(2), streamed(madeJpeg(10, 10)), null);
    await until(clock, () => lib.thumbnailOf(id(2)) !== null);
    expect(lib.images([id(1), id(2)])).toMatchObject([{ displayable: false }, { displayable: true }]);
    expect(existsSync(lib.fileOf(id(1)) ?? '')).toBe(true);
  });

  it('of an image whose file is on its way elsewhere says nothing of the picture', async () => {
    const {
      it: lib,
      clock,
      decoder,
    } = library((file) => {
      rmSync(file, { force: true });
      return { kind: 'not-displayable', message: 'It is gone.' };
    });
    lib.startDecoding();
    await lib.secure(image(1), streamed(jpeg), null);
    await until(clock, () => decoder.asked.length > 0);
    await clock.advance(100);
    expect(lib.images([id(1)])).toMatchObject([{ displayable: true }]);
  });

  it('is made again when its file is gone', async () => {
    const { it: lib, clock, decoder } = library();
    lib.startDecoding();
    await lib.secure(image(1), streamed(jpeg), null);
    await until(clock, () => lib.thumbnailOf(id(1)) !== null);
    lib.thumbnailMissing(id(1));
    await until(clock, () => lib.thumbnailOf(id(1)) !== null);
    expect(decoder.asked).toHaveLength(2);
  });
});

describe('a file that is in its place', () => {
  it('is recorded with what another program wrote into it', async () => {
    const { it: lib, changes } = library();
    const file = 'originals/2026/11/photo.jpg';
    mkdirSync(join(folder, 'originals/2026/11'), { recursive: true });
    writeFileSync(join(folder, file), jpeg);
    const stored = {
      file,
      bytes: jpeg.length,
      sha256: 'a'.repeat(64),
      format: 'jpeg',
      width: 640,
      height: 480,
    } as const;
    const found = { madeWith: 'ComfyUI', text: 'steps: 20' };
    const outcome = await lib.addFile({ ...image(1), kind: 'imported', found }, stored);
    expect(outcome).toMatchObject({ kind: 'secured', image: { id: id(1), file, madeWith: 'ComfyUI' } });
    expect(lib.found(id(1))).toBe('steps: 20');
    expect(lib.found(id(2))).toBeNull();
    expect([...(await lib.search('steps'))]).toEqual([1]);
    expect(changes.flatMap(({ rows }) => rows)).toMatchObject([{ id: id(1), seq: 1 }]);
    expect(lib.records().files(0, 9)).toMatchObject([{ modifiedAt: statSync(join(folder, file)).mtimeMs }]);
  });

  it('is refused where nothing can be changed, with the reason', async () => {
    const { it: lib } = library();
    lib.hold('Another Easel has it.');
    const stored = { file: 'originals/a.jpg', bytes: 1, sha256: '', format: 'jpeg', width: 1, height: 1 } as const;
    const unavailable = { kind: 'unavailable', problem: { message: 'Another Easel has it.' } };
    expect(await lib.addFile(image(1), stored)).toMatchObject(unavailable);
    expect(await lib.secure(image(1), streamed(jpeg), null)).toMatchObject(unavailable);
    expect(() => lib.organise([id(1)], { kind: 'trash' })).toThrow('Another Easel has it.');
    expect(() => lib.records()).toThrow(expect.objectContaining({ code: 'unavailable' }));
    expect(lib.ledger().rows).toEqual([]);
    lib.hold(null);
    expect(await lib.secure(image(1), streamed(jpeg), null)).toMatchObject({ kind: 'secured' });
  });
});

describe('the window', () => {
  it('hears of each step before it is answered, and what it reads later is not older', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    const before = await lib.columns();
    expect(before).toMatchObject({ ids: id(1), seqs: new Int32Array([1]), lists: { undo: null } });
    const step = lib.organise([id(1)], { kind: 'stars', stars: 3 });
    expect(step).toEqual({ label: 'Star 1 image', count: 1 });
    const told = changes.at(-1);
    expect(told).toMatchObject({ rows: [{ id: id(1) }], lists: { undo: 'Star 1 image' }, all: false });
    expect(told?.revision).toBeGreaterThan(before.revision);
    expect(told?.rows[0]?.facets).toBe((before.facets[0] ?? 0) | 3);
    expect((await lib.columns()).facets[0]).toBe(told?.rows[0]?.facets);
    expect(lib.undo()).toEqual(step);
    expect(lib.images([id(1)])).toMatchObject([{ stars: 0 }]);
    expect(lib.redo()).toEqual(step);
    expect(lib.redo()).toBeNull();
    expect(lib.history()).toMatchObject([{ label: 'Star 1 image', undone: false }]);
  });

  it('hears nothing of a step that changes nothing', async () => {
    const { it: lib, changes, clock } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    await clock.advance(100);
    const before = changes.length;
    lib.organise([id(1)], { kind: 'stars', stars: 0 });
    expect(lib.undo()).toBeNull();
    expect(changes).toHaveLength(before);
  });

  it('hears what upkeep and imports wrote through the records', async () => {
    const { it: lib, changes, clock } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    lib.records().purge([id(1)]);
    lib.told({ removed: [id(1)], lists: true });
    await until(clock, () => changes.some(({ removed }) => removed.length > 0));
    expect(changes.at(-1)).toMatchObject({ rows: [], removed: [id(1)], lists: { collections: [] } });
  });

  it('is to read everything again when another library is opened', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    lib.open(join(root, 'other'));
    expect(changes.at(-1)).toMatchObject({ all: true });
    expect(await lib.columns()).toMatchObject({ ids: '', lists: { collections: [] } });
    expect(await lib.search('fox')).toHaveLength(0);
    expect(await lib.byName()).toHaveLength(0);
  });

  it('an image that comes in again is as the person left it', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    lib.organise([id(1)], { kind: 'stars', stars: 4 });
    lib.organise([id(1)], { kind: 'tag', tags: ['hero'] });
    rmSync(lib.fileOf(id(1)) ?? '');
    const outcome = await lib.secure(image(1), streamed(jpeg), null);
    expect(outcome).toMatchObject({ kind: 'secured', image: { stars: 4, tags: ['hero'] } });
  });
});

describe('collections of the library', () => {
  it('tell of each change, with whose members changed', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    const told = (act: () => void): unknown => {
      const before = changes.length;
      act();
      expect(changes).toHaveLength(before + 1);
      const { members, lists } = changes.at(-1) ?? {};
      return [members, lists?.collections.map(({ name, count }) => `${name} ${String(count)}`)];
    };
    const made = lib.createCollection('foxes', []);
    expect(made).toEqual({ id: made.id, name: 'foxes', count: 0 });
    const add = (): void => {
      lib.addToCollection(made.id, [id(1)]);
    };
    const rename = (): void => {
      lib.renameCollection(made.id, 'cats');
    };
    const take = (): void => {
      lib.takeFromCollection(made.id, [id(1)]);
    };
    const remove = (): void => {
      lib.removeCollection(made.id);
    };
    expect(told(add)).toEqual([[made.id], ['foxes 1']]);
    expect([...lib.members(made.id)]).toEqual([1]);
    expect(told(rename)).toEqual([[], ['cats 1']]);
    expect(told(take)).toEqual([[made.id], ['cats 0']]);
    expect(told(remove)).toEqual([[], []]);
    expect(lib.history()).toHaveLength(5);
  });

  it('can’t be changed while the library is away, and are there again with it', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    const made = lib.createCollection('foxes', [id(1)]);
    renameSync(folder, `${folder} away`);
    lib.reopen();
    expect(lib.state().status).toBe('unavailable');
    expect(() => {
      lib.renameCollection(made.id, 'cats');
    }).toThrow(expect.objectContaining({ code: 'unavailable' }));
    renameSync(`${folder} away`, folder);
    expect(lib.reopen()).toMatchObject({ status: 'open' });
    expect(lib.lists().collections).toEqual([{ ...made, count: 1 }]);
  });

  it('throw what the window can show when there is no library', () => {
    rmSync(root, { recursive: true });
    writeFileSync(root, 'a file in its place');
    const { it: lib } = library();
    expect(() => lib.createCollection('foxes', [])).toThrow(expect.objectContaining({ code: 'unavailable' }));
    expect(() => lib.ledger()).toThrow(expect.objectContaining({ code: 'unavailable' }));
    expect(lib.lists().collections).toEqual([]);
  });

  it('smart ones keep their query, and get an id when they are made', () => {
    const { it: lib } = library();
    const query = { search: 'fox', filter: NO_FILTER, sort: 'newest' } as const;
    const made = lib.saveSmart(null, 'best', query);
    lib.saveSmart(made.id, 'Best', { ...query, search: '' });
    expect(lib.lists().smart).toEqual([{ id: made.id, name: 'Best', query: { ...query, search: '' } }]);
    lib.removeSmart(made.id);
    lib.undo();
    expect(lib.lists().smart).toHaveLength(1);
  });
});
