import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import type { JobStore } from '../core/ports';

/** The twin of the job store in memory, for tests: the same promises, nothing on disk. */
export function createMemoryJobStore(): JobStore {
  const jobs: Job[] = [];
  const dismissed = new Set<string>();
  const findByIntent: JobStore['findByIntent'] = (intentId) => jobs.find((job) => job.intentId === intentId);

  return {
    insert: (job) => {
      const existing = findByIntent(job.intentId);
      if (existing) return existing;
      if (jobs.some(({ id }) => id === job.id)) throw new Error(`There is a job ${job.id} already.`);
      jobs.push(job);
      return job;
    },
    save: (job) => {
      const place = jobs.findIndex(({ id }) => id === job.id);
      if (place < 0) throw new Error(`There is no job ${job.id} to save.`);
      jobs[place] = job;
    },
    get: (id) => jobs.find((job) => job.id === id),
    findByIntent,
    listed: () => jobs.filter(({ id }) => !dismissed.has(id)).reverse(),
    unfinished: () => jobs.filter((job) => !isFinished(job)),
    dismiss: (id) => {
      dismissed.add(id);
    },
    unreadable: () => 0,
  };
}
