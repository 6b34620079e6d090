import { beforeEach, describe, expect, it } from 'vitest';
import { CollectionId, ImageId, JobId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Database } from './database';
import { openDatabase } from './database';
import { createLibraryStore } from './library-store';
import type { LibraryStore } from './library-store';
import { libraryMigrations } from './migrations/library';

const id = (n: number): ImageId => ImageId.parse(`img_${String(n).padStart(20, '0')}`);
const collection = (n: number): CollectionId => CollectionId.parse(`col_${String(n).padStart(20, '0')}`);
const imported = (n: number): LibraryImage => ({
  id: id(n),
  kind: 'imported',
  createdAt: n,
  width: 4,
  height: 3,
  displayable: true,
  bytes: 9,
  format: 'jpeg',
  file: `originals/${String(n)}.jpg`,
  sha256: 'a'.repeat(64),
  title: `fox ${String(n)}`,
  recipe: null,
  origin: null,
});
const bought = (n: number, job: number, synthetic = false): LibraryImage => ({
  ...imported(n),
  kind: 'generation',
  origin: {
    jobId: JobId.parse(`job_${String(job).padStart(20, '0')}`),
    outputIndex: n,
    requestId: 'r',
    synthetic,
    tookMs: 1,
    estimate: 0.1,
  },
});

let database: Database;
let store: LibraryStore;
beforeEach(() => {
  ({ database } = openDatabase({ file: ':memory:', migrations: libraryMigrations, now: () => 0 }));
  store = createLibraryStore(database, () => undefined);
  [1, 2, 3].forEach((n) => {
    store.put(imported(n));
  });
});

describe('collections', () => {
  it('hold images once each, pass over what does not exist, and are listed by name with their counts', () => {
    const { collections } = store;
    expect(collections.create(collection(1), 'foxes', [id(1), id(2), id(1), id(99)])).toEqual({
      id: collection(1),
      name: 'foxes',
      count: 2,
    });
    collections.create(collection(2), 'Cats', []);
    collections.add(collection(1), [id(2), id(3)]);
    collections.take(collection(1), [id(1), id(99)]);
    database.run('UPDATE images SET trashed_at = 1 WHERE id = ?', id(3));
    expect(store.index('all', '').collections).toEqual([
      { id: collection(2), name: 'Cats', count: 0 },
      { id: collection(1), name: 'foxes', count: 1 },
    ]);
  });

  it('are views that can be searched, newest first', () => {
    store.collections.create(collection(1), 'foxes', [id(1), id(3)]);
    expect(store.index(collection(1), '').ids).toEqual([id(3), id(1)]);
    expect(store.index(collection(1), 'fox 1').ids).toEqual([id(1)]);
    expect(store.index(collection(1), 'fox 2').ids).toEqual([]);
    expect(store.index(collection(9), '').ids).toEqual([]);
  });

  it('two can’t have one name, in whatever case, and one may change its own', () => {
    const { collections } = store;
    collections.create(collection(1), 'Füchse', []);
    collections.create(collection(2), 'cats', []);
    expect(() => collections.create(collection(3), 'FÜCHSE', [])).toThrow(expect.objectContaining({ field: 'name' }));
    expect(() => {
      collections.rename(collection(2), 'füchse');
    }).toThrow(expect.objectContaining({ code: 'invalid', field: 'name' }));
    collections.rename(collection(1), 'FÜCHSE');
    expect(collections.list().map(({ name }) => name)).toEqual(['cats', 'FÜCHSE']);
  });

  it('one that is removed takes no image along, and says so when it is asked for again', () => {
    const { collections } = store;
    collections.create(collection(1), 'foxes', [id(1)]);
    collections.remove(collection(1));
    collections.remove(collection(1));
    expect(store.index('all', '')).toMatchObject({ ids: [id(3), id(2), id(1)], collections: [] });
    for (const act of [collections.add, collections.take]) {
      expect(() => {
        act(collection(1), [id(1)]);
      }).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
    expect(() => {
      collections.rename(collection(1), 'x');
    }).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('an image that is written again stays where it was put', () => {
    store.collections.create(collection(1), 'foxes', [id(1)]);
    store.put({ ...imported(1), bytes: 10 });
    expect(store.index(collection(1), '').ids).toEqual([id(1)]);
  });
});

describe('the ledger by collection', () => {
  it('counts an image in each of its collections and once in all; demo and imports cost nothing', () => {
    [bought(11, 1), bought(12, 1), bought(13, 2), bought(14, 3), bought(15, 4, true)].forEach((image) => {
      store.put(image);
    });
    store.collections.create(collection(1), 'foxes', [id(11), id(12), id(13), id(15), id(1)]);
    store.collections.create(collection(2), 'Cats', [id(13)]);
    store.collections.create(collection(3), 'nothing bought', [id(1)]);
    const nothing = { jobs: 0, images: 0, dollars: 0 };
    const row = (key: string | null, label: string, jobs: number, images: number, dollars: number): object => ({
      key,
      label,
      charged: { jobs, images, dollars },
      unknown: nothing,
      notCharged: nothing,
      pending: nothing,
    });
    expect(store.collections.ledger()).toEqual({
      by: 'collection',
      rows: [
        row(collection(2), 'Cats', 1, 1, 0.1),
        row(collection(1), 'foxes', 2, 3, 0.3),
        row(null, 'No collection', 1, 1, 0.1),
      ],
      total: row(null, 'Total', 3, 4, 0.4),
    });
  });
});
