import type { JobId } from '../../shared/ids';
import type { Problem } from '../../shared/problem';
import type { JobBook } from './job-book';
import { keepMedia } from './job-submit';
import type { Clock, Gateway, Spool, StatusVerdict } from './ports';
import type { RequestGate } from './request-gate';
import { pollDelay, pollRetryDelay, rateLimitDelay } from './retry';

/** Looks that a COMPLETED without any image is given before it is believed. */
const EMPTY_LOOKS = 3;

/** What following needs. `pause` waits, and returns early when something woke the engine. */
export interface FollowPorts {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly random: () => number;
  readonly gateway: Gateway;
  readonly spool: Spool;
  readonly gate: RequestGate;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** The gateway refused the key of a job that it already has. */
  readonly keyRefused: (message: string) => void;
}

/** Asks for the status of an accepted job until it is no longer on its way. Returns early only by the signal. */
export async function followJob(ports: FollowPorts, id: JobId, signal: AbortSignal): Promise<void> {
  const { book, clock, gateway } = ports;
  let polls = 0;
  let failures = 0;
  let empties = 0;
  for (;;) {
    const job = book.get(id);
    if (job.status !== 'accepted' && job.status !== 'running') return;
    const elapsed = clock.now() - job.acceptedAt;
    const resumed = polls === 0 && elapsed > pollDelay(1, 0);
    await ports.pause(failures > 0 ? pollRetryDelay(failures) : resumed ? 0 : pollDelay(polls, elapsed));
    await ports.gate.pass(signal);
    const verdict = await gateway.status(job.gateway, job.requestId, signal);
    if (signal.aborted) return;
    polls += 1;
    failures = verdict.kind === 'retry' || verdict.kind === 'blocked' ? failures + 1 : 0;
    if (verdict.kind === 'completed' && verdict.media.length === 0 && (empties += 1) < EMPTY_LOOKS) continue;
    await apply(ports, id, verdict);
  }
}

async function apply(ports: FollowPorts, id: JobId, verdict: StatusVerdict): Promise<void> {
  const { book, clock } = ports;
  const at = clock.now();
  switch (verdict.kind) {
    case 'queued':
    case 'retry':
      return;
    case 'running':
      if (book.get(id).status === 'accepted') book.apply(id, { type: 'running', at });
      return;
    case 'completed': {
      const origins = await keepMedia(ports.spool, id, verdict.media);
      book.apply(
        id,
        origins.length > 0 ? { type: 'completed', origins, at } : { type: 'empty', problem: NO_OUTPUT, at },
      );
      return;
    }
    case 'failed':
      book.apply(id, { type: 'failed', problem: verdict.problem, at });
      return;
    case 'blocked':
      ports.keyRefused(verdict.problem.message);
      return;
    case 'rate-limited':
      ports.gate.closeUntil(at + rateLimitDelay(verdict.retryAfterMs, 0, ports.random()));
      return;
  }
}

const NO_OUTPUT: Problem = {
  code: 'no-output',
  message: 'The gateway says completed, but sent no image. Moderation can end like this. It may have been charged.',
  httpStatus: null,
};
