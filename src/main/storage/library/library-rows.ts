import { rm } from 'node:fs/promises';
import type { Clock, Log } from '../../core/ports';
import { keepRows, keptRowsOf, readKeptRows, stampOf } from './kept-rows';
import type { LibraryPlace } from './library-place';
import type { RowColumns } from './library-reading';
import { NO_COLUMNS } from './library-reading';
import type { LibraryStore } from './library-store';

/** Rows, with the revision that they are from: what changed later is told with a greater one. */
export interface RowsOfRevision {
  readonly revision: number;
  readonly rows: RowColumns;
}

/** The rows of the library of the moment. */
export interface LibraryRows {
  /** Rejects as `ask` does. */
  read(): Promise<RowsOfRevision>;
  /** See `Library.readAhead`. */
  readAhead(): void;
  /** See `Library.keepRows`. */
  keep(): Promise<void>;
}

/** What it needs. */
export interface RowPorts {
  readonly place: LibraryPlace;
  readonly clock: Clock;
  readonly log: Log;
  /** See `LibraryPorts`. */
  readonly memory: string;
  readonly revision: () => number;
  /** Reads the rows of the records; null while there are none. */
  readonly ask: () => Promise<RowColumns | null>;
}

/** Longest that keeping holds up the end, in milliseconds: a disk that is gone must not keep the library from being closed. */
const PATIENCE = 2000;

/** Rows as they are read, ahead of the window where it is about to ask, and kept from one start to the next. */
export function createLibraryRows({ place, clock, log, memory, revision, ask }: RowPorts): LibraryRows {
  let ahead: Promise<(RowsOfRevision & { readonly of: unknown }) | null> | null = null;
  /** Records whose rows are kept, and their version then. */
  let kept: { readonly of: LibraryStore; readonly version: string } | null = null;

  const look = async (reading: () => Promise<RowColumns | null>) => {
    // From before the look: what changes meanwhile is told with a greater one.
    const [of, since] = [place.now, revision()];
    return { of, revision: since, rows: (await reading()) ?? NO_COLUMNS };
  };
  const readKept = async (): Promise<RowColumns | null> => {
    const { store, databaseFile, path } = place.now;
    const stamp = stampOf(databaseFile);
    if (!store || stamp === null) return null;
    const version = store.version();
    const rows = await readKeptRows(keptRowsOf(path, memory), stamp);
    if (rows) kept = { of: store, version };
    return rows;
  };
  const keep = async (): Promise<void> => {
    const { store, databaseFile, path, state } = place.now;
    if (!store || state.status !== 'open' || state.readOnly !== null) return;
    const version = store.version();
    if (kept?.of === store && kept.version === version) return;
    const rows = await ask();
    if (!rows || place.now.store !== store) return;
    store.settle();
    const stamp = stampOf(databaseFile);
    // Changed since the rows were read: they are of no use.
    if (stamp === null || store.version() !== version) return;
    const file = keptRowsOf(path, memory);
    await keepRows(file, stamp, rows);
    // The clock of a disk may be too coarse for the stamp to show what was written since.
    if (place.now.store !== store || store.version() !== version) await rm(file);
    else kept = { of: store, version };
  };
  return {
    read: async () => {
      const early = await ahead;
      ahead = null;
      // Nobody heard of what has changed since.
      const isFresh = early?.revision === revision() && early.of === place.now;
      return isFresh ? early : look(ask);
    },
    readAhead: () => {
      ahead = look(async () => (await readKept()) ?? ask()).catch(() => null);
    },
    keep: async () => {
      const patience = new AbortController();
      const late = clock.sleep(PATIENCE, patience.signal).catch(() => undefined);
      await Promise.race([keep(), late]).catch((error: unknown) => {
        log.warn('the rows could not be kept for the next start', { reason: String(error) });
      });
      patience.abort();
    },
  };
}
