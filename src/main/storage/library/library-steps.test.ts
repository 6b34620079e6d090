import { beforeEach, describe, expect, it } from 'vitest';
import { SmartId } from '../../../shared/ids';
import { NO_FILTER } from '../../../shared/no-filter';
import type { OrganiseChange } from '../../../shared/organise';
import type { Database } from '../database';
import type { LibraryStore } from './library-store';
import { madeCollectionId as collection, madeImage, madeImageId as id, madeStore } from './made-library';

let store: LibraryStore;
let database: Database;
let clock: { now: number };
beforeEach(() => {
  ({ store, database, clock } = madeStore());
  [1, 2, 3].forEach((n) => {
    store.put(madeImage(n));
  });
});
const smartId = SmartId.parse(`smt_${'0'.repeat(20)}`);
const query = { search: 'fox', filter: NO_FILTER, sort: 'newest' } as const;
const organise = (numbers: readonly number[], change: OrganiseChange): string =>
  store.steps.organise(numbers.map(id), change).step.label;
const of = (key: 'trashedAt' | 'tags'): readonly unknown[] =>
  store.images([1, 2, 3].map(id)).map((image) => image[key]);
/** All that a person can see of the library. */
const everything = (): unknown => [
  store.images([1, 2, 3].map(id)),
  { ...store.lists(), undo: null, redo: null },
  [1, 2].map((n) => [...store.collections.members(collection(n))]),
];

describe('organising', () => {
  it('says in words what it did, and counts only what changed', () => {
    organise([2], { kind: 'stars', stars: 3 });
    expect(organise([1, 2], { kind: 'stars', stars: 3 })).toBe('Star 1 image');
    expect(organise([1, 2, 3, 9], { kind: 'flag', flag: 'pick' })).toBe('Pick 3 images');
    expect(organise([1], { kind: 'flag', flag: 'reject' })).toBe('Reject 1 image');
    expect(organise([1], { kind: 'flag', flag: null })).toBe('Unflag 1 image');
    expect(organise([1, 2], { kind: 'stars', stars: 0 })).toBe('Take the stars from 2 images');
    expect(organise([1, 2], { kind: 'favourite', favourite: true })).toBe('Add 2 images to the favourites');
    expect(organise([1, 2], { kind: 'tag', tags: ['hero'] })).toBe('Tag 2 images “hero”');
    expect(organise([1], { kind: 'tag', tags: ['a', 'b', 'c', 'd', 'e'] })).toBe(
      'Tag 1 image “a”, “b”, “c” and 2 more',
    );
    expect(organise([1, 2, 3], { kind: 'untag', tags: ['hero'] })).toBe('Take tag “hero” from 2 images');
    expect(organise([3], { kind: 'note', note: 'x' })).toBe('Write a note on 1 image');
    expect(organise([1, 2, 3], { kind: 'trash' })).toBe('Put 3 images in the trash');
    expect(organise([1, 2], { kind: 'restore' })).toBe('Take 2 images out of the trash');
  });

  it('what is so already is no step, and what was undone can still be done again', () => {
    organise([1], { kind: 'stars', stars: 3 });
    store.steps.undo();
    expect(store.steps.organise([id(1), id(9)], { kind: 'stars', stars: 0 })).toMatchObject({ changed: false });
    expect(store.lists()).toMatchObject({ undo: null, redo: 'Star 1 image' });
  });

  it('tags keep their order and first spelling, and an image never has one twice', () => {
    organise([1], { kind: 'tag', tags: ['Sky', 'hero'] });
    organise([1, 2], { kind: 'tag', tags: ['SKY', 'ｈｅｒｏ', 'new'] });
    expect(of('tags')).toEqual([['Sky', 'hero', 'new'], ['Sky', 'hero', 'new'], []]);
    expect(store.lists().tags).toEqual([
      { tag: 'hero', count: 2 },
      { tag: 'new', count: 2 },
      { tag: 'Sky', count: 2 },
    ]);
    organise([1, 2], { kind: 'untag', tags: ['sky'] });
    organise([3], { kind: 'tag', tags: ['sky'] });
    expect(of('tags')).toEqual([['hero', 'new'], ['hero', 'new'], ['sky']]);
  });

  it('an image takes two hundred tags and no more: its record must stay readable', () => {
    for (let round = 0; round < 5; round++) {
      const tags = Array.from({ length: 50 }, (_none, n) => `tag ${String(round * 50 + n)}`);
      organise([1], { kind: 'tag', tags });
    }
    expect(store.get(id(1))?.tags).toHaveLength(200);
  });

  it('counts of tags and collections leave out the trash, in whatever order things happen', () => {
    store.steps.createCollection(collection(1), 'foxes', [1, 2, 3].map(id));
    organise([1, 2], { kind: 'tag', tags: ['hero'] });
    organise([2, 3], { kind: 'trash' });
    organise([3], { kind: 'tag', tags: ['hero'] });
    expect(store.lists()).toMatchObject({ tags: [{ tag: 'hero', count: 1 }], collections: [{ count: 1 }] });
    organise([3], { kind: 'restore' });
    expect(store.lists()).toMatchObject({ tags: [{ count: 2 }], collections: [{ count: 2 }] });
    store.records.purge([id(2), id(3)]);
    expect(store.lists()).toMatchObject({ tags: [{ count: 1 }], collections: [{ count: 1 }] });
    organise([1], { kind: 'trash' });
    expect(store.lists()).toMatchObject({ tags: [], collections: [{ count: 0 }] });
  });

  it('putting into the trash what is there already does not begin its days anew', () => {
    organise([1], { kind: 'trash' });
    clock.now = 2000;
    expect(organise([1, 2], { kind: 'trash' })).toBe('Put 1 image in the trash');
    expect(of('trashedAt')).toEqual([1000, 2000, null]);
  });
});

