import type { Ballast, Clock } from './ports';
import { DISK_PAUSE } from './retry';

/** What the watch needs. */
export interface DiskWatchPorts {
  readonly ballast: Ballast;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Nothing new is to be sent for `DISK_PAUSE`, beginning now. */
  readonly hold: () => void;
  /** There is room again. */
  readonly better: () => void;
}

/** Keeps the reserve for the record of paid work. */
export interface DiskWatch {
  /** Takes the reserve. Call once, at the start. */
  start(): void;
  /** The disk refused something: nothing new is sent until the reserve is whole again. */
  refused(): void;
  /** Gives the reserve up for what has to be recorded; true when that made room, so that trying again at once is worth it. */
  makeRoom(): boolean;
}

/** A watch that does nothing before `start`. */
export function createDiskWatch({ ballast, clock, signal, hold, better }: DiskWatchPorts): DiskWatch {
  let isWatching = false;

  async function regain(): Promise<void> {
    if (isWatching) return;
    isWatching = true;
    try {
      do {
        hold();
        await clock.sleep(DISK_PAUSE, signal);
      } while (!(await ballast.restore()));
      better();
    } catch {
      // Quitting: the next start takes the reserve.
    } finally {
      isWatching = false;
    }
  }

  return {
    start() {
      void ballast.restore().then((whole) => (whole ? undefined : regain()));
    },
    refused() {
      hold();
      void regain();
    },
    makeRoom: () => ballast.release(),
  };
}
