import type { JobId } from '../../shared/ids';
import type { QueueBlock } from '../../shared/ipc';
import type { Job } from '../../shared/job';
import type { JobBook } from './job-book';
import type { Aftermath, Submitter, SubmitSignals } from './job-submit';
import type { Clock, JobStore, Log } from './ports';
import { createQueueBlocks } from './queue-blocks';
import { DISK_PAUSE, SILENT_SUBMIT_LIMIT } from './retry';
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

/** The waiting line in front of the gateways: oldest first, a few at a time, held back when it must be. */
export interface Queue {
  /** Settles submits that an earlier run left open, then goes on. */
  start(): Promise<void>;
  /** Submits whatever may be submitted now. Cheap; called after every change; never throws. */
  pump(): void;
  /** Holds back what is bound to that gateway, or everything when it is null. */
  block(block: QueueBlock, origin: string | null): void;
  /** The journal could not be written: nothing is sent for a while. */
  diskRefused(error: unknown): void;
  blocked(): QueueBlock | null;
  /** Lifts the block that is shown: the person says go on. */
  readonly resume: () => void;
  /** Another key is there: lifts the blocks by the key, and no others. */
  readonly keyChanged: () => void;
  /** Resolves when no submit is on its way. */
  idle(): Promise<void>;
}

/** A queue over the given ports. */
export function createQueue(ports: QueuePorts): Queue {
  const { book, store, clock, log, submitter, signals } = ports;
  const busy = new Map<JobId, Promise<void>>();
  const blocks = createQueueBlocks(clock);
  /** Submits without an answer in a row, for each gateway. */
  const unknowns = new Map<string, number>();
  let started = false;
  let timer: AbortController | null = null;

  const block: Queue['block'] = (next, origin) => {
    blocks.add(next, origin);
    book.touch();
  };

  function pump(): void {
    if (!started || signals.quit.aborted) return;
    try {
      if (!blocks.holdsAll()) send();
      const next = store.nextDue(clock.now(), blocks.origins());
      const wait = Math.min(next === null ? Infinity : next - clock.now(), blocks.untilEnd());
      if (Number.isFinite(wait)) wakeAfter(wait);
    } catch (error) {
      // Whoever called has done its part: the job is stored, and must not look as if it were not.
      log.error('The queue could not be read', { error });
      wakeAfter(DISK_PAUSE);
    }
  }

  function send(): void {
    const concurrency = ports.concurrency();
    // Those that are busy may still be queued, while their sources are made ready.
    const due = store.due(clock.now(), blocks.origins(), concurrency + busy.size);
    for (const job of due) {
      if (busy.size >= concurrency) return;
      if (!busy.has(job.id)) run(job, submitter.attempt(job.id, signals));
    }
  }

  function run({ id, gateway: { origin } }: Job, attempt: Promise<Aftermath>): void {
    const done = attempt
      .then(
        (aftermath) => {
          after(aftermath, origin);
        },
        (error: unknown) => {
          failed(id, error);
        },
      )
      .finally(() => {
        busy.delete(id);
        ports.left(id);
        pump();
      });
    busy.set(id, done);
  }

  function after(aftermath: Aftermath, origin: string): void {
    const silent = aftermath.kind === 'unknown' ? (unknowns.get(origin) ?? 0) + 1 : 0;
    unknowns.set(origin, silent);
    if (aftermath.kind === 'blocked') block({ by: aftermath.by, message: aftermath.message, until: null }, origin);
    if (aftermath.kind === 'rate') block({ by: 'rate', message: aftermath.message, until: aftermath.until }, origin);
    if (silent >= UNKNOWN_LIMIT) {
      const message = 'Two requests in a row got no answer and may have been charged. Look at them before you go on.';
      block({ by: 'unknown', message, until: null }, origin);
    }
  }

  function diskRefused(error: unknown): void {
    log.error('The journal could not be written', { error });
    const message = 'Easel can’t write its journal, so nothing is sent. Free some space on the disk of your user data.';
    block({ by: 'disk', message, until: clock.now() + DISK_PAUSE }, null);
  }

  /** A disk that fails before the submit leaves the job queued; anything later is our own mistake, and nobody knows how far it got. */
  function failed(id: JobId, error: unknown): void {
    diskRefused(error);
    const message = 'Easel made a mistake while it sent this. It may have been charged.';
    const problem = { code: 'internal', message, httpStatus: null } as const;
    try {
      if (book.get(id).status === 'submitting') book.apply(id, { type: 'answer-lost', problem, at: clock.now() });
    } catch (again) {
      log.error('The job could not be marked either', { id, error: again });
    }
  }

  /** Only the newest alarm rings; quitting silences it. */
  function wakeAfter(milliseconds: number): void {
    timer?.abort();
    timer = new AbortController();
    clock.sleep(milliseconds, timer.signal).then(pump, () => undefined);
  }
  signals.quit.addEventListener('abort', () => timer?.abort(), { once: true });

  return {
    async start() {
      for (const job of store.unfinished()) {
        if (job.status === 'submitting') run(job, submitter.recover(job, signals));
      }
      await Promise.all(busy.values());
      holdAfterStart(store.unfinished(), clock.now(), block);
      started = true;
      pump();
    },
    pump,
    block,
    diskRefused,
    blocked: blocks.shown,
    resume() {
      unknowns.clear();
      blocks.liftShown();
      book.touch();
      ports.waker.wake();
      pump();
    },
    keyChanged() {
      blocks.lift('key');
      book.touch();
      ports.waker.wake();
      pump();
    },
    async idle() {
      await Promise.all(busy.values());
    },
  };
}

/** What holds the queue back at start-up, read from the jobs themselves: it must not be forgotten by a restart. */
function holdAfterStart(jobs: readonly Job[], now: number, block: Queue['block']): void {
  const queued = jobs.filter((job) => job.status === 'queued');
  for (const { problem, gateway } of queued) {
    if (problem?.code === 'no-funds') block({ by: 'funds', message: problem.message, until: null }, gateway.origin);
  }
  // Either way: a clock that was put right since is no consent.
  const old = queued.filter((job) => Math.abs(now - job.createdAt) > SILENT_SUBMIT_LIMIT);
  if (old.length === 0) return;
  const what = old.length === 1 ? 'A request has' : `${String(old.length)} requests have`;
  block({ by: 'confirm', message: `${what} waited since Easel was closed. Send now?`, until: null }, null);
}
