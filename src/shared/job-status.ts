import type { Job, JobIn, JobStatus } from './job';

/** The states from which nothing happens by itself. */
export const FINISHED = [
  'done',
  'empty',
  'refused',
  'failed',
  'unknown',
  'stopped',
  'cancelled',
] as const satisfies readonly JobStatus[];

/** True when nothing more happens to the job by itself. */
export function isFinished(job: Job): job is JobIn<(typeof FINISHED)[number]> {
  return (FINISHED as readonly JobStatus[]).includes(job.status);
}

/**
 * The number of a job's submit in the receipts, from 0: each counted try and each smaller delivery of its sources is one of
 * its own, so that the answer to an earlier one is never taken for that of a later one.
 */
export function attemptOf({ tries, delivery }: Pick<JobIn<'submitting'>, 'tries' | 'delivery'>): number {
  return tries + (delivery?.step ?? 0);
}
