import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CollectionId, ImageId, SmartId } from '../../shared/ids';
import type { LibraryChange } from '../../shared/library';
import { NO_FILTER } from '../../shared/no-filter';
import { createManualClock } from '../core/manual-clock';
import type { Clock, NewImage } from '../core/ports';
import { openDatabase } from './database';
import type { Decoded, ImageDecoder } from './image-decoder';
import { createLibrary } from './library';
import type { Library, LibraryPorts } from './library';
import { createInlineLibraryWorker } from './library-worker-line';
import { madeJpeg, madePng } from './made-images';
import { libraryPlan } from './migrations/library';

const id = (n: number): ImageId => ImageId.parse(`img_${String(n).padStart(20, '0')}`);
const createdAt = new Date(2026, 10, 22, 12).getTime();
const image = (n: number): NewImage => ({
  id: id(n),
  kind: 'generation',
  createdAt,
  title: `fox ${String(n)}`,
  recipe: null,
  origin: null,
});
async function* stream(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}
const jpeg = madeJpeg(640, 480);

/** Answers with what it is told, in the order it is asked. */
function fakeDecoder(answer: (file: string) => Decoded): ImageDecoder & { readonly asked: string[] } {
  const asked: string[] = [];
  const thumbnail = (file: string): Promise<Decoded> => {
    asked.push(file);
    return Promise.resolve(answer(file));
  };
  return { asked, thumbnail, deliver: thumbnail, close: () => undefined };
}
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
const shown: Decoded = { kind: 'decoded', width: 480, height: 640, bytes: Buffer.from('webp'), type: 'image/webp' };

let root = '';
let folder = '';
let open: Library[] = [];
let numbers = 0;
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

const nextNumber = (): string => String((numbers += 1)).padStart(20, '0');
const portsFor = (clock: Clock): LibraryPorts => ({
  clock,
  decoder: fakeDecoder(() => shown),
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  newCollectionId: () => CollectionId.parse(`col_${nextNumber()}`),
  newSmartId: () => SmartId.parse(`smt_${nextNumber()}`),
  reader: createInlineLibraryWorker(),
  memory: join(root, 'memory'),
  machine: { host: 'here', pid: process.pid },
  notify: () => undefined,
});

function library(answer: (file: string) => Decoded = () => shown): {
  readonly it: Library;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly decoder: ReturnType<typeof fakeDecoder>;
  readonly changes: LibraryChange[];
  readonly notices: string[];
} {
  const clock = createManualClock();
  const decoder = fakeDecoder(answer);
  const notices: string[] = [];
  const it = createLibrary(folder, { ...portsFor(clock), decoder, notify: (message) => notices.push(message) });
  open.push(it);
  const changes: LibraryChange[] = [];
  it.onChange((change) => changes.push(change));
  return { it, clock, decoder, changes, notices };
}

