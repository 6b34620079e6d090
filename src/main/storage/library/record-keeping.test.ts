import { beforeEach, describe, expect, it } from 'vitest';
import { SmartId } from '../../../shared/ids';
import { NO_FILTER } from '../../../shared/no-filter';
import type { LibraryRecords } from './library-records';
import type { LibraryStore } from './library-store';
import {
  madeCollectionId as collection,
  madeGeneration,
  madeImage,
  madeImageId as id,
  madeStore,
} from './made-library';

let store: LibraryStore;
let records: LibraryRecords;
beforeEach(() => {
  ({ store } = madeStore());
  ({ records } = store);
});
const put = (...numbers: readonly number[]): void => {
  for (const n of numbers) store.put(madeImage(n));
};
const untidy = (): readonly number[] => records.untidy(99).map(({ image }) => Number(image.id.slice(4)));
/** As upkeep does it for all that is there. */
const tidyUp = (): void => {
  for (const { image, ticket } of records.untidy(99)) records.tidied(image.id, ticket, image.file);
};

describe('upkeep', () => {
  it('a record is untidy from each change until it is tidied, those that waited longest first', () => {
    put(1, 2, 3);
    expect(untidy()).toEqual([1, 2, 3]);
    tidyUp();
    expect(untidy()).toEqual([]);
    store.steps.organise([id(3)], { kind: 'stars', stars: 2 });
    store.steps.organise([id(1)], { kind: 'note', note: 'x' });
    expect(untidy()).toEqual([3, 1]);
    expect(records.untidy(1)).toMatchObject([{ image: { stars: 2 } }]);
  });

  it.each([
    ['tags', () => store.steps.organise([id(2)], { kind: 'tag', tags: ['hero'] })],
    ['tags renamed', () => store.steps.renameTag('old', 'new')],
    ['the trash', () => store.steps.organise([id(2)], { kind: 'trash' })],
    ['being collected', () => store.steps.organise([id(2)], { kind: 'collect', collection: collection(2) })],
    ['the name of a collection', () => store.steps.renameCollection(collection(1), 'cats')],
    ['the end of a collection', () => store.steps.removeCollection(collection(1))],
    ['an undo', () => store.steps.undo()],
    ['what other programs wrote', () => records.setFound(id(2), 'ComfyUI', 'steps')],
    ['another place', () => records.relocate(id(2), 'originals/x.jpg', 5)],
  ])('%s makes untidy whom it concerns, and nobody else', (_what, change) => {
    put(1, 2, 3);
    store.steps.organise([id(2)], { kind: 'tag', tags: ['old'] });
    store.steps.createCollection(collection(2), 'dogs', []);
    store.steps.createCollection(collection(1), 'foxes', [id(2)]);
    tidyUp();
    change();
    expect(untidy()).toEqual([2]);
  });

  it('a change while its sidecar was written is not lost, and its new place is kept', () => {
    put(1);
    const [before] = records.untidy(1);
    store.steps.organise([id(1)], { kind: 'trash' });
    records.tidied(id(1), before?.ticket ?? 0, 'originals/moved.jpg');
    expect(records.untidy(9)).toMatchObject([{ image: { file: 'originals/moved.jpg' } }]);
    tidyUp();
    expect(untidy()).toEqual([]);
  });

  it('hands over what a sidecar keeps: collections and found text, too', () => {
    store.putAll([{ image: madeImage(1, { madeWith: 'ComfyUI' }), found: 'steps: 20', modifiedAt: 7 }]);
    store.steps.createCollection(collection(2), 'foxes', [id(1)]);
    store.steps.createCollection(collection(1), 'Cats', [id(1)]);
    expect(records.untidy(9)).toMatchObject([
      { found: 'steps: 20', collections: [{ id: collection(1), name: 'Cats' }, { name: 'foxes' }] },
    ]);
  });
});

