import { describe, expect, it, test } from 'vitest';
import type { BatchId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { doneJob, queuedJob } from './fake-bridge';
import { imageId, jobId } from './fake-ids';
import { batchesOf, batchWords, commonName, liveTiles, queueEntries } from './job-batches';
import { mergeJobs } from './job-sync';

const batchId = (n: number): BatchId => `bat_${String(n).padStart(20, '0')}` as BatchId;
const inBatch = <T extends Job>(job: T, n = 1): T => ({ ...job, batchId: batchId(n) });
const problem = { code: 'answer-lost', message: 'Lost.', httpStatus: null } as const;

function failedJob(n: number, status: 'failed' | 'unknown' | 'refused'): Job {
  const { tries: _tries, notBefore: _wait, problem: _problem, status: _queued, ...base } = queuedJob(n);
  const ended = { ...base, submittedAt: 1, finishedAt: 2, problem };
  return status === 'failed' ? { ...ended, status, requestId: 'r', acceptedAt: 1 } : { ...ended, status };
}

/** Newest first: two jobs alone around a batch of five. */
const JOBS: readonly Job[] = [
  queuedJob(9),
  inBatch(queuedJob(8, { prompt: 'A red car' })),
  inBatch({ ...failedJob(7, 'unknown') }),
  inBatch(doneJob(6, [imageId(6)])),
  queuedJob(5),
  inBatch(failedJob(4, 'failed')),
  inBatch(queuedJob(3)),
];

describe('a name for prompts', () => {
  test.each([
    [['A red car', 'A blue car'], 'A … car'],
    [['A red car', 'A car'], 'A … car'],
    [['A red car at dusk, calm', 'A blue car at dawn, calm'], 'A … car at … calm'],
    [['red car', 'blue car'], '… car'],
    [['A red', 'A blue'], 'A …'],
    [['a harbour', 'a harbour'], 'a harbour'],
    [['so so', 'so so so'], 'so so …'],
    [['one two', 'three'], 'one two …'],
    [['A', 'A car'], 'A …'],
    [['', 'A car'], ' …'],
  ])('%j', (lines, name) => {
    expect(commonName(lines.map((line) => line.split(' ')))).toBe(name);
  });
});

describe('a batch', () => {
  it('says what became of each of its jobs, and counts no money for what was not charged', () => {
    const refused = inBatch(failedJob(2, 'refused'));
    const demo: Job = { ...inBatch(queuedJob(1)), gateway: { kind: 'demo', origin: 'demo' } };
    const batch = batchesOf([...JOBS, refused, demo]).get(batchId(1));
    expect(batch).toMatchObject({ waiting: 3, done: 1, running: 0, failed: 2, unknown: 1, cancelled: 0 });
    expect(batch && batchWords(batch)).toEqual(['1 of 7 done', '2 failed', '1 in doubt', 'about $0.25']);
  });

  it('of which one job is left in the list is that job', () => {
    const jobs = [queuedJob(2), inBatch(queuedJob(1))];
    expect(batchesOf(jobs).size).toBe(0);
    expect(liveTiles(jobs)).toEqual(jobs);
    expect(queueEntries(jobs, 'all', new Map()).map(({ kind }) => kind)).toEqual(['job', 'job']);
  });

  it('is one tile above the images, and none when nothing of it is left to wait for', () => {
    const tiles = liveTiles(JOBS).map(({ id }) => id);
    expect(tiles).toEqual([jobId(9), batchId(1), jobId(5)]);
    const done = [6, 7].map((n) => inBatch(doneJob(n, [imageId(n)])));
    expect(liveTiles(done)).toEqual([]);
  });

  it('that comes in one message is listed as main lists it, the last job first', () => {
    const coming = [1, 2, 3].map((n) => ({ ...inBatch(queuedJob(n)), createdAt: 5 }));
    expect(mergeJobs([queuedJob(9)], coming, new Set()).map(({ id }) => id)).toEqual([9, 3, 2, 1].map(jobId));
  });
});

describe('the lines of the queue', () => {
  const lines = (...rest: [Parameters<typeof queueEntries>[1], Parameters<typeof queueEntries>[2]]): unknown =>
    queueEntries(JOBS, ...rest).map(({ id }) => id);

  it('have a batch together where its newest job is', () => {
    const own = [8, 7, 6, 4, 3].map(jobId);
    expect(lines('all', new Map())).toEqual([jobId(9), batchId(1), ...own, jobId(5)]);
  });

  it('show of a folded batch its heading alone', () => {
    expect(lines('all', new Map([[batchId(1), true]]))).toEqual([jobId(9), batchId(1), jobId(5)]);
  });

  it('show what a filter finds under the heading of the whole', () => {
    expect(lines('waiting', new Map())).toEqual([jobId(9), batchId(1), jobId(8), jobId(3), jobId(5)]);
    expect(lines('needs-you', new Map())).toEqual([batchId(1), jobId(7), jobId(4)]);
    expect(lines('running', new Map())).toEqual([]);
  });

  it('fold a large batch by themselves, but not what a filter found of it', () => {
    const many = Array.from({ length: 200 }, (_, n) => inBatch(queuedJob(1000 - n)));
    expect(queueEntries(many, 'all', new Map())).toHaveLength(1);
    expect(queueEntries(many, 'all', new Map([[batchId(1), false]]))).toHaveLength(201);
    expect(queueEntries(many, 'waiting', new Map())).toHaveLength(201);
  });
});
