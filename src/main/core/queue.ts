import type { BatchId, JobId } from '../../shared/ids';
import type { QueueBlock } from '../../shared/app-state';
import type { Job } from '../../shared/job';
import { createAlarm } from './alarm';
import { createBusy } from './busy';
import { createDiskWatch } from './disk-watch';
import type { Traffics } from './gateway-traffic';
import type { JobBook } from './job-book';
import type { Aftermath } from './job-settle';
import type { Submitter, SubmitSignals } from './job-submit';
import type { Ballast, JobStore, Log } from './ports';
import { createQueueHolds, type QueueHoldPorts } from './queue-holds';
import { diskHold } from './queue-words';
import { DISK_PAUSE } from './retry';
import { createWaitingLine } from './waiting-line';
import type { Waker } from './waker';

/** What the queue needs. */
export interface QueuePorts extends Omit<QueueHoldPorts, 'line' | 'book'> {
  readonly book: JobBook;
  readonly store: JobStore;
  readonly log: Log;
  readonly waker: Waker;
  readonly submitter: Submitter;
  readonly signals: SubmitSignals;
  readonly traffics: Traffics;
  readonly ballast: Ballast;
  /** An attempt has ended: if the job has left the queue it is to be followed. */
  readonly left: (id: JobId) => void;
}

/** The waiting line in front of the gateways: oldest first, a few at a time, held back when it must be. */
export interface Queue {
  /** Settles submits that an earlier run left open, then goes on. Rejects when the disk can't be read; to be called again then. */
  start(): Promise<void>;
  /** Submits whatever may be submitted now. Cheap; called after every change; never throws. */
  pump(): void;
  /** Holds back what is bound to that gateway, or everything when it is null. */
  block(by: 'key' | 'rate', said: string, until: number | null, origin: string): void;
  /** The disk refused to hold what has to be on it: nothing is sent for a while. */
  diskRefused(error: unknown): void;
  /** Room for the record of paid work; true when trying again at once is worth it. */
  readonly makeRoom: () => boolean;
  /** Asked right before a job is sent: what holds the queue back may have changed while it waited for its turn. */
  mayGo(job: Job): boolean;
  /** The gateway of that origin answered a submit. */
  answered(origin: string): void;
  blocked(): QueueBlock | null;
  /** Ids of the jobs that wait to be sent; all of them, or those of one batch. */
  waiting(batch?: BatchId): readonly JobId[];
  pause(): void;
  /** Lifts the block that is shown: the person says go on. */
  readonly resume: () => void;
  /** Another key is there: lifts the blocks by the key, and no others. */
  readonly keyChanged: () => void;
  readonly networkChanged: () => void;
  /** Resolves when no submit is on its way. */
  idle(): Promise<void>;
}

/** A queue over the given ports. */
export function createQueue(ports: QueuePorts): Queue {
  const { book, store, clock, log, submitter, signals } = ports;
  const line = createWaitingLine(clock);
  const holds = createQueueHolds({ ...ports, line });
  const busy = createBusy();
  const alarm = createAlarm(clock, signals.quit, pump);
  let started = false;
  book.onChange(({ jobs }) => {
    for (const job of jobs) line.note(job);
  });
  const disk = createDiskWatch({
    ballast: ports.ballast,
    clock,
    signal: signals.quit,
    hold: () => {
      holds.add(diskHold(clock.now()), null);
    },
    better: () => {
      holds.lift('disk');
      pump();
    },
  });

  function pump(): void {
    if (!started || signals.quit.aborted) return;
    try {
      holds.refresh();
      if (!holds.holdsAll()) send();
      const next = store.nextDue(clock.now(), holds.origins());
      alarm.ringIn(Math.min(next === null ? Infinity : next - clock.now(), holds.untilEnd()));
    } catch (error) {
      // Whoever called has done its part: the job is stored, and must not look as if it were not.
      log.error('The queue could not be read', { error });
      alarm.ringIn(DISK_PAUSE);
    }
  }

  function send(): void {
    const isFull = (origin: string): boolean => busy.countAt(origin) >= ports.traffics.of(origin).submitLimit();
    for (let goes = true; goes;) {
      goes = false;
      const full = line.gateways().flatMap(({ origin }) => (isFull(origin) ? origin : []));
      // Those that are busy may still be queued, while they wait for their sources or their turn.
      const due = store.due(clock.now(), [...holds.origins(), ...full], busy.count() + 8);
      for (const job of due) {
        if (busy.has(job.id) || isFull(job.gateway.origin)) continue;
        if (!holds.mayGo(job)) return;
        run(job, submitter.attempt(job.id, signals));
        goes = true;
      }
    }
  }

  function run(job: Job, attempt: Promise<Aftermath>): void {
    const ended = attempt.then(
      (aftermath) => {
        holds.learn(aftermath, job.gateway.origin);
      },
      (error: unknown) => {
        failed(job.id, error);
      },
    );
    busy.add(job, ended, () => {
      ports.left(job.id);
      pump();
    });
  }

  function diskRefused(error: unknown): void {
    log.error('The disk refused', { error });
    disk.refused();
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

  function goOn(): void {
    book.touch();
    ports.waker.wake();
    pump();
  }

  return {
    async start() {
      disk.start();
      for (const job of store.unfinished()) {
        line.load(job);
        if (job.status === 'submitting' && !busy.has(job.id)) run(job, submitter.recover(job, signals));
      }
      await busy.idle();
      holds.recall(store.unfinished());
      started = true;
      pump();
    },
    pump,
    block: holds.addSaid,
    diskRefused,
    makeRoom: disk.makeRoom,
    mayGo: holds.mayGo,
    answered: line.renew,
    blocked: holds.shown,
    waiting: line.ids,
    pause() {
      ports.setPaused(true);
      pump();
    },
    resume() {
      holds.resume();
      goOn();
    },
    keyChanged() {
      holds.lift('key');
      goOn();
    },
    networkChanged() {
      holds.networkChanged();
      goOn();
    },
    idle: busy.idle,
  };
}
