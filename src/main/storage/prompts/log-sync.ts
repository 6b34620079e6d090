import { open } from 'node:fs/promises';

/** Makes what a database wrote outlive a power cut a moment later, without anybody waiting for the disk. */
export interface LogSync {
  /** Something was written: it is safe within a second. */
  soon(): void;
  close(): void;
}

const SOON_MS = 1000;

/**
 * For a database whose commits are not synced: its log is, once for all commits of a second, off the main thread. SQLite
 * keeps no lock on the log itself, so that another may open and close it. `later` calls back after so many milliseconds.
 */
export function createLogSync(
  database: string,
  sync: (file: string) => Promise<void> = syncQuietly,
  later: (act: () => void, ms: number) => () => void = afterwards,
): LogSync {
  let stop: (() => void) | null = null;
  return {
    soon: () => {
      stop ??= later(() => {
        stop = null;
        void sync(`${database}-wal`);
      }, SOON_MS);
    },
    close: () => {
      stop?.();
      stop = null;
    },
  };
}

function afterwards(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms).unref();
  return () => {
    clearTimeout(timer);
  };
}

/** Windows syncs only what is open for writing. A disk that refuses says so at the next write. */
async function syncQuietly(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    await handle.datasync().finally(() => handle.close());
  } catch {
    // Nothing to sync: the log was taken into the database, which syncs it.
  }
}
