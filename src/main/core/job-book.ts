import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { advance, type JobEvent } from './job-machine';
import type { JobStore } from './ports';

/** What changed, for whoever mirrors the jobs. */
export interface JobChange {
  readonly revision: number;
  readonly jobs: readonly Job[];
  readonly removed: readonly JobId[];
}

/** The jobs with their one way to change: event, transition, disk, then everybody else. */
export interface JobBook {
  revision(): number;
  get(id: JobId): Job;
  /** Stores a new job, or returns the one that its intent made before. */
  add(job: Job): Job;
  /** Applies the events in order and commits the result once. The job is on disk when this returns. */
  apply(id: JobId, ...events: readonly JobEvent[]): Job;
  dismiss(id: JobId): void;
  /** Tells that something beside the jobs changed, such as the queue's block. */
  touch(): void;
  onChange(listener: (change: JobChange) => void): () => void;
}

/** A job book over the store, which stays the only truth. */
export function createJobBook(store: JobStore): JobBook {
  const listeners = new Set<(change: JobChange) => void>();
  let revision = 0;
  const tell = (jobs: readonly Job[], removed: readonly JobId[] = []): void => {
    revision += 1;
    for (const listener of listeners) listener({ revision, jobs, removed });
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
    apply(id, ...events) {
      const job = events.reduce(advance, get(id));
      store.save(job);
      tell([job]);
      return job;
    },
    dismiss(id) {
      store.dismiss(id);
      tell([], [id]);
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
