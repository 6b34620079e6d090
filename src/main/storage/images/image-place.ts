import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, folderSynced, makeFolder } from '../durable';

/** A part file on its way to its name. */
export interface PlacedPart {
  /** Of the library. */
  readonly folder: string;
  /** Path of the part file: written, synced and inspected. It stays, or is gone where the disk knows no links. */
  readonly part: string;
  /** Node's `link`; another one lets tests be a file system without hard links. */
  readonly makeLink?: (existing: string, name: string) => Promise<void>;
}

const TOO_MANY_NAMES = 1000;

/** The first of the names below the folder under which exactly these bytes are there, made to last, or null. */
export async function adopt(folder: string, sha256: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const target = join(folder, ...name.split('/'));
    if (!(await holds(target, sha256).catch(() => false))) continue;
    await folderSynced(dirname(target));
    return name;
  }
  return null;
}

/**
 * Gives the part file its name without ever replacing another; `nameOf` counts up while names are taken by other bytes.
 * Returns the name below the folder, made to last. Rejects as the disk does.
 */
export async function placePart(part: PlacedPart, sha256: string, nameOf: (copy: number) => string): Promise<string> {
  for (let copy = 1; copy <= TOO_MANY_NAMES; copy++) {
    const name = nameOf(copy);
    const target = join(part.folder, ...name.split('/'));
    makeFolder(dirname(target));
    if ((await linkExclusively(part, target)) || (await holds(target, sha256))) {
      await folderSynced(dirname(target));
      return name;
    }
  }
  throw new Error('No free name was found.');
}

/** False when the name is taken. */
async function linkExclusively({ part, makeLink = link }: PlacedPart, target: string): Promise<boolean> {
  try {
    await makeLink(part, target);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    if (!WITHOUT_LINKS.includes(code)) throw error;
    return claimByName(part, target);
  }
}

/** What file systems answer that have no hard links, such as exFAT and many network drives. */
export const WITHOUT_LINKS: readonly string[] = [
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
  'EINVAL',
  'UNKNOWN',
];

/** Claims the name with an empty file, which nobody else can then claim, and renames the part over it. */
async function claimByName(part: string, target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // A crash between claim and rename leaves the claim empty: it holds nothing that could be lost.
    if ((await stat(target)).size > 0) return false;
  }
  await rename(part, target);
  return true;
}

/** True when the file is there, synced, with exactly these bytes. */
async function holds(path: string, sha256: string): Promise<boolean> {
  if (!(await stat(path)).isFile()) return false;
  const hash = createHash('sha256');
  const bytes: AsyncIterable<Uint8Array> = createReadStream(path);
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex') === sha256;
}