describe('library', () => {
  it('makes its folder and secures an image with file and record', async () => {
    const { it: lib } = library();
    expect(lib.state()).toMatchObject({ status: 'open', folder });
    const outcome = await lib.secure(image(1), stream(jpeg), jpeg.length);
    const file = 'originals/2026/11/2026-11-22 fox 1 000001.jpg';
    expect(outcome).toMatchObject({ kind: 'secured', image: { id: id(1), file, width: 640, height: 480 } });
    expect(readFileSync(join(folder, file))).toEqual(jpeg);
    expect(lib.has(id(1))).toBe(true);
    expect(lib.fileOf(id(1))).toBe(join(folder, file));
    expect([...(await lib.search('fox'))]).toEqual([1]);
  });

  it('the same image again is adopted, also when a crash lost its record', async () => {
    const first = library();
    await first.it.secure(image(1), stream(jpeg), null);
    expect(await first.it.secure(image(1), stream(), null)).toMatchObject({ kind: 'secured' });
    first.it.close();
    readdirSync(folder)
      .filter((name) => name.startsWith('library.db'))
      .forEach((name) => {
        rmSync(join(folder, name));
      });
    const again = library();
    expect(again.it.has(id(1))).toBe(false);
    await again.it.secure(image(1), stream(jpeg), null);
    expect(readdirSync(join(folder, 'originals/2026/11'))).toHaveLength(1);
    expect(again.it.images([id(1)])).toMatchObject([{ id: id(1) }]);
  });

  it('twice at once is one file and one record', async () => {
    const { it: lib } = library();
    const both = await Promise.all([1, 2].map(() => lib.secure(image(1), stream(jpeg), null)));
    expect(both.map(({ kind }) => kind)).toEqual(['secured', 'secured']);
    expect(readdirSync(join(folder, 'originals/2026/11'))).toHaveLength(1);
  });

  it('fetches again what has a record but whose file is gone', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    rmSync(lib.fileOf(id(1)) ?? '');
    await lib.secure(image(1), stream(jpeg), null);
    expect(readFileSync(lib.fileOf(id(1)) ?? '')).toEqual(jpeg);
  });

  it('rejects what is cut short as bad media, without a record', async () => {
    const { it: lib } = library();
    const outcome = await lib.secure(image(1), stream(jpeg.subarray(0, -2)), null);
    expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'bad-media' } });
    expect(lib.has(id(1))).toBe(false);
  });

  it('a folder that can’t be used is unavailable with a sentence, and another can be opened', async () => {
    mkdirSync(join(root, 'Pictures'));
    writeFileSync(folder, 'a file in its place');
    const { it: lib } = library();
    const states: unknown[] = [];
    lib.onState((state) => states.push(state.status));
    expect(lib.state()).toMatchObject({ status: 'unavailable', message: expect.stringMatching(/is a file/) });
    expect(await lib.secure(image(1), stream(jpeg), null)).toMatchObject({
      kind: 'unavailable',
      problem: { code: 'disk' },
    });
    expect(lib.images([id(1)])).toEqual([]);
    expect(lib.open(join(root, 'elsewhere'))).toMatchObject({ status: 'open' });
    expect(await lib.secure(image(1), stream(jpeg), null)).toMatchObject({ kind: 'secured' });
    expect(states).toEqual(['open']);
  });

  it('a disk that goes away is said, makes no new folder in its place, and is used again when it is back', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    renameSync(folder, join(root, 'away'));
    expect(await lib.secure(image(2), stream(jpeg), null)).toMatchObject({ kind: 'unavailable' });
    expect(lib.state().status).toBe('unavailable');
    await lib.secure(image(2), stream(jpeg), null);
    expect(existsSync(folder)).toBe(false);
    renameSync(join(root, 'away'), folder);
    expect(await lib.secure(image(2), stream(jpeg), null)).toMatchObject({ kind: 'secured' });
    expect((await lib.columns()).seqs).toHaveLength(2);
  });

  it('a switch in the middle of a save stays: the folder that was left does not come back, even when it is gone', async () => {
    const { it: lib } = library();
    const other = join(root, 'other');
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(jpeg.subarray(0, 100));
      lib.open(other);
      rmSync(folder, { recursive: true });
      yield jpeg.subarray(100);
    }
    expect(await lib.secure(image(1), slow(), null)).toMatchObject({ kind: 'unavailable' });
    expect(lib.state()).toMatchObject({ status: 'open', folder: other });
    expect(await lib.secure(image(1), stream(jpeg), null)).toMatchObject({ kind: 'secured' });
    expect(readdirSync(join(other, 'originals/2026/11'))).toHaveLength(1);
  });

  it('a folder that can’t be used leaves the library that is open as it is', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    writeFileSync(join(root, 'file'), 'no folder');
    const states: unknown[] = [];
    lib.onState((state) => states.push(state));
    expect(lib.open(join(root, 'file'))).toMatchObject({ status: 'unavailable' });
    expect(states).toEqual([]);
    expect((await lib.columns()).ids).toBe(id(1));
    expect(lib.open(folder)).toMatchObject({ status: 'open', folder });
    expect((await lib.columns()).ids).toBe(id(1));
  });

  it('no empty library takes the place of a disk that is away', () => {
    const lib = createLibrary(folder, portsFor(createManualClock()), false);
    expect(lib.state().status).toBe('unavailable');
    expect(existsSync(folder)).toBe(false);
  });

  it('lets go of bytes that it has no use for: each would hold a connection open', async () => {
    const { it: lib } = library();
    let open = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      open += 1;
      try {
        for (;;) yield await Promise.resolve(jpeg);
      } finally {
        open -= 1;
      }
    }
    await lib.secure(image(1), stream(jpeg), null);
    expect(await lib.secure(image(1), counted(), null)).toMatchObject({ kind: 'secured' });
    renameSync(folder, join(root, 'away'));
    await lib.secure(image(2), stream(jpeg), null);
    const pipe = new PassThrough();
    expect(await lib.secure(image(2), counted(), null)).toMatchObject({ kind: 'unavailable' });
    pipe.write(jpeg);
    expect(await lib.secure(image(2), pipe, null)).toMatchObject({ kind: 'unavailable' });
    expect(open).toBe(0);
    expect(pipe.destroyed).toBe(true);
  });

  it('records that break in use are opened anew, and the image is saved without a restart', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    // As damage would, or a disk that was pulled out: the open database answers no more.
    const other = openDatabase(libraryPlan(join(folder, 'library.db'), () => 0));
    const inside = ['found_texts', 'image_tags', 'tags', 'collection_images', 'collections', 'image_sources', 'marks'];
    const more = ['images', 'image_words', 'added_words', 'words', 'counters', 'smart_collections', 'actions'];
    [...inside, ...more].forEach((table) => {
      other.database.run(`DROP TABLE ${table}`);
    });
    other.database.run('PRAGMA user_version = 0');
    other.database.close();
    expect(await lib.secure(image(2), stream(jpeg), null)).toMatchObject({ kind: 'unavailable' });
    expect(await lib.secure(image(2), stream(jpeg), null)).toMatchObject({ kind: 'secured' });
  });

  it('a record can’t lead out of the folder, whoever wrote it', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    lib.close();
    for (const file of [
      '../../secret.jpg',
      'originals/../../secret.jpg',
      '/etc/passwd',
      'originals\\..\\x',
      'library.db',
    ]) {
      const { database } = openDatabase(libraryPlan(join(folder, 'library.db'), () => 0));
      database.run('UPDATE images SET file = ?', file);
      database.close();
      expect(library().it.fileOf(id(1)), file).toBeNull();
    }
  });

  it('keeps every file in its folder, whatever the prompt says', async () => {
    const { it: lib } = library();
    const prompts = [
      '../../x',
      'CON',
      'nul.txt',
      '🦊'.repeat(10_000),
      '\u202egnp.exe',
      '/etc/passwd',
      '.',
      '\u0000',
      'a\u0301'.repeat(300),
    ];
    for (const [n, title] of prompts.entries()) {
      const outcome = await lib.secure({ ...image(n), title }, stream(jpeg), null);
      expect(outcome.kind, title).toBe('secured');
    }
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.name.endsWith('.jpg'),
    );
    expect(files).toHaveLength(prompts.length);
    expect(new Set(files.map(({ parentPath }) => parentPath))).toEqual(new Set([join(folder, 'originals/2026/11')]));
    expect(files.map(({ name }) => name).join('')).not.toMatch(/[\p{C}/\\]/u);
  });

  it('a picture that would take gigabytes is stored and never offered for showing', async () => {
    const { it: lib } = library();
    const bomb = madePng(20_000, 20_000);
    expect(await lib.secure(image(1), stream(bomb), null)).toMatchObject({ image: { displayable: false } });
  });

  it('damaged records are set aside and said; the originals stay', async () => {
    const first = library();
    await first.it.secure(image(1), stream(jpeg), null);
    first.it.close();
    writeFileSync(join(folder, 'library.db'), 'nonsense '.repeat(2000));
    const { it: lib, notices } = library();
    expect(lib.state().status).toBe('open');
    expect(notices).toHaveLength(1);
    expect(readdirSync(folder).some((name) => name.startsWith('library.db.damaged-'))).toBe(true);
    expect(readdirSync(join(folder, 'originals/2026/11'))).toHaveLength(1);
  });
});

