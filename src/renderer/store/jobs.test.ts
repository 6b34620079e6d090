import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/job';
import { doneJob, imageId, queuedJob } from './fake-bridge';
import { typicalTook } from './jobs';

function took(n: number, seconds: number, change: Partial<Job['recipe']> = {}): Job {
  const job = doneJob(n, [imageId(n)]);
  return { ...job, recipe: { ...job.recipe, ...change }, completedAt: job.submittedAt + seconds * 1000 };
}

describe('what is typical', () => {
  it('is the middle of the person’s own history, so that one job found hours late does not change it', () => {
    const jobs = [took(1, 10), took(2, 14), took(3, 12), took(4, 40_000), took(5, 11)];
    expect(typicalTook(jobs, queuedJob(9))).toBe(12_000);
  });
  it('says nothing of a kind that was hardly seen, and keeps kinds apart', () => {
    const jobs = [took(1, 10), took(2, 14), took(3, 90, { resolution: '2k' })];
    expect(typicalTook(jobs, queuedJob(9))).toBeNull();
    expect(typicalTook([...jobs, took(4, 12)], queuedJob(9))).toBe(12_000);
  });
});
