import { describe, expect, it } from 'vitest';
import { ImageId, JobId } from '../../shared/ids';
import { LibraryImage } from '../../shared/image';
import type { Database } from './database';
import { openDatabase } from './database';
import { createLibraryStore } from './library-store';
import type { LibraryStore } from './library-store';
import { libraryMigrations } from './migrations/library';

const id = (n: number): ImageId => ImageId.parse(`img_${String(n).padStart(20, '0')}`);

function image(n: number, is: Partial<LibraryImage> = {}): LibraryImage {
  const title = is.title ?? `picture ${String(n)}`;
  return LibraryImage.parse({
    id: id(n),
    kind: 'generation',
    createdAt: 1000 + n,
    width: 640,
    height: 480,
    displayable: true,
    bytes: 5000,
    format: 'jpeg',
    file: `originals/2026/11/${String(n)}.jpg`,
    sha256: 'a'.repeat(64),
    title,
    recipe: {
      modelId: 'm',
      prompt: title,
      count: 1,
      aspectRatio: '1:1',
      resolution: '1k',
      format: 'jpeg',
      privateDelivery: false,
      options: {},
      sourceIds: is.kind === 'edit' ? [id(1), id(2)] : [],
    },
    origin: {
      jobId: JobId.parse(`job_${'1'.repeat(20)}`),
      outputIndex: 0,
      requestId: 'r1',
      synthetic: true,
      tookMs: 12,
      estimate: 0.05,
    },
    ...is,
  });
}

function created(): { readonly store: LibraryStore; readonly database: Database; readonly reported: string[] } {
  const reported: string[] = [];
  const { database } = openDatabase({ file: ':memory:', migrations: libraryMigrations, now: () => 0 });
  return { store: createLibraryStore(database, (bad) => reported.push(bad)), database, reported };
}
const withTitles = (...titles: readonly string[]): LibraryStore => {
  const { store } = created();
  titles.forEach((title, n) => {
    store.put(image(n, { title }));
  });
  return store;
};
const found = (store: LibraryStore, search: string): readonly number[] =>
  store.index('all', search).ids.map((each) => Number(each.slice(4)));

describe('library store', () => {
  it('gives back a record exactly as it was put', () => {
    const { store } = created();
    const imported = image(2, { kind: 'imported', recipe: null, origin: null });
    store.put(image(1));
    store.put(imported);
    expect(store.images([id(2), id(9), id(1)])).toEqual([imported, image(1)]);
  });

  it('a second put renews the bytes and keeps what the person gave', () => {
    const { store, database } = created();
    store.put(image(1));
    database.run('UPDATE images SET stars = 5');
    store.put(image(1, { sha256: 'b'.repeat(64), bytes: 7 }));
    expect(store.get(id(1))).toMatchObject({ bytes: 7, sha256: 'b'.repeat(64) });
    expect(database.all('SELECT stars FROM images')).toEqual([{ stars: 5 }]);
  });

  it('keeps the sources of an edit in their order', () => {
    const { store, database } = created();
    store.put(image(3, { kind: 'edit' }));
    store.put(image(3, { kind: 'edit' }));
    expect(database.all('SELECT source_id FROM image_sources ORDER BY position')).toEqual([
      { source_id: id(1) },
      { source_id: id(2) },
    ]);
  });

  it('lists each view newest first, without the trash, with counts of all views', () => {
    const { store, database } = created();
    store.put(image(1));
    store.put(image(2, { kind: 'edit', width: 0, height: 0 }));
    store.put(image(3, { kind: 'imported', createdAt: 1 }));
    store.put(image(4));
    database.run('UPDATE images SET trashed_at = 5 WHERE id = ?', id(4));
    const counts = { all: 3, edits: 1, imported: 1 };
    expect(store.index('all', '')).toEqual({
      ids: [id(2), id(1), id(3)],
      widths: [0, 640, 640],
      heights: [0, 480, 480],
      createdAt: [1002, 1001, 1],
      counts,
      collections: [],
    });
    expect(store.index('edits', '')).toMatchObject({ ids: [id(2)], counts });
    expect(store.index('imported', '')).toMatchObject({ ids: [id(3)], counts });
    expect(store.index('edits', 'picture 1')).toMatchObject({ ids: [], counts });
  });

  it('images of one moment keep one order', () => {
    const { store } = created();
    [1, 2, 3].forEach((n) => {
      store.put(image(n, { createdAt: 7 }));
    });
    expect(found(store, '')).toEqual([3, 2, 1]);
    store.put(image(1, { createdAt: 7, bytes: 9 }));
    expect(found(store, '')).toEqual([3, 2, 1]);
  });

  it('leaves a record that can’t be read where it is and goes on without it', () => {
    const { store, database, reported } = created();
    store.put(image(1));
    store.put(image(2));
    database.run(`UPDATE images SET recipe = '{"half' WHERE id = ?`, id(1));
    expect(store.images([id(1), id(2)])).toEqual([image(2)]);
    expect(reported).toEqual([id(1)]);
    expect(database.all('SELECT count(*) AS rows FROM images')).toEqual([{ rows: 2 }]);
  });

  it('asks for each image without a thumbnail, newest first, three times at most', () => {
    const { store } = created();
    [1, 2, 3].forEach((n) => {
      store.put(image(n));
    });
    store.decoded(id(2), { width: 10, height: 20 });
    expect(store.get(id(2))).toMatchObject({ width: 10, height: 20, displayable: true });
    expect(store.undecoded(9)).toEqual([id(3), id(1)]);
    [1, 2, 3].forEach(() => {
      store.undecodable(id(3));
    });
    expect(store.get(id(3))).toMatchObject({ displayable: false, width: 640 });
    expect(store.undecoded(9)).toEqual([id(1)]);
    store.thumbnailLost(id(2));
    expect(store.undecoded(9)).toEqual([id(2), id(1)]);
  });
});

