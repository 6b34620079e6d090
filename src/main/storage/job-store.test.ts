import { describe, expect, it } from 'vitest';
import type { IntentId, JobId } from '../../shared/ids';
import { ImageId, IntentId as IntentIdSchema, JobId as JobIdSchema } from '../../shared/ids';
import { Job } from '../../shared/job';
import type { JobStore } from '../core/ports';
import { openDatabase } from './database';
import { createJobStore } from './job-store';
import { createMemoryJobStore } from './memory-job-store';
import { jobMigrations } from './migrations/jobs';

const id = (n: number): JobId => JobIdSchema.parse(`job_${String(n).padStart(20, '0')}`);
const intent = (n: number): IntentId => IntentIdSchema.parse(`intent_${String(n).padStart(20, '0')}`);

function job(n: number, state: Record<string, unknown> = {}): Job {
  return Job.parse({
    id: id(n),
    intentId: intent(n),
    createdAt: 1000 + n,
    recipe: {
      modelId: 'm',
      prompt: 'a “fox” \u0000 狐',
      count: 1,
      aspectRatio: '1:1',
      resolution: '1k',
      format: 'jpeg',
      privateDelivery: false,
      options: {},
      sourceIds: [ImageId.parse('img_00000000000000000001')],
    },
    gateway: { kind: 'demo', origin: 'demo:' },
    estimate: 0.05,
    status: 'queued',
    tries: 0,
    notBefore: 0,
    problem: null,
    ...state,
  });
}

const cancelled = (n: number): Job => {
  const {
    tries: _tries,
    notBefore: _notBefore,
    problem: _problem,
    ...rest
  } = { tries: 0, notBefore: 0, problem: null, ...job(n) };
  return Job.parse({ ...rest, status: 'cancelled', finishedAt: 2000 });
};

function onDisk(): { readonly store: JobStore; readonly corrupt: (n: number) => void } {
  const { database } = openDatabase({ file: ':memory:', migrations: jobMigrations, now: () => 0 });
  const store = createJobStore(database, () => undefined);
  return {
    store,
    corrupt: (n) => {
      database.run('UPDATE jobs SET data = ? WHERE id = ?', '{"status":"from the future"}', id(n));
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
    expect(store.unreadable()).toBe(0);
  });
});

describe('job store with rows that can’t be read', () => {
  it('sets them aside, counts each once and goes on with the rest', () => {
    const { store, corrupt } = onDisk();
    [1, 2].forEach((n) => store.insert(job(n)));
    corrupt(1);
    expect(store.listed().map((each) => each.id)).toEqual([id(2)]);
    expect(store.unfinished().map((each) => each.id)).toEqual([id(2)]);
    expect(store.get(id(1))).toBeUndefined();
    expect(store.unreadable()).toBe(1);
  });

  it('never makes a second job for an intent whose job can’t be read: it could be paid twice', () => {
    const { store, corrupt } = onDisk();
    store.insert(job(1));
    corrupt(1);
    expect(() => store.insert({ ...job(2), intentId: intent(1) })).toThrow();
    expect(store.get(id(2))).toBeUndefined();
  });
});