describe('the scan', () => {
  it('goes through the files in pieces and finds images by their bytes', () => {
    put(1, 2, 3);
    expect(records.files(0, 2).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(records.files(2, 2)).toEqual([
      {
        ...{ seq: 3, id: id(3), file: 'originals/2026/11/3.jpg', bytes: 5000, sha256: madeImage(3).sha256 },
        ...{ missing: false, modifiedAt: null },
      },
    ]);
    expect(records.withSha256(madeImage(2).sha256)).toEqual([madeImage(2)]);
    expect(records.withSha256('b'.repeat(64))).toEqual([]);
  });

  it('notes what is missing, moved and altered', () => {
    put(1, 2, 3);
    store.decoded(id(2), { width: 9, height: 9 });
    records.setMissing([id(1), id(2), id(99)], true);
    records.seen([{ id: id(3), modifiedAt: 12.5 }]);
    records.relocate(id(1), 'originals/new.jpg', 8);
    expect(records.files(0, 9).map(({ missing, modifiedAt }) => [missing, modifiedAt])).toEqual([
      [false, 8],
      [true, null],
      [false, 12.5],
    ]);
    const stored = { ...madeImage(2), format: 'png', bytes: 7, sha256: 'b'.repeat(64), width: 1, height: 2 } as const;
    records.alter(id(2), stored, 9);
    expect(store.get(id(2))).toMatchObject({ bytes: 7, format: 'png', width: 1, missing: false });
    expect(store.hasThumbnail(id(2))).toBe(false);
  });
});

describe('rebuilding', () => {
  const smart = {
    id: SmartId.parse(`smt_${'0'.repeat(20)}`),
    name: 'best',
    query: { search: 'fox', filter: NO_FILTER, sort: 'rating' as const },
  };

  it('gives a record everything back, and replaces one that exists', () => {
    const whole = madeGeneration(1, 7, {
      ...{ stars: 4, flag: 'reject', favourite: true, tags: ['b', 'a', 'A'], note: 'n', trashedAt: 5, missing: true },
      ...{ madeWith: 'ComfyUI', file: 'trash/2026/11/1.jpg' },
    });
    store.put(madeImage(1, { title: 'other', stars: 1 }));
    store.steps.organise([id(1)], { kind: 'tag', tags: ['gone'] });
    records.rebuildLists({
      collections: [
        { id: collection(1), name: 'foxes' },
        { id: collection(2), name: 'cats' },
      ],
      smart: [smart],
    });
    store.steps.organise([id(1)], { kind: 'collect', collection: collection(2) });
    const collections = [collection(1), collection(9)];
    const rebuilt = { image: whole, collections, found: 'steps', modifiedAt: 3, tidy: true, hasThumbnail: true };
    records.rebuild([rebuilt, { ...rebuilt, image: madeImage(2), found: null, tidy: false, hasThumbnail: false }]);
    expect(store.get(id(1))).toEqual({ ...whole, tags: ['b', 'A'] });
    expect(store.found(id(1))).toBe('steps');
    expect([...store.collections.members(collection(1))]).toEqual([1, 2]);
    expect([...store.collections.members(collection(2))]).toEqual([]);
    expect(store.lists()).toMatchObject({ smart: [smart], tags: [] });
    expect(untidy()).toEqual([2]);
    expect([store.hasThumbnail(id(1)), store.hasThumbnail(id(2))]).toEqual([true, false]);
  });

  it('makes only the collections that are missing, and is no step of the history', () => {
    store.steps.createCollection(collection(1), 'foxes', []);
    records.rebuildLists({ collections: [{ id: collection(1), name: 'other' }], smart: [smart] });
    records.rebuildLists({ collections: [], smart: [{ ...smart, name: 'changed' }] });
    expect(store.lists()).toMatchObject({
      collections: [{ name: 'foxes' }],
      smart: [{ name: 'best' }],
      undo: 'Make collection “foxes”',
    });
  });
});

describe('the trash', () => {
  it('names what went in before a time, oldest first, and forgets what is purged', () => {
    store.put(madeImage(1, { trashedAt: 20 }));
    store.put(madeImage(2, { trashedAt: 10 }));
    put(3);
    expect(records.trashed(15)).toEqual([id(2)]);
    expect(records.trashed(null)).toEqual([id(2), id(1)]);
    store.steps.organise([id(1), id(2)], { kind: 'tag', tags: ['hero'] });
    store.steps.createCollection(collection(1), 'foxes', [id(1), id(2), id(3)]);
    records.purge([id(1), id(2), id(99)]);
    expect(records.trashed(null)).toEqual([]);
    expect(store.images([1, 2, 3].map(id))).toEqual([madeImage(3)]);
    expect([...store.collections.members(collection(1))]).toEqual([3]);
    expect(store.lists()).toMatchObject({ tags: [], collections: [{ count: 1 }] });
  });
});
