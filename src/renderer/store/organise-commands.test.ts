import { describe, expect, it } from 'vitest';
import type { LibraryRow } from '../../shared/library';
import { NO_FILTER } from '../../shared/no-filter';
import type { OrganiseStep } from '../../shared/organise';
import type { Result } from '../../shared/result';
import { createCollectionCommands } from './collection-commands';
import { createFakeBridge, ok } from './fake-bridge';
import { collectionId, imageId, smartId } from './fake-ids';
import { changeOf, facets, importedImage, libraryColumns, lists, newestFirst, row } from './fake-library';
import { facetsOf } from './library';
import { organiseCommands } from './organise-commands';
import { createStudioStore } from './store';
import { createSync } from './sync';

const five = [1, 2, 3, 4, 5].map((n) => row(n));
const refusal = { ok: false, error: { code: 'unavailable', message: 'The disk is full.' } } as const;

/** A window over these rows; main answers to organising when `answer` is called. */
async function world(rows: readonly LibraryRow[] = five) {
  const waiting: ((answer: Result<OrganiseStep>) => void)[] = [];
  const bridge = createFakeBridge({
    'library.columns': () => ok(libraryColumns(1, rows, lists(1))),
    'library.organise': () => new Promise((resolve) => waiting.push(resolve)),
    'collections.members': () => ok(Int32Array.of(1, 2, 3)),
  });
  const store = createStudioStore();
  const sync = createSync(bridge, store, () => undefined);
  await sync.start();
  const commands = organiseCommands({ bridge, store, sync });
  const collections = createCollectionCommands({ bridge, store, sync });
  const select = (...numbers: readonly number[]): void => {
    const [first = 1] = numbers;
    store.setState({ selected: new Set(numbers.map(imageId)), active: imageId(first), anchor: imageId(first) });
  };
  const answer = async (result: Result<OrganiseStep> = ok({ label: 'x', count: 1 })): Promise<void> => {
    waiting.shift()?.(result);
    await settle();
  };
  const asked = (route: string): readonly unknown[] =>
    bridge.asked.filter((one) => one.route === route).map(({ input }) => input);
  const starsOf = (n: number) => facetsOf(store.getState(), imageId(n))?.stars;
  const shown = () => store.getState().index?.ids;
  return { bridge, store, sync, commands, collections, select, answer, asked, starsOf, shown };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

describe('what is done to images', () => {
  it('is seen before main has answered, in the grid and in the details', async () => {
    const { bridge, store, sync, commands, starsOf } = await world();
    bridge.answer['library.images'] = () => ok([importedImage(2, { tags: ['Sky'] })]);
    sync.wantImages([imageId(2)]);
    await settle();
    void commands.organise([imageId(2)], { kind: 'stars', stars: 4 });
    void commands.organise([imageId(2)], { kind: 'tag', tags: ['sky', 'Hero'] });
    expect(starsOf(2)).toBe(4);
    expect(store.getState().details.get(imageId(2))).toMatchObject({ stars: 4, tags: ['Sky', 'Hero'] });
  });

  it('is taken back with the reason when main refuses, and what happened meanwhile stays', async () => {
    const { bridge, store, commands, answer, starsOf, shown } = await world();
    void commands.organise([imageId(1), imageId(2)], { kind: 'stars', stars: 4 });
    void commands.organise([imageId(3)], { kind: 'trash' });
    bridge.emit('library.changed', changeOf(2, [row(1, { facets: facets({ favourite: true }) }), row(6)]));
    expect(starsOf(1)).toBe(4);
    await answer(refusal);
    expect([starsOf(1), starsOf(2)]).toEqual([0, 0]);
    expect(facetsOf(store.getState(), imageId(1))?.favourite).toBe(true);
    expect(store.getState().statusLine).toMatchObject({ text: 'The disk is full.', tone: 'alert' });
    expect(shown()).toEqual([6, 5, 4, 2, 1].map(imageId));
    await answer(refusal);
    expect(shown()).toEqual([6, 5, 4, 3, 2, 1].map(imageId));
  });

  it('does not flicker between main’s word and its answer, whichever comes first', async () => {
    for (const toldFirst of [true, false]) {
      const { bridge, store, commands, answer, starsOf } = await world();
      const seen = new Set<number | undefined>();
      store.subscribe(() => seen.add(starsOf(2)));
      void commands.organise([imageId(2)], { kind: 'stars', stars: 3 });
      const tell = () => bridge.emit('library.changed', changeOf(2, [row(2, { facets: facets({ stars: 3 }) })]));
      if (toldFirst) tell();
      await answer();
      if (!toldFirst) tell();
      expect([...seen]).toEqual([3]);
    }
  });

  it('asks main for nothing while nothing can be changed, and says why in the same words each time', async () => {
    const { store, commands, collections, asked, starsOf } = await world();
    const readOnly = 'This library is from a newer Easel.';
    store.setState({ libraryState: { status: 'open', folder: '/library', readOnly, warning: null } });
    const tries: readonly (() => Promise<unknown>)[] = [
      () => commands.organise([imageId(1)], { kind: 'stars', stars: 1 }),
      () => commands.undo(),
      () => commands.redo(),
      () => commands.emptyTrash(null),
      () => commands.removeSmart(smartId(1)),
      () => collections.add(collectionId(1), [imageId(1)]),
      () => collections.remove(collectionId(1)),
    ];
    for (const attempt of tries) {
      const { serial } = store.getState().statusLine;
      await attempt();
      expect(store.getState().statusLine).toMatchObject({ serial: serial + 1, text: readOnly, tone: 'alert' });
    }
    for (const attempt of [
      () => commands.saveSmart(null, 'x'),
      () => commands.renameTag('a', 'b'),
      () => collections.create('x', []),
      () => collections.rename(collectionId(1), 'x'),
    ]) {
      expect(await attempt()).toBe(readOnly);
    }
    expect(starsOf(1)).toBe(0);
    const reads = ['app.state', 'jobs.list', 'library.columns', 'library.images', 'collections.members'];
    expect(reads.flatMap((route) => asked(route)).length).toBe(3);
  });

  it('goes to main whole when it is for more images than one request may carry', async () => {
    const { commands, answer, asked } = await world();
    const ids = Array.from({ length: 100_001 }, (_, n) => imageId(n));
    const done = commands.organise(ids, { kind: 'favourite', favourite: true });
    await answer();
    await answer();
    expect(await done).toBe(true);
    expect(asked('library.organise').map((input) => (input as { ids: readonly string[] }).ids.length)).toEqual([
      ...[100_000, 1],
    ]);
  });
});

describe('an image that leaves the view', () => {
  it('makes room for the next one, which is selected in its place', async () => {
    const { store, commands, select, shown } = await world();
    select(4);
    void commands.trash([imageId(4)]);
    expect(shown()).toEqual([5, 3, 2, 1].map(imageId));
    expect(store.getState()).toMatchObject({ active: imageId(3), anchor: imageId(3) });
    expect([...store.getState().selected]).toEqual([imageId(3)]);
  });

  it('at the end makes room for the one before, and alone for none', async () => {
    const { store, commands, select } = await world();
    select(2, 1);
    void commands.trash([imageId(2), imageId(1)]);
    expect(store.getState().active).toBe(imageId(3));
    void commands.trash([5, 4, 3].map(imageId));
    expect(store.getState().active).toBeNull();
    expect(store.getState().selected.size).toBe(0);
  });

  it('gives the large view and the quick look to the next, and closes them after the last', async () => {
    for (const where of ['opened', 'preview'] as const) {
      const { store, commands } = await world([row(1), row(2)]);
      store.setState({ [where]: imageId(2), active: imageId(2) });
      void commands.trash([imageId(2)]);
      expect(store.getState()[where]).toBe(imageId(1));
      void commands.trash([imageId(1)]);
      expect(store.getState()[where]).toBeNull();
    }
  });

  it('leaves a selection alone that is elsewhere, and one that another question hides', async () => {
    const { store, commands, select } = await world();
    select(5, 1);
    void commands.trash([imageId(3)]);
    store.getState().setFilter({ minStars: 5 });
    expect(store.getState().index?.ids).toEqual([]);
    store.getState().clearFilter();
    expect([...store.getState().selected]).toEqual([5, 1].map(imageId));
    expect(store.getState().active).toBe(imageId(5));
  });

  it('comes back with what is undone', async () => {
    const { bridge, commands, answer, shown } = await world();
    void commands.trash([imageId(2)]);
    await answer();
    bridge.answer['library.undo'] = () => {
      bridge.emit('library.changed', changeOf(2, [row(2)]));
      return ok({ label: 'Put 1 image in the trash', count: 1 });
    };
    await commands.takeBack();
    expect(shown()).toEqual(newestFirst(5));
  });

  it('is taken out of the collection on show at once, and never out of another place', async () => {
    const { collections, store, asked, answer, shown } = await world();
    await collections.takeOut([imageId(1)]);
    expect(asked('library.organise')).toEqual([]);
    store.getState().goTo(collectionId(1));
    await settle();
    // The second was selected elsewhere and is not on show.
    void collections.takeOut([imageId(1), imageId(5)]);
    expect(shown()).toEqual([3, 2].map(imageId));
    expect(asked('library.organise')).toEqual([
      { ids: [imageId(1)], change: { kind: 'take-out', collection: collectionId(1) } },
    ]);
    await answer();
    expect(shown()).toEqual([3, 2].map(imageId));
  });

  it('comes back into the collection when main refuses', async () => {
    const { collections, store, answer, shown } = await world();
    store.getState().goTo(collectionId(1));
    await settle();
    void collections.takeOut([imageId(1)]);
    await answer(refusal);
    expect(shown()).toEqual([3, 2, 1].map(imageId));
  });
});

describe('culling', () => {
  it('goes on to the next image after a star or a flag, and after nothing else', async () => {
    const { store, commands, select } = await world();
    store.getState().toggleCulling();
    select(5);
    void commands.organise([imageId(5)], { kind: 'flag', flag: 'reject' });
    expect(store.getState().active).toBe(imageId(4));
    void commands.organise([imageId(4)], { kind: 'favourite', favourite: true });
    expect(store.getState().active).toBe(imageId(4));
    store.setState({ opened: imageId(4) });
    void commands.organise([imageId(4)], { kind: 'stars', stars: 2 });
    expect(store.getState()).toMatchObject({ opened: imageId(3), active: imageId(3) });
  });

  it('skips none when what was judged leaves the view, and stays at the last', async () => {
    const { store, commands, select } = await world();
    store.getState().setFilter({ flags: ['none'] });
    store.getState().toggleCulling();
    select(4);
    void commands.organise([imageId(4)], { kind: 'flag', flag: 'pick' });
    expect(store.getState().active).toBe(imageId(3));
    select(1);
    store.getState().clearFilter();
    void commands.organise([imageId(1)], { kind: 'stars', stars: 1 });
    expect(store.getState().active).toBe(imageId(1));
  });

  it('goes on within a survey instead of leaving it', async () => {
    const { store, commands } = await world();
    store.getState().toggleCulling();
    store.getState().compare([imageId(1), imageId(5), imageId(3)]);
    void commands.organise([imageId(1)], { kind: 'flag', flag: 'pick' });
    expect(store.getState().opened).toBe(imageId(5));
    void commands.organise([imageId(5)], { kind: 'flag', flag: 'reject' });
    void commands.organise([imageId(3)], { kind: 'flag', flag: 'reject' });
    expect(store.getState().opened).toBe(imageId(3));
  });

  it('stays with an image in its family that leaves the view by its flag', async () => {
    const { store, commands } = await world();
    store.getState().setFilter({ flags: ['none'] });
    store.getState().lookAt(imageId(3), 'lineage');
    void commands.organise([imageId(3)], { kind: 'flag', flag: 'reject' });
    expect(store.getState().opened).toBe(imageId(3));
  });

  it('stays in a survey whose image leaves the view by its flag', async () => {
    const { store, commands } = await world();
    store.getState().setFilter({ flags: ['none'] });
    store.getState().compare([imageId(1), imageId(5), imageId(3)]);
    void commands.organise([imageId(1)], { kind: 'flag', flag: 'reject' });
    expect(store.getState().opened).toBe(imageId(5));
    void commands.organise([imageId(5)], { kind: 'flag', flag: 'reject' });
    void commands.organise([imageId(3)], { kind: 'flag', flag: 'reject' });
    expect(store.getState().opened).toBe(imageId(3));
  });

  it('stays where several are judged together', async () => {
    const { store, commands, select } = await world();
    store.getState().toggleCulling();
    select(5, 4);
    void commands.organise([imageId(5), imageId(4)], { kind: 'stars', stars: 2 });
    expect(store.getState().active).toBe(imageId(5));
    expect(store.getState().selected.size).toBe(2);
  });
});

describe('stacks', () => {
  it('keep keyboard and selection on the cover when they close', async () => {
    const { store, select } = await world([1, 2, 3].map((n) => row(n, { stack: 1 })));
    store.getState().toggleStacking();
    store.getState().toggleStack(1);
    select(3);
    store.getState().toggleStack(1);
    // The first of the job is the cover of three alike.
    expect(store.getState().active).toBe(imageId(1));
    expect([...store.getState().selected]).toEqual([imageId(1)]);
  });
});

describe('commands of the history and the lists', () => {
  it('say what was undone, and when there was nothing', async () => {
    const { bridge, store, commands } = await world();
    bridge.answer['library.undo'] = () => ok({ label: 'Star 12 images', count: 12 });
    bridge.answer['library.redo'] = () => ok(null);
    await commands.undo();
    expect(store.getState().statusLine.text).toBe('Undone: Star 12 images');
    await commands.redo();
    expect(store.getState().statusLine.text).toBe('Nothing to do again');
  });

  it('offer to take back what was done to many, and the draft where that was replaced', async () => {
    const { bridge, store, commands } = await world();
    bridge.answer['library.undo'] = () => ok({ label: 'x', count: 2 });
    void commands.organise([imageId(1), imageId(2)], { kind: 'stars', stars: 1 });
    expect(store.getState().statusLine).toMatchObject({ text: '2 images: 1 star', undo: 'step' });
    void commands.organise([imageId(1)], { kind: 'stars', stars: 2 });
    expect(store.getState().statusLine.undo).toBeNull();
    await commands.takeBack();
    expect(bridge.asked.some(({ route }) => route === 'library.undo')).toBe(false);
  });

  it('empty the trash without complaint when the person says no', async () => {
    const { bridge, store, commands } = await world();
    bridge.answer['library.emptyTrash'] = () => ({ ok: false, error: { code: 'cancelled', message: 'No.' } });
    await commands.emptyTrash(null);
    expect(store.getState().statusLine.text).toBe('');
    bridge.answer['library.emptyTrash'] = () => ok({ count: 3 });
    await commands.emptyTrash([imageId(1)]);
    expect(store.getState().statusLine.text).toBe('3 images removed for good');
  });

  it('keep what is asked as a smart collection, as typed and trimmed', async () => {
    const { bridge, store, commands, asked } = await world();
    store.getState().setSearch(' kite ');
    store.getState().setFilter({ minStars: 3 });
    const query = { search: 'kite', filter: { ...NO_FILTER, minStars: 3 }, sort: 'newest' } as const;
    bridge.answer['smart.save'] = () => ok({ id: smartId(1), name: 'Kites', query });
    expect(await commands.saveSmart(null, 'Kites')).toBeNull();
    expect(asked('smart.save')).toEqual([{ id: null, name: 'Kites', query }]);
    bridge.answer['smart.save'] = () => refusal;
    expect(await commands.saveSmart(null, 'Kites')).toBe('The disk is full.');
  });
});
