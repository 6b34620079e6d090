import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import { RequestError } from '../../shared/result';
import type { JobBook } from './job-book';
import { askStatus, type FollowPorts } from './job-follow';
import type { Clock, JobStore, Receipts, StatusLook } from './ports';

/** What identifying needs. */
export type IdentifyPorts = Pick<FollowPorts, 'gateway' | 'traffics' | 'keyRefused' | 'rateLimited'> & {
  readonly book: JobBook;
  readonly store: Pick<JobStore, 'findByRequest'>;
  readonly receipts: Pick<Receipts, 'identified'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** Longer than this a person does not wait for a gateway that wants to be left alone. Milliseconds. */
const PATIENCE = 10_000;

/**
 * An unknown job goes on with the id that a person found in the gateway's console, once the gateway has confirmed it.
 * Throws `invalid` with field `requestId` when it can't be this job's, `unavailable` when that can't be found out now.
 */
export async function identifyJob(ports: IdentifyPorts, id: JobId, requestId: string): Promise<Job> {
  const { book, signal } = ports;
  const job = unknownJob(ports, id, requestId);
  if (ports.traffics.of(job.gateway.origin).gate.closedFor() > PATIENCE) {
    throw new RequestError('unavailable', 'The gateway wants to be left alone for a while. Try again later.');
  }
  const look = await askStatus(ports, { gateway: job.gateway, requestId }, signal).catch(() => null);
  if (look === null || signal.aborted) throw new RequestError('unavailable', 'Easel is closing.');
  checkConfirmed(look);
  // Somebody may have been faster while the gateway was asked.
  unknownJob(ports, id, requestId);
  try {
    ports.receipts.identified(id, requestId);
    return book.apply(id, { type: 'identified', requestId, at: ports.clock.now() });
  } catch (error) {
    const sentence = 'Easel could not write this down. Free some space on the disk of your user data and try again.';
    throw Object.assign(new RequestError('unavailable', sentence), { cause: error });
  }
}

function unknownJob({ book, store }: IdentifyPorts, id: JobId, requestId: string): Job {
  const job = book.get(id);
  if (job.status !== 'unknown')
    throw new RequestError('invalid', 'This request is not in doubt any more.', 'requestId');
  const other = store.findByRequest(job.gateway.origin, requestId);
  if (!other) return job;
  throw new RequestError('invalid', 'This request id belongs to another entry of the queue.', 'requestId');
}

function checkConfirmed({ verdict, reply }: StatusLook): void {
  switch (verdict.kind) {
    case 'queued':
    case 'running':
    case 'completed':
    case 'failed':
      return;
    case 'retry':
      if (reply && isDenial(verdict.problem)) {
        throw new RequestError('invalid', 'The gateway does not know this request id.', 'requestId');
      }
      throw new RequestError('unavailable', verdict.problem.message);
    case 'blocked':
    case 'rate-limited':
      throw new RequestError('unavailable', verdict.problem.message);
  }
}

function isDenial({ code }: Problem): boolean {
  return code === 'not-found' || code === 'bad-request';
}
