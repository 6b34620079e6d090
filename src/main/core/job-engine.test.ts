import { describe, expect, it } from 'vitest';
import { RequestError } from '../../shared/result';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import {
  createScriptedGateway,
  createWorld,
  type Disk,
  linksTo,
  newDisk,
  newIntent,
  onlyJob,
  run,
  someRecipe,
} from './engine-world';
import { PROBLEM } from './engine-fakes';
import { createManualClock } from './manual-clock';
import type { JobStore, Receipts } from './ports';

describe('job engine', () => {
  it('brings every output into the library and says done only then', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world);
    expect(onlyJob(world.disk)).toMatchObject({ status: 'done', requestId: 'request-1' });
    expect(world.disk.images.size).toBe(2);
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('makes one job and one submit of a double click', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const intent = newIntent();
    const first = world.engine.submit(intent, someRecipe(), 'profile');
    const second = world.engine.submit(intent, someRecipe(), 'profile');
    await run(world);
    expect(second.id).toBe(first.id);
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('never submits again when the answer was lost', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.submitOutcome = () => ({ kind: 'lost', problem: { ...PROBLEM, code: 'answer-lost' } });
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 24 * 3600);
    expect(onlyJob(world.disk).status).toBe('unknown');
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('tries again when nothing was sent, and stops after five tries', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.submitOutcome = () => ({ kind: 'not-sent', problem: PROBLEM });
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 600);
    expect(onlyJob(world.disk)).toMatchObject({ status: 'stopped', problem: PROBLEM });
    expect(world.gateway.submits).toHaveLength(5);
  });

  it('holds the whole queue at a 429 until the time the gateway names', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const problem = { ...PROBLEM, code: 'rate-limited' } as const;
    world.gateway.verdict = (reply) =>
      reply.body === 'request-1'
        ? { kind: 'rate-limited', retryAfterMs: 30_000, problem }
        : { kind: 'accepted', requestId: String(reply.body) };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    world.engine.start();
    await world.clock.advance(1000);
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await world.clock.advance(20_000);
    expect(world.gateway.submits).toHaveLength(1);
    expect(world.engine.list().blocked?.by).toBe('rate');
    await world.clock.advance(60_000);
    expect(world.disk.store.listed().map((job) => job.status)).toEqual(['done', 'done']);
    expect(world.gateway.submits).toHaveLength(3);
  });

  it('pauses at 402 for all jobs, over a restart too, and goes on with the same jobs when the person says so', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const problem = { ...PROBLEM, code: 'no-funds' } as const;
    world.gateway.verdict = () => ({ kind: 'blocked', by: 'funds', problem });
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 5);
    await world.engine.stop();
    const next = createWorld(world.disk, createScriptedGateway(), world.clock);
    await run(next, 600);
    expect(next.gateway.submits).toHaveLength(0);
    next.engine.resume();
    await next.clock.advance(60_000);
    expect(onlyJob(next.disk).status).toBe('done');
  });

  it('asks before it sends what waited over a long absence', async () => {
    const disk = newDisk(createMemoryJobStore());
    const before = createWorld(disk);
    before.engine.submit(newIntent(), someRecipe(), 'profile');
    const after = createWorld(disk, createScriptedGateway(), createManualClock(before.clock.now() + 3600_000));
    await run(after, 60);
    expect(after.gateway.submits).toHaveLength(0);
    expect(after.engine.list().blocked?.by).toBe('confirm');
    after.engine.resume();
    await after.clock.advance(60_000);
    expect(onlyJob(disk).status).toBe('done');
  });

  it('pauses after two submits in a row without an answer, so that one outage makes no heap of doubts', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.submitOutcome = () => ({ kind: 'lost', problem: { ...PROBLEM, code: 'answer-lost' } });
    for (let n = 0; n < 10; n += 1) world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 600);
    expect(world.gateway.submits.length).toBeLessThanOrEqual(3);
    expect(world.engine.list().blocked?.by).toBe('unknown');
  });

  it('keeps asking through poll failures and never ends a job by itself', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.statusVerdict = (_, nth) =>
      nth < 40 ? { kind: 'retry', problem: PROBLEM } : { kind: 'completed', media: linksTo('https://media.test/late') };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 1200);
    expect(onlyJob(world.disk).status).toBe('accepted');
    await world.clock.advance(3600_000);
    expect(onlyJob(world.disk).status).toBe('done');
  });

  it('learns that a gateway became faster, although every job is then found at a late first look', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const ready = new Map<string, number>();
    let seconds = 80;
    world.gateway.statusVerdict = (id) =>
      world.clock.now() >= (ready.get(id) ?? 0)
        ? { kind: 'completed', media: linksTo(`https://media.test/${id}`) }
        : { kind: 'running' };
    world.gateway.verdict = (reply) => {
      ready.set(String(reply.body), world.clock.now() + seconds * 1000);
      return { kind: 'accepted', requestId: String(reply.body) };
    };
    world.engine.start();
    const took = async (): Promise<number> => {
      const { id } = world.engine.submit(newIntent(), someRecipe(), 'profile');
      await world.clock.advance(300_000);
      const job = world.disk.store.get(id);
      return job?.status === 'done' ? (job.completedAt - job.acceptedAt) / 1000 : Infinity;
    };
    for (let n = 0; n < 30; n += 1) await took();
    seconds = 4;
    expect(await took()).toBeGreaterThan(20);
    for (let n = 0; n < 120; n += 1) await took();
    expect(await took()).toBeLessThan(12);
  });

  it('asks for a fresh link when the first is gone, and downloads with it', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.statusVerdict = (_, nth) => ({
      kind: 'completed',
      media: linksTo(`https://media.test/link-${String(nth)}`),
    });
    world.gateway.mediaOutcome = (url) =>
      url.endsWith('link-1') ? { kind: 'gone', problem: PROBLEM } : { kind: 'bytes', body: asyncBytes(), length: 3 };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 120);
    expect(onlyJob(world.disk)).toMatchObject({ status: 'done', outputs: [{ state: 'saved' }] });
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('waits for a library that can’t be written instead of giving an image up', async () => {
    const clock = createManualClock();
    let later = 0;
    const world = createWorld(newDisk(createMemoryJobStore()), createScriptedGateway(), {
      ...clock,
      now: () => clock.now() + later,
    });
    world.archive.outcome = { kind: 'unavailable', problem: { ...PROBLEM, code: 'disk' } };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 600);
    later = 8 * 24 * 3600_000;
    await world.clock.advance(600_000);
    expect(onlyJob(world.disk).status).toBe('saving');
    world.archive.outcome = null;
    await world.clock.advance(15_000);
    expect(onlyJob(world.disk).status).toBe('done');
  });

  it('says so when the gateway completes without any image', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.statusVerdict = () => ({ kind: 'completed', media: [] });
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world);
    expect(onlyJob(world.disk)).toMatchObject({ status: 'empty', problem: { code: 'no-output' } });
  });

  it('cancels before the submit, and only leaves running after it', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const before = world.engine.submit(newIntent(), someRecipe(), 'profile');
    expect(world.engine.cancel(before.id).status).toBe('cancelled');
    const after = world.engine.submit(newIntent(), someRecipe(), 'profile');
    world.engine.start();
    await world.clock.advance(100);
    expect(world.engine.cancel(after.id)).toMatchObject({ status: 'accepted', leftRunning: true });
    await world.clock.advance(60_000);
    expect(world.disk.store.get(after.id)?.status).toBe('done');
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('stops a job whose model is no longer known, and goes on with the others', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const { order } = world.gateway;
    world.gateway.order = (job, urls) => {
      if (job.recipe.prompt === 'old') throw new Error('This version of Easel does not know the model.');
      return order(job, urls);
    };
    world.engine.submit(newIntent(), someRecipe({ prompt: 'old' }), 'profile');
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world);
    expect(world.disk.store.listed().map((job) => job.status)).toEqual(['done', 'stopped']);
  });

  it('refuses a recipe that the model does not take, with the composer’s field, before anything is stored', () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    expect(() => world.engine.submit(newIntent(), someRecipe({ count: 9 }), 'profile')).toThrow(RequestError);
    expect(() => world.engine.submit(newIntent(), someRecipe({ prompt: '  ' }), 'profile')).toThrow(
      'Describe the image first.',
    );
    expect(world.disk.store.listed()).toEqual([]);
  });

  it('keeps at most the set number of submits on their way', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    let now = 0;
    let most = 0;
    const { submit } = world.gateway;
    world.gateway.submit = async (order, signal) => {
      most = Math.max(most, (now += 1));
      await world.clock.sleep(1000, signal);
      now -= 1;
      return submit(order, signal);
    };
    for (let n = 0; n < 8; n += 1) world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 120);
    expect(most).toBe(2);
    expect(world.disk.store.listed().every((job) => job.status === 'done')).toBe(true);
  });
});