describe('undo', () => {
  /** One of each kind of step, each on top of those before it. */
  const steps: readonly (readonly [string, () => unknown])[] = [
    ['stars', () => organise([1, 2], { kind: 'stars', stars: 2 })],
    ['stars over stars', () => organise([1, 2, 3], { kind: 'stars', stars: 5 })],
    ['flag', () => organise([1], { kind: 'flag', flag: 'pick' })],
    ['flags', () => organise([1, 2], { kind: 'flag', flag: 'reject' })],
    ['favourite', () => organise([3], { kind: 'favourite', favourite: true })],
    ['note', () => organise([1], { kind: 'note', note: 'first' })],
    ['notes', () => organise([1, 2], { kind: 'note', note: 'second' })],
    ['tags', () => organise([1, 2], { kind: 'tag', tags: ['Sky', 'hero', 'sea'] })],
    ['more tags', () => organise([2, 3], { kind: 'tag', tags: ['new', 'hero'] })],
    ['tag away', () => organise([1, 2, 3], { kind: 'untag', tags: ['hero', 'none'] })],
    ['tag renamed', () => store.steps.renameTag('sky', 'Heaven')],
    ['tags merged', () => store.steps.renameTag('sea', 'NEW')],
    ['spelling', () => store.steps.renameTag('new', 'New')],
    ['tag removed', () => store.steps.removeTag('heaven')],
    ['collection', () => store.steps.createCollection(collection(1), 'foxes', [id(1), id(2)])],
    ['collection renamed', () => store.steps.renameCollection(collection(1), 'Füchse')],
    ['collected', () => organise([2, 3], { kind: 'collect', collection: collection(1) })],
    ['taken out', () => organise([1, 3], { kind: 'take-out', collection: collection(1) })],
    ['trash', () => organise([1, 2], { kind: 'trash' })],
    ['restored', () => organise([1], { kind: 'restore' })],
    ['collection removed', () => store.steps.removeCollection(collection(1))],
    ['smart', () => store.steps.saveSmart({ id: smartId, name: 'best', query }, true)],
    [
      'smart changed',
      () => store.steps.saveSmart({ id: smartId, name: 'Best', query: { ...query, search: '' } }, false),
    ],
    ['smart removed', () => store.steps.removeSmart(smartId)],
  ];

  it('puts back exactly what was, step by step, and redo does it again', () => {
    const states = [everything()];
    for (const [name, act] of steps) {
      act();
      const state = everything();
      expect(state, name).not.toEqual(states.at(-1));
      states.push(state);
    }
    for (const [place, [name]] of [...steps.entries()].reverse()) {
      expect(store.steps.undo(), name).not.toBeNull();
      expect(everything(), `undo ${name}`).toEqual(states[place]);
    }
    expect(store.steps.undo()).toBeNull();
    for (const [place, [name]] of steps.entries()) {
      expect(store.steps.redo(), name).not.toBeNull();
      expect(everything(), `redo ${name}`).toEqual(states[place + 1]);
    }
    expect(store.steps.redo()).toBeNull();
  });

  it('is there after a restart, with its words', () => {
    organise([1, 2], { kind: 'stars', stars: 2 });
    organise([1], { kind: 'note', note: 'x' });
    store.steps.undo();
    expect(store.steps.history(9)).toEqual([
      { label: 'Write a note on 1 image', at: 1000, undone: true },
      { label: 'Star 2 images', at: 1000, undone: false },
    ]);
    expect(store.lists()).toMatchObject({ undo: 'Star 2 images', redo: 'Write a note on 1 image' });
  });

  it('a new step ends what could be done again', () => {
    organise([1], { kind: 'stars', stars: 2 });
    store.steps.undo();
    organise([2], { kind: 'stars', stars: 4 });
    expect(store.steps.redo()).toBeNull();
    expect(store.steps.undo()).toMatchObject({ step: { label: 'Star 1 image' }, images: [id(2)] });
  });

  it('passes over what was purged meanwhile, and over steps of which nothing is left', () => {
    organise([1, 2], { kind: 'stars', stars: 2 });
    organise([1], { kind: 'tag', tags: ['hero'] });
    organise([1], { kind: 'trash' });
    store.records.purge([id(1)]);
    expect(store.steps.undo()).toMatchObject({ step: { label: 'Star 2 images' }, images: [id(2)] });
    expect(store.get(id(2))?.stars).toBe(0);
    expect(store.steps.undo()).toBeNull();
  });

  it('what is put into the trash once more is there from now on: it must not be purged at once', () => {
    organise([1], { kind: 'trash' });
    store.steps.undo();
    clock.now = 90_000;
    store.steps.redo();
    expect(of('trashedAt')).toEqual([90_000, null, null]);
  });

  it('what undo puts back into the trash is there from now on, too: its days may be over since it was taken out', () => {
    organise([1], { kind: 'trash' });
    organise([1], { kind: 'restore' });
    clock.now = 90_000;
    store.steps.undo();
    expect(of('trashedAt')).toEqual([90_000, null, null]);
    store.steps.redo();
    expect(of('trashedAt')).toEqual([null, null, null]);
  });

  it('a name that was taken meanwhile is numbered, not lost', () => {
    store.steps.createCollection(collection(1), 'foxes', [id(1)]);
    store.steps.removeCollection(collection(1));
    store.records.rebuildLists({ collections: [{ id: collection(2), name: 'Foxes' }], smart: [] });
    store.steps.undo();
    expect(store.collections.list()).toMatchObject([{ name: 'Foxes' }, { name: 'foxes 2', count: 1 }]);
  });

  it('keeps the last thousand steps', () => {
    for (let n = 0; n < 1010; n++) organise([1], { kind: 'stars', stars: 1 + (n % 5) });
    expect(store.steps.history(5000)).toHaveLength(1000);
  });

  it('a step that can’t be read is passed over', () => {
    organise([1], { kind: 'stars', stars: 2 });
    organise([2], { kind: 'stars', stars: 2 });
    database.run(`UPDATE actions SET patches = '[{"kind":"field"' WHERE seq = 2`);
    expect(store.steps.undo()).toMatchObject({ images: [id(1)] });
  });

  it('leaves nothing behind when it fails', () => {
    organise([1, 2], { kind: 'tag', tags: ['a'] });
    const before = everything();
    database.run(`CREATE TRIGGER stop BEFORE INSERT ON actions BEGIN SELECT RAISE(ABORT, 'full'); END`);
    expect(() => organise([1, 2], { kind: 'tag', tags: ['b', 'c'] })).toThrow('full');
    expect(everything()).toEqual(before);
  });
});

