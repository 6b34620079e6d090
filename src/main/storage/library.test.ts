import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CollectionId, ImageId } from '../../shared/ids';
import { createManualClock } from '../core/manual-clock';
import type { NewImage } from '../core/ports';
import { openDatabase } from './database';
import type { Decoded, ImageDecoder } from './image-decoder';
import { createLibrary } from './library';
import type { Library } from './library';
import type { LibraryChange } from './library-changes';
import { madeAvif, madeJpeg, madePng } from './made-images';
import { libraryMigrations } from './migrations/library';

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
let collections = 0;
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

const newCollectionId = (): CollectionId => CollectionId.parse(`col_${String((collections += 1)).padStart(20, '0')}`);

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
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const it = createLibrary(folder, {
    clock,
    decoder,
    log,
    newCollectionId,
    notify: (message) => notices.push(message),
  });
  open.push(it);
  const changes: LibraryChange[] = [];
  it.onChange((change) => changes.push(change));
  return { it, clock, decoder, changes, notices };
}

describe('library', () => {
  it('makes its folder and secures an image with file and record', async () => {
    const { it: lib } = library();
    expect(lib.state()).toEqual({ status: 'open', folder });
    const outcome = await lib.secure(image(1), stream(jpeg), jpeg.length);
    const file = 'originals/2026/11/2026-11-22 fox 1 000001.jpg';
    expect(outcome).toMatchObject({ kind: 'secured', image: { id: id(1), file, width: 640, height: 480 } });
    expect(readFileSync(join(folder, file))).toEqual(jpeg);
    expect(lib.has(id(1))).toBe(true);
    expect(lib.fileOf(id(1))).toBe(join(folder, file));
    expect(lib.index('all', 'fox').ids).toEqual([id(1)]);
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
    expect(lib.index('all', '').ids).toEqual([]);
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
    expect(lib.index('all', '').ids).toHaveLength(2);
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
    expect(lib.state()).toEqual({ status: 'open', folder: other });
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
    expect(lib.index('all', '').ids).toEqual([id(1)]);
    expect(lib.open(folder)).toEqual({ status: 'open', folder });
    expect(lib.index('all', '').ids).toEqual([id(1)]);
  });

  it('no empty library takes the place of a disk that is away', () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const ports = {
      clock: createManualClock(),
      decoder: fakeDecoder(() => shown),
      log,
      newCollectionId,
      notify: () => undefined,
    };
    const lib = createLibrary(folder, ports, false);
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
    const other = openDatabase({ file: join(folder, 'library.db'), migrations: libraryMigrations, now: () => 0 });
    ['collection_images', 'collections', 'image_sources', 'images', 'image_words'].forEach((table) => {
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
      const { database } = openDatabase({
        file: join(folder, 'library.db'),
        migrations: libraryMigrations,
        now: () => 0,
      });
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
    await until(clock, () => changes.flatMap(({ changed }) => changed).length === 2);
    expect(decoder.asked).toEqual([lib.fileOf(id(2)), lib.fileOf(id(1))]);
    expect(readFileSync(lib.thumbnailOf(id(2)) ?? '', 'utf8')).toBe('webp');
    expect(lib.images([id(2)])).toMatchObject([{ width: 480, height: 640, displayable: true }]);
    expect(changes.flatMap(({ changed }) => changed)).toEqual([id(2), id(1)]);
    expect(changes.map(({ revision }) => revision)).toEqual([...changes.keys()].map((n) => n + 2));
    expect(lib.index('all', '').revision).toBe(changes.at(-1)?.revision);
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

describe('importing a file', () => {
  const file = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(root, name), bytes);
    return join(root, name);
  };

  it('copies it under its own name and leaves the person’s file alone', async () => {
    const { it: lib } = library();
    const path = file('Ma photo d’été.v2.PNG', madePng(30, 40));
    const outcome = await lib.importFile(path, { id: id(1), createdAt });
    expect(outcome).toEqual({ name: 'Ma photo d’été.v2.PNG', ok: true, imageId: id(1) });
    expect(lib.images([id(1)])).toMatchObject([
      {
        kind: 'imported',
        title: 'Ma photo d’été.v2',
        format: 'png',
        file: 'originals/2026/11/2026-11-22 Ma photo d’été.v2 000001.png',
      },
    ]);
    expect(readFileSync(path)).toEqual(madePng(30, 40));
    expect(lib.index('imported', 'ete').ids).toEqual([id(1)]);
  });

  it.each([
    { what: 'a text under an image’s name', make: () => file('a.jpg', 'hello'), says: /no image/ },
    { what: 'a HEIC photo', make: () => file('a.heic', madeAvif(4, 4, false, 'heic')), says: /HEIC photo/ },
    { what: 'a TIFF', make: () => file('a.tif', Buffer.from('II*\0rest')), says: /TIFF/ },
    { what: 'an empty file', make: () => file('a.png', ''), says: /empty/ },
    { what: 'half an image', make: () => file('a.png', madePng(4, 4).subarray(0, -9)), says: /end is missing/ },
    { what: 'a picture of gigapixels', make: () => file('a.png', madePng(20_000, 20_000)), says: /100 million/ },
    { what: 'a folder', make: () => root, says: /is a folder/ },
    { what: 'what is gone', make: () => join(root, 'gone.png'), says: /not there any more/ },
    {
      what: 'a link to nowhere',
      make: () => {
        symlinkSync(join(root, 'nowhere'), join(root, 'link.png'));
        return join(root, 'link.png');
      },
      says: /not there any more/,
    },
    { what: 'a path with a zero', make: () => join(root, 'a\0b.png'), says: /could not be read/ },
  ])('refuses $what with one sentence', async ({ make, says }) => {
    const { it: lib } = library();
    const outcome = await lib.importFile(make(), { id: id(1), createdAt });
    expect(outcome).toMatchObject({ ok: false, message: expect.stringMatching(says) });
    expect(lib.index('all', '').ids).toEqual([]);
  });
});

describe('collections of the library', () => {
  it('tell of each change, so that no view stays as it was', async () => {
    const { it: lib, changes } = library();
    await lib.secure(image(1), stream(jpeg), null);
    const told = (act: () => void): boolean => {
      const before = changes.length;
      act();
      return changes.length > before;
    };
    const made = lib.createCollection('foxes', []);
    expect(
      [
        (): void => {
          lib.addToCollection(made.id, [id(1)]);
        },
        (): void => {
          lib.renameCollection(made.id, 'cats');
        },
        (): void => {
          lib.takeFromCollection(made.id, [id(1)]);
        },
        (): void => {
          lib.removeCollection(made.id);
        },
      ].map(told),
    ).toEqual([true, true, true, true]);
  });

  it('can’t be changed while the library is away, and are there again with it', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), stream(jpeg), null);
    const made = lib.createCollection('foxes', [id(1)]);
    lib.close();
    renameSync(folder, `${folder} away`);
    const away = library().it;
    lib.close();
    expect(away.index(made.id, '').ids).toEqual([]);
    away.close();
    rmSync(folder, { recursive: true });
    renameSync(`${folder} away`, folder);
    expect(library().it.index(made.id, '')).toMatchObject({ ids: [id(1)], collections: [{ ...made, count: 1 }] });
  });

  it('throw what the window can show when there is no library', () => {
    rmSync(root, { recursive: true });
    writeFileSync(root, 'a file in its place');
    const { it: lib } = library();
    expect(() => lib.createCollection('foxes', [])).toThrow(expect.objectContaining({ code: 'unavailable' }));
    expect(() => lib.ledger()).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});
