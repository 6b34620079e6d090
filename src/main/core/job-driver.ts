import type { JobId } from '../../shared/ids';
import { isFinished } from '../../shared/job-status';
import { followJob } from './job-follow';
import { saveJob, type SavePorts } from './job-save';
import type { Log } from './ports';
import { DISK_PAUSE } from './retry';

/** Wait after an error of our own. Milliseconds. */
const AGAIN = 30_000;

/** What driving needs. */
export type DriverPorts = SavePorts & {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Gives up the reserve of the disk; true when that made room. */
  readonly makeRoom: () => boolean;
};

/** Takes jobs that the gateway has to their end. */
export interface JobDriver {
  /** Follows and saves the job until nothing more happens by itself. Two drives of one job never run. */
  drive(id: JobId): void;
  /** Resolves when no drive runs any more. */
  idle(): Promise<void>;
}

/** A driver over the given ports. The signal ends every drive; it cancels no job. */
export function createJobDriver(ports: DriverPorts): JobDriver {
  const { book, log, signal } = ports;
  const driving = new Map<JobId, Promise<void>>();
  const rests = (id: JobId): boolean => {
    const job = book.get(id);
    return isFinished(job) || job.status === 'queued' || job.status === 'submitting';
  };
  const isEnding = (): boolean => signal.aborted;

  function drive(id: JobId): void {
    if (driving.has(id) || isEnding()) return;
    const run = Promise.resolve().then(() => toEnd(id));
    driving.set(id, run);
  }

  /** Never rejects: a disk that can't be read now is read again later. */
  async function toEnd(id: JobId): Promise<void> {
    while (!isEnding()) {
      try {
        if (rests(id)) break;
        await followJob(ports, id, signal);
        await saveJob(ports, id, signal);
      } catch (error) {
        if (isEnding()) break;
        // The job is as the disk has it: looking again later loses nothing.
        log.error('A job could not be followed', { id, error });
        if (!isOfDisk(error)) await ports.pause(id, AGAIN);
        else {
          ports.diskRefused(error);
          if (!ports.makeRoom()) await ports.pause(id, DISK_PAUSE);
        }
      }
    }
    // In the same step as the look that found it resting: a person may ask for missing images right after.
    driving.delete(id);
  }

  return {
    drive,
    async idle() {
      await Promise.all(driving.values());
    },
  };
}

/** Errors of the file system and of the database have codes of their own; mistakes of ours have none, or one of Node's. */
function isOfDisk(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return error.code === 'ERR_SQLITE_ERROR' || !error.code.startsWith('ERR_');
}
