import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, openForReading } from '../database';
import { NO_COLUMNS, READING } from './library-reading';
import { createLibraryStore } from './library-store';
import { madeGeneration, madeImage, madeImageId as id, madeStore } from './made-library';
import { libraryMigrations, libraryPlan } from '../migrations/library';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-reading-'));
  file = join(folder, 'library.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A library as the version before this one left it. */
function earlierLibrary(): void {
  const { database } = openDatabase({ file, migrations: libraryMigrations.slice(0, 2), now: () => 0 });
  const put = (n: number, is: Readonly<Record<string, string | number | null>>): void => {
    const row = {
      ...{ id: id(n), kind: 'generation', created_at: n, width: 4, height: 3, displayable: 1, bytes: 9, format: 'png' },
      ...{ file: `originals/${String(n)} name.png`, sha256: 'a'.repeat(64), title: 'red fox', prompt: 'red fox' },
      ...{ recipe: null, origin: null, job_id: null, output_index: null, model_id: null, ...is },
    };
    const names = Object.keys(row);
    database.run(
      `INSERT INTO images (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...Object.values(row),
    );
  };
  const made = madeGeneration(1, 1);
  const job = { job_id: made.origin?.jobId ?? null, model_id: 'model', recipe: JSON.stringify(made.recipe) };
  put(1, { ...job, output_index: 0, origin: JSON.stringify(made.origin) });
  put(2, { kind: 'imported', title: 'café', prompt: '' });
  put(3, { ...job, output_index: 1, origin: JSON.stringify({ ...made.origin, synthetic: true }) });
  put(4, { kind: 'edit', recipe: '{"half', origin: 'none', trashed_at: 7, stars: 2 });
  database.run(`INSERT INTO collections (id, name, name_key) VALUES (?, 'foxes', 'foxes')`, `col_${'0'.repeat(20)}`);
  database.run('INSERT INTO collection_images SELECT 1, seq FROM images WHERE seq <> 2');
  database.close();
}

describe('columns', () => {
  it('hold every row, newest first, as the rows say', () => {
    const { store, database } = madeStore(file);
    const flag = 'pick' as const;
    store.put(madeGeneration(1, 1, { createdAt: 5.25, stars: 3, flag, format: 'webp' }));
    store.put(madeImage(2, { createdAt: 5.25, bytes: 5_000_000_000 }));
    store.put(madeImage(3, { createdAt: 1, trashedAt: 4 }));
    store.put(madeGeneration(4, 1, { kind: 'edit' }));
    const columns = READING.readColumns({ file });
    const rows = Array.from(columns.seqs, (seq, place) => ({
      seq,
      id: columns.ids.slice(place * 24, place * 24 + 24),
      createdAt: columns.createdAt[place],
      width: columns.widths[place],
      height: columns.heights[place],
      bytes: columns.bytes[place],
      facets: columns.facets[place],
      stack: columns.stacks[place],
      model: columns.words[columns.models[place] ?? -1],
      resolution: columns.words[columns.resolutions[place] ?? -1],
    }));
    expect(rows).toEqual([2, 1, 4, 3].flatMap((n) => store.rows([id(n)])));
    database.close();
  });

  it('of an empty library are empty', () => {
    madeStore(file).database.close();
    expect(READING.readColumns({ file })).toEqual({ ...NO_COLUMNS, words: [''] });
    expect(READING.searchWords({ file, text: 'fox' })).toEqual(new Int32Array());
    expect(READING.orderByName({ file })).toEqual(new Int32Array());
  });

  it('names are in the order in which a person would look for them', () => {
    const { store, database } = madeStore(file);
    ['Zebra', 'image 10', 'äpfel', 'Image 2', '', 'zebra'].forEach((title, n) => {
      store.put(madeImage(n + 1, { title }));
    });
    expect([...READING.orderByName({ file })]).toEqual([5, 3, 4, 2, 6, 1]);
    database.close();
  });
});

describe('a library of the version before', () => {
  it('is brought over with everything it had', () => {
    earlierLibrary();
    const { database } = openDatabase(libraryPlan(file, () => 0));
    const store = createLibraryStore(
      database,
      () => 0,
      () => undefined,
    );
    const rows = store.rows([1, 2, 3, 4].map(id));
    expect(rows.map(({ stack, model, resolution }) => [stack, model, resolution])).toEqual([
      [1, 'model', '1k'],
      [2, '', ''],
      [1, 'model', '1k'],
      [4, '', ''],
    ]);
    // Charged, none, free, unknown; the last with two stars, in the trash.
    expect(rows.map(({ facets }) => facets >> 12)).toEqual([4, 0, 8, 14]);
    expect(rows[3]).toMatchObject({ facets: 2 | 64 | 256 | 2048 | (1 << 13) | (3 << 14) });
    expect([...READING.searchWords({ file, text: 'cafe' })]).toEqual([2]);
    expect([...READING.searchWords({ file, text: 'red 3 name' })]).toEqual([3]);
    expect(store.lists().collections).toMatchObject([{ name: 'foxes', count: 2 }]);
    expect(store.records.untidy(9).map(({ image }) => image.id)).toEqual([1, 2, 3].map(id));
    store.put(madeImage(5));
    expect(store.rows([id(5)])).toMatchObject([{ seq: 5, stack: 5 }]);
    database.close();
  });

  it('that can only be read is shown as far as it goes', () => {
    earlierLibrary();
    const database = openForReading(file);
    const reported: string[] = [];
    const store = createLibraryStore(
      database,
      () => 0,
      (which) => reported.push(which),
    );
    expect(store.get(id(1))).toMatchObject({ title: 'red fox', stars: 0, tags: [], note: '', missing: false });
    expect(store.get(id(4))).toBeUndefined();
    expect(reported).toEqual([id(4)]);
    expect(store.lists()).toMatchObject({ collections: [], undo: null });
    expect(READING.readColumns({ file })).toMatchObject({ seqs: new Int32Array([4, 3, 2, 1]), words: [''] });
    expect([...READING.searchWords({ file, text: 'caf' })]).toEqual([2]);
    expect([...READING.searchWords({ file, text: '-fox' })]).toEqual([2]);
    expect(READING.orderByName({ file })).toHaveLength(4);
    database.close();
  });
});
