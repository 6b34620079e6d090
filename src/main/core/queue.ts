import type { JobId } from '../../shared/ids';
import type { QueueBlock } from '../../shared/ipc';
import type { Job, JobIn } from '../../shared/job';
import type { JobBook } from './job-book';
import type { Aftermath, Submitter, SubmitSignals } from './job-submit';
import type { Clock, JobStore, Log } from './ports';
import { SILENT_SUBMIT_LIMIT } from './retry';
import type { Waker } from './waker';

/** Two submits in a row without an answer pause the queue: one outage must not make five hundred doubts. */
const UNKNOWN_LIMIT = 2;

/** What the queue needs. */
export interface QueuePorts {
  readonly book: JobBook;
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly waker: Waker;
  readonly submitter: Submitter;
  readonly signals: SubmitSignals;
  /** Submits on their way at one time. */
  readonly concurrency: () => number;
  /** An attempt has ended: if the job has left the queue it is to be followed. */
  readonly left: (id: JobId) => void;
}

/** The waiting line in front of the gateway: oldest first, a few at a time, held back as a whole when it must be. */
export interface Queue {
  /** Settles submits that an earlier run left open, then goes on. */
  start(): Promise<void>;
  /** Submits whatever may be submitted now. Cheap; called after every change. */
  pump(): void;
  block(block: QueueBlock): void;
  blocked(): QueueBlock | null;
  /** Lifts the block: the person says go on. */
  readonly resume: () => void;
  /** Another key is there: lifts a block by the key, and no other. */
  readonly keyChanged: () => void;
  /** Resolves when no submit is on its way. */
  idle(): Promise<void>;
}

/** A queue over the given ports. */
export function createQueue(ports: QueuePorts): Queue {
  const { book, store, clock, submitter, signals } = ports;
  const busy = new Map<JobId, Promise<void>>();
  let block: QueueBlock | null = null;
  let unknowns = 0;
  let started = false;
  let timer: AbortController | null = null;

  const setBlock = (next: QueueBlock | null): void => {
    block = next;
    book.touch();
  };

  function blocked(): QueueBlock | null {
    if (block?.until != null && block.until <= clock.now()) block = null;
    return block;
  }

  function pump(): void {
    if (!started || signals.quit.aborted) return;
    const held = blocked();
    if (held) {
      if (held.until !== null) wakeAt(held.until);
      return;
    }
    const now = clock.now();
    const waiting = store
      .unfinished()
      .filter((job): job is JobIn<'queued'> => job.status === 'queued' && !busy.has(job.id));
    for (const job of waiting) {
      if (busy.size >= ports.concurrency()) return;
      if (job.notBefore <= now) run(job.id, submitter.attempt(job.id, signals));
    }
    const next = Math.min(...waiting.filter((job) => job.notBefore > now).map((job) => job.notBefore));
    if (Number.isFinite(next)) wakeAt(next);
  }

  function run(id: JobId, attempt: Promise<Aftermath>): void {
    const done = attempt
      .then(after, (error: unknown) => {
        failed(id, error);
      })
      .finally(() => {
        busy.delete(id);
        ports.left(id);
        pump();
      });
    busy.set(id, done);
  }

  function after(aftermath: Aftermath): void {
    unknowns = aftermath.kind === 'unknown' ? unknowns + 1 : 0;
    if (aftermath.kind === 'blocked') setBlock({ by: aftermath.by, message: aftermath.message, until: null });
    if (aftermath.kind === 'rate') setBlock({ by: 'rate', message: aftermath.message, until: aftermath.until });
    if (unknowns >= UNKNOWN_LIMIT) {
      const message = 'Two requests in a row got no answer and may have been charged. Look at them before you go on.';
      setBlock({ by: 'unknown', message, until: null });
    }
  }

  /**
   * Our own mistake or a failing disk. The queue stops: going on without a journal could pay twice. Nothing is tried
   * again by itself; what is on disk decides after a restart.
   */
  function failed(id: JobId, error: unknown): void {
    ports.log.error('A submit ended with an error', { id, error: String(error) });
    const message = `Easel could not write its journal, so nothing more is sent (${String(error)}).`;
    setBlock({ by: 'disk', message, until: null });
    const problem = { code: 'internal', message, httpStatus: null } as const;
    try {
      if (book.get(id).status === 'submitting') book.apply(id, { type: 'answer-lost', problem, at: clock.now() });
    } catch (again) {
      ports.log.error('The job could not be marked either', { id, error: String(again) });
    }
  }

  /** Only the newest alarm rings; quitting silences it. */
  function wakeAt(time: number): void {
    timer?.abort();
    timer = new AbortController();
    clock.sleep(time - clock.now(), timer.signal).then(pump, () => undefined);
  }
  signals.quit.addEventListener('abort', () => timer?.abort(), { once: true });

  return {
    async start() {
      const unfinished = store.unfinished();
      for (const job of unfinished) {
        if (job.status === 'submitting') run(job.id, submitter.recover(job));
      }
      await Promise.all(busy.values());
      setBlock(blockOf(unfinished, clock.now()));
      started = true;
      pump();
    },
    pump,
    block: setBlock,
    blocked,
    resume() {
      unknowns = 0;
      setBlock(null);
      ports.waker.wake();
      pump();
    },
    keyChanged() {
      if (block?.by === 'key') setBlock(null);
      ports.waker.wake();
      pump();
    },
    async idle() {
      await Promise.all(busy.values());
    },
  };
}

/** What holds the queue back at start-up, read from the jobs themselves: it must not be forgotten by a restart. */
function blockOf(jobs: readonly Job[], now: number): QueueBlock | null {
  const queued = jobs.filter((job) => job.status === 'queued');
  const funds = queued.find((job) => job.problem?.code === 'no-funds');
  if (funds?.problem) return { by: 'funds', message: funds.problem.message, until: null };
  const old = queued.filter((job) => now - job.createdAt > SILENT_SUBMIT_LIMIT);
  if (old.length === 0) return null;
  const what = old.length === 1 ? 'A request has' : `${String(old.length)} requests have`;
  return { by: 'confirm', message: `${what} waited since Easel was closed. Send now?`, until: null };
}
