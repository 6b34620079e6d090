import { isLoopback } from '../../shared/gateway-address';
import type { JobId } from '../../shared/ids';
import type { QueueBlock } from '../../shared/ipc';
import type { Job, JobGateway } from '../../shared/job';
import { createDiskWatch } from './disk-watch';
import type { Traffics } from './gateway-traffic';
import type { JobBook } from './job-book';
import type { Aftermath, Submitter, SubmitSignals } from './job-submit';
import type { Ballast, Clock, JobStore, Log } from './ports';
import { createQueueBlocks, type Hold } from './queue-blocks';
import { counted, diskHold, HOLDS } from './queue-words';
import { DISK_PAUSE } from './retry';
import { createWaitingLine } from './waiting-line';
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
  readonly traffics: Traffics;
  readonly ballast: Ballast;
  /** False when the system says that there is no network. */
  readonly online: () => boolean;
  /** The person's own pause, which outlives a restart. */
  readonly paused: () => boolean;
  readonly setPaused: (paused: boolean) => void;
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
  block(by: 'key' | 'rate', said: string, until: number | null, origin: string): void;
  /** The disk refused to hold what has to be on it: nothing is sent for a while. */
  diskRefused(error: unknown): void;
  /** Room for the record of paid work; true when trying again at once is worth it. */
  readonly makeRoom: () => boolean;
  /** Asked right before a job is sent: what holds the queue back may have changed while it waited for its turn. */
  mayGo(job: Job): boolean;
  /** The gateway answered a submit. */
  answered(): void;
  blocked(): QueueBlock | null;
  /** Ids of the jobs that wait to be sent. */
  waiting(): readonly JobId[];
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
  const busy = new Map<JobId, Promise<void>>();
  /** Of those, how many there are for each gateway. */
  const busyAt = new Map<string, number>();
  const blocks = createQueueBlocks(clock);
  const line = createWaitingLine(clock);
  /** Submits without an answer in a row, for each gateway. */
  const unknowns = new Map<string, number>();
  let started = false;
  /** The person says that there is a network, whatever the system says. */
  let trustsNetwork = false;
  let timer: AbortController | null = null;
  book.onChange(({ jobs }) => {
    for (const job of jobs) line.note(job);
  });
  const disk = createDiskWatch({
    ballast: ports.ballast,
    clock,
    signal: signals.quit,
    // Longer than the pause: it ends when the disk was looked at, not while.
    hold: () => {
      hold(diskHold(clock.now() + 2 * DISK_PAUSE), null);
    },
    better: () => {
      if (blocks.lift('disk')) book.touch();
      pump();
    },
  });

  function hold(what: Hold, origin: string | null): void {
    blocks.add(what, origin);
    book.touch();
  }

  function pump(): void {
    if (!started || signals.quit.aborted) return;
    try {
      layOver();
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

  /** Brings the blocks that are read from the world into line with it. */
  function layOver(): void {
    let changed = blocks.expire();
    const keep = (what: Hold, origin: string | null, holds: boolean): void => {
      if (!holds || blocks.has(what.by, origin)) return;
      blocks.add(what, origin);
      changed = true;
    };
    if (!ports.paused()) changed = blocks.lift('user') || changed;
    keep(HOLDS.user, null, ports.paused());
    const cutOff =
      ports.online() || trustsNetwork
        ? []
        : line
            .gateways()
            .filter(isFar)
            .map(({ origin }) => origin);
    changed = blocks.lift('network', cutOff) || changed;
    for (const origin of cutOff) keep(HOLDS.network, origin, true);
    // Nothing is left to be asked about.
    if (line.count() === 0) changed = blocks.lift('confirm') || changed;
    if (changed) book.touch();
  }

  function send(): void {
    const isFull = (origin: string): boolean => (busyAt.get(origin) ?? 0) >= ports.traffics.of(origin).submitLimit();
    for (let goes = true; goes;) {
      goes = false;
      const full = line.gateways().flatMap(({ origin }) => (isFull(origin) ? origin : []));
      // Those that are busy may still be queued, while they wait for their sources or their turn.
      const due = store.due(clock.now(), [...blocks.origins(), ...full], busy.size + 8);
      for (const job of due) {
        if (busy.has(job.id) || isFull(job.gateway.origin)) continue;
        if (!line.isWanted(job)) {
          hold(HOLDS.confirm, null);
          return;
        }
        run(job, submitter.attempt(job.id, signals));
        goes = true;
      }
    }
  }

  function run({ id, gateway: { origin } }: Job, attempt: Promise<Aftermath>): void {
    busyAt.set(origin, (busyAt.get(origin) ?? 0) + 1);
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
        busyAt.set(origin, (busyAt.get(origin) ?? 1) - 1);
        ports.left(id);
        pump();
      });
    busy.set(id, done);
  }

  function after(aftermath: Aftermath, origin: string): void {
    // What was not even sent says nothing about the ones before.
    if (aftermath.kind === 'on') return;
    const silent = aftermath.kind === 'unknown' ? (unknowns.get(origin) ?? 0) + 1 : 0;
    unknowns.set(origin, silent);
    if (aftermath.kind === 'blocked') {
      hold({ by: aftermath.by, until: null, says: (waiting) => counted(aftermath.message, waiting) }, origin);
    }
    if (aftermath.kind === 'rate') block('rate', aftermath.message, aftermath.until, origin);
    if (silent >= UNKNOWN_LIMIT) hold(HOLDS.doubt, origin);
  }

  function block(by: 'key' | 'rate', said: string, until: number | null, origin: string): void {
    hold({ by, until, says: (waiting) => counted(said, waiting) }, origin);
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

  /** Only the newest alarm rings; quitting silences it. */
  function wakeAfter(milliseconds: number): void {
    timer?.abort();
    timer = new AbortController();
    clock.sleep(milliseconds, timer.signal).then(pump, () => undefined);
  }
  signals.quit.addEventListener('abort', () => timer?.abort(), { once: true });

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
        if (job.status === 'submitting') run(job, submitter.recover(job, signals));
      }
      await Promise.all(busy.values());
      // Funds that were missing must not be forgotten by a restart: read from the jobs themselves.
      for (const { status, gateway, ...job } of store.unfinished()) {
        const problem = status === 'queued' && 'problem' in job ? job.problem : null;
        if (problem?.code !== 'no-funds') continue;
        hold({ by: 'funds', until: null, says: (waiting) => counted(problem.message, waiting) }, gateway.origin);
      }
      started = true;
      pump();
    },
    pump,
    block,
    diskRefused,
    makeRoom: disk.makeRoom,
    mayGo(job) {
      layOver();
      if (blocks.holdsAll() || blocks.origins().includes(job.gateway.origin)) return false;
      if (line.isWanted(job)) return true;
      hold(HOLDS.confirm, null);
      return false;
    },
    answered: line.renew,
    blocked: () => blocks.shown(line.count()),
    waiting: line.ids,
    pause() {
      ports.setPaused(true);
      pump();
    },
    resume() {
      const by = blocks.shown(0)?.by;
      if (by === 'user') ports.setPaused(false);
      if (by === 'network') trustsNetwork = true;
      unknowns.clear();
      line.renew();
      blocks.liftShown();
      goOn();
    },
    keyChanged() {
      blocks.lift('key');
      goOn();
    },
    networkChanged() {
      trustsNetwork = false;
      goOn();
    },
    async idle() {
      await Promise.all(busy.values());
    },
  };
}

/** True for a gateway that needs the network. */
function isFar({ kind, origin }: JobGateway): boolean {
  return kind === 'live' && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname));
}
