import { createHash, randomBytes } from 'node:crypto';
import { constants, readdirSync, rmSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { chmod, copyFile, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFormat } from '../../../shared/image';
import { errorCode, makeFolder } from '../durable';
import { HEAD_BYTES, type Inspection, inspectImage, TAIL_BYTES } from './image-header';
import { adopt, type PlacedPart, placePart } from './image-place';
import { letGo } from '../let-go';
import { BytesEnded, tooLarge, writeAll } from '../write-pieces';

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

/** Opens the folder for originals, which must exist and be writable, and clears part files that a crash left an hour ago or more. */
export function openImageFiles(folder: string, makeLink?: PlacedPart['makeLink']): ImageFiles {
  const incoming = join(folder, 'originals', '.incoming');
  makeFolder(incoming);
  for (const name of readdirSync(incoming)) {
    if (name.endsWith('.part')) removeOld(join(incoming, name));
  }
  return {
    store: async (bytes, expected) => {
      const part = newPart(folder);
      try {
        return await storePart({ folder, part, ...(makeLink && { makeLink }) }, bytes, expected);
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

/** A younger one may be in the making: by a download of this Easel, or by another that uses the same library. */
const OLD_PART_MS = 3600_000;

function removeOld(part: string): void {
  const found = statSync(part, { throwIfNoEntry: false });
  if (found && Math.abs(Date.now() - found.mtimeMs) > OLD_PART_MS) rmSync(part, { force: true });
}

async function storePart(
  part: PlacedPart,
  bytes: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<StoreOutcome> {
  const outcome = await writePart(part.part, bytes, expected);
  if (outcome.kind === 'rejected') return outcome;
  const { written } = outcome;
  const { format, sha256 } = written;
  const earlier = await adopt(part.folder, sha256, expected.earlierNames?.(format) ?? []);
  const file = earlier ?? (await placePart(part, sha256, (copy) => expected.nameOf(format, copy)));
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
    return await wholePart(handle, await writeAll(handle, bytes, expected.maxBytes), expected.length);
  } finally {
    await handle.close();
  }
}

/**
 * As `writePart`, by the system's own copy of a file, which is faster and may share its blocks. What is inspected and
 * hashed is the copy. Rejects with the error of either side.
 */
export async function copyPart(source: string, path: string, maxBytes: number): Promise<PartOutcome> {
  await copyFile(source, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  // The source's own rights don't matter here: the copy belongs to the library.
  await chmod(path, 0o644);
  const handle = await open(path, 'r+');
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) return { kind: 'rejected', message: tooLarge(maxBytes) };
    // The disk works while the digest is made.
    const synced = handle.sync();
    synced.catch(() => undefined);
    const outcome = await wholePart(handle, { bytes: size, sha256: await digestOf(handle) }, null);
    await synced;
    return outcome;
  } finally {
    await handle.close();
  }
}

/** What a part file is that holds so many bytes, synced where it is an image and whole. */
async function wholePart(
  handle: FileHandle,
  written: Pick<StoredFile, 'bytes' | 'sha256'>,
  length: number | null,
): Promise<PartOutcome> {
  const inspection = await inspectFile(handle, written.bytes);
  const fault = faultOf(written.bytes, inspection, { length });
  if (fault !== null) return { kind: 'rejected', message: fault };
  if (inspection.kind !== 'image') return { kind: 'rejected', message: 'What arrived is no image.' };
  await handle.sync();
  const { format, width, height } = inspection;
  return { kind: 'written', written: { ...written, format, width, height } };
}

const DIGEST_BYTES = 1024 * 1024;
/** Fresh memory for each file would cost more than the digest. */
const spare: Buffer[] = [];

/** SHA-256 of an open file, in hex. */
export async function digestOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(DIGEST_BYTES);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  spare.push(buffer);
  return hash.digest('hex');
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
