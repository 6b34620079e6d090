import type { JobId } from '../../shared/ids';
import type { Job, JobIn, OutputOrigin } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { JobBook } from './job-book';
import type { Clock, Gateway, RawReply, Receipts, SourceDelivery, Spool, SubmitOrder, SubmitVerdict } from './ports';
import { rateLimitDelay, SUBMIT_TRIES, submitRetryDelay } from './retry';

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
  recover(job: JobIn<'submitting'>): Promise<Aftermath>;
}

const ON: Aftermath = { kind: 'on' };

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
    const order = orderOf(queued, sources.urls);
    if (!order) return ON;
    const job = book.apply(id, { type: 'submit', at: clock.now() });
    const tries = job.status === 'submitting' ? job.tries : 0;
    receipts.sending(id, tries, { url: order.url, body: order.body });
    const outcome = await gateway.submit(order, signals.abort);
    switch (outcome.kind) {
      case 'not-sent':
        return notSent(id, tries, outcome.problem);
      case 'lost':
        book.apply(id, { type: 'answer-lost', problem: outcome.problem, at: clock.now() });
        return { kind: 'unknown' };
      case 'reply':
        // On disk before anything is made of it: it may hold the only copy of a paid request's id.
        receipts.reply(id, tries, outcome.reply);
        return settle(id, outcome.reply);
    }
  }

  /** The frozen request, or null for a job whose model this version no longer knows: it stops, and nothing was sent. */
  function orderOf(job: Job, urls: readonly string[]): SubmitOrder | null {
    try {
      return gateway.order(job.gateway, job.recipe, urls);
    } catch (error) {
      const problem: Problem = { code: 'internal', message: `${String(error)} Nothing was sent.`, httpStatus: null };
      book.apply(job.id, { type: 'stop', problem, at: clock.now() });
      return null;
    }
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
        limitsInARow += 1;
        book.apply(id, { type: 'requeue', problem: verdict.problem, notBefore: until, countsAsTry: false });
        return { kind: 'rate', until, message: verdict.problem.message };
      }
      case 'unknown':
        book.apply(id, { type: 'answer-lost', problem: verdict.problem, at });
        return { kind: 'unknown' };
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
    async recover(job) {
      const reply = receipts.findReply(job.id, job.tries);
      if (reply) return settle(job.id, reply);
      const problem: Problem = {
        code: 'interrupted',
        message: 'Easel ended before the gateway answered. It may have been charged.',
        httpStatus: null,
      };
      book.apply(job.id, { type: 'answer-lost', problem, at: clock.now() });
      return ON;
    },
  };
}

/** Turns the media of a reply into origins: links stay links, images inside the reply are written to the spool. */
export async function keepMedia(
  spool: Spool,
  id: Job['id'],
  media: readonly string[],
): Promise<readonly OutputOrigin[]> {
  const origins: OutputOrigin[] = [];
  for (const [index, item] of media.entries()) {
    const file = item.startsWith('data:') ? await spool.writeDataUri(`${id}-${String(index)}`, item) : null;
    // A data URI that can't be read is kept short here; the whole of it is in the receipts.
    origins.push(file === null ? { from: 'link', url: item.slice(0, 2000) } : { from: 'spool', file });
  }
  return origins;
}
