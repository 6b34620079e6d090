import { describe, expect, it } from 'vitest';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { PROBLEM } from './engine-fakes';
import { createWorld, linksTo, newDisk, newIntent, onlyJob, run, someRecipe, type World } from './engine-world';

const MINUTE = 60_000;

const world = (): World => createWorld(newDisk(createMemoryJobStore()));
const submit = ({ engine }: World, prompt = 'prompt'): ReturnType<World['engine']['submit']> =>
  engine.submit(newIntent(), someRecipe({ prompt }), 'profile');
const statuses = ({ disk }: World): readonly string[] => disk.store.listed().map(({ status }) => status);

describe('a webhook', () => {
  const hook = { url: 'https://hook.test/easel', mode: 'terminal' } as const;

  it('comes from the settings, from the submit, or not at all; the demo has none of the settings’', () => {
    const all = world();
    all.outside.webhook = hook;
    const own = { url: 'https://own.test', mode: 'sync' } as const;
    const make = (choice: Parameters<World['engine']['submit']>[2]): unknown =>
      all.engine.submit(newIntent(), someRecipe(), choice).webhook;
    expect([make('profile'), make('none'), make(own)]).toEqual([hook, null, own]);
    all.outside.gateway = { kind: 'demo', origin: 'demo:' };
    expect([make('profile'), make(own)]).toEqual([null, own]);
  });

  it('that can’t be called is refused before a job exists', () => {
    const all = world();
    const submitTo = (url: string) => () => all.engine.submit(newIntent(), someRecipe(), { url, mode: 'sync' });
    expect(submitTo('http://hook.test')).toThrow(expect.objectContaining({ code: 'invalid', field: 'webhook' }));
    expect(statuses(all)).toEqual([]);
  });

  it('is kept when the same is submitted again after the settings have changed', () => {
    const all = world();
    const first = all.engine.submit(newIntent(), someRecipe(), hook);
    all.outside.webhook = { ...hook, url: 'https://other.test' };
    const bare = all.engine.submit(newIntent(), someRecipe(), 'none');
    expect(all.engine.submitAgain(first.id, newIntent()).webhook).toEqual(hook);
    expect(all.engine.submitAgain(bare.id, newIntent()).webhook).toBeNull();
  });
});

describe('answers about a request that can’t be used', () => {
  it('are told after ten in a row, kept in the receipts once, and forgotten at the next good one', async () => {
    const all = world();
    let isOdd = true;
    const odd = { ...PROBLEM, code: 'unreadable-reply', message: 'Odd.' } as const;
    all.gateway.statusVerdict = () => (isOdd ? { kind: 'retry', problem: odd } : { kind: 'running' });
    submit(all);
    await run(all, 5 * 60);
    expect(onlyJob(all.disk)).toMatchObject({ note: null });
    await all.clock.advance(10 * MINUTE);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'accepted', note: { code: 'unreadable-reply' } });
    const { lines } = newLines(all);
    expect(lines.filter((line) => line.startsWith('status'))).toHaveLength(1);
    isOdd = false;
    await all.clock.advance(5 * MINUTE);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'running', note: null });
  });

  it('are no matter of the gateway when nobody was reached: being offline is not odd', async () => {
    const all = world();
    all.gateway.statusVerdict = () => ({ kind: 'retry', problem: PROBLEM });
    submit(all);
    await run(all, 30 * 60);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'accepted', note: null });
  });

  it('of a request that is not known are asked for hourly in the end, for ever, and end no job', async () => {
    const all = world();
    let looks = 0;
    all.gateway.statusVerdict = () => {
      looks += 1;
      return { kind: 'retry', problem: { ...PROBLEM, code: 'not-found' } };
    };
    submit(all);
    await run(all, 3600);
    const before = looks;
    expect(before).toBeGreaterThanOrEqual(30);
    await all.clock.advance(24 * 3600_000);
    expect(looks - before).toBe(24);
    expect(onlyJob(all.disk).status).toBe('accepted');
    all.gateway.statusVerdict = () => ({ kind: 'completed', media: linksTo('https://media.test/late') });
    await all.clock.advance(3700_000);
    expect(onlyJob(all.disk).status).toBe('done');
  });
});

function newLines({ disk }: World): { readonly lines: readonly string[] } {
  if (!('lines' in disk.receipts) || !Array.isArray(disk.receipts.lines)) throw new Error('These receipts forget.');
  return { lines: disk.receipts.lines.map(String) };
}
