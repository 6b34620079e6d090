import { describe, expect, it } from 'vitest';
import type { LibraryImage } from '../../shared/image';
import type { LibraryColumns } from '../../shared/library';
import type { Result } from '../../shared/result';
import { createFakeBridge, ok } from './fake-bridge';
import { collectionId, imageId, smartId } from './fake-ids';
import { changeOf, facets, importedImage, libraryColumns, lists, newestFirst, row } from './fake-library';
import { facetsOf } from './library';
import { createStudioStore } from './store';
import { createSync } from './sync';

const rows = (...numbers: readonly number[]) => numbers.map((n) => row(n));

/** A window that has started over a library of three images and one collection. */
async function world(first = libraryColumns(1, rows(1, 2, 3), lists(1))) {
  const bridge = createFakeBridge({
    'library.columns': () => ok(first),
    'collections.members': () => ok(Int32Array.of(1, 2)),
  });
  const store = createStudioStore();
  const due: (() => void)[] = [];
  const sync = createSync(bridge, store, (act) => due.push(act));
  await sync.start();
  const asked = (route: string): readonly unknown[] => bridge.asked.filter((one) => one.route === route);
  const shown = () => store.getState().index?.ids;
  const background = async (): Promise<void> => {
    for (const act of due.splice(0)) act();
    await settle();
  };
  return { bridge, store, sync, asked, shown, background };
}

/** Lets everything that is only waiting for promises go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

/** Answers that are given by hand. */
function held<T>() {
  const waiting: ((answer: Result<T>) => void)[] = [];
  return { waiting, ask: (): Promise<Result<T>> => new Promise((resolve) => waiting.push(resolve)) };
}

describe('rows', () => {
  it('come with their changes in the order of revisions, old ones passed over', async () => {
    const { bridge, store, shown } = await world();
    expect(shown()).toEqual(newestFirst(3));
    bridge.emit('library.changed', changeOf(2, [row(4), row(2, { facets: facets({ stars: 3 }) })]));
    bridge.emit('library.changed', changeOf(1, [row(9)]));
    expect(shown()).toEqual(newestFirst(4));
    expect(facetsOf(store.getState(), imageId(2))?.stars).toBe(3);
    bridge.emit('library.changed', changeOf(3, [], { removed: [imageId(4)] }));
    expect(shown()).toEqual(newestFirst(3));
    expect(store.getState().counts.all).toBe(3);
  });

  it('keep a change that comes while all of them are on their way', async () => {
    const { bridge, shown } = await world();
    const columns = held<LibraryColumns>();
    bridge.answer['library.columns'] = columns.ask;
    bridge.emit('library.changed', changeOf(2, [], { all: true }));
    bridge.emit('library.changed', changeOf(3, rows(5)));
    expect(shown()).toContain(imageId(1));
    columns.waiting[0]?.(ok(libraryColumns(2, rows(1, 2, 4))));
    await settle();
    expect(shown()).toEqual([5, 4, 2, 1].map(imageId));
  });

  it('are all asked for again when a change was missed', async () => {
    const { bridge, asked, shown } = await world();
    bridge.answer['library.columns'] = () => ok(libraryColumns(5, rows(1, 2, 3, 4, 5)));
    bridge.emit('library.changed', changeOf(5, rows(5)));
    await settle();
    expect(asked('library.columns')).toHaveLength(2);
    expect(shown()).toEqual(newestFirst(5));
  });

  it('are forgotten when the library is another, though its revisions are lower', async () => {
    const { bridge, store, shown } = await world(libraryColumns(900, rows(1)));
    bridge.answer['library.columns'] = () => ok(libraryColumns(2, rows(7)));
    bridge.emit('library.state', { status: 'open', folder: '/other', readOnly: null, warning: null });
    expect(store.getState().columns).toBeNull();
    await settle();
    expect(shown()).toEqual([imageId(7)]);
    bridge.emit('library.changed', changeOf(3, rows(8)));
    expect(shown()).toEqual([8, 7].map(imageId));
  });

  it('say why when they can’t be had though the library is open', async () => {
    const { bridge, store } = await world();
    bridge.answer['library.columns'] = () => ({ ok: false, error: { code: 'internal', message: 'Broken.' } });
    bridge.emit('library.changed', changeOf(9, [], { all: true }));
    await settle();
    expect(store.getState().statusLine).toMatchObject({ text: 'Broken.', tone: 'alert' });
  });

  it('go when the disk is away and nothing is remembered, and come back with it', async () => {
    const { bridge, store, shown } = await world();
    const away = { status: 'unavailable', message: 'Away.', remembered: false, mayTakeOver: false } as const;
    bridge.answer['library.columns'] = () => ({ ok: false, error: { code: 'unavailable', message: 'Away.' } });
    bridge.emit('library.state', { ...away, folder: '/library' });
    await settle();
    expect(store.getState()).toMatchObject({ columns: null, index: null });
    bridge.answer['library.columns'] = () => ok(libraryColumns(1, rows(1)));
    bridge.emit('library.state', { status: 'open', folder: '/library', readOnly: null, warning: null });
    await settle();
    expect(shown()).toEqual([imageId(1)]);
  });
});