describe('a crash at any write', () => {
  /** Ends the process, as far as the disk can tell, at the nth write: before it (`lost`) or right after it. */
  function crashing(disk: Disk, at: number, lost: boolean): { disk: Disk; writes: () => number } {
    let writes = 0;
    const guard = <A extends readonly unknown[], R>(write: (...args: A) => R) => {
      return (...args: A): R => {
        writes += 1;
        if (writes > at || (writes === at && lost)) throw new Error('crash');
        return write(...args);
      };
    };
    const { insert, save, saveAll } = disk.store;
    const store: JobStore = { ...disk.store, insert: guard(insert), save: guard(save), saveAll: guard(saveAll) };
    const receipts: Receipts = {
      ...disk.receipts,
      sending: guard(disk.receipts.sending),
      reply: guard(disk.receipts.reply),
    };
    return { disk: { ...disk, store, receipts }, writes: () => writes };
  }

  for (const lost of [true, false]) {
    for (let at = 1; at <= 9; at += 1) {
      it(`write ${String(at)} ${lost ? 'lost' : 'done'}: nothing paid is lost, nothing is paid twice`, async () => {
        const disk = newDisk(createMemoryJobStore());
        const gateway = createScriptedGateway();
        const clock = createManualClock();
        const { media } = gateway;
        // One image after the other, so that each has a write of its own.
        gateway.media = async (to, url, signal) => {
          if (url.endsWith('/1')) await clock.sleep(1000, signal);
          return media(to, url, signal);
        };
        const broken = crashing(disk, at, lost);
        const first = createWorld(broken.disk, gateway, clock);
        const intent = newIntent();
        try {
          first.engine.submit(intent, someRecipe(), 'profile');
          await run(first, 60);
        } catch (error) {
          expect(String(error)).toContain('crash');
        }
        expect(broken.writes()).toBeGreaterThanOrEqual(at);
        const second = createWorld(disk, gateway, clock);
        await run(second, 600);
        const job = disk.store.findByIntent(intent);
        expect(gateway.submits.length).toBeLessThanOrEqual(1);
        if (!job) {
          expect(gateway.submits).toHaveLength(0);
          return;
        }
        // Known to the gateway and to us: its images must be here. Otherwise only the doubt may remain.
        if (job.status === 'unknown') expect(await disk.receipts.findReply(job.id, 0)).toBeNull();
        else expect(job.status).toBe('done');
        expect(disk.images.size).toBe(job.status === 'done' ? 2 : 0);
      });
    }
  }
});

async function* asyncBytes(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array([1, 2, 3]));
}
