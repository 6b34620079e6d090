import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { makeFolder } from '../durable';

/** What this machine remembers of a library whose disk may be away. */
export interface RememberedPlace {
  readonly database: string;
  /** Below it `thumbnailName` names thumbnails. */
  readonly thumbnails: string;
}

/** Where it is remembered, whether it is or not. `memory` is the folder in user data for all of it. */
export function memoryOf(path: string, memory: string): RememberedPlace {
  const name = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16);
  const folder = join(memory, name);
  return { database: join(folder, 'library.db'), thumbnails: folder };
}

/** What is remembered of the library that lay there, or null. */
export function rememberedPlace(path: string, memory: string): RememberedPlace | null {
  const place = memoryOf(path, memory);
  return existsSync(place.database) ? place : null;
}

/**
 * A copy of the records of a folder that can't be written: SQLite reads no log there. Null when there are no records.
 * Throws the disk's error.
 */
export function readingCopy(path: string, memory: string): string | null {
  const file = join(path, 'library.db');
  if (!existsSync(file)) return null;
  const copy = join(dirname(memoryOf(path, memory).database), 'reading.db');
  makeFolder(dirname(copy));
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(copy + suffix, { force: true });
    if (suffix !== '-shm' && existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
  }
  // Takes what the log holds into the copy, which can then be opened for reading alone.
  new DatabaseSync(copy).close();
  return copy;
}

/** What `rememberRecords` takes. */
export interface RecordsToRemember {
  /** `library.db` in its folder. */
  readonly database: string;
  readonly place: RememberedPlace;
}

/** Copies the records as they are now, as a whole or not at all. For a thread: it takes a second with 100,000 images. */
export function rememberRecords({ database, place }: RecordsToRemember): void {
  const fresh = `${place.database}.new`;
  makeFolder(dirname(fresh));
  rmSync(fresh, { force: true });
  const connection = new DatabaseSync(database, { timeout: 5000, readOnly: true });
  try {
    connection.exec(`VACUUM INTO '${fresh.replaceAll("'", "''")}'`);
  } finally {
    connection.close();
  }
  for (const suffix of ['-wal', '-shm']) rmSync(place.database + suffix, { force: true });
  renameSync(fresh, place.database);
}

/** What `rememberThumbnails` takes. */
export interface ThumbnailsToRemember {
  /** Folder of the library. */
  readonly folder: string;
  readonly place: RememberedPlace;
  /** Names below either folder, those shown last at the end. */
  readonly names: readonly string[];
  /** The most that all of them may weigh together, in bytes. */
  readonly mostBytes: number;
}

/** Copies thumbnails that were shown, and forgets those that were shown longest ago. What can't be copied is passed over. */
export async function rememberThumbnails(input: ThumbnailsToRemember): Promise<void> {
  const now = new Date();
  for (const name of input.names) {
    const target = join(input.place.thumbnails, ...name.split('/'));
    try {
      if (!existsSync(target)) {
        await mkdir(dirname(target), { recursive: true });
        await copyFile(join(input.folder, ...name.split('/')), `${target}.part`);
        renameSync(`${target}.part`, target);
      }
      await utimes(target, now, now);
    } catch {
      // Gone meanwhile, or no room: there is one thumbnail less to remember.
    }
  }
  await forgetOldest(join(input.place.thumbnails, 'thumbnails'), input.mostBytes);
}

async function forgetOldest(folder: string, mostBytes: number): Promise<void> {
  const found: { readonly file: string; readonly bytes: number; readonly shown: number }[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(file);
    found.push({ file, bytes: size, shown: mtimeMs });
  }
  let total = found.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of found.sort((a, b) => a.shown - b.shown)) {
    if (total <= mostBytes) return;
    await rm(file, { force: true });
    total -= bytes;
  }
}
