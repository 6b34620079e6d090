import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import { type DurationBook, durationKey } from './duration-book';
import type { Traffics } from './gateway-traffic';
import type { JobBook } from './job-book';
import { SHORTEST_GAP } from './poll-plan';
import type { Clock, Gateway, Receipts, StatusLook } from './ports';
import { KEY_PAUSE, LIBRARY_PAUSE, LOST_LOOKS, ODD_LOOKS, pollRetryDelay } from './retry';

/** Looks that a COMPLETED without any image is given before it is believed. */
const EMPTY_LOOKS = 3;
/** A job accepted longer ago than this and not looked at yet comes from an earlier run. Milliseconds. */
const RESTARTED_AFTER = 1000;

/** What following needs. `pause` waits, and returns early when something woke the engine. */
export interface FollowPorts {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly receipts: Pick<Receipts, 'status'>;
  readonly traffics: Traffics;
  readonly durations: DurationBook;
  readonly pause: (id: JobId, milliseconds: number) => Promise<void>;
  /** The gateway of that origin refused the key of a job that it already has. */
  readonly keyRefused: (message: string, origin: string) => void;
  /** The gateway of that origin wants to be left alone until then. */
  readonly rateLimited: (message: string, until: number, origin: string) => void;
}

/** One look at a status, in its turn; what concerns more than this job (key, rate) is told to whom it concerns. */
export async function askStatus(
  ports: Pick<FollowPorts, 'gateway' | 'traffics' | 'keyRefused' | 'rateLimited'>,
  job: Pick<Job, 'gateway'> & { readonly requestId: string },
  signal: AbortSignal,
): Promise<StatusLook> {
  const { origin } = job.gateway;
  const traffic = ports.traffics.of(origin);
  await traffic.gate.pass('poll', signal);
  const look = await ports.gateway.status(job.gateway, job.requestId, signal);
  if (signal.aborted) return look;
  const { verdict } = look;
  if (verdict.kind === 'blocked') ports.keyRefused(verdict.problem.message, origin);
  if (verdict.kind === 'rate-limited') {
    ports.rateLimited(verdict.problem.message, traffic.limited('poll', verdict.retryAfterMs), origin);
  } else if (look.reply) traffic.answered();
  return look;
}

/** What following one job remembers between looks; times in milliseconds since acceptance. */
interface Following {
  /** Add the clock that never jumps to get the time since acceptance. */
  readonly begun: number;
  readonly watched: boolean;
  looks: number;
  lastLook: number | null;
  /** In a row, of any kind. */
  failures: number;
  /** Of our own disk, which images inside the answer are for: room comes back at any moment. */
  isDiskFull: boolean;
  /** The gateway refused the key: asking again would only be refused again. */
  isWithoutKey: boolean;
  /** In a row: the gateway says that it does not know the request. */
  denials: number;
  /** In a row: answers that say nothing of the job. */
  odd: number;
  empties: number;
}

/** Asks for the status of an accepted job until it is no longer on its way. Returns early only by the signal. */
export async function followJob(ports: FollowPorts, id: JobId, signal: AbortSignal): Promise<void> {
  const following = beginWith(ports, ports.book.get(id));
  for (;;) {
    const job = ports.book.get(id);
    if (job.status !== 'accepted' && job.status !== 'running') return;
    await untilDue(ports, job, following, signal);
    const look = await askStatus(ports, job, signal);
    if (signal.aborted) return;
    const isFirst = following.lastLook === null;
    remember(following, look, sinceAcceptance(ports, following));
    if (look.verdict.kind === 'completed') {
      if (look.verdict.media.length === 0 && (following.empties += 1) < EMPTY_LOOKS) continue;
      // Found in the first look after a restart it may have been done for hours: that says nothing of durations.
      const took = (following.lastLook ?? 0) / 1000;
      if (following.watched || !isFirst) ports.durations.note(durationKey(job), took);
    }
    conclude(ports, id, following, look);
  }
}

function beginWith({ clock }: FollowPorts, job: Job): Following {
  // How long it has been by the dates, and from now on by the clock that never jumps.
  const accepted = 'acceptedAt' in job ? job.acceptedAt : clock.now();
  const begun = Math.max(0, clock.now() - accepted) - clock.monotonic();
  const isNew = begun + clock.monotonic() <= RESTARTED_AFTER;
  const watched = isNew && 'acceptedAt' in job && job.acceptedAt - job.submittedAt <= LONGEST_ANSWER;
  return {
    begun,
    watched,
    looks: 0,
    lastLook: null,
    failures: 0,
    isDiskFull: false,
    isWithoutKey: false,
    denials: 0,
    odd: 0,
    empties: 0,
  };
}

