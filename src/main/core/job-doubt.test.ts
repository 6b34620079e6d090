import { describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/problem';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { PROBLEM } from './engine-fakes';
import { createWorld, newDisk, newIntent, onlyJob, run, someRecipe, type World } from './engine-world';

const LOST: Problem = { ...PROBLEM, code: 'answer-lost' };
const fresh = (): ReturnType<typeof newDisk> => newDisk(createMemoryJobStore());
const submit = ({ engine }: World): ReturnType<World['engine']['submit']> =>
  engine.submit(newIntent(), someRecipe(), 'profile');

describe('a request in doubt', () => {
  async function doubtful(): Promise<World & { readonly id: ReturnType<typeof submit>['id'] }> {
    const all = createWorld(fresh());
    all.gateway.submitOutcome = () => ({ kind: 'lost', problem: LOST });
    const { id } = submit(all);
    await run(all);
    return { ...all, id };
  }

  it('goes on with the id that a person found, after the gateway confirmed it, and is journalled first', async () => {
    const all = await doubtful();
    const identified = all.engine.identify(all.id, 'found');
    await all.clock.advance(60_000);
    expect(await identified).toMatchObject({ status: 'accepted', requestId: 'found' });
    expect(onlyJob(all.disk)).toMatchObject({ status: 'done', requestId: 'found' });
    expect(all.gateway.submits).toHaveLength(1);
    const lines = 'lines' in all.disk.receipts ? String(all.disk.receipts.lines) : '';
    expect(lines).toContain(`identified ${all.id} found`);
  });

  it('takes no id that the gateway does not know, that it can’t be asked about, or that is another’s', async () => {
    const all = await doubtful();
    const refusal = async (): Promise<unknown> => {
      const failure = all.engine.identify(all.id, 'found').catch((error: unknown) => error);
      await all.clock.advance(2000);
      return failure;
    };
    all.gateway.statusVerdict = () => ({ kind: 'retry', problem: { ...PROBLEM, code: 'not-found', httpStatus: 404 } });
    expect(await refusal()).toMatchObject({ code: 'invalid', field: 'requestId' });
    all.gateway.statusVerdict = () => ({ kind: 'retry', problem: PROBLEM });
    expect(await refusal()).toMatchObject({ code: 'unavailable' });
    all.gateway.submitOutcome = () => ({ kind: 'reply', reply: { status: 202, headers: {}, body: 'found' } });
    all.gateway.statusVerdict = () => ({ kind: 'running' });
    submit(all);
    await all.clock.advance(5000);
    expect(await refusal()).toMatchObject({ code: 'invalid', field: 'requestId' });
    expect(all.disk.store.get(all.id)?.status).toBe('unknown');
  });

  it('that was found does not set a queue going that doubts have stopped', async () => {
    const all = createWorld(fresh());
    all.gateway.submitOutcome = () => ({ kind: 'lost', problem: LOST });
    const { id } = submit(all);
    submit(all);
    await run(all);
    submit(all);
    const identified = all.engine.identify(id, 'found');
    await all.clock.advance(60_000);
    await identified;
    expect(all.engine.list().blocked?.by).toBe('unknown');
    expect(all.gateway.submits).toHaveLength(2);
  });
});

describe('a job taken back while it is on its way', () => {
  async function onItsWay(): Promise<World & { readonly id: ReturnType<typeof submit>['id'] }> {
    const all = createWorld(fresh());
    const { submit: send } = all.gateway;
    all.gateway.submit = async (order, signal) => {
      await all.clock.sleep(5000, signal);
      return send(order, signal);
    };
    const { id } = submit(all);
    await run(all, 1);
    expect(all.engine.cancel(id)).toMatchObject({ status: 'submitting', leftRunning: true });
    return { ...all, id };
  }

  it('is left running when the gateway took it: its images are paid for', async () => {
    const all = await onItsWay();
    await all.clock.advance(5000);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'accepted', leftRunning: true });
    await all.clock.advance(60_000);
    expect(onlyJob(all.disk).status).toBe('done');
  });

  it('is never sent again when it was not', async () => {
    const all = await onItsWay();
    all.gateway.submitOutcome = () => ({ kind: 'not-sent', problem: PROBLEM });
    await all.clock.advance(10 * 60_000);
    expect(onlyJob(all.disk).status).toBe('cancelled');
    expect(all.gateway.submits).toHaveLength(1);
  });
});

describe('the receipts', () => {
  it('hear of what was sent, answered and ended, in that order, once each', async () => {
    const disk = fresh();
    const all = createWorld(disk);
    const { id } = submit(all);
    await run(all);
    expect(disk.receipts.lines).toEqual([
      `sending ${id} 0`,
      `reply ${id} 0`,
      `status ${id} completed`,
      `ended ${id} done`,
    ]);
  });
});
