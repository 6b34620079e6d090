import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../../shared/settings';
import type { Clock, Log } from '../../core/ports';
import type { Library } from '../library/library';
import { newestBackup } from './library-backups';
import { YOUNG_MS } from './library-round';
import type { Turns } from './library-turns';

/** What is done in the background, and when it may be. */
export interface LoopPorts {
  readonly library: Pick<Library, 'state' | 'reopen' | 'records' | 'onChange' | 'onState'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly turns: Turns;
  readonly signal: AbortSignal;
  readonly trashDays: () => Settings['trashDays'];
  /** Each has its turn when it is called. */
  readonly begin: () => Promise<void>;
  /** Resolves with how many files were too young to be taken in. */
  readonly round: () => Promise<{ readonly young: number }>;
  /** Resolves with how many images are still behind. */
  readonly tidy: () => Promise<number>;
  readonly backUp: () => Promise<void>;
  readonly autoEmpty: (days: number) => Promise<void>;
  readonly remember: () => Promise<void>;
}

/** What works by itself. */
export interface CareLoops {
  start(): void;
  /** See `LibraryCare.look`. */
  look(): void;
  /** A round is due whenever the last one was. */
  again(): void;
  /** A round was made that left so many files which were too young: they are looked at again. */
  left(young: number): void;
}

const HOUR_MS = 3600_000;
/** Changes within it are written together. */
const GATHER_MS = 300;
/** Until what could not be written is tried again. */
const RETRY_MS = 60_000;
/** Until the first look at the folder: the window comes first. */
const FIRST_ROUND_MS = 2000;
/** Between looks that nobody asked for. */
const ROUND_MS = 5 * 60_000;
/** Between looks at whether the library is there. */
const WATCH_MS = 10_000;
/** Between looks at what is due. */
const DUE_MS = 60_000;
const AT_NIGHT = 3;

/** Loops that end with the signal. */
export function createCareLoops(ports: LoopPorts): CareLoops {
  const { library, clock, turns, signal } = ports;
  let started = false;
  let lastRound = -Infinity;
  let woken = false;
  let settling = YOUNG_MS;
  let isSettling = false;

  const isUsable = (): boolean => {
    const state = library.state();
    return state.status === 'open' && state.readOnly === null;
  };
  /** What fails is tried again when it is due the next time. */
  const turn = (what: string, work: () => Promise<void>): Promise<void> =>
    turns
      .take(async () => {
        if (!signal.aborted && isUsable()) await work();
      })
      .catch((error: unknown) => {
        if (!signal.aborted) ports.log.warn(`${what} failed`, { reason: String(error) });
      });
  const after = async (milliseconds: number, work: () => unknown): Promise<void> => {
    try {
      await clock.sleep(milliseconds, signal);
    } catch {
      return;
    }
    await work();
  };
  const every = async (milliseconds: number, work: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) await after(milliseconds, work);
  };
  const wake = (milliseconds: number): void => {
    if (woken || !started || signal.aborted) return;
    woken = true;
    void after(milliseconds, () => {
      woken = false;
      return turn('upkeep', async () => {
        if ((await ports.tidy()) > 0) wake(RETRY_MS);
      });
    });
  };
  const round = (): Promise<void> => {
    lastRound = clock.monotonic();
    return turn('the look through the folder', async () => {
      left((await ports.round()).young);
    });
  };
  const left = (young: number): void => {
    if (young === 0) settling = YOUNG_MS;
    if (young === 0 || isSettling || !started) return;
    isSettling = true;
    void after(settling, () => {
      isSettling = false;
      return round();
    });
    // A folder that another program writes to all the time is looked through ever more rarely.
    settling = Math.min(settling * 2, ROUND_MS);
  };
  const again = (): void => {
    lastRound = -Infinity;
    if (started) void round();
  };
  const watch = async (): Promise<void> => {
    const state = library.state();
    // The folder at which a disk appears may stay when it goes; its records go with it.
    const sign = state.status === 'open' ? join(state.folder, 'library.db') : state.folder;
    const isThere = (await stat(sign).catch(() => null)) !== null;
    // It may have changed meanwhile.
    if (signal.aborted || library.state().status !== state.status || library.state().folder !== state.folder) return;
    if (state.status === 'open' ? !isThere : isThere) await turns.take(() => Promise.resolve(library.reopen()));
  };
  const due = async (): Promise<void> => {
    const days = ports.trashDays();
    if (days !== null) await turn('emptying the trash', () => ports.autoEmpty(days));
    if (isUsable() && isBackupDue(library, clock.now(), false)) await turn('the backup', ports.backUp);
    await turn('remembering', ports.remember);
  };

  return {
    start: () => {
      started = true;
      library.onChange(() => {
        wake(GATHER_MS);
      });
      library.onState((state) => {
        if (state.status === 'open' && state.readOnly === null) again();
      });
      void turn('clearing the old folder', ports.begin);
      void after(FIRST_ROUND_MS, async () => {
        await round();
        if (isUsable() && isBackupDue(library, clock.now(), true)) await turn('the backup', ports.backUp);
      });
      void every(WATCH_MS, watch);
      void every(DUE_MS, due);
    },
    look: () => {
      if (started && clock.monotonic() - lastRound > ROUND_MS) void round();
    },
    again,
    left,
  };
}

/** At a start after 20 hours, at night after 20, and in the day after 24; an empty library has nothing to lose. */
function isBackupDue(library: LoopPorts['library'], now: number, isStart: boolean): boolean {
  if (library.records().files(0, 1).length === 0) return false;
  const newest = newestBackup(library.state().folder);
  if (newest === null) return true;
  const hours = (now - newest) / HOUR_MS;
  const isNight = new Date(now).getHours() === AT_NIGHT;
  // A clock that was set back says nothing of the age.
  return hours < 0 ? isStart : hours > (isStart || isNight ? 20 : 24);
}
