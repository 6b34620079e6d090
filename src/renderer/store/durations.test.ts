import { describe, expect, it } from 'vitest';
import type { PastJob } from '../../shared/app-state';
import type { Job } from '../../shared/job';
import { usualFor } from './durations';
import { doneJob, queuedJob } from './fake-bridge';
import { imageId, jobId } from './fake-ids';

function took(n: number, seconds: number, change: Partial<Job['recipe']> = {}): Job {
  const job = doneJob(n, [imageId(n)]);
  return { ...job, recipe: { ...job.recipe, ...change }, completedAt: job.submittedAt + seconds * 1000 };
}

describe('what is usual', () => {
  it('says nothing of a kind that was hardly seen, and keeps kinds apart', () => {
    const jobs = [took(1, 10), took(2, 14), took(3, 90, { resolution: '2k' })];
    expect(usualFor([], jobs, queuedJob(9))).toBeNull();
    expect(usualFor([], [...jobs, took(4, 12)], queuedJob(9))).toEqual([10_000, 12_000, 14_000]);
  });

  it('is known of jobs that were cleared from the list, and counts one that is in both once', () => {
    const { gateway, recipe } = queuedJob(9);
    const { modelId, resolution, count } = recipe;
    const past = [1, 2, 3].map((n): PastJob => {
      return { id: jobId(n), kind: gateway.kind, modelId, resolution, count, tookMs: n * 1000 };
    });
    expect(usualFor(past, [took(3, 3)], queuedJob(9))).toEqual([1000, 2000, 3000]);
    expect(usualFor(past, [took(4, 4)], queuedJob(9))).toEqual([1000, 2000, 3000, 4000]);
  });
});
