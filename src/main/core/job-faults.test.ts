import { describe, expect, it } from 'vitest';
import type { JobGateway } from '../../shared/job';
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

const HOUR = 3600_000;
const DEMO: JobGateway = { kind: 'demo', origin: 'demo:' };

/** Refuses every write while it is full. */
function fillable(disk: Disk): Disk & { isFull: boolean } {
  const filled: Disk & { isFull: boolean } = { ...disk, isFull: false };
  const guard = <A extends readonly unknown[], R>(write: (...args: A) => R) => {
    return (...args: A): R => {
      if (filled.isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      return write(...args);
    };
  };
  const { store, receipts } = disk;
  return Object.assign(filled, {
    store: { ...store, insert: guard(store.insert), save: guard(store.save), saveAll: guard(store.saveAll) },
    receipts: { ...receipts, sending: guard(receipts.sending), reply: guard(receipts.reply) },
  });
}

describe('a disk that is full', () => {
  it('does not lose the id of a request that was just paid for: it is held until there is room', async () => {
    const disk = fillable(newDisk(createMemoryJobStore()));
    const world = createWorld(disk);
    const { submit } = world.gateway;
    world.gateway.submit = async (order, signal) => {
      disk.isFull = true;
      return submit(order, signal);
    };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 600);
    expect(onlyJob(disk).status).toBe('submitting');
    expect(world.engine.list().blocked?.by).toBe('disk');
    disk.isFull = false;
    await world.clock.advance(60_000);
    expect(onlyJob(disk)).toMatchObject({ status: 'done', requestId: 'request-1' });
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('in the journal alone keeps no id from the database', async () => {
    const disk = newDisk(createMemoryJobStore());
    const receipts = { ...disk.receipts, reply: () => fail('ENOSPC') };
    const world = createWorld({ ...disk, receipts });
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world);
    expect(onlyJob(disk).status).toBe('done');
  });

  it('before the first byte leaves the job queued, not in doubt, and it is sent once when there is room', async () => {
    const disk = newDisk(createMemoryJobStore());
    let isFull = true;
    const sending: typeof disk.receipts.sending = (...args) => {
      if (isFull) fail('ENOSPC');
      return disk.receipts.sending(...args);
    };
    const world = createWorld({ ...disk, receipts: { ...disk.receipts, sending } });
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 300);
    expect(world.gateway.submits).toHaveLength(0);
    expect(onlyJob(disk)).toMatchObject({ status: 'queued', problem: { code: 'disk' } });
    isFull = false;
    await world.clock.advance(60_000);
    expect(onlyJob(disk).status).toBe('done');
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('does not keep the app from quitting; the next start goes on from the recorded reply', async () => {
    const disk = newDisk(createMemoryJobStore());
    let isFull = false;
    const save: typeof disk.store.save = (job) => (isFull ? fail('ENOSPC') : disk.store.save(job));
    const first = createWorld({ ...disk, store: { ...disk.store, save } });
    const { submit } = first.gateway;
    first.gateway.submit = async (order, signal) => {
      isFull = true;
      return submit(order, signal);
    };
    first.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(first, 60);
    const stopped = first.engine.stop();
    await first.clock.advance(10_000);
    await stopped;
    const second = createWorld(disk, first.gateway, first.clock);
    await run(second);
    expect(onlyJob(disk).status).toBe('done');
    expect(first.gateway.submits).toHaveLength(1);
  });

  it('does not make a stored job look as if it were not: who presses again would pay twice', () => {
    const disk = newDisk(createMemoryJobStore());
    const world = createWorld({ ...disk, store: { ...disk.store, due: () => fail('EIO') } });
    world.engine.start();
    expect(world.engine.submit(newIntent(), someRecipe(), 'profile').status).toBe('queued');
  });
});

describe('what holds the queue back', () => {
  it('one block hides no other: a key that is missing after a long absence does not send what was to be confirmed', async () => {
    const disk = newDisk(createMemoryJobStore());
    const before = createWorld(disk);
    before.gateway.statusVerdict = () => ({ kind: 'running' });
    before.engine.submit(newIntent(), someRecipe({ prompt: 'running' }), 'profile');
    await run(before, 5);
    await before.engine.stop();
    before.engine.submit(newIntent(), someRecipe({ prompt: 'old' }), 'profile');

    const after = createWorld(disk, createScriptedGateway(), createManualClock(before.clock.now() + HOUR));
    const problem = { ...PROBLEM, code: 'key-refused' } as const;
    let hasKey = false;
    const look = after.gateway.statusVerdict;
    after.gateway.statusVerdict = (id, nth) => (hasKey ? look(id, nth) : { kind: 'blocked', by: 'key', problem });
    await run(after, 60);
    expect(after.engine.list().blocked?.by).toBe('key');
    hasKey = true;
    after.engine.keyChanged();
    await after.clock.advance(HOUR);
    expect(after.gateway.submits).toEqual([]);
    expect(after.engine.list().blocked?.by).toBe('confirm');
    after.engine.resume();
    await after.clock.advance(60_000);
    expect(disk.store.listed().map((job) => job.status)).toEqual(['done', 'done']);
  });

  it('looks wait for a key that was refused instead of being refused again and again, and go on with the new one', async () => {
    const disk = newDisk(createMemoryJobStore());
    const world = createWorld(disk);
    const look = world.gateway.statusVerdict;
    let looks = 0;
    let hasKey = false;
    const problem = { ...PROBLEM, code: 'key-refused' } as const;
    world.gateway.statusVerdict = (id, nth) => {
      looks += 1;
      return hasKey ? look(id, nth) : { kind: 'blocked', by: 'key', problem };
    };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 600);
    expect(looks).toBe(1);
    hasKey = true;
    world.engine.keyChanged();
    await world.clock.advance(30_000);
    expect(onlyJob(disk).status).toBe('done');
  });

  it('a gateway without a key does not hold up the demo', async () => {
    const disk = newDisk(createMemoryJobStore());
    const world = createWorld(disk);
    const { submit } = world.gateway;
    const problem = { ...PROBLEM, code: 'key-refused' } as const;
    world.gateway.submit = async (order, signal) =>
      order.gateway.kind === 'live' ? { kind: 'not-sent', problem } : submit(order, signal);
    for (let n = 0; n < 40; n += 1) world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 10);
    world.outside.gateway = DEMO;
    const demo = world.engine.submit(newIntent(), someRecipe(), 'profile');
    await world.clock.advance(60_000);
    expect(disk.store.get(demo.id)?.status).toBe('done');
    expect(world.engine.list().blocked?.by).toBe('key');
  });
});

