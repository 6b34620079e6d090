import { isLoopback } from '../../shared/gateway-address';
import type { QueueBlock } from '../../shared/app-state';
import type { Job, JobGateway } from '../../shared/job';
import type { JobBook } from './job-book';
import type { Aftermath } from './job-settle';
import type { Clock } from './ports';
import { createQueueBlocks, type Hold } from './queue-blocks';
import { counted, HOLDS } from './queue-words';
import type { WaitingLine } from './waiting-line';

/** Two submits in a row without an answer pause the queue: one outage must not make five hundred doubts. */
const UNKNOWN_LIMIT = 2;

/** What the holds need. */
export interface QueueHoldPorts {
  readonly book: Pick<JobBook, 'touch'>;
  readonly clock: Clock;
  readonly line: WaitingLine;
  /** False when the system says that there is no network. */
  readonly online: () => boolean;
  /** The person's own pause, which outlives a restart. */
  readonly paused: () => boolean;
  readonly setPaused: (paused: boolean) => void;
}

/** What holds the queue back at this moment, and every way in which that changes. */
export interface QueueHolds {
  /** Holds back what is bound to that gateway, or everything when it is null. */
  add(hold: Hold, origin: string | null): void;
  /** The same, in the words of the gateway. */
  addSaid(by: QueueBlock['by'], said: string, until: number | null, origin: string): void;
  /** What an attempt means for the others that wait for that gateway. */
  learn(aftermath: Aftermath, origin: string): void;
  /** What held the queue back in an earlier run, read from the jobs themselves: funds that were missing. */
  recall(jobs: readonly Job[]): void;
  lift(by: QueueBlock['by']): void;
  /** Brings what is read from the world (pause, network) into line with it. Cheap. */
  refresh(): void;
  /** False when the job must not be sent now. What waited for too long is asked about first. */
  mayGo(job: Job): boolean;
  holdsAll(): boolean;
  /** Gateways to which nothing may be sent. */
  origins(): readonly string[];
  /** Milliseconds until the next hold ends by itself; infinite when none does. */
  untilEnd(): number;
  shown(): QueueBlock | null;
  /** The person says go on: lifts the one that is shown, and confirms what waits. */
  resume(): void;
  /** The network went or came back: what a person said about it before does not hold any more. */
  networkChanged(): void;
}

/** Holds nothing back at first. */
export function createQueueHolds(ports: QueueHoldPorts): QueueHolds {
  const { book, line } = ports;
  const blocks = createQueueBlocks(ports.clock);
  /** The person says that there is a network, whatever the system says. */
  let trustsNetwork = false;
  /** Submits without an answer in a row, for each gateway. */
  const unknowns = new Map<string, number>();

  function add(hold: Hold, origin: string | null): void {
    blocks.add(hold, origin);
    book.touch();
  }

  function addSaid(by: QueueBlock['by'], said: string, until: number | null, origin: string): void {
    add({ by, until, says: (waiting) => counted(said, waiting) }, origin);
  }

  function refresh(): void {
    const isPaused = ports.paused();
    const cutOff = ports.online() || trustsNetwork ? [] : line.gateways().filter(isFar);
    const origins = cutOff.map(({ origin }) => origin);
    const lifted = [
      blocks.expire(),
      !isPaused && blocks.lift('user'),
      blocks.lift('network', origins),
      // Nothing is left to be asked about.
      blocks.has('confirm', null) && line.allWanted() && blocks.lift('confirm'),
    ];
    const wanted: readonly (readonly [Hold, string | null])[] = [
      ...(isPaused ? [[HOLDS.user, null] as const] : []),
      ...origins.map((origin) => [HOLDS.network, origin] as const),
    ];
    const missing = wanted.filter(([{ by }, origin]) => !blocks.has(by, origin));
    for (const [hold, origin] of missing) blocks.add(hold, origin);
    if (missing.length > 0 || lifted.some(Boolean)) book.touch();
  }

  return {
    add,
    addSaid,
    learn(aftermath, origin) {
      // What was not even sent says nothing about the ones before.
      if (aftermath.kind === 'on') return;
      const silent = aftermath.kind === 'unknown' ? (unknowns.get(origin) ?? 0) + 1 : 0;
      unknowns.set(origin, silent);
      if (aftermath.kind === 'blocked') addSaid(aftermath.by, aftermath.message, null, origin);
      if (aftermath.kind === 'rate') addSaid('rate', aftermath.message, aftermath.until, origin);
      if (silent >= UNKNOWN_LIMIT) add(HOLDS.doubt, origin);
    },
    recall(jobs) {
      for (const job of jobs) {
        if (job.status !== 'queued' || job.problem?.code !== 'no-funds') continue;
        addSaid('funds', job.problem.message, null, job.gateway.origin);
      }
    },
    lift(by) {
      if (blocks.lift(by)) book.touch();
    },
    refresh,
    mayGo(job) {
      refresh();
      if (blocks.holdsAll() || blocks.origins().includes(job.gateway.origin)) return false;
      if (line.isWanted(job)) return true;
      add(HOLDS.confirm, null);
      return false;
    },
    holdsAll: blocks.holdsAll,
    origins: blocks.origins,
    untilEnd: blocks.untilEnd,
    shown: () => blocks.shown(line.count()),
    resume() {
      const by = blocks.shown(0)?.by;
      if (by === 'user') ports.setPaused(false);
      if (by === 'network') trustsNetwork = true;
      line.renew();
      unknowns.clear();
      blocks.liftShown();
    },
    networkChanged() {
      trustsNetwork = false;
    },
  };
}

/** True for a gateway that needs the network. */
function isFar({ kind, origin }: JobGateway): boolean {
  return kind === 'live' && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname));
}
