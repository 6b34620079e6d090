import type { Job, JobIn } from '../../../shared/job';
import { isFinished } from '../../../shared/job-status';
import { timeLeft } from '../../../shared/waits';
import type { JobStore } from '../../core/ports';
import { LISTED_FINISHED } from './job-store';

/** Whether only a person can say what is to become of it. */
function isUndecided(job: Job): boolean {
  return job.status === 'unknown' || (job.status === 'done' && job.outputs.some(({ state }) => state === 'lost'));
}

/** The twin of the job store in memory, for tests: the same promises, nothing on disk. */
export function createMemoryJobStore(): JobStore {
  const jobs: Job[] = [];
  const dismissed = new Set<string>();
  const findByIntent: JobStore['findByIntent'] = (intentId) => jobs.find((job) => job.intentId === intentId);
  const queued = (except: readonly string[]): readonly JobIn<'queued'>[] =>
    jobs.filter((job) => job.status === 'queued').filter(({ gateway }) => !except.includes(gateway.origin));
  const save: JobStore['save'] = (job) => {
    const place = jobs.findIndex(({ id }) => id === job.id);
    if (place < 0) throw new Error(`There is no job ${job.id} to save.`);
    jobs[place] = job;
  };
  const insert: JobStore['insert'] = (job) => {
    const existing = findByIntent(job.intentId);
    if (existing) return existing;
    if (jobs.some(({ id }) => id === job.id)) throw new Error(`There is a job ${job.id} already.`);
    jobs.push(job);
    return job;
  };

  const listed: JobStore['listed'] = () => {
    const shown = jobs.filter(({ id }) => !dismissed.has(id)).reverse();
    const newest = new Set(shown.filter(isFinished).slice(0, LISTED_FINISHED));
    const alone = shown.filter((job) => !isFinished(job) || isUndecided(job) || newest.has(job));
    const batches = new Set(alone.map(({ batchId }) => batchId));
    return shown.filter((job) => alone.includes(job) || (job.batchId !== null && batches.has(job.batchId)));
  };

  return {
    insert,
    insertAll: (all) => {
      const before = jobs.length;
      try {
        return all.map(insert);
      } catch (error) {
        jobs.length = before;
        throw error;
      }
    },
    save,
    saveAll: (changed) => {
      for (const job of changed) save(job);
    },
    get: (id) => jobs.find((job) => job.id === id),
    findByIntent,
    listed,
    unfinished: () => jobs.filter((job) => !isFinished(job)),
    due: (now, except, limit) =>
      queued(except)
        .filter((job) => timeLeft(job.notBefore, now) === 0)
        .slice(0, limit),
    nextDue: (now, except) => {
      const waits = queued(except).filter((job) => timeLeft(job.notBefore, now) > 0);
      return waits.length === 0 ? null : Math.min(...waits.map(({ notBefore }) => notBefore));
    },
    dismiss: (id) => {
      dismissed.add(id);
    },
    newestDone: (count) =>
      jobs
        .filter((job) => job.status === 'done')
        .reverse()
        .slice(0, count),
    dismissFinished: () => {
      const isCleared = (job: Job): boolean =>
        job.status === 'cancelled' || (job.status === 'done' && !isUndecided(job));
      const taken = listed().filter(isCleared);
      for (const { id } of jobs.filter(isCleared)) dismissed.add(id);
      return taken.map(({ id }) => id);
    },
    findByRequest: (origin, requestId) =>
      jobs.find((job) => job.gateway.origin === origin && 'requestId' in job && job.requestId === requestId),
  };
}
