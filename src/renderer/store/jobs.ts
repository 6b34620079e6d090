import type { StateCreator } from 'zustand';
import type { QueueBlock } from '../../shared/ipc';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';

/** The listed jobs as main has them. A mirror, written by `sync` alone. */
export interface JobsSlice {
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** Of the last change applied; -1 before the first list. */
  readonly jobsRevision: number;
  readonly blocked: QueueBlock | null;
}

/** Starts empty. */
export const createJobsSlice: StateCreator<JobsSlice> = () => ({ jobs: [], jobsRevision: -1, blocked: null });

/** True for a job that ended in another way than all of its images saved, and that the person has not dismissed. */
export function needsAttention(job: Job): boolean {
  if (job.status === 'done') return job.outputs.some((output) => output.state === 'lost');
  return isFinished(job) && job.status !== 'cancelled';
}

/** The jobs that the grid shows as tiles: on their way, or ended with a problem. Newest first, as given. */
export function tileJobs(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter((job) => !isFinished(job) || needsAttention(job));
}

/** How many queued jobs go before this one. */
export function queuedBefore(jobs: readonly Job[], job: Job): number {
  return jobs.filter((other) => other.status === 'queued' && other.createdAt < job.createdAt).length;
}
