import { isFinished } from '../../shared/job-status';
import type { JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { createAlarm } from '../core/alarm';
import type { Clock, Log } from '../core/ports';
import { accountOf, type Keyring } from './keyring';
import type { LeftObject, ObjectList } from './object-list';
import type { BucketPlace, BucketSecret, S3 } from './s3';

/** How long a signed address answers. Seconds. */
export const ADDRESS_SECONDS = 24 * 3600;
/** Once nobody can fetch it any more an object is of no use, whatever became of its job. Milliseconds. */
const LONGEST_STAY = 26 * 3600_000;
/** After so long in vain nothing more is tried. Milliseconds. */
const GIVEN_UP = 30 * 24 * 3600_000;
const EVERY = 3600_000;
/** Tries in vain before the person is told, once in a run. */
const QUIET_TRIES = 3;

/** What sweeping needs. */
export interface SweepPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly list: ObjectList;
  readonly keyring: Keyring;
  readonly s3: (place: BucketPlace, keys: BucketSecret) => S3;
  readonly jobOf: (id: JobId) => Job | undefined;
  /** The bucket of the settings, or null. */
  readonly current: () => BucketPlace | null;
  readonly notify: (message: string) => void;
  readonly quit: AbortSignal;
}

/** Removes from buckets what is no longer needed there. */
export interface Sweep {
  /** Keeps an object while it is on its way; the call that it returns lets go of it. */
  hold(object: string): () => void;
  /** Removes what is due, one after the other. Never rejects. */
  run(): Promise<void>;
}

/** A sweep over the list, every hour from now on. */
export function createSweep(ports: SweepPorts): Sweep {
  const { clock, log, list, quit } = ports;
  const held = new Set<string>();
  const tries = new Map<string, number>();
  let running: Promise<void> = Promise.resolve();
  let waits = false;
  const alarm = createAlarm(clock, quit, () => void run());

  async function sweep(): Promise<void> {
    waits = false;
    try {
      for (const entry of await list.all()) {
        if (quit.aborted) return;
        if (!held.has(entry.object) && isDue(entry)) await removeOne(entry);
      }
    } catch (error) {
      log.warn('what lies in the bucket could not be looked through', { error: String(error) });
    }
  }

  function isDue({ jobId, at }: LeftObject): boolean {
    const job = ports.jobOf(jobId);
    // A job in doubt may have been accepted, and the gateway may be about to fetch it.
    if (job && isFinished(job) && job.status !== 'unknown') return true;
    return clock.now() - at > LONGEST_STAY;
  }

  async function removeOne(entry: LeftObject): Promise<void> {
    const keys = await ports.keyring.read(entry);
    const gaveUp = clock.now() - entry.at > GIVEN_UP || (keys.status === 'none' && !isCurrent(entry));
    if (!('secret' in keys)) {
      if (gaveUp) await giveUp(entry);
      return;
    }
    const outcome = await ports.s3(entry, keys).remove(entry.object, quit);
    if (outcome.kind === 'done') await settle(entry);
    else if (gaveUp) await giveUp(entry);
    else countTry(entry, outcome.message);
  }

  function isCurrent(place: BucketPlace): boolean {
    const current = ports.current();
    return current !== null && accountOf(current) === accountOf(place);
  }

  async function settle(entry: LeftObject): Promise<void> {
    tries.delete(entry.object);
    await list.remove(entry);
    if (isCurrent(entry)) return;
    const others = (await list.all()).some((other) => accountOf(other) === accountOf(entry));
    if (!others) await ports.keyring.forget(entry).catch(() => undefined);
  }

  async function giveUp(entry: LeftObject): Promise<void> {
    ports.notify(`A picture could not be removed from the bucket “${entry.name}” and stays there: ${entry.object}.`);
    await settle(entry);
  }

  function countTry({ object, name }: LeftObject, message: string): void {
    const count = (tries.get(object) ?? 0) + 1;
    tries.set(object, count);
    log.warn('an object could not be removed from the bucket', { message, count });
    if (count === QUIET_TRIES)
      ports.notify(`Pictures could not be removed from the bucket “${name}” yet; Easel goes on trying. ${message}`);
  }

  function run(): Promise<void> {
    if (waits) return running;
    waits = true;
    running = running.then(sweep).then(() => {
      alarm.ringIn(EVERY);
    });
    return running;
  }

  return {
    hold(object) {
      held.add(object);
      return () => held.delete(object);
    },
    run,
  };
}
