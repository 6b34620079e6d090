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
