import type { JobId } from '../../shared/ids';
import type { JobIn } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { Traffics } from './gateway-traffic';
import type { JobBook } from './job-book';
import type { Clock, Gateway, RawReply, SourceDelivery, SubmitVerdict } from './ports';
import { mayStepDown, stepDownProblem } from './step-down';

/** What an attempt means for the rest of the queue. */
export type Aftermath =
  /** Nothing: it was not sent. */
  | { readonly kind: 'on' }
  /** The gateway gave an answer that can be read. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'blocked'; readonly by: 'key' | 'funds'; readonly message: string }
  | { readonly kind: 'rate'; readonly until: number; readonly message: string }
  /** Handed over and not answered: one outage must not make hundreds of these. */
  | { readonly kind: 'unknown' };

/** What the meaning of a reply needs to be committed. */
export interface SettlePorts {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly gateway: Pick<Gateway, 'readReply'>;
  readonly sources: SourceDelivery;
  readonly traffics: Traffics;
}

/** The queue goes on. */
export const ON: Aftermath = { kind: 'on' };
const ANSWERED: Aftermath = { kind: 'answered' };

/**
 * Commits what a reply means. May be done again after it failed: what is counted is counted after the commit. One of an
 * earlier run says nothing of when the gateway wants to hear from us now.
 */
export async function settle(
  ports: SettlePorts,
  job: JobIn<'submitting'>,
  reply: RawReply,
  isNew: boolean,
): Promise<Aftermath> {
  const { book, clock } = ports;
  const { id } = job;
  const verdict = await ports.gateway.readReply(reply);
  const traffic = ports.traffics.of(job.gateway.origin);
  if (verdict.kind !== 'rate-limited') traffic.answered();
  const at = clock.now();
  switch (verdict.kind) {
    case 'accepted':
      book.apply(id, { type: 'accepted', requestId: verdict.requestId, at });
      traffic.accepted();
      ports.sources.accepted(job);
      return ANSWERED;
    case 'delivered':
      deliver(book, id, verdict, at);
      traffic.accepted();
      ports.sources.accepted(job);
      return ANSWERED;
    case 'refused':
      await refuse(ports, job, verdict.problem);
      return ANSWERED;
    case 'blocked':
      book.apply(id, { type: 'requeue', problem: verdict.problem, at, notBefore: 0, countsAsTry: false });
      return { kind: 'blocked', by: verdict.by, message: verdict.problem.message };
    case 'rate-limited': {
      if (!isNew) {
        book.apply(id, { type: 'requeue', problem: verdict.problem, at, notBefore: at, countsAsTry: false });
        return ON;
      }
      const until = traffic.limited('submit', verdict.retryAfterMs);
      book.apply(id, { type: 'requeue', problem: verdict.problem, at, notBefore: until, countsAsTry: false });
      return { kind: 'rate', until, message: verdict.problem.message };
    }
    case 'unknown':
      return doubt(ports, id, verdict.problem);
  }
}

/** Once for each step of the ladder: the step is in the same commit, so that no crash repeats one. */
async function refuse(
  { book, clock, sources }: SettlePorts,
  job: JobIn<'submitting'>,
  problem: Problem,
): Promise<void> {
  const step = mayStepDown(job, problem) ? await sources.below(job) : null;
  const at = clock.now();
  if (step === null) book.apply(job.id, { type: 'refused', problem, at });
  else
    book.apply(job.id, {
      ...{ type: 'requeue', problem: stepDownProblem(problem), at, notBefore: at, countsAsTry: false, step },
    });
}

/** Images that came at once: both steps in one commit. */
function deliver(book: JobBook, id: JobId, verdict: SubmitVerdict & { kind: 'delivered' }, at: number): void {
  const requestId = verdict.requestId ?? unnamed(id);
  book.apply(id, { type: 'accepted', requestId, at }, { type: 'completed', origins: verdict.media, at });
}

function unnamed(id: JobId): string {
  return `unnamed-${id}`;
}

/** True for a job whose images came at once, in a reply that named no request. */
export function isUnnamed({ id, requestId }: JobIn<'saving'>): boolean {
  return requestId === unnamed(id);
}

/** Handed over without a readable answer. */
export function doubt({ book, clock }: Pick<SettlePorts, 'book' | 'clock'>, id: JobId, problem: Problem): Aftermath {
  book.apply(id, { type: 'answer-lost', problem, at: clock.now() });
  return { kind: 'unknown' };
}
