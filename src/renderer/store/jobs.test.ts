import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/job';
import { doneJob, queuedJob } from './fake-bridge';
import { imageId, jobId } from './fake-ids';
import { filteredJobs, QUEUE_FILTERS, queueCounts, queuedBefore } from './jobs';

describe('the queue', () => {
  const problem = { code: 'answer-lost', message: 'Lost.', httpStatus: null } as const;
  const { tries: _tries, notBefore: _wait, problem: _problem, status: _queued, ...base } = queuedJob(4);
  const unknown: Job = { ...base, status: 'unknown', submittedAt: 1, finishedAt: 2, problem };
  const cancelled: Job = { ...base, id: jobId(5), status: 'cancelled', finishedAt: 2 };
  const lost = { state: 'lost', origin: { from: 'link', url: '' }, problem } as const;
  const partly: Job = { ...doneJob(6, []), outputs: [...doneJob(6, [imageId(6)]).outputs, lost] };
  const demo: Job = { ...queuedJob(7), gateway: { kind: 'demo', origin: 'demo' } };
  const jobs = [demo, partly, cancelled, unknown, queuedJob(3), queuedJob(2), doneJob(1, [imageId(1)])];

  it('has every job under exactly one filter, a doubt and a lost image under those that need the person', () => {
    const { of } = queueCounts(jobs);
    expect(of).toEqual({ all: 7, waiting: 3, running: 0, 'needs-you': 2, finished: 2 });
    for (const filter of QUEUE_FILTERS) expect(filteredJobs(jobs, filter)).toHaveLength(of[filter]);
  });

  it('adds up what may still be charged, without the demo', () => {
    expect(queueCounts(jobs).pending).toBeCloseTo(0.1);
    expect(queueCounts(jobs).missing).toBe(1);
  });

  it('counts the turn from the oldest that waits', () => {
    expect([queuedJob(2), queuedJob(3), demo].map((job) => queuedBefore(jobs, job))).toEqual([0, 1, 2]);
  });
});
