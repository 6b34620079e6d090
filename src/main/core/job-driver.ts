import type { JobId } from '../../shared/ids';
import { isFinished } from '../../shared/job-status';
import { followJob, type FollowPorts } from './job-follow';
import { saveJob, type SavePorts } from './job-save';
import type { Log } from './ports';

/** Wait after an error of our own or of the disk. Milliseconds. */
const AGAIN = 30_000;

/** What driving needs. */
export type DriverPorts = FollowPorts & SavePorts & { readonly log: Log; readonly signal: AbortSignal };

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
    return signal.aborted || isFinished(job) || job.status === 'queued' || job.status === 'submitting';
  };

  function drive(id: JobId): void {
    if (driving.has(id) || rests(id)) return;
    const run = toEnd(id).finally(() => {
      driving.delete(id);
      // A person may have asked for missing images just as the last drive ended.
      drive(id);
    });
    driving.set(id, run);
  }

  async function toEnd(id: JobId): Promise<void> {
    while (!rests(id)) {
      try {
        await followJob(ports, id, signal);
        await saveJob(ports, id, signal);
      } catch (error) {
        if (rests(id)) return;
        // The job is as the disk has it: looking again later loses nothing.
        log.error('A job could not be followed', { id, error: String(error) });
        await ports.pause(AGAIN);
      }
    }
  }

  return {
    drive,
    async idle() {
      await Promise.all(driving.values());
    },
  };
}
