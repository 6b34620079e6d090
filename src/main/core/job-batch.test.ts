import { describe, expect, it } from 'vitest';
import { BatchId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import type { Recipe } from '../../shared/recipe';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { PROBLEM } from './engine-fakes';
import { createScriptedGateway, createWorld, newDisk, newIntent, run, someRecipe, type World } from './engine-world';
import type { BatchOrder } from './job-commands';
import { createManualClock } from './manual-clock';

const BATCH = BatchId.parse(`bat_${'1'.repeat(20)}`);
const OTHER = BatchId.parse(`bat_${'2'.repeat(20)}`);
const MINUTE = 60_000;

const world = (): World => createWorld(newDisk(createMemoryJobStore()));
const orders = (count: number, change: Partial<Recipe> = {}): BatchOrder[] =>
  Array.from({ length: count }, (_, n) => ({
    intentId: newIntent(),
    recipe: someRecipe({ prompt: `row ${String(n + 1)}`, ...change }),
  }));
const prompts = (jobs: readonly Job[]): readonly string[] => jobs.map(({ recipe }) => recipe.prompt);
const sent = ({ gateway }: World): readonly string[] =>
  gateway.submits.map((body) => /"prompt":"([^"]*)"/.exec(body)?.[1] ?? '');
const counts = ({ disk }: World): Readonly<Record<string, number>> => {
  const tally: Record<string, number> = {};
  for (const { status } of disk.store.listed()) tally[status] = (tally[status] ?? 0) + 1;
  return tally;
};

describe('a batch', () => {
  it('is told of once, sent in its order and once each, and its images carry it', async () => {
    const all = world();
    const told: number[] = [];
    all.engine.onChange(({ jobs }) => {
      if (jobs.length > 0) told.push(jobs.length);
    });
    const jobs = await all.engine.submitBatch(BATCH, orders(5), 'profile');
    expect(told).toEqual([5]);
    expect(jobs.map(({ batchId }) => batchId)).toEqual(Array(5).fill(BATCH));
    await run(all, 120);
    expect(sent(all)).toEqual(prompts(jobs));
    expect([...all.disk.images.values()].map(({ origin }) => origin?.batchId)).toEqual(Array(10).fill(BATCH));
  });

  it('said twice makes no second job, and one that grew makes only what is new', async () => {
    const all = world();
    const rows = orders(4);
    const first = await all.engine.submitBatch(BATCH, rows.slice(1, 3), 'profile');
    expect(await all.engine.submitBatch(BATCH, rows.slice(1, 3), 'profile')).toEqual(first);
    const grown = await all.engine.submitBatch(BATCH, rows, 'profile');
    expect(prompts(grown)).toEqual(['row 1', 'row 2', 'row 3', 'row 4']);
    expect(grown.slice(1, 3)).toEqual(first);
    await run(all, 120);
    // The same message once more, long after: everything is as it is, whatever the settings say by now.
    all.outside.gateway = { kind: 'demo', origin: 'https://demo.test' };
    const late = await all.engine.submitBatch(BATCH, rows, 'profile');
    expect(late.map(({ status, gateway }) => `${status} ${gateway.kind}`)).toEqual(Array(4).fill('done live'));
    expect([...sent(all)].sort()).toEqual(['row 1', 'row 2', 'row 3', 'row 4']);
  });

  it.each([
    ['a recipe that the model does not take', { count: 9 }, 'count'],
    ['an empty prompt', { prompt: ' ' }, 'prompt'],
    ['a prompt with what can’t be sent', { prompt: 'a\u0000fox' }, 'prompt'],
    ['line breaks that would be sent otherwise than shown', { prompt: 'a\r\nfox' }, 'prompt'],
  ])('with %s in its last row stores nothing of it', async (_, change, field) => {
    const all = world();
    const batch = all.engine.submitBatch(BATCH, [...orders(2), ...orders(1, change)], 'profile');
    await expect(batch).rejects.toMatchObject({ code: 'invalid', field });
    expect(all.disk.store.listed()).toEqual([]);
  });

  it('takes its turn like single jobs: as many at once as the settings say, after those that were there', async () => {
    const all = world();
    all.gateway.statusVerdict = () => ({ kind: 'running' });
    all.engine.submit(newIntent(), someRecipe({ prompt: 'before' }), 'profile');
    await all.engine.submitBatch(BATCH, orders(30), 'profile');
    all.engine.start();
    await all.clock.advance(3000);
    expect(sent(all)[0]).toBe('before');
    expect(sent(all).length).toBeLessThanOrEqual(7);
  });

  it('of which two got no answer waits for a person, as single jobs do', async () => {
    const all = world();
    all.gateway.submitOutcome = () => ({ kind: 'lost', problem: PROBLEM });
    await all.engine.submitBatch(BATCH, orders(20), 'profile');
    await run(all, 120);
    expect(all.engine.list().blocked).toMatchObject({ by: 'unknown' });
    // As many as were on their way at the same moment.
    expect(counts(all)['unknown']).toBeLessThanOrEqual(3);
  });

  it('that waited for too long before it began is asked about, as single jobs are', async () => {
    const all = world();
    all.engine.pause();
    all.engine.start();
    await all.engine.submitBatch(BATCH, orders(3), 'profile');
    await all.clock.advance(16 * MINUTE);
    all.outside.paused = false;
    all.engine.wake();
    await all.clock.advance(1000);
    expect(all.engine.list().blocked).toMatchObject({ by: 'confirm' });
    expect(sent(all)).toEqual([]);
  });

  it('said twice at the same moment is one batch', async () => {
    const all = world();
    const rows = orders(3);
    const both = await Promise.all([1, 2].map(() => all.engine.submitBatch(BATCH, rows, 'profile')));
    expect(both[0]).toEqual(both[1]);
    expect(all.disk.store.listed()).toHaveLength(3);
  });

  it('goes on after a crash in its middle, each row exactly once', async () => {
    const disk = newDisk(createMemoryJobStore());
    const gateway = createScriptedGateway();
    const before = createWorld(disk, gateway);
    await before.engine.submitBatch(BATCH, orders(6), 'profile');
    await run(before, 1);
    const some = gateway.submits.length;
    // The first engine is simply not heard of any more.
    const after = createWorld(disk, gateway, createManualClock());
    await run(after, 300);
    expect(some).toBeGreaterThan(0);
    expect([...sent(after)].sort()).toEqual(['row 1', 'row 2', 'row 3', 'row 4', 'row 5', 'row 6']);
    expect(counts(after)).toEqual({ done: 6 });
  });
});

