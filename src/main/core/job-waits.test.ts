import { describe, expect, it } from 'vitest';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import {
  createScriptedGateway,
  createWorld,
  newDisk,
  newIntent,
  onlyJob,
  run,
  someRecipe,
  type World,
} from './engine-world';
import { createManualClock, type ManualClock } from './manual-clock';

const MINUTE = 60_000;

const world = (): World => createWorld(newDisk(createMemoryJobStore()));
const submit = ({ engine }: World, prompt = 'prompt'): ReturnType<World['engine']['submit']> =>
  engine.submit(newIntent(), someRecipe({ prompt }), 'profile');
const statuses = ({ disk }: World): readonly string[] => disk.store.listed().map(({ status }) => status);

describe('without a network', () => {
  it('jobs wait with their tries, say so, and go when it is back', async () => {
    const all = world();
    all.outside.online = false;
    submit(all);
    await run(all, 10 * 60);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'queued', tries: 0, problem: null });
    expect(all.engine.list().blocked).toEqual({
      by: 'network',
      message: 'There is no network. One request waits and is sent when the network is back.',
      until: null,
    });
    all.outside.online = true;
    all.engine.networkChanged();
    await all.clock.advance(MINUTE);
    expect(statuses(all)).toEqual(['done']);
    expect(all.engine.list().blocked).toBeNull();
  });

  it('the demo and this very machine are reached all the same', async () => {
    for (const gateway of [
      { kind: 'demo', origin: 'demo:' },
      { kind: 'live', origin: 'http://127.0.0.1:8080' },
    ] as const) {
      const all = world();
      all.outside.online = false;
      all.outside.gateway = gateway;
      submit(all);
      await run(all);
      expect(statuses(all)).toEqual(['done']);
    }
  });

  it('the person may try anyway, until the system says something new', async () => {
    const all = world();
    all.outside.online = false;
    submit(all);
    await run(all, 5);
    all.engine.resume();
    await all.clock.advance(MINUTE);
    expect(statuses(all)).toEqual(['done']);
    all.engine.networkChanged();
    submit(all);
    await all.clock.advance(MINUTE);
    expect(all.gateway.submits).toHaveLength(1);
  });

  it('sends nothing silently after a quarter of an hour: the wish may be gone', async () => {
    const all = world();
    all.outside.online = false;
    submit(all);
    submit(all);
    await run(all, 16 * 60);
    all.outside.online = true;
    all.engine.networkChanged();
    await all.clock.advance(MINUTE);
    expect(all.gateway.submits).toEqual([]);
    expect(all.engine.list().blocked).toEqual({
      by: 'confirm',
      message: '2 requests wait, the oldest for more than 15 minutes. Send now?',
      until: null,
    });
    all.engine.resume();
    await all.clock.advance(MINUTE);
    expect(statuses(all)).toEqual(['done', 'done']);
  });
});

describe('what was not confirmed for long', () => {
  it('is not what a long queue does that is being answered all the time', async () => {
    const all = world();
    all.outside.concurrency = 1;
    const { submit: send } = all.gateway;
    all.gateway.submit = async (order, signal) => {
      await all.clock.sleep(MINUTE, signal);
      return send(order, signal);
    };
    for (let n = 0; n < 30; n += 1) submit(all);
    await run(all, 40 * 60);
    expect(statuses(all).every((status) => status === 'done')).toBe(true);
  });

  for (const jump of [20 * MINUTE, -20 * MINUTE]) {
    it(`is asked about after the clock jumped by ${String(jump / MINUTE)} minutes: it may have been a sleep`, async () => {
      const clock = createManualClock();
      let offset = 0;
      const jumping: ManualClock = { ...clock, now: () => clock.now() + offset };
      const all = createWorld(newDisk(createMemoryJobStore()), createScriptedGateway(), jumping);
      all.engine.pause();
      all.outside.online = false;
      submit(all);
      all.outside.paused = false;
      await run(all, 5);
      offset = jump;
      all.outside.online = true;
      all.engine.networkChanged();
      await all.clock.advance(MINUTE);
      expect(all.gateway.submits).toEqual([]);
      expect(all.engine.list().blocked?.by).toBe('confirm');
    });
  }

  it('is not confirmed by what another gateway answers', async () => {
    const all = world();
    all.outside.online = false;
    submit(all);
    all.outside.gateway = { kind: 'demo', origin: 'demo:' };
    all.engine.start();
    for (let n = 0; n < 4; n += 1) {
      submit(all);
      await all.clock.advance(5 * MINUTE);
    }
    all.outside.online = true;
    all.engine.networkChanged();
    await all.clock.advance(MINUTE);
    expect(all.gateway.submits).toHaveLength(4);
    expect(all.engine.list().blocked?.by).toBe('confirm');
  });

  it('asks no question any more when only what is wanted now is left', async () => {
    const all = world();
    all.outside.online = false;
    const { id } = submit(all);
    await run(all, 16 * 60);
    submit(all);
    all.outside.online = true;
    all.engine.networkChanged();
    expect(all.engine.list().blocked?.by).toBe('confirm');
    all.engine.cancel(id);
    await all.clock.advance(MINUTE);
    expect(all.engine.list().blocked).toBeNull();
    expect(statuses(all)).toEqual(['done', 'cancelled']);
  });

  it('leaves no question behind when all of it was taken back', async () => {
    const all = world();
    all.outside.online = false;
    const { id } = submit(all);
    await run(all, 16 * 60);
    all.outside.online = true;
    all.engine.networkChanged();
    expect(all.engine.list().blocked?.by).toBe('confirm');
    all.engine.cancel(id);
    submit(all);
    await all.clock.advance(MINUTE);
    expect(all.gateway.submits).toHaveLength(1);
  });
});
