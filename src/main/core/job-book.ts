import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import { advance, type JobEvent } from './job-machine';
import type { JobStore } from './ports';

/** What changed, for whoever mirrors the jobs. */
export interface JobChange {
  readonly revision: number;
  readonly jobs: readonly Job[];
  readonly removed: readonly JobId[];
}

/** An event for a job, if the job is still one that it is meant for. */
export interface FittingChange {
  readonly id: JobId;
  readonly event: JobEvent;
  readonly fits: (job: Job) => boolean;
}

/** The jobs with their one way to change: event, transition, disk, then everybody else. */
export interface JobBook {
  revision(): number;
  get(id: JobId): Job;
  /** Stores a new job, or returns the one that its intent made before. */
  add(job: Job): Job;
  /** The same for each of the jobs, in one commit: all of them or nothing. */
  addAll(jobs: readonly Job[]): readonly Job[];
  /** Applies the events in order and commits the result once. The job is on disk when this returns. */
  apply(id: JobId, ...events: readonly JobEvent[]): Job;
  /** Applies one event to each of the jobs, and commits all of it or nothing. */
  applyToAll(ids: readonly JobId[], event: JobEvent): void;
  /** Applies what still fits when its turn comes, in order, and commits all of it or nothing. */
  applyFitting(changes: readonly FittingChange[]): void;
  dismiss(id: JobId): void;
  /** Takes finished jobs that need no decision from the list; returns how many. */
  dismissFinished(): number;
  /** Tells that something beside the jobs changed, such as the queue's block. */
  touch(): void;
  onChange(listener: (change: JobChange) => void): () => void;
}

/** A job book over the store, which stays the only truth. `ended` hears of each job that has just ended, once on disk. */
export function createJobBook(store: JobStore, ended: (job: Job) => void): JobBook {
  const listeners = new Set<(change: JobChange) => void>();
  let revision = 0;
  const tell = (jobs: readonly Job[], removed: readonly JobId[] = []): void => {
    revision += 1;
    for (const listener of listeners) listener({ revision, jobs, removed });
  };
  const tellChanged = (jobs: readonly Job[]): void => {
    for (const job of jobs) if (isFinished(job)) ended(job);
    tell(jobs);
  };
  const get = (id: JobId): Job => {
    const job = store.get(id);
    if (!job) throw new Error(`There is no job ${id}.`);
    return job;
  };
  return {
    revision: () => revision,
    get,
    add(job) {
      const stored = store.insert(job);
      if (stored.id === job.id) tell([stored]);
      return stored;
    },
    addAll(jobs) {
      const made = new Set(jobs.map(({ id }) => id));
      const stored = store.insertAll(jobs);
      const added = stored.filter(({ id }) => made.has(id));
      if (added.length > 0) tell(added);
      return stored;
    },
    apply(id, ...events) {
      const before = get(id);
      const job = events.reduce(advance, before);
      if (job === before) return job;
      store.save(job);
      tellChanged([job]);
      return job;
    },
    applyToAll(ids, event) {
      const jobs = ids.map((id) => advance(get(id), event));
      if (jobs.length === 0) return;
      store.saveAll(jobs);
      tellChanged(jobs);
    },
    applyFitting(changes) {
      const jobs = new Map<JobId, Job>();
      for (const { id, event, fits } of changes) {
        const before = jobs.get(id) ?? get(id);
        const job = fits(before) ? advance(before, event) : before;
        if (job !== before) jobs.set(id, job);
      }
      if (jobs.size === 0) return;
      store.saveAll([...jobs.values()]);
      tellChanged([...jobs.values()]);
    },
    dismiss(id) {
      store.dismiss(id);
      tell([], [id]);
    },
    dismissFinished() {
      const removed = store.dismissFinished();
      if (removed.length > 0) tell([], removed);
      return removed.length;
    },
    touch: () => {
      tell([]);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