/** A submit is answered within this time; an acceptance later than that was found out afterwards. Milliseconds. */
const LONGEST_ANSWER = 150_000;

/** How long a finished job took the gateway, in seconds, or null where its dates don't tell. */
export function tookSeconds(job: Job): number | null {
  if (job.status !== 'done' || job.acceptedAt - job.submittedAt > LONGEST_ANSWER) return null;
  // Delivered with the answer itself: never polled.
  return job.completedAt > job.acceptedAt ? (job.completedAt - job.acceptedAt) / 1000 : null;
}

function sinceAcceptance({ clock }: FollowPorts, { begun }: Following): number {
  return begun + clock.monotonic();
}

/** Waits for the next look; whatever wakes it, never less than the shortest gap after the last one. */
async function untilDue(ports: FollowPorts, job: Job, following: Following, signal: AbortSignal): Promise<void> {
  const { failures, denials, lastLook } = following;
  const elapsed = sinceAcceptance(ports, following);
  const delay = following.isDiskFull
    ? LIBRARY_PAUSE
    : following.isWithoutKey
      ? KEY_PAUSE
      : pollRetryDelay(failures, denials);
  await ports.pause(job.id, failures > 0 ? delay : untilPlanned(ports, job, following, elapsed));
  const tooSoon = lastLook === null ? 0 : lastLook + SHORTEST_GAP * 1000 - sinceAcceptance(ports, following);
  if (tooSoon > 0) await ports.clock.sleep(tooSoon, signal);
}

/** Milliseconds to wait. After a restart the first look comes at once: the job may have been done for long. */
function untilPlanned({ durations }: FollowPorts, job: Job, following: Following, elapsed: number): number {
  const { lastLook, looks } = following;
  if (lastLook === null && elapsed > RESTARTED_AFTER) return 0;
  const next = durations.nextLook(durationKey(job), (lastLook ?? 0) / 1000, looks);
  return Math.max(0, next * 1000 - elapsed);
}

function remember(following: Following, { verdict, reply }: StatusLook, at: number): void {
  following.looks += 1;
  following.lastLook = at;
  const failed = verdict.kind === 'retry' || verdict.kind === 'blocked';
  following.failures = failed ? following.failures + 1 : 0;
  following.isWithoutKey = verdict.kind === 'blocked';
  following.isDiskFull = verdict.kind === 'retry' && verdict.problem.code === 'disk';
  if (verdict.kind === 'retry') {
    // Not reached: that says nothing of what the gateway knows.
    if (!reply) return;
    following.odd += 1;
    following.denials = verdict.problem.code === 'not-found' ? following.denials + 1 : 0;
  } else if (verdict.kind !== 'blocked' && verdict.kind !== 'rate-limited') {
    following.odd = 0;
    following.denials = 0;
  }
}

/** Commits what the look means. */
function conclude(ports: FollowPorts, id: JobId, following: Following, { verdict, reply }: StatusLook): void {
  const { book } = ports;
  const at = ports.clock.now();
  const record = (): void => {
    if (reply) ports.receipts.status(id, reply);
  };
  switch (verdict.kind) {
    case 'blocked':
    case 'rate-limited':
      return;
    case 'retry':
      if (reply && following.odd === 1) record();
      if (following.odd >= ODD_LOOKS) book.apply(id, { type: 'noted', problem: oddity(verdict.problem, following) });
      return;
    case 'queued':
      book.apply(id, { type: 'noted', problem: null });
      return;
    case 'running': {
      const isNews = book.get(id).status === 'accepted';
      const unodd = { type: 'noted', problem: null } as const;
      book.apply(id, ...(isNews ? [unodd, { type: 'running', at } as const] : [unodd]));
      return;
    }
    case 'completed':
      record();
      if (verdict.media.length > 0) book.apply(id, { type: 'completed', origins: verdict.media, at });
      else book.apply(id, { type: 'empty', problem: NO_OUTPUT, at });
      return;
    case 'failed':
      record();
      book.apply(id, { type: 'failed', problem: verdict.problem, at });
      return;
  }
}

function oddity({ code, message, httpStatus }: Problem, { denials }: Following): Problem {
  const rhythm = denials >= LOST_LOOKS ? 'Easel goes on asking once an hour.' : 'Easel goes on asking.';
  return { code, message: `${message} It has answered like this for a while. ${rhythm}`, httpStatus };
}

const NO_OUTPUT: Problem = {
  code: 'no-output',
  message: 'The gateway says completed, but sent no image. Moderation can end like this. It may have been charged.',
  httpStatus: null,
};
