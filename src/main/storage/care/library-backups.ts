import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { copyFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import type { Backup } from '../../../shared/app-state';
import { localDay } from '../../../shared/local-day';
import { openDatabase, openForReading } from '../database';
import { makeFolder, syncFolder } from '../durable';
import { nextTicket } from '../library/library-patch';
import { libraryPlan } from '../migrations/library';

/** Daily ones, those from before a migration, and those that were replaced by a restore or a rebuild. */
const NAME = /^library-(?:\d{4}-\d{2}-\d{2}|(?:version-\d+|before)-[\d-]+)\.db$/;
const DAILY = /^library-(\d{4}-\d{2}-\d{2})\.db$/;
const REPLACED = /^library-before-[\d-]+\.db$/;
const DAYS_KEPT = 7;
const WEEKS_KEPT = 4;
const REPLACED_KEPT = 5;
const DAY_MS = 86_400_000;

/** What a check of the records said; null is all well. */
export interface CheckedRecords {
  readonly damage: string | null;
}

/** Looks through the whole database of a library. For a thread: seconds with 100,000 images. Throws `DatabaseError` when it can't be opened. */
export function checkRecords({ database: file }: { readonly database: string }): CheckedRecords {
  const database = openForReading(file);
  try {
    const Row = z.object({ quick_check: z.string() });
    const faults = database.all('PRAGMA quick_check(3)').map((row) => Row.parse(row).quick_check);
    const damage = faults.filter((word) => word !== 'ok').join('; ');
    return { damage: damage === '' ? null : damage.slice(0, 300) };
  } catch (error) {
    return { damage: String(error).slice(0, 300) };
  } finally {
    database.close();
  }
}

/** How a backup went. A damaged library is not backed up: it would push out the sound ones. */
export type BackupOutcome =
  { readonly kind: 'made'; readonly backup: Backup } | { readonly kind: 'damaged'; readonly damage: string };

/** Checks the records and copies them to `backups/library-DAY.db`, whole or not at all; forgets what is too old. Throws the disk's error. */
export async function backUpRecords(input: {
  readonly folder: string;
  /** Milliseconds since 1970: its day, by the local clock, is the name; the file bears the time. */
  readonly now: number;
}): Promise<BackupOutcome> {
  const database = join(input.folder, 'library.db');
  const { damage } = checkRecords({ database });
  if (damage !== null) return { kind: 'damaged', damage };
  const backups = join(input.folder, 'backups');
  makeFolder(backups);
  await collectOld(input.folder, backups);
  const name = `library-${localDay(input.now)}.db`;
  const part = join(backups, `${name}.part`);
  for (const suffix of ['', '-journal', '-wal']) await rm(part + suffix, { force: true });
  const connection = new DatabaseSync(database, { timeout: 5000, readOnly: true });
  try {
    connection.exec(`VACUUM INTO '${part.replaceAll("'", "''")}'`);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    connection.close();
  }
  // Not every disk lets a program set the time of a file: that one bears its own.
  await utimes(part, input.now / 1000, input.now / 1000).catch(() => undefined);
  syncFile(part);
  await rename(part, join(backups, name));
  syncFolder(backups);
  for (const old of tooOld(readdirSync(backups))) await rm(join(backups, old), { force: true });
  return { kind: 'made', backup: await describe(backups, name) };
}

/** Copies from before a migration that an earlier Easel left beside the database. */
async function collectOld(folder: string, backups: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const words = /^library\.db\.(version-\d+-[\d-]+)$/.exec(name)?.[1];
    if (words !== undefined) await rename(join(folder, name), join(backups, `library-${words}.db`));
  }
}

/** Every backup, newest first. What is none is passed over. */
export async function listBackups({ folder }: { readonly folder: string }): Promise<readonly Backup[]> {
  const backups = join(folder, 'backups');
  const names = (await readdir(backups).catch(() => [])).filter((name) => NAME.test(name));
  const found: Backup[] = [];
  for (const name of names) found.push(await describe(backups, name));
  return found.sort((a, b) => b.at - a.at);
}

async function describe(backups: string, name: string): Promise<Backup> {
  const { size, mtimeMs } = await stat(join(backups, name));
  return { name, at: mtimeMs, bytes: size, images: countImages(join(backups, name)) };
}

/** Zero for one that can't be read. */
function countImages(file: string): number {
  try {
    const connection = new DatabaseSync(file, { readOnly: true });
    try {
      const row: unknown = connection.prepare('SELECT count(*) AS images FROM images').get();
      return z.object({ images: z.number() }).parse(row).images;
    } finally {
      connection.close();
    }
  } catch {
    return 0;
  }
}

