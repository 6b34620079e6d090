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

/** Fewer requests of a kind than this say nothing typical. */
const FEWEST = 3;
const typicalOf = new WeakMap<readonly Job[], ReadonlyMap<string, number>>();

/** How long requests of the job's kind took in the person's own listed history: the median in milliseconds, or null. */
export function typicalTook(jobs: readonly Job[], job: Job): number | null {
  let typical = typicalOf.get(jobs);
  if (!typical) {
    typical = medians(jobs);
    typicalOf.set(jobs, typical);
  }
  return typical.get(kindOf(job)) ?? null;
}

function kindOf({ gateway, recipe }: Job): string {
  return [gateway.kind, recipe.modelId, recipe.resolution, recipe.count].join(' ');
}

function medians(jobs: readonly Job[]): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>();
  for (const job of jobs) {
    if (job.status !== 'done') continue;
    times.set(kindOf(job), [...(times.get(kindOf(job)) ?? []), job.completedAt - job.submittedAt]);
  }
  const known = [...times].filter(([, took]) => took.length >= FEWEST);
  return new Map(known.map(([kind, took]) => [kind, took.sort((a, b) => a - b)[took.length >> 1] ?? 0]));
}