describe('taking a batch back', () => {
  it('cancels what waits of it and nothing else', async () => {
    const all = world();
    all.engine.pause();
    const single = all.engine.submit(newIntent(), someRecipe(), 'profile');
    const [first] = await all.engine.submitBatch(BATCH, orders(3), 'profile');
    const others = await all.engine.submitBatch(OTHER, orders(2), 'profile');
    if (first) all.engine.cancel(first.id);
    expect(all.engine.cancelBatch(BATCH)).toBe(2);
    expect(all.engine.cancelBatch(BATCH)).toBe(0);
    all.outside.paused = false;
    await run(all, 120);
    expect([...sent(all)].sort()).toEqual([...prompts([single, ...others])].sort());
    expect(counts(all)).toEqual({ done: 3, cancelled: 3 });
  });

  it('leaves what is on its way or done as it is', async () => {
    const all = world();
    all.gateway.statusVerdict = () => ({ kind: 'running' });
    await all.engine.submitBatch(BATCH, orders(8), 'profile');
    await run(all, 1);
    const gone = all.gateway.submits.length;
    const cancelled = all.engine.cancelBatch(BATCH);
    await all.clock.advance(MINUTE);
    expect(gone).toBeGreaterThan(0);
    expect(all.gateway.submits.length + cancelled).toBe(8);
    expect(counts(all)['cancelled']).toBe(cancelled);
  });

  it('a row that is sent again stays with its batch, without what earlier versions sent along', async () => {
    const all = world();
    const [job] = await all.engine.submitBatch(BATCH, orders(1), 'profile');
    if (!job) throw new Error('There is no job.');
    all.disk.store.save({ ...job, recipe: { ...job.recipe, prompt: 'old\r\nprompt' } });
    const again = all.engine.submitAgain(job.id, newIntent());
    expect({ batchId: again.batchId, prompt: again.recipe.prompt }).toEqual({ batchId: BATCH, prompt: 'old\nprompt' });
  });
});
