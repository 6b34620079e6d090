import { describe, expect, it } from 'vitest';
import { BatchId } from '../../../shared/ids';
import type { Job } from '../../../shared/job';
import type { JobStore } from '../../core/ports';
import { openDatabase } from '../database';
import { createJobStore } from './job-store';
import { jobId as id, ALL_STATES, intentId as intent, MADE_LOST, madeJob } from './made-jobs';
import { createMemoryJobStore } from './memory-job-store';
import { jobMigrations } from '../migrations/jobs';

const job = (n: number, change: Record<string, unknown> = {}): Job => madeJob(n, 'queued', change);
const cancelled = (n: number): Job => madeJob(n, 'cancelled');
const unknown = (n: number): Job => madeJob(n, 'unknown');

function onDisk(): {
  readonly store: JobStore;
  readonly corrupt: (n: number, data?: string) => void;
  readonly reported: string[];
} {
  const { database } = openDatabase({ file: ':memory:', migrations: jobMigrations, now: () => 0 });
  const reported: string[] = [];
  const store = createJobStore(database, (broken) => reported.push(broken));
  return {
    store,
    reported,
    corrupt: (n, data = '{"status":"from the future"}') => {
      database.run('UPDATE jobs SET data = ? WHERE id = ?', data, id(n));
    },
  };
}

describe.each([
  { name: 'in SQLite', create: (): JobStore => onDisk().store },
  { name: 'in memory', create: createMemoryJobStore },
])('job store $name', ({ create }) => {
  it('gives back a job exactly as it was stored', () => {
    const store = create();
    store.insert(job(1));
    expect(store.get(id(1))).toEqual(job(1));
    expect(store.findByIntent(intent(1))).toEqual(job(1));
    expect(store.get(id(2))).toBeUndefined();
    expect(store.findByIntent(intent(2))).toBeUndefined();
  });

  it('a second press with the same intent makes no second job', () => {
    const store = create();
    store.insert(job(1));
    const again = { ...job(2), intentId: intent(1) };
    expect(store.insert(again)).toEqual(job(1));
    expect(store.listed()).toHaveLength(1);
  });

  it('a batch makes the jobs of its new intents, in order, and returns those of the others as they are', () => {
    const store = create();
    store.insert(cancelled(2));
    const again = { ...job(9), intentId: intent(1) };
    expect(store.insertAll([job(1), job(2), job(3), again])).toEqual([job(1), cancelled(2), job(3), job(1)]);
    expect(store.unfinished()).toEqual([job(1), job(3)]);
    expect(store.insertAll([])).toEqual([]);
  });

  it('a batch of which one job can’t be stored leaves nothing behind', () => {
    const store = create();
    store.insert(job(1));
    expect(() => store.insertAll([job(2), job(3), { ...job(1), intentId: intent(9) }])).toThrow();
    expect(store.listed()).toEqual([job(1)]);
    expect(store.findByIntent(intent(3))).toBeUndefined();
  });

  it('refuses a second job of the same id, so that none is overwritten', () => {
    const store = create();
    store.insert(job(1));
    expect(() => store.insert({ ...job(1), intentId: intent(9) })).toThrow();
    expect(store.findByIntent(intent(9))).toBeUndefined();
  });

  it('save replaces a job and refuses one that was never inserted', () => {
    const store = create();
    store.insert(job(1));
    store.save(cancelled(1));
    expect(store.get(id(1))).toEqual(cancelled(1));
    expect(() => {
      store.save(job(2));
    }).toThrow();
    expect(store.get(id(2))).toBeUndefined();
  });

  it('lists newest first without dismissed ones, which stay in the history', () => {
    const store = create();
    [1, 2, 3].forEach((n) => store.insert(job(n)));
    store.dismiss(id(2));
    expect(store.listed().map((each) => each.id)).toEqual([id(3), id(1)]);
    expect(store.get(id(2))).toEqual(job(2));
    store.save(cancelled(2));
    expect(store.listed().map((each) => each.id)).toEqual([id(3), id(1)]);
  });

  it('unfinished jobs come oldest first, dismissed or not, and finished ones do not', () => {
    const store = create();
    [1, 2, 3].forEach((n) => store.insert(job(n)));
    store.save(cancelled(2));
    store.dismiss(id(3));
    expect(store.unfinished().map((each) => each.id)).toEqual([id(1), id(3)]);
  });
});

