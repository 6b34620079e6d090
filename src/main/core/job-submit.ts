import type { JobId } from '../../shared/ids';
import type { Job, JobIn } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { Traffics } from './gateway-traffic';
import type { JobBook } from './job-book';
import { IllegalTransition } from './job-machine';
import type {
  Clock,
  Gateway,
  RawReply,
  Receipts,
  SourceDelivery,
  SubmitOrder,
  SubmitOutcome,
  SubmitVerdict,
} from './ports';
import { DISK_PAUSE, SUBMIT_TRIES, submitRetryDelay } from './retry';

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

/** What submitting needs. */
export interface SubmitPorts {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly random: () => number;
  readonly gateway: Gateway;
  readonly receipts: Receipts;
  readonly sources: SourceDelivery;
  readonly traffics: Traffics;
  /** Asked right before the job is sent, after all waits. */
  readonly mayGo: (job: Job) => boolean;
  /** The gateway of that origin answered a submit, whatever it said. */
  readonly answered: (origin: string) => void;
  /** The disk refused what has to be on it; it is asked again. Nothing else is to be sent meanwhile. */
  readonly diskRefused: (error: unknown) => void;
  /** Gives up the reserve of the disk; true when that made room. */
  readonly makeRoom: () => boolean;
}

/** Two ways to end: `quit` keeps back what has not been sent yet, `abort` also cuts a submit that is on its way. */
export interface SubmitSignals {
  readonly quit: AbortSignal;
  readonly abort: AbortSignal;
}

/** Takes queued jobs over the one dangerous step. */
export interface Submitter {
  /** One attempt: intent on disk, POST, raw reply on disk, then its meaning. Never two for one call. */
  attempt(id: JobId, signals: SubmitSignals): Promise<Aftermath>;
  /** For a job found in `submitting` at start-up: goes on from the recorded reply, or says that it can't be known. */
  recover(job: JobIn<'submitting'>, signals: SubmitSignals): Promise<Aftermath>;
}

const ON: Aftermath = { kind: 'on' };
const ANSWERED: Aftermath = { kind: 'answered' };

const NO_JOURNAL: Problem = {
  code: 'disk',
  message: 'Easel could not write its journal, so this was not sent. It is tried again.',
  httpStatus: null,
};

