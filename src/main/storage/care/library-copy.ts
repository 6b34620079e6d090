import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, folderSynced, makeFolder } from '../durable';
import { diskSentence } from '../images/image-files';
import { insideFolder } from '../inside-folder';
import type { FileColumns } from './library-scan';
import { namesOf } from './library-scan';
import { sha256Of } from './tidy-files';

/** Folders of a library whose content is copied as it is. */
const PARTS = ['originals', 'trash', 'backups', 'thumbnails', 'lineage'] as const;
/** File systems of memory sticks keep times in steps of two seconds. */
const COARSEST_MS = 2000;
const CHUNK_BYTES = 1024 * 1024;

/** Every file that belongs to the library, but for its records. Follows no links. Rejects when a folder can't be read. */
export async function listLibrary({ folder }: { readonly folder: string }): Promise<FileColumns> {
  const found: { readonly file: string; readonly bytes: number; readonly modifiedAt: number }[] = [];
  const note = async (file: string): Promise<void> => {
    const { size, mtimeMs } = await stat(join(folder, ...file.split('/')));
    found.push({ file, bytes: size, modifiedAt: mtimeMs });
  };
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(join(folder, ...below.split('/')), { withFileTypes: true });
    for (const entry of entries) {
      const name = `${below}/${entry.name}`;
      if (entry.isFile() && !entry.name.endsWith('.part')) await note(name);
      else if (entry.isDirectory() && entry.name !== '.incoming') await walk(name);
    }
  };
  for (const part of PARTS) if (await isFolder(join(folder, part))) await walk(part);
  if ((await stat(join(folder, 'library.json')).catch(() => null)) !== null) await note('library.json');
  return {
    files: found.map(({ file }) => `${file}\0`).join(''),
    bytes: Float64Array.from(found, ({ bytes }) => bytes),
    modified: Float64Array.from(found, ({ modifiedAt }) => modifiedAt),
  };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

/** What copying came to: `fault` is one sentence about the file that ended it, or null. */
export interface Copied {
  readonly fault: string | null;
}

/**
 * Copies files of one library folder into another, each read back and compared, synced and with its own time. Those that
 * are there already are passed over, and those that went away. Never rejects.
 */
export async function copyFiles(input: {
  readonly from: string;
  readonly to: string;
  readonly files: readonly string[];
  /** Files that are at the new place stay as they are there, whatever they hold. */
  readonly onlyNew?: boolean;
}): Promise<Copied> {
  const [from, to] = [insideFolder(input.from), insideFolder(input.to)];
  const changed = new Set<string>();
  let file = '';
  try {
    for (file of input.files) {
      const target = await to.path(file);
      if (input.onlyNew === true && (await stat(target).catch(() => null)) !== null) continue;
      const isKept = !file.startsWith('thumbnails/');
      await copyFile(await from.path(file), target, isKept);
      if (isKept && existsSync(dirname(target))) changed.add(dirname(target));
    }
    // The old ones are removed only when the names of the new ones outlive a power cut.
    for (const folder of changed) await folderSynced(folder);
    return { fault: null };
  } catch (error) {
    return { fault: `“${file}” was not copied. ${faultOf(error)}` };
  }
}

class Differs extends Error {}

function faultOf(error: unknown): string {
  if (error instanceof Differs) return 'What was written is not what was read: one of the disks is failing.';
  return errorCode(error) === 'ENOSPC' ? 'The new disk is full.' : diskSentence(error);
}

async function copyFile(source: string, target: string, isChecked: boolean): Promise<void> {
  const found = await stat(source).catch(() => null);
  if (!found?.isFile() || (await isSame(found, target))) return;
  makeFolder(dirname(target));
  const part = `${target.slice(0, target.length - 1)}~.part`;
  try {
    const written = await writeCopy(source, part, isChecked);
    if (isChecked && (await sha256Of(part)) !== written) throw new Differs();
    await utimes(part, found.atimeMs / 1000, found.mtimeMs / 1000);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeCopy(source: string, part: string, isSynced: boolean): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(part, 'w');
  try {
    const bytes: AsyncIterable<Uint8Array> = createReadStream(source, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of bytes) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (isSynced) await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

async function isSame(
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
  target: string,
): Promise<boolean> {
  const found = await stat(target).catch(() => null);
  return found !== null && found.size === size && Math.abs(found.mtimeMs - mtimeMs) <= COARSEST_MS;
}

/**
 * Removes from a folder what lies in another with the same size and time, then what is empty; anything else stays. Resolves
 * with how many files stayed. Never rejects.
 */
export async function removeCopied(input: { readonly from: string; readonly to: string }): Promise<number> {
  const { from, to } = input;
  let stayed = 0;
  const files = await listLibrary({ folder: from }).then(namesOf, () => []);
  for (const file of files) {
    const path = join(from, ...file.split('/'));
    const found = await stat(path).catch(() => null);
    const isCopied = found !== null && (await isSame(found, join(to, ...file.split('/'))));
    const isGone =
      isCopied &&
      (await rm(path).then(
        () => true,
        () => false,
      ));
    if (!isGone) stayed += 1;
  }
  if (stayed === 0) await removeRest(from);
  return stayed;
}

async function removeRest(folder: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '.next']) await removed(join(folder, `library.db${suffix}`));
  await removed(join(folder, 'library.lock'));
  for (const part of PARTS) await removeEmpty(join(folder, part));
  await rmdir(folder).catch(() => undefined);
}

async function removed(file: string): Promise<void> {
  await rm(file, { force: true }).catch(() => undefined);
}

/** The folder with all that is below it, as long as that is folders. */
async function removeEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmpty(join(folder, entry.name));
  await rmdir(folder).catch(() => undefined);
}
