import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ImageId } from '../../../shared/ids';
import { openForReading } from '../database';
import { errorCode, folderSynced, makeFolder } from '../durable';
import { thumbnailName } from '../images/image-name';
import type { InsideFolder } from '../inside-folder';
import { insideFolder } from '../inside-folder';
import type { Tombstone, TombstoneChore } from '../library/library-records';
import { Json } from '../json';
import { TombstoneText } from '../library/tombstones';

/**
 * The folder of the library in which each tombstone has a file, `lineage/ID's end/ID.json`: so they outlive the records.
 * The thumbnail stays where it was among all others.
 */
const FOLDER = 'lineage';
const VERSION = 1;
/** Larger ones are none of ours. Bytes. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Tombstones in one answer, so that no thread waits for thousands. */
const MOST_READ = 500;

/** The file of a tombstone, below the library folder. */
export function tombstoneName(id: ImageId): string {
  return `${FOLDER}/${id.slice(-2)}/${id}.json`;
}

/**
 * Writes the files of tombstones, whole or not at all and synced, and removes those of which there are none any more, with
 * the thumbnail unless it is an image's. Resolves with the chores that are done and why others are not. Never rejects.
 */
export async function keepTombstones(input: {
  readonly folder: string;
  readonly chores: readonly TombstoneChore[];
}): Promise<{ readonly done: readonly Pick<TombstoneChore, 'id' | 'ticket'>[]; readonly codes: readonly string[] }> {
  const inside = insideFolder(input.folder);
  const changed = new Set<string>();
  const done: TombstoneChore[] = [];
  const codes: string[] = [];
  for (const chore of input.chores) {
    try {
      const file = await inside.path(tombstoneName(chore.id));
      if (chore.tombstone) await write(file, chore.tombstone);
      else await rm(file, { force: true });
      if (!chore.isImage && !hasPicture(chore.tombstone))
        await rm(await inside.path(thumbnailName(chore.id)), { force: true });
      if (existsSync(dirname(file))) changed.add(dirname(file));
      done.push(chore);
    } catch (error) {
      codes.push(errorCode(error));
    }
  }
  try {
    for (const folder of changed) await folderSynced(folder);
  } catch (error) {
    return { done: [], codes: [...codes, errorCode(error)] };
  }
  return { done: done.map(({ id, ticket }) => ({ id, ticket })), codes };
}

async function write(file: string, tombstone: Tombstone): Promise<void> {
  makeFolder(dirname(file));
  const { hasThumbnail: _none, ...said } = tombstone;
  const part = join(dirname(file), `.easel-${randomBytes(6).toString('hex')}.part`);
  try {
    const handle = await open(part, 'wx', 0o644);
    try {
      await handle.writeFile(`${JSON.stringify({ easel: VERSION, ...said }, null, 2)}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** What was forgotten has none; of others it stays, also where the records did not know of it. */
function hasPicture(tombstone: Tombstone | null): boolean {
  return tombstone !== null && tombstone.sha256 !== '';
}

/**
 * Tombstones that files tell of and the records don't: after these were lost, or replaced by older ones. So many at a time;
 * `more` says that there are others. Files that are none of ours are passed over. Never rejects.
 */
export async function findTombstones(input: {
  readonly folder: string;
}): Promise<{ readonly tombstones: readonly Tombstone[]; readonly more: boolean }> {
  const inside = insideFolder(input.folder);
  const tombstones: Tombstone[] = [];
  try {
    const names = unknownOf(input.folder, await namesIn(input.folder));
    for (const id of names.slice(0, MOST_READ)) {
      const tombstone = await read(inside, id).catch(() => null);
      if (tombstone) tombstones.push(tombstone);
    }
    return { tombstones, more: tombstones.length > 0 && names.length > MOST_READ };
  } catch {
    // A disk that goes away in the middle: the next look finds them.
    return { tombstones, more: false };
  }
}

async function namesIn(folder: string): Promise<readonly ImageId[]> {
  const found: ImageId[] = [];
  for (const part of await readdir(join(folder, FOLDER), { withFileTypes: true }).catch(() => [])) {
    if (!part.isDirectory()) continue;
    for (const name of await readdir(join(folder, FOLDER, part.name))) {
      const id = ImageId.safeParse(name.replace(/\.json$/, '')).data;
      if (id !== undefined && tombstoneName(id) === `${FOLDER}/${part.name}/${name}`) found.push(id);
    }
  }
  return found;
}

const Ids = z.object({ ids: Json.pipe(z.array(ImageId)) });

function unknownOf(folder: string, ids: readonly ImageId[]): readonly ImageId[] {
  if (ids.length === 0) return [];
  const database = openForReading(join(folder, 'library.db'));
  try {
    const sql = `SELECT json_group_array(value) AS ids FROM json_each(?)
      WHERE NOT EXISTS (SELECT 1 FROM images WHERE id = value)
        AND NOT EXISTS (SELECT 1 FROM tombstones WHERE id = value)
        AND NOT EXISTS (SELECT 1 FROM tombstone_chores WHERE id = value)`;
    return Ids.parse(database.get(sql, JSON.stringify(ids))).ids;
  } finally {
    database.close();
  }
}

async function read(inside: InsideFolder, id: ImageId): Promise<Tombstone | null> {
  const file = await inside.path(tombstoneName(id));
  const found = await stat(file);
  if (!found.isFile() || found.size > MOST_BYTES) return null;
  const said = TombstoneText.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  if (said?.id !== id) return null;
  return { ...said, hasThumbnail: said.sha256 !== '' && existsSync(await inside.path(thumbnailName(id))) };
}