describe('library search', () => {
  it('finds every word, each from its beginning, in any order and case, with or without accents', () => {
    const store = withTitles('Golden particles over a café', 'golden fox', 'Ungolden');
    expect(found(store, 'gold')).toEqual([1, 0]);
    expect(found(store, 'PART gol')).toEqual([0]);
    expect(found(store, 'cafe')).toEqual([0]);
    expect(found(store, 'fox particles')).toEqual([]);
    expect(found(store, ' \n ')).toEqual([2, 1, 0]);
  });

  it('finds inside texts that are written without spaces', () => {
    const store = withTitles('金色の粒子が漂う', '황금 입자', 'อนุภาคสีทอง', 'gold 金色 leaf');
    expect(found(store, '粒子')).toEqual([0]);
    expect(found(store, '입자')).toEqual([1]);
    expect(found(store, 'สีทอง')).toEqual([2]);
    expect(found(store, 'lea 色')).toEqual([3]);
  });

  it.each([
    `"`,
    `""`,
    `'`,
    `a" OR "b`,
    `NOT`,
    `AND OR`,
    `words:fox`,
    `fox*`,
    `^fox`,
    `(fox`,
    `NEAR(a b)`,
    `-fox`,
    `{fox}`,
    `%`,
    `_`,
    `\\`,
    `; DROP TABLE images`,
    `fox\0`,
    '🦊',
    '?',
    '"'.repeat(50),
    'a '.repeat(5000),
    'x'.repeat(1000),
  ])('takes %j for text, never for a command', (search) => {
    const store = withTitles('plain');
    expect(found(store, search)).toEqual([]);
    expect(
      found(withTitles(`before ${search.replaceAll('\0', ' ').slice(0, 40)} after`), search.slice(0, 40)).length,
    ).toBeLessThanOrEqual(1);
  });

  it('finds signs as they stand', () => {
    const store = withTitles('100% wool', '100 wool', 'a_b', 'a-b 🦊');
    expect(found(store, '%')).toEqual([0]);
    expect(found(store, '🦊')).toEqual([3]);
    expect(found(store, 'a-b 🦊')).toEqual([3]);
  });

  it('finds a prompt under another title, and follows a change of title', () => {
    const { store, database } = created();
    store.put(image(1, { title: 'holiday' }));
    database.run(`UPDATE images SET title = 'workday', prompt = 'fox' WHERE id = ?`, id(1));
    expect(found(store, 'fox work')).toEqual([1]);
    expect(found(store, 'holiday')).toEqual([]);
    database.run('DELETE FROM images');
    expect(found(store, 'fox')).toEqual([]);
  });
});
