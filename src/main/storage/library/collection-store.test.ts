import { beforeEach, describe, expect, it } from 'vitest';
import type { LibraryImage } from '../../../shared/image';
import type { LibraryStore } from './library-store';
import {
  madeCollectionId as collection,
  madeGeneration,
  madeImage,
  madeImageId as id,
  madeStore,
} from './made-library';

const bought = (n: number, job: number, synthetic = false): LibraryImage => {
  const image = madeGeneration(n, job);
  return { ...image, origin: image.origin && { ...image.origin, synthetic } };
};

let store: LibraryStore;
beforeEach(() => {
  ({ store } = madeStore());
  [1, 2, 3].forEach((n) => {
    store.put(madeImage(n));
  });
});

describe('collections', () => {
  it('hold images once each, pass over what does not exist, and are listed by name with their counts', () => {
    store.steps.createCollection(collection(1), 'foxes', [id(1), id(2), id(1), id(99)]);
    expect(store.collections.find(collection(1))).toEqual({ id: collection(1), name: 'foxes', count: 2 });
    store.steps.createCollection(collection(2), 'Cats', []);
    store.steps.organise([id(2), id(3)], { kind: 'collect', collection: collection(1) });
    store.steps.organise([id(1), id(99)], { kind: 'take-out', collection: collection(1) });
    store.steps.organise([id(3)], { kind: 'trash' });
    expect(store.lists().collections).toEqual([
      { id: collection(2), name: 'Cats', count: 0 },
      { id: collection(1), name: 'foxes', count: 1 },
    ]);
    expect([...store.collections.members(collection(1))]).toEqual([2, 3]);
    expect([...store.collections.members(collection(9))]).toEqual([]);
  });

  it('an image that is written again stays where it was put', () => {
    store.steps.createCollection(collection(1), 'foxes', [id(1)]);
    store.put(madeImage(1, { bytes: 10 }));
    expect([...store.collections.members(collection(1))]).toEqual([1]);
  });
});

describe('the ledger by collection', () => {
  it('counts an image in each of its collections and once in all; demo and imports cost nothing', () => {
    [bought(11, 1), bought(12, 1), bought(13, 2), bought(14, 3), bought(15, 4, true)].forEach((image) => {
      store.put(image);
    });
    store.steps.createCollection(collection(1), 'foxes', [id(11), id(12), id(13), id(15), id(1)]);
    store.steps.createCollection(collection(2), 'Cats', [id(13)]);
    store.steps.createCollection(collection(3), 'nothing bought', [id(1)]);
    // What lies in the trash was paid for, too.
    store.steps.organise([id(11)], { kind: 'trash' });
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
