import type { BatchId, JobId } from '../../shared/ids';
import type { Job, JobGateway } from '../../shared/job';
import type { Clock } from './ports';
import { SILENT_SUBMIT_LIMIT } from './retry';

/** Who waits to be sent, and for how long nobody has confirmed it; kept beside the store, so that no count reads it whole. */
export interface WaitingLine {
  /** Takes in a job of an earlier run. */
  load(job: Job): void;
  /** A job is new or has changed. */
  note(job: Job): void;
  /** Jobs that wait. */
  count(): number;
  /** All of them, or those of one batch; the oldest first. */
  ids(batch?: BatchId): readonly JobId[];
  /** Gateways that jobs wait for. */
  gateways(): readonly JobGateway[];
  /** A person said go on, or the gateway of that origin answered a submit: what waits, there or anywhere, is wanted. */
  renew(origin?: string): void;
  /** False when too long ago a person, by pressing the button or later, wanted this: then it is asked first. */
  isWanted(job: Pick<Job, 'id' | 'gateway'>): boolean;
  /** False while something waits that is to be asked about. */
  allWanted(): boolean;
}

/**
 * An empty line. Time is counted so that it is never less than what really passed since the start: between two looks it
 * is what either clock says, whichever is more. A clock that was set, and a sleep, count on the safe side.
 */
export function createWaitingLine(clock: Clock): WaitingLine {
  const waiting = new Map<JobId, { readonly origin: string; readonly batch: BatchId | null }>();
  const gateways = new Map<string, { readonly gateway: JobGateway; count: number }>();
  /** At which age of this run each job was made, below zero for earlier ones; until it is on its way. */
  const born = new Map<JobId, number>();
  const started = clock.now();
  let seen = { wall: started, monotonic: clock.monotonic() };
  let age = 0;
  let renewed = -Infinity;
  const renewedAt = new Map<string, number>();

  const grow = (): number => {
    const now = { wall: clock.now(), monotonic: clock.monotonic() };
    age += Math.max(Math.abs(now.wall - seen.wall), now.monotonic - seen.monotonic);
    seen = now;
    return age;
  };
  const enter = ({ id, gateway, batchId }: Job): void => {
    if (waiting.has(id)) return;
    waiting.set(id, { origin: gateway.origin, batch: batchId });
    const place = gateways.get(gateway.origin) ?? { gateway, count: 0 };
    place.count += 1;
    gateways.set(gateway.origin, place);
  };
  const leave = (id: JobId): void => {
    const was = waiting.get(id);
    if (was === undefined) return;
    waiting.delete(id);
    const place = gateways.get(was.origin);
    if (place && (place.count -= 1) === 0) gateways.delete(was.origin);
  };
  const wantedAt = (id: JobId, origin: string): number =>
    Math.max(born.get(id) ?? -Infinity, renewed, renewedAt.get(origin) ?? -Infinity);
  const note = (job: Job, bornAt: () => number): void => {
    const mayWait = job.status === 'queued' || job.status === 'submitting';
    if (!mayWait) born.delete(job.id);
    else if (!born.has(job.id)) born.set(job.id, bornAt());
    if (job.status === 'queued') enter(job);
    else leave(job.id);
  };

  return {
    load(job) {
      note(job, () => -Math.abs(started - job.createdAt));
    },
    note(job) {
      note(job, grow);
    },
    count: () => waiting.size,
    ids: (batch) => [...waiting].flatMap(([id, its]) => (batch === undefined || its.batch === batch ? id : [])),
    gateways: () => [...gateways.values()].map(({ gateway }) => gateway),
    renew(origin) {
      if (origin === undefined) renewed = grow();
      else renewedAt.set(origin, grow());
    },
    isWanted: ({ id, gateway }) => grow() - wantedAt(id, gateway.origin) <= SILENT_SUBMIT_LIMIT,
    allWanted() {
      const now = grow();
      return [...waiting].every(([id, { origin }]) => now - wantedAt(id, origin) <= SILENT_SUBMIT_LIMIT);
    },
  };
}
