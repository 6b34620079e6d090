import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import { type DurationBook, type DurationKey } from './duration-book';
import type { JobBook } from './job-book';
import { keepMedia } from './job-submit';
import type { Clock, Gateway, Spool, StatusVerdict } from './ports';
import type { RequestGate } from './request-gate';
import { pollRetryDelay, rateLimitDelay } from './retry';

/** Looks that a COMPLETED without any image is given before it is believed. */
const EMPTY_LOOKS = 3;
/** A job accepted longer ago than this and not looked at yet comes from an earlier run. Milliseconds. */
const RESTARTED_AFTER = 1000;

/** What following needs. `pause` waits, and returns early when something woke the engine. */
export interface FollowPorts {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly random: () => number;
  readonly gateway: Gateway;
  readonly spool: Spool;
  readonly gate: RequestGate;
  readonly durations: DurationBook;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** The gateway of that origin refused the key of a job that it already has. */
  readonly keyRefused: (message: string, origin: string) => void;
}

/** One look at the status, in its turn; what concerns more than this job (key, rate) is told to whom it concerns. */
export async function askStatus(
  ports: Pick<FollowPorts, 'gateway' | 'gate' | 'keyRefused' | 'random'>,
  job: Extract<Job, { requestId: string }>,
  signal: AbortSignal,
): Promise<StatusVerdict> {
  await ports.gate.pass(signal);
  const verdict = await ports.gateway.status(job.gateway, job.requestId, signal);
  if (signal.aborted) return verdict;
  if (verdict.kind === 'blocked') ports.keyRefused(verdict.problem.message, job.gateway.origin);
  if (verdict.kind === 'rate-limited') ports.gate.closeFor(rateLimitDelay(verdict.retryAfterMs, 0, ports.random()));
  return verdict;
}

/** What decides how long a job takes, as far as it can be known before. */
export function durationKey({ gateway, recipe }: Pick<Job, 'gateway' | 'recipe'>): DurationKey {
  return {
    origin: gateway.origin,
    modelId: recipe.modelId,
    resolution: recipe.resolution,
    count: recipe.count,
  };
}

/** Asks for the status of an accepted job until it is no longer on its way. Returns early only by the signal. */
export async function followJob(ports: FollowPorts, id: JobId, signal: AbortSignal): Promise<void> {
  const { book, clock, durations } = ports;
  // How long it has been by the dates, and from now on by the clock that never jumps.
  const begun = Math.max(0, clock.now() - acceptedAt(book.get(id), clock.now())) - clock.monotonic();
  const watched = begun + clock.monotonic() <= RESTARTED_AFTER;
  let looks = 0;
  let lastLook: number | null = null;
  let failures = 0;
  let empties = 0;
  for (;;) {
    const job = book.get(id);
    if (job.status !== 'accepted' && job.status !== 'running') return;
    const elapsed = begun + clock.monotonic();
    await ports.pause(
      failures > 0 ? pollRetryDelay(failures) : untilNextLook(durations, job, elapsed, looks, lastLook),
    );
    const verdict = await askStatus(ports, job, signal);
    if (signal.aborted) return;
    looks += 1;
    const before = lastLook;
    lastLook = begun + clock.monotonic();
    failures = verdict.kind === 'retry' || verdict.kind === 'blocked' ? failures + 1 : 0;
    if (verdict.kind === 'completed') {
      if (verdict.media.length === 0 && (empties += 1) < EMPTY_LOOKS) continue;
      // Found in the first look after a restart it may have been done for hours: that says nothing of durations.
      if (watched || before !== null) durations.note(durationKey(job), lastLook / 1000);
    }
    await apply(ports, id, verdict);
  }
}

function acceptedAt(job: Job, otherwise: number): number {
  return 'acceptedAt' in job ? job.acceptedAt : otherwise;
}

/** Milliseconds to wait. After a restart the first look comes at once: the job may have been done for long. */
function untilNextLook(
  durations: DurationBook,
  job: Job,
  elapsed: number,
  looks: number,
  lastLook: number | null,
): number {
  if (lastLook === null && elapsed > RESTARTED_AFTER) return 0;
  const next = durations.nextLook(durationKey(job), (lastLook ?? 0) / 1000, looks);
  return Math.max(0, next * 1000 - elapsed);
}

async function apply(ports: FollowPorts, id: JobId, verdict: StatusVerdict): Promise<void> {
  const { book, clock } = ports;
  const at = clock.now();
  switch (verdict.kind) {
    case 'queued':
    case 'retry':
    case 'blocked':
    case 'rate-limited':
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
  }
}

const NO_OUTPUT: Problem = {
  code: 'no-output',
  message: 'The gateway says completed, but sent no image. Moderation can end like this. It may have been charged.',
  httpStatus: null,
};