describe('a clock that is put right', () => {
  /** A wall clock that can be set, over a manual clock. */
  function settable(): { clock: ReturnType<typeof createManualClock>; set: (by: number) => void } {
    const clock = createManualClock();
    let offset = 0;
    return {
      clock: { ...clock, now: () => clock.now() + offset },
      set: (by) => {
        offset += by;
      },
    };
  }

  it('set back by years: a job that waits for its turn after a 429 waits for no old time, but asks before it is sent', async () => {
    const { clock, set } = settable();
    const world = createWorld(newDisk(createMemoryJobStore()), createScriptedGateway(), clock);
    const problem = { ...PROBLEM, code: 'rate-limited' } as const;
    world.gateway.verdict = (reply) =>
      reply.body === 'request-1'
        ? { kind: 'rate-limited', retryAfterMs: 30_000, problem }
        : { kind: 'accepted', requestId: String(reply.body) };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 5);
    set(-10 * 365 * 24 * HOUR);
    await world.clock.advance(120_000);
    // Who can tell how long it has waited?
    expect(world.engine.list().blocked?.by).toBe('confirm');
    expect(world.gateway.submits).toHaveLength(1);
    world.engine.resume();
    await world.clock.advance(60_000);
    expect(onlyJob(world.disk).status).toBe('done');
    expect(world.gateway.submits).toHaveLength(2);
  });

  it('set back by years: running jobs are looked at as before', async () => {
    const { clock, set } = settable();
    const world = createWorld(newDisk(createMemoryJobStore()), createScriptedGateway(), clock);
    world.gateway.statusVerdict = (_, nth) =>
      nth < 20 ? { kind: 'running' } : { kind: 'completed', media: linksTo('https://media.test/one') };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 30);
    set(-10 * 365 * 24 * HOUR);
    await world.clock.advance(200_000);
    expect(onlyJob(world.disk).status).toBe('done');
  });

  it('set back by years: a download that waited for its next try goes on', async () => {
    const { clock, set } = settable();
    const world = createWorld(newDisk(createMemoryJobStore()), createScriptedGateway(), clock);
    world.gateway.mediaOutcome = (_, nth) =>
      nth < 6 ? { kind: 'retry', retryAfterMs: null, problem: PROBLEM } : { kind: 'bytes', body: one(), length: 1 };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 25);
    set(-10 * 365 * 24 * HOUR);
    await world.clock.advance(120_000);
    expect(onlyJob(world.disk).status).toBe('done');
  });
});