describe('library thumbnails', () => {
  it('are made in the background once the window is up, newest first, and correct the size', async () => {
    const { it: lib, clock, decoder, changes } = library();
    await lib.secure({ ...image(1), createdAt: createdAt - 1 }, stream(jpeg), null);
    await lib.secure(image(2), stream(madeJpeg(10, 10)), null);
    expect(decoder.asked).toEqual([]);
    expect(lib.thumbnailOf(id(2))).toBeNull();
    lib.startDecoding();
    await until(clock, () => changes.flatMap(({ pixels }) => pixels).length === 2);
    expect(decoder.asked).toEqual([lib.fileOf(id(2)), lib.fileOf(id(1))]);
    expect(readFileSync(lib.thumbnailOf(id(2)) ?? '', 'utf8')).toBe('webp');
    expect(lib.images([id(2)])).toMatchObject([{ width: 480, height: 640, displayable: true }]);
    expect(changes.flatMap(({ pixels }) => pixels)).toEqual([id(2), id(1)]);
    expect(changes.map(({ revision }) => revision)).toEqual([...changes.keys()].map((n) => n + 2));
    expect((await lib.columns()).revision).toBe(changes.at(-1)?.revision);
  });

  it('an image that can’t be shown is kept and marked, and does not hold up the rest', async () => {
    const { it: lib, clock } = library((file) =>
      file.includes('fox 1') ? { kind: 'not-displayable', message: 'No.' } : shown,
    );
    lib.startDecoding();
    await lib.secure(image(1), stream(jpeg), null);
    await lib.secure(image(2), stream(madeJpeg(10, 10)), null);
    await until(clock, () => lib.thumbnailOf(id(2)) !== null);
    expect(lib.images([id(1), id(2)])).toMatchObject([{ displayable: false }, { displayable: true }]);
    expect(existsSync(lib.fileOf(id(1)) ?? '')).toBe(true);
  });

  it('is made again when its file is gone', async () => {
    const { it: lib, clock, decoder } = library();
    lib.startDecoding();
    await lib.secure(image(1), stream(jpeg), null);
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
    expect(await lib.secure(image(1), stream(jpeg), null)).toMatchObject(unavailable);
    expect(() => lib.organise([id(1)], { kind: 'trash' })).toThrow('Another Easel has it.');
    expect(() => lib.records()).toThrow(expect.objectContaining({ code: 'unavailable' }));
    expect(lib.ledger().rows).toEqual([]);
    lib.hold(null);
    expect(await lib.secure(image(1), stream(jpeg), null)).toMatchObject({ kind: 'secured' });
  });
});

