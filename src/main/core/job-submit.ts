import type { JobId } from '../../shared/ids';
import type { Job, JobIn, OutputOrigin } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { JobBook } from './job-book';
import { IllegalTransition } from './job-machine';
import type {
  Clock,
  Gateway,
  RawReply,
  Receipts,
  SourceDelivery,
  Spool,
  SubmitOrder,
  SubmitOutcome,
  SubmitVerdict,
} from './ports';
import { DISK_PAUSE, rateLimitDelay, SUBMIT_TRIES, submitRetryDelay } from './retry';

/** What an attempt means for the rest of the queue. */
export type Aftermath =
  | { readonly kind: 'on' }
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
  readonly spool: Spool;
  readonly sources: SourceDelivery;
  /** The disk refused what has to be on it; it is asked again. Nothing else is to be sent meanwhile. */
  readonly diskRefused: (error: unknown) => void;
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

const NO_JOURNAL: Problem = {
  code: 'disk',
  message: 'Easel could not write its journal, so this was not sent. It is tried again.',
  httpStatus: null,
};

/** A submitter over the given ports. */
export function createSubmitter(ports: SubmitPorts): Submitter {
  const { book, clock, gateway, receipts } = ports;
  let limitsInARow = 0;

  async function attempt(id: JobId, signals: SubmitSignals): Promise<Aftermath> {
    const queued = book.get(id);
    const sources = await ports.sources.prepare(queued.recipe.sourceIds);
    // The person may have cancelled it or quit meanwhile.
    if (book.get(id).status !== 'queued' || signals.quit.aborted) return ON;
    if (sources.kind === 'failed') {
      book.apply(id, { type: 'stop', problem: sources.problem, at: clock.now() });
      return ON;
    }
    const order = orderOf(ports, queued, sources.urls);
    if (!order) return ON;
    const job = book.apply(id, { type: 'submit', at: clock.now() });
    const tries = job.status === 'submitting' ? job.tries : 0;
    try {
      receipts.sending(id, tries, { url: order.url, body: order.body });
    } catch (error) {
      ports.diskRefused(error);
      return persist(ports, signals, () => {
        const notBefore = clock.now() + DISK_PAUSE;
        book.apply(id, { type: 'requeue', problem: NO_JOURNAL, notBefore, countsAsTry: false });
        return ON;
      });
    }
    return conclude(id, tries, await gateway.submit(order, signals.abort), signals);
  }

  function conclude(id: JobId, tries: number, outcome: SubmitOutcome, signals: SubmitSignals): Promise<Aftermath> {
    switch (outcome.kind) {
      case 'not-sent':
        return persist(ports, signals, () => notSent(id, tries, outcome.problem));
      case 'lost':
        return persist(ports, signals, () => doubt(id, outcome.problem));
      case 'reply': {
        // On disk before anything is made of it: it may hold the only copy of a paid request's id.
        let recorded = record(id, tries, outcome.reply);
        return persist(ports, signals, () => {
          recorded ||= record(id, tries, outcome.reply);
          return settle(id, outcome.reply);
        });
      }
    }
  }

  /** False when the journal refuses. The meaning is then committed all the same: an id in the database is as good. */
  function record(id: JobId, tries: number, reply: RawReply): boolean {
    try {
      receipts.reply(id, tries, reply);
      return true;
    } catch (error) {
      ports.diskRefused(error);
      return false;
    }
  }

  function doubt(id: JobId, problem: Problem): Aftermath {
    book.apply(id, { type: 'answer-lost', problem, at: clock.now() });
    return { kind: 'unknown' };
  }

  function notSent(id: JobId, tries: number, problem: Problem): Aftermath {
    if (problem.code === 'key-refused') {
      book.apply(id, { type: 'requeue', problem, notBefore: 0, countsAsTry: false });
      return { kind: 'blocked', by: 'key', message: problem.message };
    }
    if (tries + 1 >= SUBMIT_TRIES) {
      book.apply(id, { type: 'stop', problem, at: clock.now() });
      return ON;
    }
    const notBefore = clock.now() + submitRetryDelay(tries, ports.random());
    book.apply(id, { type: 'requeue', problem, notBefore, countsAsTry: true });
    return ON;
  }

  async function settle(id: JobId, reply: RawReply): Promise<Aftermath> {
    const verdict = gateway.readReply(reply);
    if (verdict.kind !== 'rate-limited') limitsInARow = 0;
    const at = clock.now();
    switch (verdict.kind) {
      case 'accepted':
        book.apply(id, { type: 'accepted', requestId: verdict.requestId, at });
        return ON;
      case 'delivered':
        return delivered(id, verdict);
      case 'refused':
        book.apply(id, { type: 'refused', problem: verdict.problem, at });
        return ON;
      case 'blocked':
        book.apply(id, { type: 'requeue', problem: verdict.problem, notBefore: 0, countsAsTry: false });
        return { kind: 'blocked', by: verdict.by, message: verdict.problem.message };
      case 'rate-limited': {
        const until = at + rateLimitDelay(verdict.retryAfterMs, limitsInARow, ports.random());
        book.apply(id, { type: 'requeue', problem: verdict.problem, notBefore: until, countsAsTry: false });
        limitsInARow += 1;
        return { kind: 'rate', until, message: verdict.problem.message };
      }
      case 'unknown':
        return doubt(id, verdict.problem);
    }
  }

  /** Images that came at once: secured in the spool first, then both steps in one commit. */
  async function delivered(id: JobId, verdict: SubmitVerdict & { kind: 'delivered' }): Promise<Aftermath> {
    const origins = await keepMedia(ports.spool, id, verdict.media);
    const at = clock.now();
    const requestId = verdict.requestId ?? `unnamed-${id}`;
    book.apply(id, { type: 'accepted', requestId, at }, { type: 'completed', origins, at });
    return ON;
  }

  return {
    attempt,
    recover: (job, signals) =>
      persist(ports, signals, () => {
        const reply = receipts.findReply(job.id, job.tries);
        if (reply) return settle(job.id, reply);
        book.apply(job.id, { type: 'answer-lost', problem: INTERRUPTED, at: clock.now() });
        // A doubt of an earlier run: it says nothing of the gateway now.
        return ON;
      }),
  };
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
    return gateway.order(job.gateway, job.recipe, urls);
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

/** Turns the media of a reply into origins: links stay links, images inside the reply are written to the spool. */
export async function keepMedia(spool: Spool, id: JobId, media: readonly string[]): Promise<readonly OutputOrigin[]> {
  const origins: OutputOrigin[] = [];
  for (const [index, item] of media.entries()) origins.push(await keepMedium(spool, id, index, item));
  return origins;
}

/** The origin of one output; see `keepMedia`. */
export async function keepMedium(spool: Spool, id: JobId, index: number, item: string): Promise<OutputOrigin> {
  const file = item.startsWith('data:') ? await spool.writeDataUri(`${id}-${String(index)}`, item) : null;
  // A data URI that can't be read is kept short here; the whole of a submit's reply is in the receipts.
  return file === null ? { from: 'link', url: item.slice(0, 2000) } : { from: 'spool', file };
}
