import { describe, expect, it } from 'vitest';
import { BatchId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import { readFacets } from '../../../shared/library';
import { madeGeneration, madeImage, madeImageId as id, madeStore } from './made-library';

describe('library store', () => {
  it('gives back a record exactly as it was put, with what a person gave it', () => {
    const { store } = madeStore();
    const given = {
      stars: 4,
      flag: 'pick',
      favourite: true,
      note: 'for the cover',
      trashedAt: 9,
      missing: true,
    } as const;
    const images = [madeGeneration(1, 1), madeImage(2, { ...given, madeWith: 'ComfyUI' })];
    store.putAll(images.map((image) => ({ image, found: image.madeWith && 'steps: 20', modifiedAt: null })));
    expect(store.images([id(2), id(9), id(1)])).toEqual([images[1], images[0]]);
    expect([store.found(id(1)), store.found(id(2))]).toEqual([null, 'steps: 20']);
  });

  it('a second put renews the bytes and keeps what the person gave', () => {
    const { store } = madeStore();
    store.put(madeImage(1, { missing: true }));
    store.steps.organise([id(1)], { kind: 'stars', stars: 5 });
    store.steps.organise([id(1)], { kind: 'tag', tags: ['hero'] });
    store.steps.organise([id(1)], { kind: 'note', note: 'keep' });
    store.put(madeImage(1, { sha256: 'b'.repeat(64), bytes: 7, title: 'other' }));
    const kept = { title: 'picture 1', stars: 5, tags: ['hero'], note: 'keep', missing: false };
    expect(store.get(id(1))).toMatchObject({ bytes: 7, sha256: 'b'.repeat(64), ...kept });
  });

  it('keeps the sources of an edit in their order', () => {
    const { store, database } = madeStore();
    const edit = madeGeneration(3, 1, { kind: 'edit' });
    const recipe = edit.recipe && { ...edit.recipe, sourceIds: [id(2), id(1)] };
    store.put({ ...edit, recipe });
    store.put({ ...edit, recipe });
    expect(database.all('SELECT source_id FROM image_sources ORDER BY position')).toEqual([
      { source_id: id(2) },
      { source_id: id(1) },
    ]);
  });

  it('images of one job are a stack, whatever comes between them', () => {
    const { store } = madeStore();
    store.put(madeGeneration(1, 7));
    store.put(madeGeneration(2, 8));
    store.put(madeImage(3));
    store.put(madeGeneration(4, 7));
    store.put(madeGeneration(1, 7, { bytes: 1 }));
    expect(store.rows([1, 2, 3, 4].map(id)).map(({ seq, stack }) => [seq, stack])).toEqual([
      ...[
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 1],
      ],
    ]);
  });

  it('images of one batch are a stack, whatever their jobs, also when its first image is gone', () => {
    const { store, database } = madeStore();
    const inBatch = (n: number, job: number, batch: number): LibraryImage => {
      const image = madeGeneration(n, job);
      const batchId = BatchId.parse(`bat_${String(batch).padStart(20, '0')}`);
      return { ...image, origin: image.origin && { ...image.origin, batchId } };
    };
    store.put(madeGeneration(1, 1));
    store.put(inBatch(2, 2, 1));
    store.put(inBatch(3, 3, 2));
    store.put(inBatch(4, 4, 1));
    store.put(inBatch(5, 2, 1));
    database.run('DELETE FROM images WHERE seq = 2');
    store.put(inBatch(6, 6, 1));
    expect(store.rows([1, 3, 4, 5, 6].map(id)).map(({ stack }) => stack)).toEqual([1, 3, 2, 2, 2]);
  });

  it('a row says of an image what can be filtered by', () => {
    const { store } = madeStore();
    const free = madeGeneration(2, 1);
    store.put(madeImage(1, { format: 'png', stars: 3, flag: 'reject', favourite: true, missing: true, trashedAt: 4 }));
    store.put({ ...free, origin: free.origin && { ...free.origin, synthetic: true } });
    store.put(madeGeneration(3, 2, { kind: 'edit', format: 'avif', displayable: false }));
    store.put(madeImage(4, { kind: 'generation' }));
    const rows = store.rows([1, 2, 3, 4, 9].map(id));
    expect(rows.map(({ facets }) => readFacets(facets))).toEqual([
      {
        ...{ stars: 3, flag: 'reject', favourite: true, kind: 'imported', format: 'png', displayable: true },
        ...{ missing: true, trashed: true, charge: 'none' },
      },
      expect.objectContaining({ kind: 'generation', charge: 'free', stars: 0, flag: null }),
      expect.objectContaining({ kind: 'edit', format: 'avif', displayable: false, charge: 'charged' }),
      expect.objectContaining({ charge: 'unknown' }),
    ]);
    expect(rows[2]).toMatchObject({
      id: id(3),
      createdAt: 3,
      width: 640,
      height: 480,
      model: 'model',
      resolution: '1k',
    });
  });

  it('the number of a record never comes back, also that of the newest', () => {
    const { store } = madeStore();
    [1, 2].forEach((n) => {
      store.put(madeImage(n));
    });
    store.records.purge([id(2)]);
    store.put(madeImage(3));
    store.records.purge([id(1), id(3)]);
    store.put(madeImage(4));
    expect(store.rows([id(4)])).toMatchObject([{ seq: 4 }]);
  });

  it('leaves a record that can’t be read where it is and goes on without it', () => {
    const { store, database, reported } = madeStore();
    store.put(madeImage(1));
    store.put(madeImage(2));
    database.run(`UPDATE images SET recipe = '{"half' WHERE id = ?`, id(1));
    expect(store.images([id(1), id(2)])).toEqual([madeImage(2)]);
    expect(reported).toEqual([id(1)]);
    expect(database.all('SELECT count(*) AS rows FROM images')).toEqual([{ rows: 2 }]);
  });

  it('asks for each image without a thumbnail, newest first, three times at most, and not for a missing one', () => {
    const { store } = madeStore();
    [1, 2, 3, 4].forEach((n) => {
      store.put(madeImage(n));
    });
    store.records.setMissing([id(4)], true);
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