describe('what main looks up', () => {
  it('shows the answer to the last search, and the one before it until then', async () => {
    const { bridge, store, shown, asked } = await world();
    const search = held<Int32Array>();
    bridge.answer['library.search'] = search.ask;
    for (const text of ['a', 'ab', 'abc']) store.getState().setSearch(text);
    expect(shown()).toEqual(newestFirst(3));
    expect(store.getState().index?.query.search).toBe('');
    search.waiting[0]?.(ok(Int32Array.of(1)));
    await settle();
    expect(shown()).toEqual(newestFirst(3));
    search.waiting[1]?.(ok(Int32Array.of(2)));
    await settle();
    expect(shown()).toEqual([imageId(2)]);
    // One at a time, and those that were typed over are never asked.
    expect(asked('library.search').map((one) => (one as { input: unknown }).input)).toEqual([
      { search: 'a' },
      { search: 'abc' },
    ]);
  });

  it('looks again when images changed, and shows a new one that fits without a blink', async () => {
    const { bridge, store, shown } = await world();
    bridge.answer['library.search'] = () => ok(Int32Array.of(1, 2));
    store.getState().setSearch('kite');
    await settle();
    bridge.answer['library.search'] = () => ok(Int32Array.of(1, 2, 4));
    bridge.emit('library.changed', changeOf(2, rows(4)));
    expect(shown()).toEqual([2, 1].map(imageId));
    await settle();
    expect(shown()).toEqual([4, 2, 1].map(imageId));
  });

  it('gives up a search that can’t be had instead of waiting for it for ever', async () => {
    const { bridge, store, shown } = await world();
    bridge.answer['library.search'] = () => ({ ok: false, error: { code: 'unavailable', message: 'Not now.' } });
    store.getState().setSearch('kite');
    await settle();
    expect(shown()).toEqual([]);
    expect(store.getState().statusLine).toMatchObject({ text: 'Not now.', tone: 'alert' });
  });

  it('forgets what it knew of the library before: its numbers mean other images in the next', async () => {
    const { bridge, store, shown } = await world();
    const search = held<Int32Array>();
    bridge.answer['library.search'] = () => ok(Int32Array.of(1));
    store.getState().setSearch('kite');
    await settle();
    bridge.answer['library.search'] = search.ask;
    bridge.emit('library.changed', changeOf(2, rows(4)));
    bridge.emit('library.state', { status: 'open', folder: '/other', readOnly: null, warning: null });
    // This one was asked of the library before.
    search.waiting[0]?.(ok(Int32Array.of(1, 4)));
    await settle();
    search.waiting[1]?.(ok(Int32Array.of(2)));
    await settle();
    expect(shown()).toEqual([imageId(2)]);
  });

  it('shows a collection when its members are there, and again when they change', async () => {
    const { bridge, store, shown, asked } = await world();
    store.getState().goTo(collectionId(1));
    await settle();
    expect(shown()).toEqual([2, 1].map(imageId));
    bridge.answer['collections.members'] = () => ok(Int32Array.of(3));
    bridge.emit('library.changed', changeOf(2, [], { members: [collectionId(1)] }));
    await settle();
    expect(shown()).toEqual([imageId(3)]);
    expect(asked('collections.members')).toHaveLength(2);
  });

  it('asks for the order of names once, and anew only when there are other images', async () => {
    const { bridge, store, shown, asked } = await world();
    bridge.answer['library.byName'] = () => ok(Int32Array.of(2, 3, 1));
    store.getState().setSort('name');
    await settle();
    expect(shown()).toEqual([2, 3, 1].map(imageId));
    bridge.emit('library.changed', changeOf(2, [row(1, { facets: facets({ stars: 1 }) })]));
    await settle();
    expect(asked('library.byName')).toHaveLength(1);
    bridge.emit('library.changed', changeOf(3, rows(4)));
    await settle();
    expect(asked('library.byName')).toHaveLength(2);
  });

  it('counts smart collections in the background, never before what is waited for', async () => {
    const question = { filter: { ...createStudioStore().getState().filter, minStars: 1 }, sort: 'newest' } as const;
    const smart = ['', 'kite'].map((search, at) => ({
      ...{ id: smartId(at), name: search, query: { ...question, search } },
    }));
    const starred = [row(1, { facets: facets({ stars: 2 }) }), row(2)];
    const { bridge, store, background, asked } = await world(libraryColumns(1, starred, lists(0, { smart })));
    bridge.answer['library.search'] = () => ok(Int32Array.of(1, 2));
    expect(asked('library.search')).toEqual([]);
    await background();
    await background();
    expect([...store.getState().smartCounts]).toEqual([0, 1].map((at) => [smartId(at), 1]));
  });
});

