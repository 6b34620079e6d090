import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readdirSync, rmSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageFormat } from '../../shared/image';
import { errorCode, folderSynced, makeFolder } from './durable';
import { HEAD_BYTES, type Inspection, inspectImage, TAIL_BYTES } from './image-header';
import { letGo } from './let-go';
import { BytesEnded, writeAll } from './write-pieces';

/** A file that is in the library, with what its bytes say. */
export interface StoredFile {
  /** Below the library folder, with forward slashes. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
}

/** How storing bytes ended. `failed` is the disk's fault and may be tried again; `rejected` is the bytes' own. */
export type StoreOutcome =
  | { readonly kind: 'stored'; readonly stored: StoredFile }
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What is expected of the bytes to be stored. */
export interface Expected {
  /** Announced length in bytes, or null. */
  readonly length: number | null;
  readonly maxBytes: number;
  /** The name for a format; `copy` counts up from 1 while names are taken by other bytes. */
  readonly nameOf: (format: ImageFormat, copy: number) => string;
  /** Names that an earlier try may have given to the same image: there its bytes are adopted. */
  readonly earlierNames?: (format: ImageFormat) => readonly string[];
}

/** The original files of one library folder. */
export interface ImageFiles {
  /**
   * Stores bytes exactly as they come: part file, length, magic bytes and end marker, fsync, exclusive link, fsync of the
   * folder. Never writes over a file; the same bytes under the same name are adopted. Never rejects.
   */
  store(bytes: AsyncIterable<Uint8Array>, expected: Expected): Promise<StoreOutcome>;
}

const TOO_MANY_NAMES = 1000;

/** Node's `link`; a parameter, so that tests can be a file system without hard links. */
type MakeLink = (existing: string, name: string) => Promise<void>;

/** Opens the folder for originals, which must exist and be writable, and clears part files that a crash left an hour ago or more. */
export function openImageFiles(folder: string, makeLink: MakeLink = link): ImageFiles {
  const incoming = join(folder, 'originals', '.incoming');
  makeFolder(incoming);
  for (const name of readdirSync(incoming)) {
    if (name.endsWith('.part')) removeOld(join(incoming, name));
  }
  return {
    store: async (bytes, expected) => {
      const part = newPart(folder);
      try {
        return await storePart({ folder, part, makeLink }, bytes, expected);
      } catch (error) {
        if (error instanceof BytesEnded) return { kind: 'rejected', message: error.message };
        return { kind: 'failed', message: diskSentence(error) };
      } finally {
        await rm(part, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** A name for bytes on their way into the library of that folder; taken by nobody. */
export function newPart(folder: string): string {
  return join(folder, 'originals', '.incoming', `${randomBytes(10).toString('hex')}.part`);
}

/**
 * Gives a part file that was written, synced and inspected its name below the folder; the part itself stays. Never
 * replaces another file: `nameOf` counts up while names are taken by other bytes. Returns the name, synced. Rejects as
 * the disk does.
 */
export function placePart(
  folder: string,
  part: string,
  sha256: string,
  nameOf: (copy: number) => string,
): Promise<string> {
  return place({ folder, part, makeLink: link }, sha256, nameOf);
}

/** A younger one may be in the making: by a download of this Easel, or by another that uses the same library. */
const OLD_PART_MS = 3600_000;

function removeOld(part: string): void {
  const found = statSync(part, { throwIfNoEntry: false });
  if (found && Math.abs(Date.now() - found.mtimeMs) > OLD_PART_MS) rmSync(part, { force: true });
}

interface Part {
  readonly folder: string;
  /** Path of the part file. */
  readonly part: string;
  readonly makeLink: MakeLink;
}

async function storePart(part: Part, bytes: AsyncIterable<Uint8Array>, expected: Expected): Promise<StoreOutcome> {
  const outcome = await writePart(part.part, bytes, expected);
  if (outcome.kind === 'rejected') return outcome;
  const { written } = outcome;
  const { format, sha256 } = written;
  const earlier = await adopt(part.folder, sha256, expected.earlierNames?.(format) ?? []);
  const file = earlier ?? (await place(part, sha256, (copy) => expected.nameOf(format, copy)));
  return { kind: 'stored', stored: { file, ...written } };
}

/** How writing a part file ended. */
export type PartOutcome =
  | { readonly kind: 'written'; readonly written: Omit<StoredFile, 'file'> }
  | { readonly kind: 'rejected'; readonly message: string };

/**
 * Writes bytes to a new file exactly as they come and syncs it, once length, magic bytes and end marker are right. Rejects
 * with `BytesEnded` when the bytes fail and with the disk's own error when that does; whoever calls removes the file.
 */
export async function writePart(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  expected: Pick<Expected, 'length' | 'maxBytes'>,
): Promise<PartOutcome> {
  const handle = await open(path, 'wx+', 0o644).catch(async (error: unknown) => {
    await letGo(bytes);
    throw error;
  });
  try {
    const written = await writeAll(handle, bytes, expected.maxBytes);
    const inspection = await inspectFile(handle, written.bytes);
    const fault = faultOf(written.bytes, inspection, expected);
    if (fault !== null) return { kind: 'rejected', message: fault };
    if (inspection.kind !== 'image') return { kind: 'rejected', message: 'What arrived is no image.' };
    await handle.sync();
    const { format, width, height } = inspection;
    return { kind: 'written', written: { ...written, format, width, height } };
  } finally {
    await handle.close();
  }
}

/** Looks at the two ends of an open file of that many bytes. */
export async function inspectFile(handle: FileHandle, size: number): Promise<Inspection> {
  const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
  await handle.read(head, 0, head.length, 0);
  await handle.read(tail, 0, tail.length, size - tail.length);
  return inspectImage(head, tail, size);
}

function faultOf(bytes: number, inspection: Inspection, expected: Pick<Expected, 'length'>): string | null {
  if (bytes === 0) return 'The file is empty.';
  if (expected.length !== null && bytes !== expected.length) {
    return `The image is cut short: ${String(bytes)} of ${String(expected.length)} bytes arrived.`;
  }
  if (inspection.kind === 'other')
    return `What arrived is ${inspection.name ?? 'no image'}, which Easel does not store.`;
  return inspection.complete ? null : 'The image is cut short: its end is missing.';
}

/** The first of the names under which exactly these bytes are there, or null. */
async function adopt(folder: string, sha256: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const target = join(folder, ...name.split('/'));
    if (!(await holds(target, sha256).catch(() => false))) continue;
    await folderSynced(dirname(target));
    return name;
  }
  return null;
}

/** Gives the part file its name without ever replacing another; returns the name below the folder. */
async function place(part: Part, sha256: string, nameOf: (copy: number) => string): Promise<string> {
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
async function linkExclusively({ part, makeLink }: Part, target: string): Promise<boolean> {
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

/** Whether the file of a record is where it says, with the size it says. */
export async function isInPlace(folder: string, file: string, bytes: number): Promise<boolean> {
  try {
    const found = await stat(join(folder, ...file.split('/')));
    return found.isFile() && found.size === bytes;
  } catch {
    return false;
  }
}

/** One sentence for an error of the file system. */
export function diskSentence(error: unknown): string {
  return DISK_SENTENCES[errorCode(error)] ?? 'The library could not be written to. Check its disk.';
}

const DISK_SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk of the library is full. Free some space.',
  EDQUOT: 'Your share of the library’s disk is used up. Free some space.',
  EROFS: 'The disk of the library is read-only. Choose another library folder.',
  EACCES: 'Easel may not write to the library folder. Change its permissions or choose another.',
  EPERM: 'Easel may not write to the library folder. Change its permissions or choose another.',
  ENOENT: 'The library folder is gone. Connect its disk or choose another.',
  ENOTDIR: 'The library folder is a file. Choose another.',
  EEXIST: 'The library folder is a file. Choose another.',
  EIO: 'The disk of the library reports an error. Check it before going on.',
  ENAMETOOLONG: 'The path of the library folder is too long. Choose another.',
};