describe('the window', () => {
  it('hears of each step before it is answered, and what it reads later is not older', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), stream(jpeg), null);
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
    await lib.secure(image(1), stream(jpeg), null);
    await clock.advance(100);
    const before = changes.length;
    lib.organise([id(1)], { kind: 'stars', stars: 0 });
    expect(lib.undo()).toBeNull();
    expect(changes).toHaveLength(before);
  });

  it('hears what upkeep and imports wrote through the records', async () => {
    const { it: lib, changes, clock } = library();
    await lib.secure(image(1), stream(jpeg), null);
    lib.records().purge([id(1)]);
    lib.told({ removed: [id(1)], lists: true });
    await until(clock, () => changes.some(({ removed }) => removed.length > 0));
    expect(changes.at(-1)).toMatchObject({ rows: [], removed: [id(1)], lists: { collections: [] } });
  });

  it('is to read everything again when another library is opened', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), stream(jpeg), null);
    lib.open(join(root, 'other'));
    expect(changes.at(-1)).toMatchObject({ all: true });
    expect(await lib.columns()).toMatchObject({ ids: '', lists: { collections: [] } });
    expect(await lib.search('fox')).toHaveLength(0);
    expect(await lib.byName()).toHaveLength(0);
  });

  it('an image that comes in again is as the person left it', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    lib.organise([id(1)], { kind: 'stars', stars: 4 });
    lib.organise([id(1)], { kind: 'tag', tags: ['hero'] });
    rmSync(lib.fileOf(id(1)) ?? '');
    const outcome = await lib.secure(image(1), stream(jpeg), null);
    expect(outcome).toMatchObject({ kind: 'secured', image: { stars: 4, tags: ['hero'] } });
  });
});

describe('collections of the library', () => {
  it('tell of each change, with whose members changed', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), stream(jpeg), null);
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
    await lib.secure(image(1), stream(jpeg), null);
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