describe('an output', () => {
  it('asked for again when nothing is missing stays done: it would wait for ever', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    const { id } = world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world);
    expect(world.engine.retryDownload(id).status).toBe('done');
  });

  it('whose file is gone from the spool is asked for again, and arrives', async () => {
    const disk = newDisk(createMemoryJobStore());
    const world = createWorld(disk);
    const media = [{ from: 'spool', file: 'inside' }] as const;
    // Somebody ate the first copy; asked again, the gateway delivers another.
    world.gateway.verdict = (reply) => ({ kind: 'delivered', requestId: String(reply.body), media });
    world.gateway.statusVerdict = () => {
      disk.spooled.set('inside', new Uint8Array([1]));
      return { kind: 'completed', media };
    };
    world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world);
    expect(onlyJob(disk)).toMatchObject({ status: 'done', outputs: [{ state: 'saved' }] });
    expect(world.gateway.submits).toHaveLength(1);
  });

  it('is not given up at the first try after weeks in which Easel was closed, nor for being offline', async () => {
    const disk = newDisk(createMemoryJobStore());
    const first = createWorld(disk);
    first.gateway.mediaOutcome = () => ({ kind: 'retry', retryAfterMs: null, problem: PROBLEM });
    first.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(first, 60);
    await first.engine.stop();

    const later = createWorld(disk, createScriptedGateway(), createManualClock(first.clock.now() + 30 * 24 * HOUR));
    later.gateway.mediaOutcome = (_, nth) =>
      nth < 4
        ? { kind: 'gone', problem: { ...PROBLEM, code: 'not-found' } }
        : { kind: 'bytes', body: one(), length: 1 };
    await run(later, 600);
    expect(onlyJob(disk)).toMatchObject({ status: 'done', outputs: [{ state: 'saved' }, { state: 'saved' }] });
  });

  it('that is gone for good is said to be lost in the end, and can still be asked for', async () => {
    const world = createWorld(newDisk(createMemoryJobStore()));
    world.gateway.mediaOutcome = () => ({ kind: 'gone', problem: { ...PROBLEM, code: 'not-found' } });
    const { id } = world.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(world, 8 * 24 * 3600);
    expect(onlyJob(world.disk)).toMatchObject({ status: 'done', outputs: [{ state: 'lost' }, { state: 'lost' }] });
    expect(world.engine.retryDownload(id).status).toBe('saving');
  });
});

function fail(code: string): never {
  throw Object.assign(new Error('the disk refuses'), { code });
}

async function* one(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array([1]));
}
