import { describe, expect, it } from 'vitest';
import type { Problem } from '../../shared/problem';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { PROBLEM } from './engine-fakes';
import { createScriptedGateway, createWorld, newDisk, newIntent, run, someRecipe, type World } from './engine-world';

const MINUTE = 60_000;
const LIMITED: Problem = { ...PROBLEM, code: 'rate-limited' };

const world = (): World => createWorld(newDisk(createMemoryJobStore()));
const submit = ({ engine }: World, prompt = 'prompt'): ReturnType<World['engine']['submit']> =>
  engine.submit(newIntent(), someRecipe({ prompt }), 'profile');
const statuses = ({ disk }: World): readonly string[] => disk.store.listed().map(({ status }) => status);

/** When anything reached the gateway, in milliseconds of the clock that never jumps. */
function requestsOf({ gateway, clock }: World): number[] {
  const times: number[] = [];
  const { submit: send, status } = gateway;
  gateway.submit = (order, signal) => {
    times.push(clock.monotonic());
    return send(order, signal);
  };
  gateway.status = (to, id, signal) => {
    times.push(clock.monotonic());
    return status(to, id, signal);
  };
  return times;
}

describe('requests to one gateway', () => {
  it('are half a second apart over submits and polls, with fifty jobs at once', async () => {
    const all = world();
    const times = requestsOf(all);
    for (let n = 0; n < 50; n += 1) submit(all);
    await run(all, 200);
    expect(statuses(all).every((status) => status === 'done')).toBe(true);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
  });

  it('are four at most in the first two seconds after waking, with fifty jobs that run', async () => {
    const all = world();
    all.gateway.statusVerdict = () => ({ kind: 'running' });
    for (let n = 0; n < 50; n += 1) submit(all);
    await run(all, 120);
    const times = requestsOf(all);
    all.engine.wake();
    await all.clock.advance(1999);
    expect(times.length).toBeGreaterThan(0);
    expect(times.length).toBeLessThanOrEqual(4);
  });

  it('about one job are never less than two seconds apart, however often something wakes the engine', async () => {
    const all = world();
    all.gateway.statusVerdict = () => ({ kind: 'running' });
    submit(all);
    await run(all, 120);
    const times = requestsOf(all);
    for (let n = 0; n < 20; n += 1) {
      all.engine.wake();
      await all.clock.advance(700);
    }
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(times.length).toBeGreaterThan(2);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2000);
  });

  it('stop for submits too when a poll is told to slow down, which the list says', async () => {
    const all = world();
    const times = requestsOf(all);
    let looks = 0;
    all.gateway.statusVerdict = () =>
      (looks += 1) === 1 ? { kind: 'rate-limited', retryAfterMs: 60_000, problem: LIMITED } : { kind: 'running' };
    submit(all);
    await run(all, 30);
    const before = times.length;
    submit(all);
    await all.clock.advance(20_000);
    expect(times).toHaveLength(before);
    expect(all.engine.list().blocked).toMatchObject({
      by: 'rate',
      message: expect.stringContaining('One request waits'),
    });
    await all.clock.advance(60_000);
    expect(all.gateway.submits).toHaveLength(2);
    expect(all.engine.list().blocked).toBeNull();
  });

  it('wait for their turn before they count as sent: a crash in that wait is no doubt', async () => {
    const all = world();
    all.outside.concurrency = 4;
    for (let n = 0; n < 4; n += 1) submit(all);
    await run(all, 0);
    expect(statuses(all).filter((status) => status === 'queued')).toHaveLength(3);
    expect(statuses(all)).not.toContain('submitting');
  });

  it('are not sent when the person paused or cancelled while they waited for their turn', async () => {
    const all = world();
    const [, second] = [submit(all), submit(all)];
    await run(all, 0);
    all.engine.cancel(second.id);
    const third = submit(all);
    await all.clock.advance(100);
    all.engine.pause();
    await all.clock.advance(10_000);
    expect(all.gateway.submits).toHaveLength(1);
    expect(all.disk.store.get(third.id)?.status).toBe('queued');
  });

  it('take fewer at a time after a 429', async () => {
    const all = world();
    all.outside.concurrency = 8;
    let now = 0;
    let most = 0;
    all.gateway.submit = async (_, signal) => {
      most = Math.max(most, (now += 1));
      await all.clock.sleep(10_000, signal);
      now -= 1;
      all.gateway.submits.push('');
      return { kind: 'reply', reply: { status: 202, headers: {}, body: `r${String(all.gateway.submits.length)}` } };
    };
    all.gateway.verdict = ({ body }) =>
      body === 'r1'
        ? { kind: 'rate-limited', retryAfterMs: 30_000, problem: LIMITED }
        : { kind: 'accepted', requestId: String(body) };
    for (let n = 0; n < 20; n += 1) submit(all);
    await run(all, 30);
    expect(most).toBe(8);
    most = now;
    await all.clock.advance(18_000);
    expect(most).toBeLessThanOrEqual(4);
    await all.clock.advance(200_000);
    expect(statuses(all).every((status) => status === 'done')).toBe(true);
  });

  it('read the store a fixed number of times each, however many wait', async () => {
    const store = createMemoryJobStore();
    let [reads, rows] = [0, 0];
    const counted = {
      ...store,
      due: (...args: Parameters<typeof store.due>) => {
        const found = store.due(...args);
        reads += 1;
        rows += found.length;
        return found;
      },
      unfinished: () => {
        reads += 1;
        const found = store.unfinished();
        rows += found.length;
        return found;
      },
    };
    const all = createWorld(newDisk(counted));
    await run(all, 0);
    for (let n = 0; n < 500; n += 1) submit(all);
    expect(reads).toBeLessThanOrEqual(1100);
    expect(rows).toBeLessThanOrEqual(500 * 20);
  });
});

describe('a pause by the person', () => {
  it('outlives a restart, names how many wait, and lets what was sent come in', async () => {
    const first = world();
    submit(first);
    await run(first, 1);
    first.engine.pause();
    submit(first);
    submit(first);
    await first.clock.advance(5 * MINUTE);
    expect(first.gateway.submits).toHaveLength(1);
    expect(statuses(first)).toEqual(['queued', 'queued', 'done']);
    expect(first.engine.list().blocked).toEqual({
      by: 'user',
      message: 'You paused the queue. 2 requests wait.',
      until: null,
    });
    await first.engine.stop();

    const second = createWorld(first.disk, createScriptedGateway(), first.clock);
    second.outside.paused = true;
    await run(second, (5 * MINUTE) / 1000);
    expect(second.gateway.submits).toEqual([]);
    second.engine.resume();
    expect(second.outside.paused).toBe(false);
    await second.clock.advance(MINUTE);
    expect(statuses(second)).toEqual(['done', 'done', 'done']);
  });

  it('cancels all that wait in one commit, and none that was sent', async () => {
    const all = world();
    submit(all);
    await run(all, 1);
    all.engine.pause();
    for (let n = 0; n < 30; n += 1) submit(all);
    let commits = 0;
    all.engine.onChange(() => (commits += 1));
    expect(all.engine.cancelQueued()).toBe(30);
    expect(commits).toBe(1);
    expect(new Set(statuses(all))).toEqual(new Set(['cancelled', 'accepted']));
    expect(all.engine.clearFinished()).toBe(30);
    expect(statuses(all)).toEqual(['accepted']);
  });
});
