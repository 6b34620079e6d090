import { describe, expect, it } from 'vitest';
import type { BatchId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import type { Result } from '../../shared/result';
import { createCommands } from './commands';
import { draftOf, makeDraft, withSources } from './draft';
import type { FakeBridge } from './fake-bridge';
import { createFakeBridge, doneJob, ok, queuedJob, recipeWith } from './fake-bridge';
import { imageId } from './fake-ids';
import { libraryColumns, row } from './fake-library';
import { awaitEdits } from './job-commands';
import { followJobs } from './job-news';
import { createStudioStore } from './store';
import { createSync } from './sync';

function world(bridge: FakeBridge = createFakeBridge()) {
  const store = createStudioStore();
  const sync = createSync(bridge, store, (act) => {
    act();
  });
  let intents = 0;
  const focused: string[] = [];
  const marked: boolean[] = [];
  const commands = createCommands({
    bridge,
    store,
    sync,
    newIntentId: () => `intent_${String(++intents).padStart(20, '0')}`,
    focus: (place, mark = false) => {
      focused.push(place);
      marked.push(mark);
    },
    write: () => false,
  });
  const submits = (): readonly unknown[] => bridge.asked.filter(({ route }) => route === 'jobs.submit');
  return { bridge, store, sync, commands, focused, marked, submits };
}

describe('submit', () => {
  it('pays once for a double press, and again for a press on purpose', async () => {
    const { bridge, store, commands, submits } = world();
    bridge.answer['jobs.submit'] = () => ok(queuedJob(1));
    store.getState().changeDraft({ prompt: 'A red kite' });
    await Promise.all([commands.submit(), commands.submit()]);
    expect(submits()).toHaveLength(1);
    await commands.submit();
    expect(new Set(submits().map((asked) => (asked as { input: { intentId: string } }).input.intentId)).size).toBe(2);
  });

  it('asks main for nothing while something is wrong, and says what at its field', async () => {
    const { store, commands, focused, submits } = world();
    store.getState().changeDraft({ prompt: '  ', count: 9 });
    await commands.submit();
    expect(submits()).toEqual([]);
    expect(store.getState().faults.map((fault) => fault.field)).toEqual(['prompt', 'count']);
    expect(focused).toEqual(['prompt']);
    store.getState().changeDraft({ prompt: 'A red kite' });
    expect(store.getState().faults.map((fault) => fault.field)).toEqual(['count']);
  });

  it('leaves the composer as it is when main refuses, with the sentence at the field that main names', async () => {
    const { bridge, store, commands } = world();
    const draft = recipeWith({ prompt: 'A red kite', count: 2 });
    store.getState().fillDraft(makeDraft(draft));
    const error = { code: 'invalid', message: 'The source is gone.', field: 'sources' } as const;
    bridge.answer['jobs.submit'] = () => ({ ok: false, error });
    await commands.submit();
    expect(draftOf(store.getState()).recipe).toEqual(draft);
    expect(store.getState().faults).toEqual([{ field: 'sources', message: 'The source is gone.' }]);
    expect(store.getState().submitting).toBe(false);
  });

  it('takes a fault whose field the composer does not have, rather than hide it', async () => {
    const { bridge, store, commands } = world();
    store.getState().changeDraft({ prompt: 'A red kite' });
    const error = { code: 'unavailable', message: 'The journal can’t be written.', field: 'journal' } as const;
    bridge.answer['jobs.submit'] = () => ({ ok: false, error });
    await commands.submit();
    expect(store.getState().faults).toEqual([{ field: 'form', message: 'The journal can’t be written.' }]);
  });
});

describe('sources', () => {
  it('turns the draft into an edit that keeps the source’s shape, and back without a trace', () => {
    const { store, commands } = world();
    store.getState().changeDraft({ prompt: 'Add snow', resolution: '2k' });
    commands.useAsSources([imageId(1)]);
    expect(draftOf(store.getState()).recipe).toMatchObject({
      aspectRatio: 'auto',
      resolution: '2k',
      sourceIds: [imageId(1)],
    });
    store.getState().setSources([]);
    expect(draftOf(store.getState()).recipe).toEqual(recipeWith({ prompt: 'Add snow', resolution: '2k' }));
  });

  it('keeps a ratio that was chosen', () => {
    const { store, commands } = world();
    store.getState().changeDraft({ aspectRatio: '16:9' });
    commands.useAsSources([imageId(1)]);
    expect(draftOf(store.getState()).recipe.aspectRatio).toBe('16:9');
  });

  it('says so when there are more than an edit takes, instead of dropping some in silence', () => {
    const { store, commands } = world();
    commands.useAsSources([1, 2, 3, 4].map(imageId));
    expect(draftOf(store.getState()).recipe.sourceIds).toHaveLength(3);
    expect(store.getState().faults[0]?.field).toBe('sources');
  });

  it('marks words that were sent, so that typing replaces them, and never words in the making', async () => {
    const { bridge, store, commands, marked } = world();
    bridge.answer['jobs.submit'] = () => ok(queuedJob(1));
    store.getState().changeDraft({ prompt: 'A red kite' });
    commands.useAsSources([imageId(1)]);
    await commands.submit();
    commands.useAsSources([imageId(2)]);
    store.getState().changeDraft({ prompt: 'A red kite, but' });
    commands.useAsSources([imageId(3)]);
    expect(marked).toEqual([false, true, false]);
  });

  it('has no image twice', () => {
    const { store, commands } = world();
    commands.useAsSources([imageId(1)]);
    commands.addSources([imageId(1), imageId(2)]);
    expect(draftOf(store.getState()).recipe.sourceIds).toEqual([imageId(1), imageId(2)]);
  });
});

describe('the webhook of one submit', () => {
  it('is checked before main is asked, and its fault goes when the address is changed', async () => {
    const { store, commands, submits } = world();
    store.getState().changeDraft({ prompt: 'A red kite' });
    store.getState().changeWebhook({ use: 'own', url: 'http://hook.example' });
    await commands.submit();
    expect(submits()).toEqual([]);
    expect(store.getState().faults.map((fault) => fault.field)).toEqual(['webhook']);
    store.getState().changeWebhook({ url: 'https://hook.example' });
    expect(store.getState().faults).toEqual([]);
  });

  it('goes along as chosen, and as in the settings when nothing was', async () => {
    const { bridge, store, commands, submits } = world();
    bridge.answer['jobs.submit'] = () => ok(queuedJob(1));
    store.getState().changeDraft({ prompt: 'A red kite' });
    await commands.submit();
    store.getState().changeWebhook({ use: 'own', url: ' https://hook.example/x ', mode: 'sync' });
    await commands.submit();
    store.getState().changeWebhook({ use: 'none' });
    await commands.submit();
    expect(submits().map((asked) => (asked as { input: { webhook: unknown } }).input.webhook)).toEqual([
      'profile',
      { url: 'https://hook.example/x', mode: 'sync' },
      'none',
    ]);
  });

  it('says main’s refusal at the webhook', async () => {
    const { bridge, store, commands } = world();
    store.getState().changeDraft({ prompt: 'A red kite' });
    const error = { code: 'invalid', message: 'The settings’ webhook can’t be used.', field: 'webhook' } as const;
    bridge.answer['jobs.submit'] = () => ({ ok: false, error });
    await commands.submit();
    expect(store.getState().faults[0]?.field).toBe('webhook');
  });
});

describe('a doubt', () => {
  it('takes a pasted id with its spaces, and gives main’s sentence back to the field', async () => {
    const { bridge, commands } = world();
    const error = { code: 'invalid', message: 'Not known.', field: 'requestId' } as const;
    bridge.answer['jobs.identify'] = () => ({ ok: false, error });
    expect(await commands.identifyJob(queuedJob(1).id, ' abc\n')).toBe('Not known.');
    expect(bridge.asked[0]?.input).toEqual({ id: queuedJob(1).id, requestId: 'abc' });
    expect(await commands.identifyJob(queuedJob(1).id, '  ')).not.toBeNull();
    expect(await commands.identifyJob(queuedJob(1).id, 'x'.repeat(301))).not.toBeNull();
    expect(bridge.asked).toHaveLength(1);
  });
});

describe('the whole queue', () => {
  it('says how many were taken back, and closes its question', async () => {
    const { bridge, store, commands } = world();
    bridge.answer['jobs.cancelQueued'] = () => ok({ count: 12 });
    store.setState({ askingCancelQueued: true });
    await commands.cancelQueued();
    expect(store.getState().statusLine.text).toContain('12 requests');
    expect(store.getState().askingCancelQueued).toBe(false);
  });

  it('shows a pause at once, and not when main could not', async () => {
    const { bridge, store, commands } = world();
    await commands.pauseQueue();
    expect(store.getState().settings.paused).toBe(false);
    bridge.answer['jobs.pause'] = () => ok(null);
    await commands.pauseQueue();
    expect(store.getState().settings.paused).toBe(true);
  });

  it('does not complain when the person closes the dialog of an export', async () => {
    const { bridge, store, commands } = world();
    bridge.answer['receipts.export'] = () => ({ ok: false, error: { code: 'cancelled', message: 'No.' } });
    await commands.exportReceipts();
    expect(store.getState().statusLine.text).toBe('');
  });

  it('says what came at one moment in one sentence, what needs a decision first', async () => {
    const { bridge, store, sync } = world();
    const before = [1, 2, 3].map((n) => queuedJob(n));
    bridge.answer['jobs.list'] = () => ok({ revision: 0, jobs: before, blocked: null, past: [] });
    await sync.start();
    followJobs(store);
    const { tries: _tries, notBefore: _wait, status: _queued, ...base } = queuedJob(3);
    const problem = { code: 'model-failed', message: 'It gave up.', httpStatus: null } as const;
    const stopped: Job = { ...base, status: 'stopped', finishedAt: 2, problem };
    const jobs = [stopped, doneJob(2, [imageId(2)]), doneJob(1, [imageId(1)])];
    bridge.emit('jobs.changed', { revision: 1, jobs, removed: [], blocked: null });
    expect(store.getState().statusLine).toMatchObject({
      serial: 1,
      tone: 'alert',
      text: '1 job needs a decision. 2 jobs are done.',
    });
  });
});

describe('reuse', () => {
  it('opens a tab of its own beside words that are in the making, and fills an empty one', () => {
    const { store, commands } = world();
    commands.reuse(recipeWith({ prompt: 'An old one' }));
    expect(store.getState().drafts).toHaveLength(1);
    commands.reuse(recipeWith({ prompt: 'Another' }));
    expect(store.getState().drafts.map(({ recipe }) => recipe.prompt)).toEqual(['An old one', 'Another']);
    expect(draftOf(store.getState()).recipe.prompt).toBe('Another');
  });

  it('moves the recipe of a model that is gone to one that exists', () => {
    const { store, commands } = world();
    commands.reuse(recipeWith({ modelId: 'gone', resolution: '64k' }));
    expect(draftOf(store.getState()).recipe).toMatchObject({ modelId: recipeWith({}).modelId, resolution: '1k' });
  });
});

describe('the result of an edit', () => {
  const recipe = { sourceIds: [imageId(1)], prompt: 'Add snow' };

  async function submitted() {
    const bridge = createFakeBridge({
      'jobs.submit': (): Result<Job> => ok(queuedJob(1, recipe)),
      'library.columns': () => ok(libraryColumns(1, [row(1)])),
    });
    const parts = world(bridge);
    await parts.sync.start();
    followJobs(parts.store);
    parts.bridge.emit('jobs.changed', { revision: 1, jobs: [queuedJob(1, recipe)], removed: [], blocked: null });
    parts.store.getState().fillDraft(makeDraft(withSources(recipeWith({ prompt: 'Add snow' }), recipe.sourceIds)));
    return parts;
  }
  const finished = { revision: 2, jobs: [doneJob(1, [imageId(2)], recipe)], removed: [], blocked: null };

  it('opens beside its source when nothing else is looked at', async () => {
    const { bridge, store, commands } = await submitted();
    await commands.submit();
    bridge.emit('jobs.changed', finished);
    expect(store.getState().opened).toBe(imageId(2));
  });

  it('takes the place of the result before it, which was looked at when it was sent', async () => {
    const { bridge, store, commands } = await submitted();
    store.setState({ opened: imageId(9) });
    await commands.submit();
    bridge.emit('jobs.changed', finished);
    expect(store.getState().opened).toBe(imageId(2));
  });

  it('does not push away another image, the queue or a dialog', async () => {
    for (const busy of [{ opened: imageId(9) }, { place: 'queue' }, { dialog: 'settings' }] as const) {
      const { bridge, store, commands } = await submitted();
      await commands.submit();
      expect(store.getState().awaitedEdits.size).toBe(1);
      store.setState(busy);
      bridge.emit('jobs.changed', finished);
      expect(store.getState()).toMatchObject({ opened: null, ...busy });
    }
  });

  it('opens once for a batch, the first that came', async () => {
    const { bridge, store } = await submitted();
    const batchId = `bat_${'0'.repeat(20)}` as BatchId;
    const jobs = [1, 2, 3].map((n) => ({ ...queuedJob(n, recipe), batchId }));
    bridge.emit('jobs.changed', { revision: 2, jobs, removed: [], blocked: null });
    awaitEdits(
      store,
      jobs.map(({ id }) => id),
    );
    const done = (n: number) => ({ ...doneJob(n, [imageId(10 + n)], recipe), batchId });
    bridge.emit('jobs.changed', { revision: 3, jobs: [done(2)], removed: [], blocked: null });
    expect(store.getState().opened).toBe(imageId(12));
    store.getState().close();
    bridge.emit('jobs.changed', { revision: 4, jobs: [done(1), done(3)], removed: [], blocked: null });
    expect(store.getState().opened).toBeNull();
  });

  it('stays closed for an edit of an earlier session', async () => {
    const { bridge, store } = await submitted();
    bridge.emit('jobs.changed', finished);
    expect(store.getState().opened).toBeNull();
  });
});