describe.each([
  { name: 'in SQLite', create: (): JobStore => onDisk().store },
  { name: 'in memory', create: createMemoryJobStore },
])('the queue $name', ({ create }) => {
  const HOUR = 3600_000;
  const elsewhere = { kind: 'live', origin: 'https://gateway.test' };

  it('hands out what is due, oldest first and no more than asked for: five hundred are not read for one', () => {
    const store = create();
    for (let n = 1; n <= 500; n += 1) store.insert(job(n, { notBefore: n % 2 === 0 ? 0 : HOUR }));
    store.save(cancelled(2));
    expect(store.due(1000, [], 3).map((each) => each.id)).toEqual([id(4), id(6), id(8)]);
    expect(store.nextDue(1000, [])).toBe(HOUR);
    expect(store.due(HOUR, [], 2).map((each) => each.id)).toEqual([id(1), id(3)]);
    expect(store.nextDue(HOUR, [])).toBeNull();
  });

  it('takes a wait that no rule ever set for one of a clock that was wrong: it is over', () => {
    const store = create();
    store.insert(job(1, { notBefore: 10 * 365 * 24 * HOUR }));
    expect(store.due(1000, [], 1).map((each) => each.id)).toEqual([id(1)]);
    expect(store.nextDue(1000, [])).toBeNull();
  });

  it('passes over the jobs of a gateway that is held back, however many stand in front', () => {
    const store = create();
    for (let n = 1; n <= 50; n += 1) store.insert(job(n, { gateway: elsewhere }));
    store.insert(job(51));
    store.insert(job(52, { notBefore: 5000 }));
    expect(store.due(1000, [elsewhere.origin], 2).map((each) => each.id)).toEqual([id(51)]);
    expect(store.nextDue(1000, [elsewhere.origin])).toBe(5000);
    expect(store.due(1000, [elsewhere.origin, 'demo:'], 2)).toEqual([]);
  });

  it('lists the newest finished ones, and everything that is not settled, however old', () => {
    const store = create();
    store.insert(job(1));
    store.insert(unknown(2));
    for (let n = 3; n <= 300; n += 1) store.insert(cancelled(n));
    const listed = store.listed().map((each) => each.id);
    expect(listed).toHaveLength(202);
    expect(listed.slice(0, 2)).toEqual([id(300), id(299)]);
    expect(listed.slice(-2)).toEqual([id(2), id(1)]);
  });

  it('lists a batch whole, so that its heading counts all of it, and none of it that was dismissed', () => {
    const store = create();
    const batchId = BatchId.parse(`bat_${'9'.repeat(20)}`);
    for (let n = 1; n <= 300; n += 1) store.insert({ ...cancelled(n), batchId });
    store.dismiss(id(7));
    const listed = store.listed().map((each) => each.id);
    expect(listed).toHaveLength(299);
    expect(listed).not.toContain(id(7));
    expect(listed.slice(0, 2)).toEqual([id(300), id(299)]);
  });
});

describe.each([
  { name: 'in SQLite', create: (): JobStore => onDisk().store },
  { name: 'in memory', create: createMemoryJobStore },
])('decisions and requests $name', ({ create }) => {
  const undecided = (n: number): Job => madeJob(n, 'done', { outputs: MADE_LOST });

  it('a job with a lost image stays listed, however many finished after it', () => {
    const store = create();
    store.insert(undecided(1));
    for (let n = 2; n <= 250; n += 1) store.insert(cancelled(n));
    expect(store.listed().at(-1)?.id).toBe(id(1));
    store.dismiss(id(1));
    expect(store.listed().at(-1)?.id).not.toBe(id(1));
  });

  it('clearing takes what ended well; a failure that may have cost something leaves the list only by itself', () => {
    const store = create();
    ALL_STATES.forEach((status, place) => store.insert(madeJob(place, status)));
    store.insert(undecided(50));
    const taken = (['done', 'cancelled'] as const).map((status) => id(ALL_STATES.indexOf(status)));
    expect([...store.dismissFinished()].sort()).toEqual([...taken].sort());
    expect(store.dismissFinished()).toEqual([]);
    const listed = store.listed().map(({ status }) => status);
    const stay = ['accepted', 'done', 'empty', 'failed', 'queued', 'refused', 'running', 'saving', 'stopped'];
    expect(listed.sort()).toEqual([...stay, 'submitting', 'unknown']);
    expect(store.newestDone(9).map((each) => each.id)).toEqual([id(50), taken[0]]);
    expect(store.get(taken[0] ?? id(0))).toBeDefined();
  });

  it('clearing takes older ones along that the list had no room for, so that they don’t move up', () => {
    const store = create();
    for (let n = 1; n <= 250; n += 1) store.insert(cancelled(n));
    expect(store.dismissFinished()).toHaveLength(200);
    expect(store.listed()).toEqual([]);
  });

  it('a job that finishes after the clearing is listed', () => {
    const store = create();
    store.insert(job(1));
    store.insert(cancelled(2));
    store.dismissFinished();
    store.save(cancelled(1));
    expect(store.listed().map((each) => each.id)).toEqual([id(1)]);
  });

  it('finds the job of a request, at its own gateway only', () => {
    const store = create();
    const known = madeJob(1, 'accepted', { requestId: 'same' });
    const elsewhere = madeJob(2, 'done', { requestId: 'same', gateway: { kind: 'live', origin: 'https://x' } });
    [known, elsewhere, job(3)].forEach((each) => store.insert(each));
    expect(store.findByRequest('demo:', 'same')).toEqual(known);
    expect(store.findByRequest('https://x', 'same')).toEqual(elsewhere);
    expect(store.findByRequest('https://y', 'same')).toBeUndefined();
    expect(store.findByRequest('demo:', 'other')).toBeUndefined();
  });
});

describe('job store with rows that can’t be read', () => {
  it('goes on with the queue when the text of a job is no JSON at all', () => {
    const { store, corrupt } = onDisk();
    [1, 2].forEach((n) => store.insert(job(n)));
    corrupt(1, 'not { json');
    expect(store.due(1000, [], 5).map((each) => each.id)).toEqual([id(2)]);
    expect(store.nextDue(1000, [])).toBeNull();
  });

  it('sets them aside, counts each once and goes on with the rest', () => {
    const { store, corrupt, reported } = onDisk();
    [1, 2].forEach((n) => store.insert(job(n)));
    corrupt(1);
    expect(store.listed().map((each) => each.id)).toEqual([id(2)]);
    expect(store.unfinished().map((each) => each.id)).toEqual([id(2)]);
    expect(store.get(id(1))).toBeUndefined();
    expect(reported).toEqual([id(1)]);
  });

  it('never makes a second job for an intent whose job can’t be read: it could be paid twice', () => {
    const { store, corrupt } = onDisk();
    store.insert(job(1));
    corrupt(1);
    expect(() => store.insert({ ...job(2), intentId: intent(1) })).toThrow();
    expect(store.get(id(2))).toBeUndefined();
  });
});
