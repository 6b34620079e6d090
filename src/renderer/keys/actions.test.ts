import { beforeAll, describe, expect, it } from 'vitest';
import type { MenuCommand } from '../../shared/ipc';
import { createFakeBridge, ok } from '../store/fake-bridge';
import { imageId } from '../store/fake-ids';
import { changeOf, facets, libraryColumns, row } from '../store/fake-library';
import type { Action } from './action';

const bridge = createFakeBridge({ 'library.organise': () => ok({ label: 'x', count: 1 }) });

/** The parts of the window, with that bridge in the place of the preload's. */
async function parts() {
  const { ACTIONS, imageActions } = await import('./actions');
  const { store, sync } = await import('../store/studio');
  const { targets, target } = await import('./targets');
  return { ACTIONS, imageActions, store, sync, targets, target };
}
type Parts = Awaited<ReturnType<typeof parts>>;
let world: Parts;

beforeAll(async () => {
  Object.assign(globalThis, { window: { easel: bridge, innerWidth: 1280 } });
  world = await parts();
  bridge.answer['library.columns'] = () =>
    ok(
      libraryColumns(
        1,
        [1, 2, 3, 4].map((n) => row(n, { stack: n < 3 ? 1 : n })),
      ),
    );
  await world.sync.start();
});

const action = (id: string): Action => world.ACTIONS.find((one) => one.id === id)!;
const run = (id: string): unknown => {
  const before = bridge.asked.length;
  action(id).run?.();
  return bridge.asked.slice(before).map(({ route, input }) => ({ route, ...(input as object) }))[0];
};
const select = (...numbers: readonly number[]): void => {
  world.store.setState({ selected: new Set(numbers.map(imageId)), active: imageId(numbers[0] ?? 1) });
};

describe('the table of actions', () => {
  it('has no key twice where both would act, so that none is out of reach', () => {
    const overlap = (a: Action, b: Action): boolean =>
      a.scope === b.scope || ![a.scope, b.scope].every((scope) => scope === 'grid' || scope === 'viewer');
    const taken = world.ACTIONS.flatMap((one) => one.keys.map((key) => ({ key: key.toLowerCase(), one })));
    const clashes = taken.flatMap(({ key, one }, at) =>
      taken.slice(at + 1).filter((other) => other.key === key && other.one !== one && overlap(one, other.one)),
    );
    expect(clashes.map(({ key, one }) => `${key} ${one.id}`)).toEqual([]);
  });

  it('answers every command of the application menu, each once', () => {
    const commands: Record<MenuCommand, true> = {
      ...{ settings: true, 'focus-prompt': true, generate: true, search: true, import: true, 'import-folder': true },
      ...{ export: true, undo: true, redo: true, 'select-all': true, 'to-trash': true, slideshow: true, cull: true },
      ...{ 'toggle-rail': true, 'toggle-inspector': true, 'show-library': true, 'show-queue': true },
      ...{ 'show-ledger': true, 'pause-queue': true, 'cancel-waiting': true, 'retry-downloads': true },
      ...{ 'clear-finished': true, 'export-receipts': true, 'larger-tiles': true, 'smaller-tiles': true },
      shortcuts: true,
    };
    const answered = world.ACTIONS.flatMap(({ menu }) => menu ?? []);
    expect([...answered].sort()).toEqual(Object.keys(commands).sort());
  });

  it('has the keys that people are told of', () => {
    const keys = (id: string) => action(id).keys;
    expect([1, 2, 3, 4, 5, 0].map((stars) => keys(`stars-${String(stars)}`))).toEqual(
      [1, 2, 3, 4, 5, 0].map((n) => [String(n)]),
    );
    const told = { pick: 'p', reject: 'x', unflag: 'u', favourite: 'f', source: 'e', compare: 'c', reuse: 'r' };
    for (const [id, key] of Object.entries({ ...told, trash: 'Delete', undo: 'Mod+z', preview: ' ', all: 'Mod+a' })) {
      expect(keys(id), id).toContain(key);
    }
  });
});

describe('what an action means', () => {
  it('is the selection on show, a closed stack with all of its images, the image looked at before all', () => {
    const { store, targets, target } = world;
    select(4, 2);
    expect(targets()).toEqual([4, 2].map(imageId));
    store.getState().toggleStacking();
    expect(targets()).toEqual([4, 2, 1].map(imageId));
    select(1);
    expect([targets(), target()]).toEqual([[2, 1].map(imageId), imageId(1)]);
    store.getState().setPreview(imageId(1));
    expect(targets()).toEqual([imageId(1)]);
    store.getState().open(imageId(3));
    expect(targets()).toEqual([imageId(3)]);
    store.getState().close();
    store.getState().toggleStacking();
  });

  it('is nothing where nobody sees it: behind the queue, or hidden by a filter', () => {
    const { store, targets } = world;
    select(4);
    store.getState().goTo('queue');
    expect(targets()).toEqual([]);
    store.getState().goTo('all');
    store.getState().setFilter({ minStars: 5 });
    expect(targets()).toEqual([]);
    store.getState().clearFilter();
    expect(targets()).toEqual([imageId(4)]);
  });

  it('reaches main as that', () => {
    const ids = [imageId(4)];
    select(4);
    expect(run('stars-3')).toEqual({ route: 'library.organise', ids, change: { kind: 'stars', stars: 3 } });
    expect(run('pick')).toMatchObject({ change: { kind: 'flag', flag: 'pick' } });
    expect(run('unflag')).toMatchObject({ change: { kind: 'flag', flag: null } });
    expect(run('undo')).toMatchObject({ route: 'library.undo' });
    expect(run('copy-files')).toEqual({ route: 'images.copyFiles', ids });
    expect(run('import-folder')).toEqual({ route: 'library.importDialog', what: 'folder' });
    run('export');
    expect(world.store.getState()).toMatchObject({ dialog: 'export', exporting: ids });
    world.store.getState().setDialog(null);
  });

  it('makes favourites of several unless all of them are', async () => {
    await world.sync.start();
    bridge.emit('library.changed', changeOf(2, [row(4, { facets: facets({ favourite: true }) })]));
    select(4, 3);
    expect(run('favourite')).toMatchObject({ change: { favourite: true } });
    select(4);
    expect(run('favourite')).toMatchObject({ change: { favourite: false } });
  });

  it('puts in the trash, and in the trash removes for good', () => {
    const { store } = world;
    select(3);
    expect(run('trash')).toMatchObject({ route: 'library.organise', change: { kind: 'trash' } });
    store.getState().goTo('trash');
    select(3);
    expect(run('trash')).toEqual({ route: 'library.emptyTrash', ids: [imageId(3)] });
    const labels = world
      .imageActions('linux', 'trash')
      .flat()
      .map(({ label }) => label);
    expect(labels).toContain('Remove for good…');
    expect(labels).not.toContain('Put in the trash');
    store.getState().goTo('all');
  });

  it('can’t be chosen from a menu while the library can’t be changed, and what only reads can', () => {
    const { store, imageActions } = world;
    select(4);
    const enabled = (label: string) =>
      imageActions('linux', 'all')
        .flat()
        .find((line) => line.label === label)
        ?.enabled();
    expect([enabled('Pick'), enabled('Copy file')]).toEqual([true, true]);
    store.setState({ libraryState: { status: 'open', folder: '/library', readOnly: 'Read only.', warning: null } });
    expect([enabled('Pick'), enabled('Copy file')]).toEqual([false, true]);
    expect(run('pick')).toBeUndefined();
    expect(store.getState().statusLine.text).toBe('Read only.');
  });
});
