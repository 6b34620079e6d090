import { randomBytes } from 'node:crypto';
import { statSync, truncateSync, unlinkSync } from 'node:fs';
import { open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ballast } from '../../core/ports';

/** What the ballast is made of. */
export interface BallastPlan {
  /** Path of the file, beside the database. */
  readonly file: string;
  /** Its size in bytes; 64 MiB when not said. */
  readonly bytes?: number;
  /** Free bytes on the disk of that folder. A parameter, so that tests can be a full disk. */
  readonly free?: (folder: string) => Promise<number>;
}

const DEFAULT_BYTES = 64 * 1024 * 1024;
/** Written at one time, with turns for others between. */
const SLICE = 1024 * 1024;

/** A file of real blocks. Nothing is written before `restore`. */
export function createBallast({ file, bytes = DEFAULT_BYTES, free = freeBytes }: BallastPlan): Ballast {
  const part = `${file}.part`;
  let restoring: Promise<boolean> | null = null;
  let givenUp = 0;

  const restore = async (): Promise<boolean> => {
    if (sizeOf(file) >= bytes) return true;
    const round = givenUp;
    try {
      // Room for the ballast and as much again: taking the last free space would only fill the disk once more.
      if ((await free(dirname(file))) <= 2 * bytes) return false;
      await fill(part, bytes, () => round === givenUp);
      if (round !== givenUp) return false;
      await rename(part, file);
      // Asked for in the very last moment.
      if (round !== givenUp) giveUp(file);
      return round === givenUp;
    } catch {
      return false;
    } finally {
      await rm(part, { force: true }).catch(() => undefined);
    }
  };
  return {
    release: () => {
      givenUp += 1;
      return [part, file].map(giveUp).includes(true);
    },
    restore: () =>
      (restoring ??= restore().finally(() => {
        restoring = null;
      })),
  };
}

/** Random bytes, which no file system leaves out or packs. */
async function fill(path: string, bytes: number, goOn: () => boolean): Promise<void> {
  const slice = randomBytes(SLICE);
  const handle = await open(path, 'w', 0o600);
  try {
    for (let left = bytes; left > 0 && goOn();) {
      left -= (await handle.write(slice, 0, Math.min(left, slice.length))).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** True when there was something to give. Emptied first: some full disks refuse even to remove. */
function giveUp(path: string): boolean {
  const had = sizeOf(path) > 0;
  try {
    if (had) truncateSync(path);
    unlinkSync(path);
  } catch {
    // Not there, or emptied at least.
  }
  return had && sizeOf(path) === 0;
}

function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