/** A submitter over the given ports. */
export function createSubmitter(ports: SubmitPorts): Submitter {
  const { book, clock, receipts } = ports;

  async function attempt(id: JobId, signals: SubmitSignals): Promise<Aftermath> {
    const mayGo = (): boolean => {
      // The person may have cancelled it, paused the queue or quit meanwhile.
      const job = book.get(id);
      return job.status === 'queued' && !signals.quit.aborted && ports.mayGo(job);
    };
    const queued = book.get(id);
    const sources = await ports.sources.prepare(queued.recipe.sourceIds);
    if (!mayGo()) return ON;
    if (sources.kind === 'failed') {
      book.apply(id, { type: 'stop', problem: sources.problem, at: clock.now() });
      return ON;
    }
    const order = orderOf(ports, queued, sources.urls);
    if (!order) return ON;
    // Before it is committed as being sent: a crash in this wait is no doubt.
    if (!(await passes(ports.traffics, queued, signals.quit)) || !mayGo()) return ON;
    const job = book.apply(id, { type: 'submit', at: clock.now() });
    if (job.status !== 'submitting') return ON;
    try {
      await receipts.sending(job, order);
    } catch (error) {
      ports.diskRefused(error);
      return persist(ports, signals, () => {
        const at = clock.now();
        const again = { at, notBefore: at + DISK_PAUSE, countsAsTry: false };
        book.apply(id, { type: 'requeue', problem: NO_JOURNAL, ...again });
        return ON;
      });
    }
    return conclude(job, await ports.gateway.submit(order, signals.abort), signals);
  }

  async function conclude(
    job: JobIn<'submitting'>,
    outcome: SubmitOutcome,
    signals: SubmitSignals,
  ): Promise<Aftermath> {
    switch (outcome.kind) {
      case 'not-sent':
        noteNotSent(job);
        return persist(ports, signals, () => notSent(job, outcome.problem));
      case 'lost':
        return persist(ports, signals, () => doubt(ports, job.id, outcome.problem));
      case 'reply': {
        ports.answered(job.gateway.origin);
        // On disk before anything is made of it: it may hold the only copy of a paid request's id.
        let recorded = await record(job, outcome.reply);
        if (!recorded && ports.makeRoom()) recorded = await record(job, outcome.reply);
        return persist(ports, signals, async () => {
          recorded ||= await record(job, outcome.reply);
          return settle(ports, job, outcome.reply, true);
        });
      }
    }
  }

  function noteNotSent(job: JobIn<'submitting'>): void {
    try {
      receipts.notSent(job.id, job.tries);
    } catch (error) {
      // Not worth a wait: without the line the job is taken as in doubt, which is the safe side.
      ports.diskRefused(error);
    }
  }

  /** False when the journal refuses. The meaning is then committed all the same: an id in the database is as good. */
  async function record(job: JobIn<'submitting'>, reply: RawReply): Promise<boolean> {
    try {
      await receipts.reply(job.id, job.tries, reply);
      return true;
    } catch (error) {
      ports.diskRefused(error);
      return false;
    }
  }

  function notSent({ id, tries }: JobIn<'submitting'>, problem: Problem): Aftermath {
    const at = clock.now();
    if (problem.code === 'key-refused') {
      book.apply(id, { type: 'requeue', problem, at, notBefore: 0, countsAsTry: false });
      return { kind: 'blocked', by: 'key', message: problem.message };
    }
    if (tries + 1 >= SUBMIT_TRIES) {
      book.apply(id, { type: 'stop', problem, at });
      return ON;
    }
    const notBefore = at + submitRetryDelay(tries, ports.random());
    book.apply(id, { type: 'requeue', problem, at, notBefore, countsAsTry: true });
    return ON;
  }

  return {
    attempt,
    recover: (job, signals) =>
      persist(ports, signals, async () => {
        const reply = await receipts.findReply(job.id, job.tries);
        if (reply) return settle(ports, job, reply, false);
        book.apply(job.id, { type: 'answer-lost', problem: INTERRUPTED, at: clock.now() });
        // A doubt of an earlier run: it says nothing of the gateway now.
        return ON;
      }),
  };
}

/** Waits for the job's turn at its gateway; false when Easel is quitting. */
async function passes(traffics: Traffics, { gateway }: Job, quit: AbortSignal): Promise<boolean> {
  try {
    await traffics.of(gateway.origin).gate.pass('submit', quit);
    return true;
  } catch {
    return false;
  }
}

function doubt({ book, clock }: SubmitPorts, id: JobId, problem: Problem): Aftermath {
  book.apply(id, { type: 'answer-lost', problem, at: clock.now() });
  return { kind: 'unknown' };
}

/**
 * Commits what a reply means. May be done again after it failed: what is counted is counted after the commit. One of an
 * earlier run says nothing of when the gateway wants to hear from us now.
 */
async function settle(
  ports: SubmitPorts,
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
      return ANSWERED;
    case 'delivered':
      deliver(book, id, verdict, at);
      traffic.accepted();
      return ANSWERED;
    case 'refused':
      book.apply(id, { type: 'refused', problem: verdict.problem, at });
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

/**
 * Does what has to be on disk, again and again until the disk takes it: what the gateway said is held in memory only.
 * Quitting ends that; the next start then goes on from the receipts.
 */
async function persist(
  ports: SubmitPorts,
  signals: SubmitSignals,
  act: () => Aftermath | Promise<Aftermath>,
): Promise<Aftermath> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof IllegalTransition) throw error;
      ports.diskRefused(error);
      if (ports.makeRoom()) continue;
    }
    try {
      await ports.clock.sleep(DISK_PAUSE, signals.abort);
    } catch {
      return ON;
    }
  }
}

/** The frozen request, or null for a job whose model this version no longer knows: it stops, and nothing was sent. */
function orderOf({ book, clock, gateway }: SubmitPorts, job: Job, urls: readonly string[]): SubmitOrder | null {
  try {
    return gateway.order(job, urls);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem: Problem = { code: 'internal', message: `${reason} Nothing was sent.`, httpStatus: null };
    book.apply(job.id, { type: 'stop', problem, at: clock.now() });
    return null;
  }
}

const INTERRUPTED: Problem = {
  code: 'interrupted',
  message: 'Easel ended before the gateway answered. It may have been charged.',
  httpStatus: null,
};
