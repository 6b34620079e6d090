import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { openForReading } from '../database';
import { makeFolder, syncFolder } from '../durable';
import { checkRecords, syncFile } from '../care/library-backups';

const DAILY = /^prompts-\d{4}-\d{2}-\d{2}\.db$/;
const MOST_DAYS = 7;
const Held = z.object({ held: z.number() });

/** How a copy went; `damaged` says what the check found. One that holds nothing is not copied. */
export type PromptBackup = { readonly kind: 'made' | 'empty' } | { readonly kind: 'damaged'; readonly damage: string };

/**
 * Checks the prompts and copies them to `prompts-DAY.db` in the folder, whole or not at all; the last seven days are kept.
 * For a thread: it reads all of them. Throws the disk's error.
 */
export async function backUpPrompts(input: {
  readonly file: string;
  readonly folder: string;
  /** Such as `2026-11-23`, by the local clock. */
  readonly day: string;
}): Promise<PromptBackup> {
  const { file, folder, day } = input;
  const { damage } = checkRecords({ database: file });
  // It would push out the sound ones.
  if (damage !== null) return { kind: 'damaged', damage };
  const name = `prompts-${day}.db`;
  const part = join(folder, `${name}.part`);
  makeFolder(folder);
  for (const suffix of ['', '-journal', '-wal']) await rm(part + suffix, { force: true });
  const database = openForReading(file);
  try {
    const sql = 'SELECT EXISTS (SELECT 1 FROM prompts) OR EXISTS (SELECT 1 FROM templates) AS held';
    if (Held.parse(database.get(sql)).held === 0) return { kind: 'empty' };
    database.run('VACUUM INTO ?', part);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    database.close();
  }
  syncFile(part);
  await rename(part, join(folder, name));
  syncFolder(folder);
  for (const old of dailyCopies(folder).slice(MOST_DAYS)) await rm(join(folder, old), { force: true });
  return { kind: 'made' };
}

/** Whether there is a copy of that day. */
export function isBackedUp(folder: string, day: string): boolean {
  return existsSync(join(folder, `prompts-${day}.db`));
}

/** Puts the newest sound copy in the place of the prompts, which must be closed; false when there is none. */
export function restorePrompts(file: string, folder: string): boolean {
  const sound = dailyCopies(folder).find((name) => isSound(join(folder, name)));
  if (sound === undefined) return false;
  for (const suffix of ['-wal', '-shm', '']) rmSync(file + suffix, { force: true });
  copyFileSync(join(folder, sound), file);
  syncFile(file);
  return true;
}

/** The newest first. */
function dailyCopies(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => DAILY.test(basename(name)))
    .sort()
    .reverse();
}

function isSound(database: string): boolean {
  try {
    return checkRecords({ database }).damage === null;
  } catch {
    return false;
  }
}
