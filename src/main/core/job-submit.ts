import type { JobId } from '../../shared/ids';
import type { Job, JobIn } from '../../shared/job';
import { attemptOf } from '../../shared/job-status';
import type { Problem } from '../../shared/problem';
import type { Traffics } from './gateway-traffic';
import { IllegalTransition } from './job-machine';
import { type Aftermath, doubt, ON, settle, type SettlePorts } from './job-settle';
import type { Gateway, PreparedSources, RawReply, Receipts, SubmitOrder, SubmitOutcome } from './ports';
import { DISK_PAUSE, SUBMIT_TRIES, submitRetryDelay } from './retry';

/** What submitting needs. */
export interface SubmitPorts extends SettlePorts {
  readonly random: () => number;
  readonly gateway: Gateway;
  readonly receipts: Receipts;
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
    if (queued.status !== 'queued') return ON;
    const sources = await prepared(ports, queued);
    if (!mayGo()) return ON;
    if (sources.kind === 'failed') return unprepared(queued, sources.problem);
    const order = orderOf(ports, queued, sources.urls);
    if (!order) return ON;
    // Before it is committed as being sent: a crash in this wait is no doubt.
    if (!(await passes(ports.traffics, queued, signals.quit)) || !mayGo()) return ON;
    const { delivery } = sources;
    const job = book.apply(id, { type: 'submit', at: clock.now(), ...(delivery ? { delivery } : {}) });
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
      receipts.notSent(job.id, attemptOf(job));
    } catch (error) {
      // Not worth a wait: without the line the job is taken as in doubt, which is the safe side.
      ports.diskRefused(error);
    }
  }

  /** False when the journal refuses. The meaning is then committed all the same: an id in the database is as good. */
  async function record(job: JobIn<'submitting'>, reply: RawReply): Promise<boolean> {
    try {
      await receipts.reply(job.id, attemptOf(job), reply);
      return true;
    } catch (error) {
      ports.diskRefused(error);
      return false;
    }
  }

  /** Only what has to do with the network gets better by itself, as a bucket that is not reached. */
  function unprepared(job: JobIn<'queued'>, problem: Problem): Aftermath {
    if (problem.code === 'no-connection') return tryLater(job, problem);
    book.apply(job.id, { type: 'stop', problem, at: clock.now() });
    return ON;
  }

  function notSent(job: JobIn<'submitting'>, problem: Problem): Aftermath {
    if (problem.code !== 'key-refused') return tryLater(job, problem);
    book.apply(job.id, { type: 'requeue', problem, at: clock.now(), notBefore: 0, countsAsTry: false });
    return { kind: 'blocked', by: 'key', message: problem.message };
  }

  function tryLater({ id, tries }: JobIn<'queued' | 'submitting'>, problem: Problem): Aftermath {
    const at = clock.now();
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
        const reply = await receipts.findReply(job.id, attemptOf(job));
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

/** A job without sources has nothing to prepare, whatever is the matter with the library. */
function prepared({ sources }: SubmitPorts, job: Job): Promise<PreparedSources> {
  const none = { kind: 'ready', urls: [], delivery: null } as const;
  return job.recipe.sourceIds.length === 0 ? Promise.resolve(none) : sources.prepare(job);
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
