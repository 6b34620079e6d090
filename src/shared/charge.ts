import type { Job } from './job';
import type { Charge } from './problem';

/**
 * What is known of the money of a job. The API documents only that ERROR is not charged and that a refusal queues nothing;
 * everything the gateway took and did not deliver stays "unknown". Null while the job is still on its way.
 */
export function chargeOf(job: Job): Charge | null {
  switch (job.status) {
    case 'done':
    case 'saving':
      return 'yes';
    case 'refused':
    case 'stopped':
    case 'cancelled':
      return 'no';
    case 'failed':
      return job.problem.code === 'system-error' ? 'no' : 'unknown';
    case 'empty':
    case 'unknown':
      return 'unknown';
    case 'queued':
    case 'submitting':
    case 'accepted':
    case 'running':
      return null;
  }
}