describe('a smart collection', () => {
  const query = { search: 'kite', filter: createStudioStore().getState().filter, sort: 'oldest' } as const;

  it('brings its question along and takes it away again', async () => {
    const smart = [{ id: smartId(1), name: 'Kites', query }];
    const { bridge, store, shown } = await world(libraryColumns(1, rows(1, 2, 3), lists(0, { smart })));
    bridge.answer['library.search'] = () => ok(Int32Array.of(1, 3));
    store.getState().setSort('rating');
    store.getState().goTo(smartId(1));
    await settle();
    expect(shown()).toEqual([1, 3].map(imageId));
    store.getState().goTo('queue');
    expect(store.getState().search).toBe('kite');
    store.getState().goTo('all');
    expect(store.getState()).toMatchObject({ search: '', sort: 'rating', aside: null });
    expect(shown()).toEqual(newestFirst(3));
  });

  it('is left for the library when it is no more, like a collection', async () => {
    for (const view of [smartId(1), collectionId(9)]) {
      const { store, shown } = await world();
      store.getState().goTo(view);
      await settle();
      expect(store.getState().place).toBe('all');
      expect(shown()).toEqual(newestFirst(3));
    }
  });
});

describe('details', () => {
  const ids = newestFirst(1200);

  it('are asked for once each, in batches that main accepts', async () => {
    const { sync, asked } = await world();
    sync.wantImages(ids.slice(0, 700));
    sync.wantImages(ids);
    await settle();
    const batches = asked('library.images').map((one) => (one as { input: { ids: readonly string[] } }).input.ids);
    expect(batches.flat()).toEqual(ids);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(500);
  });

  it('stay while newer ones are fetched, and a picture that is new gets a new address', async () => {
    const { bridge, store, sync } = await world();
    bridge.answer['library.images'] = () => ok([importedImage(1)]);
    sync.wantImages([imageId(1)]);
    await settle();
    const images = held<readonly LibraryImage[]>();
    bridge.answer['library.images'] = images.ask;
    bridge.emit('library.changed', changeOf(2, [row(1)], { pixels: [imageId(1)] }));
    await settle();
    expect(store.getState().details.get(imageId(1))?.title).toBe('a.png');
    images.waiting[0]?.(ok([importedImage(1, { title: 'b.png' })]));
    await settle();
    expect(store.getState().details.get(imageId(1))?.title).toBe('b.png');
    expect(store.getState().versions.get(imageId(1))).toBe(1);
  });

  it('are asked for again when the image changes while they are on their way', async () => {
    const { bridge, store, sync } = await world();
    const images = held<readonly LibraryImage[]>();
    bridge.answer['library.images'] = images.ask;
    sync.wantImages([imageId(1)]);
    await settle();
    bridge.emit('library.changed', changeOf(2, [row(1)]));
    images.waiting[0]?.(ok([importedImage(1, { title: 'old' })]));
    await settle();
    images.waiting[1]?.(ok([importedImage(1, { title: 'new' })]));
    await settle();
    expect(store.getState().details.get(imageId(1))?.title).toBe('new');
  });

  it('of images that were in sight long ago are forgotten, so that a long scroll fills no memory', async () => {
    const { bridge, store, sync } = await world();
    bridge.answer['library.images'] = ({ ids: wanted }: { readonly ids: readonly string[] }) =>
      ok(wanted.map((id) => importedImage(Number(id.slice(4)))));
    for (let from = 0; from < 9000; from += 500) {
      sync.wantImages(Array.from({ length: 500 }, (_, at) => imageId(from + at)));
      await settle();
    }
    expect(store.getState().details.size).toBeLessThanOrEqual(6000);
    expect(store.getState().details.has(imageId(8999))).toBe(true);
  });
});

it('keeps the grid’s view behind queue and ledger, and asks for nothing anew', async () => {
  const { bridge, store } = await world();
  store.getState().goTo(collectionId(1));
  await settle();
  const asked = bridge.asked.length;
  store.getState().goTo('ledger');
  store.getState().goTo('queue');
  await settle();
  expect(store.getState().index?.query.view).toBe(collectionId(1));
  expect(bridge.asked.length).toBe(asked);
});

it('shows the image of a notification, whatever is open', async () => {
  const { bridge, store } = await world();
  store.getState().goTo('ledger');
  store.getState().setDialog('settings');
  bridge.emit('image.open', { id: imageId(3) });
  expect(store.getState()).toMatchObject({ opened: imageId(3), dialog: null });
});

it('finds the place in each view again, and starts others at their top', async () => {
  const { store } = await world();
  store.setState({ scrollAnchor: { id: imageId(2), offset: 7 } });
  store.getState().goTo('favourites');
  expect(store.getState().scrollAnchor).toBeNull();
  store.getState().goTo('queue');
  store.getState().goTo('all');
  expect(store.getState().scrollAnchor).toEqual({ id: imageId(2), offset: 7 });
});
