import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/job';
import type { FakeBridge } from './fake-bridge';
import { appState, createFakeBridge, doneJob, jobList, ok, queuedJob } from './fake-bridge';
import { imageId, jobId } from './fake-ids';
import { mergeJobs } from './job-sync';
import type { StudioStore } from './store';
import { createStudioStore } from './store';
import type { Sync } from './sync';
import { createSync } from './sync';

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

it('says why when main does not answer at the start', async () => {
  const failure = { ok: false, error: { code: 'internal', message: 'Broken.' } } as const;
  const { store, sync } = world(createFakeBridge({ 'app.state': () => failure }));
  await sync.start();
  expect(store.getState().start).toEqual({ status: 'failed', message: 'Broken.' });
});

it('does not let the state of the start undo what was told while the rest of the start took its time', async () => {
  let answer: (() => void) | undefined;
  const { bridge, store, sync } = world();
  bridge.answer['jobs.list'] = () => new Promise((resolve) => (answer = () => resolve(ok(jobList(0)))));
  const started = sync.start();
  await settle();
  const task = { id: 'task_1', kind: 'import', title: '', detail: '', done: 0, total: null, mayCancel: true } as const;
  bridge.emit('task.changed', { ...task, state: 'running', outcome: '', problems: [] });
  answer?.();
  await started;
  expect(store.getState().tasks.map(({ id }) => id)).toEqual(['task_1']);
});

it('takes what main told for newer than its first answer when that comes later: both go their own way', async () => {
  let answer: (() => void) | undefined;
  const { bridge, store, sync } = world();
  const first = appState();
  const early = { id: 'n1', tone: 'info', message: 'Early.' } as const;
  const both = { id: 'n2', tone: 'info', message: 'Both.' } as const;
  const state = { ...first, settings: { ...first.settings, gateway: 'none' } as const, notices: [both] };
  bridge.answer['app.state'] = () => new Promise((resolve) => (answer = () => resolve(ok(state))));
  const started = sync.start();
  await settle();
  const away = { status: 'unavailable', folder: '/library', message: 'Away.' } as const;
  const libraryState = { ...away, remembered: false, mayTakeOver: false };
  const task = { id: 'task_1', kind: 'import', title: '', detail: '', done: 0, total: null, mayCancel: true } as const;
  bridge.emit('settings.changed', { ...first.settings, gateway: 'demo' });
  bridge.emit('key.changed', { ...first.key, message: 'Saved.' });
  bridge.emit('library.state', libraryState);
  for (const notice of [early, both]) bridge.emit('notice.added', notice);
  bridge.emit('task.changed', { ...task, state: 'running', outcome: '', problems: [] });
  answer?.();
  await started;
  const { settings, key, libraryState: shown, notices, tasks, start } = store.getState();
  expect([settings.gateway, key.message, shown]).toEqual(['demo', 'Saved.', libraryState]);
  expect(notices.map(({ message }) => message)).toEqual(['Early.', 'Both.']);
  expect(tasks.map(({ id }) => id)).toEqual(['task_1']);
  expect(start.status).toBe('ready');
});
