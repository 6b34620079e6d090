import { beforeAll, describe, expect, it } from 'vitest';
import type { ActionId } from '../../shared/actions';
import { createFakeBridge, ok } from '../store/fake-bridge';
import { imageId } from '../store/fake-ids';
import { kin } from '../store/fake-kin';
import { changeOf, facets, libraryColumns, row } from '../store/fake-library';

const bridge = createFakeBridge({ 'library.organise': () => ok({ label: 'x', count: 1 }) });

/** The parts of the window, with that bridge in the place of the preload's. */
async function parts() {
  const { disabledActions, imageActions, runAction, whyNot } = await import('./actions');
  const { store, sync } = await import('../store/studio');
  const { targets, target } = await import('./targets');
  return { disabledActions, imageActions, runAction, whyNot, store, sync, targets, target };
}
type Parts = Awaited<ReturnType<typeof parts>>;
let world: Parts;

beforeAll(async () => {
  const page = { HTMLElement: Object, document: { activeElement: null } };
  Object.assign(globalThis, { window: { easel: bridge, innerWidth: 1280 }, ...page });
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

const run = (id: ActionId): unknown => {
  const before = bridge.asked.length;
  world.runAction(id);
  return bridge.asked.slice(before).map(({ route, input }) => ({ route, ...(input as object) }))[0];
};
const select = (...numbers: readonly number[]): void => {
  world.store.setState({ selected: new Set(numbers.map(imageId)), active: imageId(numbers[0] ?? 1) });
};

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

  it('is no image while a removed one has the keys in the family, so that none is trashed in its place', () => {
    const { store, targets, target, whyNot } = world;
    select(2);
    store.getState().lookAt(imageId(3), 'lineage');
    store.getState().stand(kin(9, [], { state: 'gone' }));
    expect([targets(), target()]).toEqual([[], null]);
    expect(run('trash')).toBeUndefined();
    expect(run('stars-5')).toBeUndefined();
    expect(whyNot('export')).toMatch(/removed for good/);
    expect(whyNot('slideshow')).toMatch(/removed for good/);
    // Out of the family and back in, the opened image has the keys.
    expect(whyNot('lineage')).toBeNull();
    world.runAction('lineage');
    expect(targets()).toEqual([imageId(3)]);
    world.runAction('lineage');
    expect([targets(), whyNot('slideshow')]).toEqual([[imageId(3)], null]);
    store.getState().lookAt(imageId(4), 'lineage');
    expect(targets()).toEqual([imageId(4)]);
    store.getState().close();
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

  it('says why it can do nothing, and does nothing then', () => {
    const { store, whyNot } = world;
    store.setState({ libraryState: { status: 'open', folder: '/library', readOnly: null, warning: null } });
    store.getState().clearSelection();
    expect(run('pick')).toBeUndefined();
    expect(store.getState().statusLine.text).toBe('Select an image first.');
    select(4);
    expect([whyNot('pick'), whyNot('restore'), whyNot('take-out')]).toEqual([
      null,
      'This image is not in the trash.',
      'Open a collection first.',
    ]);
  });

  it('is off in the menu bar while it can do nothing, and while a dialog is open; what is about text never is', () => {
    const { store, disabledActions } = world;
    const disabled = () => disabledActions(store.getState());
    select(4);
    expect(disabled()).toEqual(expect.arrayContaining(['restore', 'cancel-waiting', 'clear-finished']));
    expect(disabled()).not.toEqual(expect.arrayContaining(['pick']));
    store.getState().goTo('queue');
    expect(disabled()).toEqual(expect.arrayContaining(['pick', 'export', 'stack']));
    store.getState().goTo('all');
    store.getState().setDialog('settings');
    expect(disabled()).toEqual(expect.arrayContaining(['pick', 'generate']));
    expect(disabled().filter((id) => ['undo', 'redo', 'all'].includes(id))).toEqual([]);
    store.getState().setDialog(null);
  });

  it('leads nowhere before Easel is connected, but for what does', () => {
    const { store, whyNot } = world;
    const { settings } = store.getState();
    store.setState({ settings: { ...settings, gateway: 'none' } });
    expect([whyNot('generate'), whyNot('settings'), whyNot('import')]).toEqual(['Connect Easel first.', null, null]);
    store.setState({ settings });
  });
});