/** Of those names, the ones beyond seven days and then one a week for four weeks; copies from before a migration stay. */
export function tooOld(names: readonly string[]): readonly string[] {
  const newestFirst = (pattern: RegExp): readonly string[] =>
    names
      .filter((name) => pattern.test(name))
      .sort()
      .reverse();
  const daily = newestFirst(DAILY);
  const kept = new Set(daily.slice(0, DAYS_KEPT));
  // Weeks of the calendar: counted from today, each would be another tomorrow.
  const weeks = new Set<number>();
  for (const name of daily.slice(DAYS_KEPT)) {
    const week = Math.floor(dayNumber(DAILY.exec(name)?.[1] ?? '') / 7);
    if (weeks.size < WEEKS_KEPT && !weeks.has(week)) kept.add(name);
    weeks.add(week);
  }
  return [...daily.filter((name) => !kept.has(name)), ...newestFirst(REPLACED).slice(REPLACED_KEPT)];
}

function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/**
 * Lays a backup ready: the next opening of the library puts it in the place of the records. Throws when it is none, is
 * damaged, or is from a newer Easel; nothing is changed then.
 */
export async function layReady(input: {
  readonly folder: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}): Promise<null> {
  const { folder, name, now } = input;
  const source = join(folder, 'backups', name);
  if (!NAME.test(name) || !existsSync(source)) throw new Error('This backup is no longer there.');
  const part = join(folder, 'library.db.next.part');
  for (const suffix of ['', '-wal', '-shm']) await rm(part + suffix, { force: true });
  await copyFile(source, part);
  if (existsSync(`${source}-wal`)) await copyFile(`${source}-wal`, `${part}-wal`);
  const { damage } = checkRecords({ database: part });
  if (damage !== null) throw new Error('This backup is damaged. Choose another.');
  // Brought up to this version; every sidecar is to say again what these records say.
  const { database, setAside } = openDatabase({ ...libraryPlan(part, Date.now), backups: join(folder, 'backups') });
  try {
    if (setAside !== null) throw new Error('This backup is damaged. Choose another.');
    const ticket = nextTicket(database);
    database.run('UPDATE marks SET untidy = ?', ticket);
    database.run('INSERT OR REPLACE INTO tombstone_chores (id, ticket) SELECT id, ? FROM tombstones', ticket);
    // What lay in the trash then may have been taken out since: its days begin anew, so that it can be taken out again.
    database.run('UPDATE marks SET trashed_at = ? WHERE trashed_at IS NOT NULL', now);
  } finally {
    database.close();
  }
  commit(folder);
  return null;
}

/** Lays records without any image ready, to be filled from the files. */
export function layEmptyReady({ folder }: { readonly folder: string }): null {
  const part = join(folder, 'library.db.next.part');
  for (const suffix of ['', '-wal', '-shm']) rmSync(part + suffix, { force: true });
  openDatabase(libraryPlan(part, Date.now)).database.close();
  commit(folder);
  return null;
}

function commit(folder: string): void {
  const part = join(folder, 'library.db.next.part');
  for (const suffix of ['-wal', '-shm']) rmSync(part + suffix, { force: true });
  syncFile(part);
  renameSync(part, join(folder, 'library.db.next'));
  syncFolder(folder);
}

/**
 * Puts records that lie ready in the place of those that are there, which go to the backups. A crash at any point is gone
 * on from at the next opening. The database must be closed.
 */
export function replacePending(folder: string, now: number): void {
  const next = join(folder, 'library.db.next');
  if (!existsSync(next)) return;
  const file = join(folder, 'library.db');
  const backups = join(folder, 'backups');
  makeFolder(backups);
  const aside = join(backups, `library-before-${stamp(now)}.db`);
  rmSync(`${file}-shm`, { force: true });
  // The log first: beside the new records it would be taken for theirs.
  for (const suffix of ['-wal', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  syncFolder(backups);
  renameSync(next, file);
  syncFolder(folder);
}

/** When the newest daily backup was made, in milliseconds since 1970; null without one. */
export function newestBackup(folder: string): number | null {
  try {
    const backups = join(folder, 'backups');
    const times = readdirSync(backups)
      .filter((name) => DAILY.test(name))
      .map((name) => statSync(join(backups, name)).mtimeMs);
    return times.length === 0 ? null : Math.max(...times);
  } catch {
    return null;
  }
}

/** Whether a daily backup bears the name of one of the seven days before today. */
export function wasBackedUpLately(folder: string, now: number): boolean {
  const today = dayNumber(localDay(now));
  try {
    return readdirSync(join(folder, 'backups')).some((name) => {
      const days = today - dayNumber(DAILY.exec(name)?.[1] ?? '');
      return days >= 1 && days <= 7;
    });
  } catch {
    return false;
  }
}

/** What was written to the file outlives a power cut. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function stamp(now: number): string {
  return new Date(now).toISOString().replace(/[-:Z]/g, '').replace('T', '-').replace('.', '-');
}