describe('every image at once', () => {
  it('thousands are one step, packed small', { timeout: 60_000 }, () => {
    const all = Array.from({ length: 5001 }, (_none, n) => n + 10);
    store.putAll(all.map((n) => ({ image: madeImage(n), found: null, modifiedAt: null })));
    const done = store.steps.organise(all.map(id), { kind: 'tag', tags: ['all'] });
    expect(done).toMatchObject({ step: { label: 'Tag 5,001 images “all”', count: 5001 }, images: 'many' });
    expect(database.get('SELECT length(patches) AS size FROM actions')).toMatchObject({
      size: expect.toSatisfy((n) => Number(n) < 100),
    });
    store.steps.undo();
    expect(store.lists().tags).toEqual([]);
  });
});

describe('what can’t be done', () => {
  it('says so: names that are taken, things that are gone', () => {
    store.steps.createCollection(collection(1), 'Füchse', []);
    store.steps.createCollection(collection(2), 'cats', []);
    store.steps.saveSmart({ id: smartId, name: 'best', query }, true);
    const taken = expect.objectContaining({ code: 'invalid', field: 'name' });
    const gone = expect.objectContaining({ code: 'not-found' });
    const other = SmartId.parse(`smt_${'1'.repeat(20)}`);
    expect(() => store.steps.createCollection(collection(3), 'FÜCHSE', [])).toThrow(taken);
    expect(() => store.steps.renameCollection(collection(2), 'füchse')).toThrow(taken);
    expect(() => store.steps.saveSmart({ id: other, name: 'BEST', query }, true)).toThrow(taken);
    expect(() => store.steps.saveSmart({ id: other, name: 'x', query }, false)).toThrow(gone);
    expect(() => store.steps.renameCollection(collection(9), 'x')).toThrow(gone);
    expect(() => organise([1], { kind: 'collect', collection: collection(9) })).toThrow(gone);
    expect(() => store.steps.renameTag('none', 'x')).toThrow(gone);
    expect(() => store.steps.removeTag('none')).toThrow(gone);
    store.steps.renameCollection(collection(1), 'FÜCHSE');
    expect(store.steps.removeCollection(collection(9))).toMatchObject({ changed: false });
  });
});
