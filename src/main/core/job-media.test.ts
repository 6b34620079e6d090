import { describe, expect, it } from 'vitest';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { createRememberedSpool, PROBLEM } from './engine-fakes';
import {
  createScriptedGateway,
  createWorld,
  linksTo,
  newDisk,
  newIntent,
  run,
  someRecipe,
  type World,
} from './engine-world';

const fresh = (): ReturnType<typeof newDisk> => newDisk(createMemoryJobStore());
const submit = ({ engine }: World): ReturnType<World['engine']['submit']> =>
  engine.submit(newIntent(), someRecipe(), 'profile');

describe('the same image in two replies that name no request', () => {
  it('is saved for both jobs: the first does not take the file away from the second', async () => {
    const all = createWorld(fresh());
    all.disk.spooled.set('reply-same-0', new Uint8Array([1]));
    const media = [{ from: 'spool', file: 'reply-same-0' }] as const;
    all.gateway.verdict = () => ({ kind: 'delivered', requestId: null, media });
    all.gateway.statusVerdict = () => ({ kind: 'retry', problem: { ...PROBLEM, code: 'not-found' } });
    submit(all);
    submit(all);
    await run(all, 3600);
    expect(all.disk.store.listed().map(({ status }) => status)).toEqual(['done', 'done']);
    expect(all.disk.images.size).toBe(2);
    await all.engine.stop();
    const spool = createRememberedSpool(all.disk.spooled);
    await run(createWorld(all.disk, createScriptedGateway(), all.clock, { spool }), 1);
    expect(spool.cleaned).toEqual(new Set());
  });
});

describe('a list of jobs that can’t be read at the start', () => {
  it('is read again, and what was paid is followed', async () => {
    const base = fresh();
    const first = createWorld(base);
    first.gateway.statusVerdict = () => ({ kind: 'running' });
    submit(first);
    await run(first, 5);
    await first.engine.stop();
    for (const name of ['listed', 'unfinished'] as const) {
      let failures = 2;
      const read = (): ReturnType<typeof base.store.listed> => {
        if ((failures -= 1) >= 0) throw Object.assign(new Error('busy'), { code: 'ERR_SQLITE_ERROR' });
        return base.store[name]();
      };
      const all = createWorld({ ...base, store: { ...base.store, [name]: read } }, undefined, first.clock);
      all.gateway.statusVerdict = () => ({ kind: 'running' });
      submit(all);
      await run(all, 60);
      const jobs = base.store.unfinished();
      expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'running'));
      await all.engine.stop();
    }
  });
});

describe('a host of images that wants to be left alone', () => {
  it('is left alone by all downloads, which go on at other hosts', async () => {
    const all = createWorld(fresh());
    const asked: string[] = [];
    let isBusy = true;
    const { media } = all.gateway;
    all.gateway.media = (to, url, signal) => {
      asked.push(new URL(url).host);
      const problem = { ...PROBLEM, code: 'rate-limited' } as const;
      if (isBusy && url.includes('busy')) return Promise.resolve({ kind: 'retry', retryAfterMs: 600_000, problem });
      return media(to, url, signal);
    };
    all.gateway.statusVerdict = (id) => ({
      kind: 'completed',
      media: linksTo(`https://busy.test/${id}`, `https://free.test/${id}`),
    });
    submit(all);
    await run(all, 60);
    for (let n = 0; n < 5; n += 1) submit(all);
    await all.clock.advance(300_000);
    expect(asked.filter((host) => host === 'busy.test')).toHaveLength(1);
    expect(asked.filter((host) => host === 'free.test')).toHaveLength(6);
    isBusy = false;
    await all.clock.advance(320_000);
    expect(all.disk.store.listed().every(({ status }) => status === 'done')).toBe(true);
  });
});
