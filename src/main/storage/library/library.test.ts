import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../core/manual-clock';
import { openDatabase } from '../database';
import type { Library } from './library';
import { createLibrary } from './library';
import { madeImageId as id } from './made-library';
import { madeJpeg, madePng } from '../images/made-images';
import { madeNewImage as image, madePorts, openMadeLibrary, streamed } from './made-open-library';
import { libraryPlan } from '../migrations/library';

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
const library = (): ReturnType<typeof openMadeLibrary> => {
  const opened = openMadeLibrary(root);
  open.push(opened.it);
  return opened;
};

describe('library', () => {
  it('makes its folder and secures an image with file and record', async () => {
    const { it: lib } = library();
    expect(lib.state()).toMatchObject({ status: 'open', folder });
    const outcome = await lib.secure(image(1), streamed(jpeg), jpeg.length);
    const file = 'originals/2026/11/2026-11-22 fox 1 000001.jpg';
    expect(outcome).toMatchObject({ kind: 'secured', image: { id: id(1), file, width: 640, height: 480 } });
    expect(readFileSync(join(folder, file))).toEqual(jpeg);
    expect(lib.has(id(1))).toBe(true);
    expect(lib.fileOf(id(1))).toBe(join(folder, file));
    expect([...(await lib.search('fox'))]).toEqual([1]);
  });

  it('the same image again is adopted, also when a crash lost its record', async () => {
    const first = library();
    await first.it.secure(image(1), streamed(jpeg), null);
    expect(await first.it.secure(image(1), streamed(), null)).toMatchObject({ kind: 'secured' });
    first.it.close();
    readdirSync(folder)
      .filter((name) => name.startsWith('library.db'))
      .forEach((name) => {
        rmSync(join(folder, name));
      });
    const again = library();
    expect(again.it.has(id(1))).toBe(false);
    await again.it.secure(image(1), streamed(jpeg), null);
    expect(readdirSync(join(folder, 'originals/2026/11'))).toHaveLength(1);
    expect(again.it.images([id(1)])).toMatchObject([{ id: id(1) }]);
  });

  it('twice at once is one file and one record', async () => {
    const { it: lib } = library();
    const both = await Promise.all([1, 2].map(() => lib.secure(image(1), streamed(jpeg), null)));
    expect(both.map(({ kind }) => kind)).toEqual(['secured', 'secured']);
    expect(readdirSync(join(folder, 'originals/2026/11'))).toHaveLength(1);
  });

  it('fetches again what has a record but whose file is gone', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    rmSync(lib.fileOf(id(1)) ?? '');
    await lib.secure(image(1), streamed(jpeg), null);
    expect(readFileSync(lib.fileOf(id(1)) ?? '')).toEqual(jpeg);
  });

  it('rejects what is cut short as bad media, without a record', async () => {
    const { it: lib } = library();
    const outcome = await lib.secure(image(1), streamed(jpeg.subarray(0, -2)), null);
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
    expect(await lib.secure(image(1), streamed(jpeg), null)).toMatchObject({
      kind: 'unavailable',
      problem: { code: 'disk' },
    });
    expect(lib.images([id(1)])).toEqual([]);
    expect(lib.open(join(root, 'elsewhere'))).toMatchObject({ status: 'open' });
    expect(await lib.secure(image(1), streamed(jpeg), null)).toMatchObject({ kind: 'secured' });
    expect(states).toEqual(['open']);
  });

  it('a disk that goes away is said, makes no new folder in its place, and is used again when it is back', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    renameSync(folder, join(root, 'away'));
    expect(await lib.secure(image(2), streamed(jpeg), null)).toMatchObject({ kind: 'unavailable' });
    expect(lib.state().status).toBe('unavailable');
    await lib.secure(image(2), streamed(jpeg), null);
    expect(existsSync(folder)).toBe(false);
    renameSync(join(root, 'away'), folder);
    expect(await lib.secure(image(2), streamed(jpeg), null)).toMatchObject({ kind: 'secured' });
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
    expect(await lib.secure(image(1), streamed(jpeg), null)).toMatchObject({ kind: 'secured' });
    expect(readdirSync(join(other, 'originals/2026/11'))).toHaveLength(1);
  });

  it('a folder that can’t be used leaves the library that is open as it is', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
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
    const lib = createLibrary(folder, madePorts(root, createManualClock()), false);
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
    await lib.secure(image(1), streamed(jpeg), null);
    expect(await lib.secure(image(1), counted(), null)).toMatchObject({ kind: 'secured' });
    renameSync(folder, join(root, 'away'));
    await lib.secure(image(2), streamed(jpeg), null);
    const pipe = new PassThrough();
    expect(await lib.secure(image(2), counted(), null)).toMatchObject({ kind: 'unavailable' });
    pipe.write(jpeg);
    expect(await lib.secure(image(2), pipe, null)).toMatchObject({ kind: 'unavailable' });
    expect(open).toBe(0);
    expect(pipe.destroyed).toBe(true);
  });

  it('records that break in use are opened anew, and the image is saved without a restart', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
    // As damage would, or a disk that was pulled out: the open database answers no more.
    const other = openDatabase(libraryPlan(join(folder, 'library.db'), () => 0));
    const inside = ['found_texts', 'image_tags', 'tags', 'collection_images', 'collections', 'image_sources', 'marks'];
    const more = [
      'images',
      'image_words',
      'added_words',
      'words',
      'counters',
      'smart_collections',
      'actions',
      'batches',
      'tombstones',
      'tombstone_chores',
    ];
    [...inside, ...more].forEach((table) => {
      other.database.run(`DROP TABLE ${table}`);
    });
    other.database.run('PRAGMA user_version = 0');
    other.database.close();
    expect(await lib.secure(image(2), streamed(jpeg), null)).toMatchObject({ kind: 'unavailable' });
    expect(await lib.secure(image(2), streamed(jpeg), null)).toMatchObject({ kind: 'secured' });
  });

  it('a record can’t lead out of the folder, whoever wrote it', async () => {
    const { it: lib } = library();
    await lib.secure(image(1), streamed(jpeg), null);
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
      const outcome = await lib.secure({ ...image(n), title }, streamed(jpeg), null);
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
    expect(await lib.secure(image(1), streamed(bomb), null)).toMatchObject({ image: { displayable: false } });
  });

  it('damaged records are set aside and said; the originals stay', async () => {
    const first = library();
    await first.it.secure(image(1), streamed(jpeg), null);
    first.it.close();
    writeFileSync(join(folder, 'library.db'), 'nonsense '.repeat(2000));
    const { it: lib, notices } = library();
    expect(lib.state().status).toBe('open');
    expect(notices).toHaveLength(1);
    expect(readdirSync(folder).some((name) => name.startsWith('library.db.damaged-'))).toBe(true);
    expect(readdirSync(join(folder, 'originals/2026/11'))).toHaveLength(1);
  });
});
