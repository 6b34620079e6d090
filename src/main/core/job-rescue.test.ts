import { describe, expect, it } from 'vitest';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { createRememberedSpool, PROBLEM } from './engine-fakes';
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
  type World,
} from './engine-world';
import { createManualClock } from './manual-clock';
import type { Ballast } from './ports';

const fresh = (): ReturnType<typeof newDisk> => newDisk(createMemoryJobStore());
const submit = ({ engine }: World): ReturnType<World['engine']['submit']> =>
  engine.submit(newIntent(), someRecipe(), 'profile');

/** A disk with so many free places: each write of the journal or a job takes none, but fails when there is none. */
function fullDisk(base: Disk): { disk: Disk; ballast: Ballast & { isHeld: boolean }; room: { free: number } } {
  const room = { free: 100 };
  const guard = <A extends readonly unknown[], R>(write: (...args: A) => R) => {
    return (...args: A): R => {
      if (room.free <= 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      return write(...args);
    };
  };
  const ballast = {
    isHeld: true,
    release() {
      if (!this.isHeld) return false;
      this.isHeld = false;
      room.free += 1;
      return true;
    },
    restore() {
      this.isHeld ||= room.free > 2;
      return Promise.resolve(this.isHeld);
    },
  };
  const { store, receipts } = base;
  const disk = {
    ...base,
    store: { ...store, insert: guard(store.insert), save: guard(store.save), saveAll: guard(store.saveAll) },
    receipts: { ...receipts, sending: guard(receipts.sending), reply: guard(receipts.reply) },
  };
  return { disk, ballast, room };
}

describe('a disk that is full when paid work is to be recorded', () => {
  it('gives up the reserve and records it at once, sends nothing new, and goes on within 15 s of space returning', async () => {
    const { disk, ballast, room } = fullDisk(fresh());
    const all = createWorld(disk, createScriptedGateway(), createManualClock(), { ballast });
    const { submit: send } = all.gateway;
    all.gateway.submit = (order, signal) => {
      room.free = 0;
      return send(order, signal);
    };
    all.outside.concurrency = 1;
    submit(all);
    submit(all);
    await run(all, 2);
    expect(all.disk.store.listed().at(-1)).toMatchObject({ requestId: 'request-1' });
    expect(ballast.isHeld).toBe(false);
    expect(all.engine.list().blocked?.by).toBe('disk');
    await all.clock.advance(10 * 60_000);
    expect(all.gateway.submits).toHaveLength(1);
    all.gateway.submit = send;
    room.free = 100;
    await all.clock.advance(15_000);
    expect(ballast.isHeld).toBe(true);
    expect(all.gateway.submits).toHaveLength(2);
  });

  it('gives up the reserve for the database too, when only the journal still had room', async () => {
    const base = fresh();
    const { disk, ballast, room } = fullDisk(base);
    const all = createWorld({ ...disk, receipts: base.receipts }, createScriptedGateway(), createManualClock(), {
      ballast,
    });
    const { submit: send } = all.gateway;
    all.gateway.submit = (order, signal) => {
      room.free = 0;
      return send(order, signal);
    };
    submit(all);
    await run(all, 1);
    expect(onlyJob(all.disk)).toMatchObject({ requestId: 'request-1' });
  });

  for (const fullAt of [0, 2, 12, 30]) {
    it(`after ${String(fullAt)} s: the job is done within 15 s of space returning, whenever that is`, async () => {
      for (const fullFor of [600, 607, 614, 621]) {
        const { disk, ballast, room } = fullDisk(fresh());
        const all = createWorld(disk, createScriptedGateway(), createManualClock(), { ballast });
        all.gateway.statusVerdict = () =>
          all.clock.monotonic() < 15_000
            ? { kind: 'running' }
            : { kind: 'completed', media: linksTo('https://media.test/one') };
        submit(all);
        await run(all, fullAt);
        ballast.isHeld = false;
        room.free = 0;
        await all.clock.advance(fullFor * 1000);
        room.free = 100;
        await all.clock.advance(15_000);
        expect([fullFor, onlyJob(all.disk).status]).toEqual([fullFor, 'done']);
      }
    });
  }

  it('that images inside a status need: they are asked for again within 15 s of space returning', async () => {
    for (const fullFor of [600, 615, 630, 645]) {
      const all = createWorld(fresh());
      let isFull = true;
      all.gateway.statusVerdict = () =>
        isFull
          ? { kind: 'retry', problem: { ...PROBLEM, code: 'disk' } }
          : { kind: 'completed', media: linksTo('https://media.test/one') };
      all.gateway.statusReply = () => null;
      submit(all);
      await run(all, fullFor);
      isFull = false;
      await all.clock.advance(15_000);
      expect(onlyJob(all.disk).status).toBe('done');
    }
  });

  it('keeps everything back from the start while the reserve can’t be had', async () => {
    const { disk, ballast, room } = fullDisk(fresh());
    ballast.isHeld = false;
    room.free = 2;
    const all = createWorld(disk, createScriptedGateway(), createManualClock(), { ballast });
    await run(all, 1);
    submit(all);
    await all.clock.advance(60_000);
    expect(all.gateway.submits).toEqual([]);
    expect(all.engine.list().blocked).toMatchObject({
      by: 'disk',
      message: expect.stringContaining('One request waits'),
    });
    room.free = 100;
    await all.clock.advance(60_000);
    expect(onlyJob(all.disk).status).toBe('done');
  });
});

describe('a library that is away', () => {
  it('is no reason to leave images where links expire: they are fetched at once, and once, and move in when it is back', async () => {
    const all = createWorld(fresh());
    let expired = false;
    let fetched = 0;
    const { media } = all.gateway;
    all.gateway.media = (to, url, signal) => {
      fetched += 1;
      return expired ? Promise.resolve({ kind: 'gone', problem: PROBLEM }) : media(to, url, signal);
    };
    all.archive.isAway = true;
    submit(all);
    await run(all, 60);
    expired = true;
    expect(onlyJob(all.disk)).toMatchObject({ status: 'saving', outputs: [{ problem: { code: 'disk' } }, {}] });
    expect(all.disk.spooled.size).toBe(2);
    await all.clock.advance(3600_000);
    all.archive.isAway = false;
    all.engine.wake();
    await all.clock.advance(1000);
    expect(onlyJob(all.disk).status).toBe('done');
    expect(fetched).toBe(2);
    expect(all.disk.spooled.size).toBe(0);
  });

  it('found out only when it refuses costs one more download, into the spool, and no third', async () => {
    const all = createWorld(fresh());
    const urls: string[] = [];
    const { media } = all.gateway;
    all.gateway.media = (to, url, signal) => {
      urls.push(url);
      return media(to, url, signal);
    };
    all.archive.outcome = { kind: 'unavailable', problem: { ...PROBLEM, code: 'disk' } };
    submit(all);
    await run(all, 3600);
    expect(urls).toHaveLength(4);
    all.archive.outcome = null;
    await all.clock.advance(12_000);
    expect(onlyJob(all.disk).status).toBe('done');
    expect(urls).toHaveLength(4);
  });

  it('writes the jobs that wait for it no more than once: it may be away for weeks', async () => {
    const disk = fresh();
    let writes = 0;
    const save: typeof disk.store.save = (job) => {
      writes += 1;
      disk.store.save(job);
    };
    const all = createWorld({ ...disk, store: { ...disk.store, save } });
    all.archive.isAway = true;
    submit(all);
    await run(all, 120);
    const before = writes;
    await all.clock.advance(2 * 3600_000);
    expect(writes).toBe(before);
  });

  it('is asked by one for all while it is away', async () => {
    const all = createWorld(fresh());
    let asked = 0;
    const { secure } = all.archive;
    all.archive.secure = (image, bytes, length) => {
      asked += 1;
      return secure.call(all.archive, image, bytes, length);
    };
    all.archive.isAway = true;
    for (let n = 0; n < 20; n += 1) submit(all);
    await run(all, 120);
    asked = 0;
    await all.clock.advance(100_000);
    expect(asked).toBeLessThanOrEqual(11);
  });

  it('after a restart moves in from the spool, which is not swept of what jobs still need', async () => {
    const disk = fresh();
    const first = createWorld(disk);
    first.archive.isAway = true;
    submit(first);
    await run(first, 60);
    await first.engine.stop();
    const spool = createRememberedSpool(disk.spooled);
    const second = createWorld(disk, createScriptedGateway(), first.clock, { spool });
    second.gateway.mediaOutcome = () => ({ kind: 'gone', problem: PROBLEM });
    await run(second, 30);
    expect(spool.cleaned?.size).toBe(2);
    expect(onlyJob(disk).status).toBe('done');
  });
});

describe('all missing images', () => {
  it('are asked for again at once, and only those', async () => {
    const all = createWorld(fresh());
    let isGone = true;
    all.gateway.mediaOutcome = (url) =>
      isGone && url.endsWith('/1')
        ? { kind: 'retry', retryAfterMs: 3600_000, problem: PROBLEM }
        : { kind: 'bytes', body: bytes(), length: 1 };
    submit(all);
    submit(all);
    await run(all, 120);
    isGone = false;
    expect(all.engine.retryDownloads()).toBe(2);
    await all.clock.advance(1000);
    expect(all.disk.store.listed().map(({ status }) => status)).toEqual(['done', 'done']);
    expect(all.engine.retryDownloads()).toBe(0);
  });
});

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array([1]));
}
