import type { StateCreator } from 'zustand';
import type { BatchId, JobId } from '../../shared/ids';
import type { PastJob, QueueBlock } from '../../shared/app-state';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';

/** The groups that the queue can be narrowed to. Every job is in exactly one. */
export type JobGroup = 'waiting' | 'running' | 'needs-you' | 'finished';
/** What the queue shows. */
export type QueueFilter = 'all' | JobGroup;
/** See the type of the same name, in the order in which they are offered. */
export const QUEUE_FILTERS = [
  'all',
  'waiting',
  'running',
  'needs-you',
  'finished',
] as const satisfies readonly QueueFilter[];

/** One line of the queue: a job, or the heading of a batch. The ids tell which. */
export type QueueEntryId = JobId | BatchId;

/** The place in the queue: the first line in sight and how many pixels of it are above the edge. */
export interface QueueAnchor {
  readonly id: QueueEntryId;
  readonly offset: number;
}

/** The listed jobs as main has them, a mirror written by `sync` alone, and how the queue shows them. */
export interface JobsSlice {
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** Of the last change applied; -1 before the first list. */
  readonly jobsRevision: number;
  readonly blocked: QueueBlock | null;
  /** Jobs that were done before this window asked, listed or not. */
  readonly past: readonly PastJob[];
  readonly queueFilter: QueueFilter;
  /** What the queue's keyboard stands on and the inspector shows beside the queue. */
  readonly queueActive: QueueEntryId | null;
  /** Batches that the person folded or opened. */
  readonly queueFolds: ReadonlyMap<BatchId, boolean>;
  /** Null at the top. */
  readonly queueAnchor: QueueAnchor | null;
  /** The question whether all that waits is to be taken back stands open. */
  readonly askingCancelQueued: boolean;
  /** The inspector shows what the receipts hold; stays while one goes from job to job. */
  readonly evidenceOpen: boolean;
}

/** Starts empty. */
export const createJobsSlice: StateCreator<JobsSlice> = () => ({
  jobs: [],
  jobsRevision: -1,
  blocked: null,
  past: [],
  queueFilter: 'all',
  queueActive: null,
  queueFolds: new Map(),
  queueAnchor: null,
  askingCancelQueued: false,
  evidenceOpen: false,
});

/** True for a job that ended in another way than all of its images saved, and that the person has not dismissed. */
export function needsAttention(job: Job): boolean {
  if (job.status === 'done') return job.outputs.some((output) => output.state === 'lost');
  return isFinished(job) && job.status !== 'cancelled';
}

/** The jobs that have a part in the tiles of the grid: on their way, or ended with a problem. Newest first, as given. */
export function tileJobs(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter((job) => !isFinished(job) || needsAttention(job));
}

/** The group that the job is in. */
export function groupOf(job: Job): JobGroup {
  if (job.status === 'queued') return 'waiting';
  if (!isFinished(job)) return 'running';
  return needsAttention(job) ? 'needs-you' : 'finished';
}

/** True when an image of the job is missing that a download may still bring. */
export function missesImages(job: Job): boolean {
  if (job.status !== 'saving' && job.status !== 'done') return false;
  return job.outputs.some(
    (output) => output.state === 'lost' || (output.state === 'waiting' && output.problem !== null),
  );
}

/** What the head of the queue says of all jobs. */
export interface QueueCounts {
  readonly of: Readonly<Record<QueueFilter, number>>;
  /** Jobs of which images are missing. */
  readonly missing: number;
  /** US dollars as estimated for everything that waits or is on its way at a live gateway. */
  readonly pending: number;
}

/** Computed once for each list of jobs, however many items ask. */
export function perList<T extends object>(compute: (jobs: readonly Job[]) => T): (jobs: readonly Job[]) => T {
  const known = new WeakMap<readonly Job[], T>();
  return (jobs) => {
    const before = known.get(jobs);
    if (before) return before;
    const computed = compute(jobs);
    known.set(jobs, computed);
    return computed;
  };
}

/** Counts of that list of jobs. */
export const queueCounts = perList((jobs): QueueCounts => {
  const of = { all: jobs.length, waiting: 0, running: 0, 'needs-you': 0, finished: 0 };
  let missing = 0;
  let pending = 0;
  for (const job of jobs) {
    const group = groupOf(job);
    of[group] += 1;
    if (missesImages(job)) missing += 1;
    // What is being saved is charged already.
    const open = group === 'waiting' || (group === 'running' && job.status !== 'saving');
    if (open && job.gateway.kind === 'live') pending += job.estimate;
  }
  return { of, missing, pending };
});

/** The jobs of one group, in the order of the list. */
export function filteredJobs(jobs: readonly Job[], filter: QueueFilter): readonly Job[] {
  return filter === 'all' ? jobs : jobs.filter((job) => groupOf(job) === filter);
}

const turns = perList((jobs): ReadonlyMap<JobId, number> => {
  // The list is newest first and the queue sends oldest first.
  const queued = jobs.filter((job) => job.status === 'queued').reverse();
  return new Map(queued.map((job, at) => [job.id, at]));
});

/** How many queued jobs go before this one. */
export function queuedBefore(jobs: readonly Job[], job: Job): number {
  return turns(jobs).get(job.id) ?? 0;
}
