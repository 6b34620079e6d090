import { describe, expect, it } from 'vitest';
import type { LibraryIndex } from '../../shared/image';
import type { Job } from '../../shared/job';
import type { Result } from '../../shared/result';
import type { FakeBridge } from './fake-bridge';
import {
  collectionId,
  createFakeBridge,
  doneJob,
  imageId,
  importedImage,
  jobId,
  jobList,
  libraryIndex,
  ok,
  queuedJob,
} from './fake-bridge';
import type { StudioStore } from './store';
import { createStudioStore } from './store';
import type { Sync } from './sync';
import { createSync, mergeJobs } from './sync';

interface World {
  readonly bridge: FakeBridge;
  readonly store: StudioStore;
  readonly sync: Sync;
}

function world(bridge = createFakeBridge()): World {
  const store = createStudioStore();
  return { bridge, store, sync: createSync(bridge, store) };
}

/** Lets everything that is only waiting for promises go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const changed = (revision: number, ...jobs: Job[]) => ({
  revision,
  jobs,
  removed: [],
  blocked: null,
});

describe('jobs', () => {
  it('keeps a change that arrives before the list does', async () => {
    const { bridge, store, sync } = world();
    const started = sync.start();
    bridge.emit('jobs.changed', changed(1, queuedJob(1)));
    await started;
    expect(store.getState().jobs.map((job) => job.id)).toEqual([jobId(1)]);
  });

  it('does not let an old change undo what a newer list already says', async () => {
    const { bridge, store, sync } = world(
      createFakeBridge({ 'jobs.list': () => ok(jobList(5, [doneJob(1, [imageId(1)])])) }),
    );
    const started = sync.start();
    bridge.emit('jobs.changed', changed(4, queuedJob(1)));
    await started;
    bridge.emit('jobs.changed', changed(5, queuedJob(1)));
    expect(store.getState().jobs[0]?.status).toBe('done');
  });

  it('asks for the whole list again when a change was missed', async () => {
    const { bridge, store, sync } = world();
    await sync.start();
    bridge.answer['jobs.list'] = () => ok(jobList(3, [queuedJob(3), queuedJob(2), queuedJob(1)]));
    bridge.emit('jobs.changed', changed(3, queuedJob(3)));
    await settle();
    expect(store.getState().jobs).toHaveLength(3);
  });

  it('shows the first change at once and a crowd of them in one go, missing none', async () => {
    const { bridge, store } = world();
    const due: (() => void)[] = [];
    const sync = createSync(bridge, store, (act) => due.push(act));
    await sync.start();
    let renders = 0;
    store.subscribe(() => (renders += 1));
    bridge.emit('jobs.changed', changed(1, queuedJob(1)));
    expect(store.getState().jobs).toHaveLength(1);
    for (let nth = 2; nth <= 100; nth += 1) bridge.emit('jobs.changed', changed(nth, queuedJob(nth)));
    bridge.emit('jobs.changed', { ...changed(101, doneJob(2, [])), removed: [jobId(3)] });
    due.shift()?.();
    expect(renders).toBe(2);
    expect(store.getState().jobs).toHaveLength(99);
    expect(store.getState().jobs.find(({ id }) => id === jobId(2))?.status).toBe('done');
    await settle();
    expect(bridge.asked.filter(({ route }) => route === 'jobs.list')).toHaveLength(1);
    due.shift()?.();
    bridge.emit('jobs.changed', changed(102, queuedJob(200)));
    expect(store.getState().jobs).toHaveLength(100);
  });

  it('puts a job that turns up late where its time says, and takes dismissed ones out', () => {
    const merged = mergeJobs([queuedJob(3), queuedJob(1)], [queuedJob(2)], new Set([jobId(1)]));
    expect(merged.map((job) => job.id)).toEqual([jobId(3), jobId(2)]);
  });
});

describe('library', () => {
  it('shows the answer to the last search, not to the one that came back last', async () => {
    const waiting: ((answer: Result<LibraryIndex>) => void)[] = [];
    const { bridge, store, sync } = world();
    await sync.start();
    bridge.answer['library.index'] = () => new Promise((resolve) => waiting.push(resolve));
    store.getState().setSearch('a');
    await settle();
    store.getState().setSearch('ab');
    waiting[0]?.(ok(libraryIndex(1, [imageId(1)])));
    await settle();
    waiting[1]?.(ok(libraryIndex(1, [imageId(2)])));
    await settle();
    expect(store.getState().indexQuery.search).toBe('ab');
    expect(store.getState().index?.ids).toEqual([imageId(2)]);
  });

  it('asks once more, and no oftener, for many changes during one answer', async () => {
    const { bridge, sync } = world();
    await sync.start();
    const before = bridge.asked.filter(({ route }) => route === 'library.index').length;
    for (let revision = 1; revision <= 50; revision += 1) {
      bridge.emit('library.changed', { revision, added: [imageId(revision)], changed: [] });
    }
    await settle();
    expect(bridge.asked.filter(({ route }) => route === 'library.index').length - before).toBe(2);
  });

  it('asks for each image once, in batches that main accepts', async () => {
    const { bridge, sync } = world();
    await sync.start();
    const ids = Array.from({ length: 1200 }, (_, n) => imageId(n));
    sync.wantImages(ids.slice(0, 700));
    sync.wantImages(ids);
    await settle();
    const asked = bridge.asked.filter(({ route }) => route === 'library.images');
    const batches = asked.map(({ input }) => (input as { ids: readonly string[] }).ids);
    expect(batches.flat()).toEqual(ids);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(500);
  });

  it('fetches the new details and the new pixels of an image that changed', async () => {
    const { bridge, store, sync } = world();
    await sync.start();
    bridge.answer['library.images'] = () => ok([importedImage(1)]);
    sync.wantImages([imageId(1)]);
    await settle();
    bridge.answer['library.images'] = () => ok([{ ...importedImage(1), width: 128 }]);
    bridge.emit('library.changed', { revision: 1, added: [], changed: [imageId(1)] });
    await settle();
    expect(store.getState().details.get(imageId(1))?.width).toBe(128);
    expect(store.getState().versions.get(imageId(1))).toBe(1);
  });

  it('forgets the images of one folder when the library moves to another', async () => {
    const { bridge, store, sync } = world();
    bridge.answer['library.index'] = () => ok(libraryIndex(900, [imageId(1)]));
    await sync.start();
    bridge.answer['library.index'] = () => ok(libraryIndex(2, [imageId(2)]));
    bridge.emit('library.state', { status: 'open', folder: '/other' });
    await settle();
    expect(store.getState().index?.ids).toEqual([imageId(2)]);
  });
});

describe('places', () => {
  it('leaves a collection that is no more, whichever way main says so, instead of showing nothing for ever', async () => {
    const gone = { ok: false, error: { code: 'not-found', message: 'No such collection.' } } as const;
    for (const answer of [() => gone, () => ok(libraryIndex(1, []))]) {
      const { bridge, store, sync } = world();
      store.setState({ place: collectionId(1) });
      bridge.answer['library.index'] = ({ view }: { readonly view: string }) =>
        view === 'all' ? ok(libraryIndex(1, [imageId(1)])) : answer();
      await sync.start();
      await settle();
      expect(store.getState()).toMatchObject({ place: 'all', indexQuery: { view: 'all' } });
      expect(store.getState().index?.ids).toEqual([imageId(1)]);
    }
  });

  it('keeps the grid’s view behind queue and ledger, and asks for nothing anew', async () => {
    const { bridge, store, sync } = world();
    bridge.answer['library.index'] = () =>
      ok(libraryIndex(1, [imageId(1)], [{ id: collectionId(1), name: 'a', count: 1 }]));
    await sync.start();
    store.getState().goTo(collectionId(1));
    await settle();
    const asked = bridge.asked.length;
    store.getState().goTo('ledger');
    store.getState().goTo('queue');
    await settle();
    expect(store.getState().indexQuery.view).toBe(collectionId(1));
    expect(bridge.asked.length).toBe(asked);
  });

  it('shows the image of a notification, whatever is open', async () => {
    const { bridge, store, sync } = world();
    await sync.start();
    store.getState().goTo('ledger');
    store.getState().setDialog('settings');
    bridge.emit('image.open', { id: imageId(4) });
    expect(store.getState()).toMatchObject({ opened: imageId(4), dialog: null });
  });
});

it('says why when main does not answer at the start', async () => {
  const failure = { ok: false, error: { code: 'internal', message: 'Broken.' } } as const;
  const { store, sync } = world(createFakeBridge({ 'app.state': () => failure }));
  await sync.start();
  expect(store.getState().start).toEqual({ status: 'failed', message: 'Broken.' });
});
