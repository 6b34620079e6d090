import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../storage/durable';
import { WITHOUT_LINKS } from '../storage/images/image-place';

/** What a file is to hold: a copy of another, or bytes one after the other. */
export type Content = { readonly path: string } | { readonly pieces: readonly Uint8Array[] };

/** Where exported files go. */
export interface ExportSink {
  /**
   * Stores one file under the first of the names that is free, and returns that name: whole or not at all, never over
   * another. Rejects with `SourceGone` when the file to be copied can't be read, else with the disk's own error.
   */
  put(names: () => string, content: Content): Promise<string>;
  /** Makes it whole and returns its path. */
  finish(): Promise<string>;
  /** Leaves nothing half done behind. What was stored whole in a folder stays. Never rejects. */
  abandon(): Promise<void>;
}

/** The file that was to be copied can't be read. */
export class SourceGone extends Error {
  override readonly name = 'SourceGone';
}

/** Files in a folder that is there. */
export function folderSink(folder: string): ExportSink {
  const parts = new Set<string>();
  return {
    put: async (names, content) => {
      const part = partIn(folder);
      parts.add(part);
      try {
        await write(part, content);
        for (;;) {
          const name = names();
          if (await giveName(part, join(folder, name))) return name;
        }
      } finally {
        await rm(part, { force: true }).catch(() => undefined);
        parts.delete(part);
      }
    },
    finish: () => Promise.resolve(folder),
    abandon: async () => {
      await Promise.all([...parts].map((part) => rm(part, { force: true }).catch(() => undefined)));
    },
  };
}

/** A name in the folder for something that is not whole yet. */
export function partIn(folder: string): string {
  return join(folder, `.easel-${randomBytes(8).toString('hex')}.part`);
}

/** Gives a whole file its name, without ever replacing another; false when the name is taken. */
export async function giveName(part: string, target: string): Promise<boolean> {
  try {
    await link(part, target);
    await rm(part, { force: true });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (!WITHOUT_LINKS.includes(errorCode(error))) throw error;
  }
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  await rename(part, target).catch(async (error: unknown) => {
    await rm(target, { force: true });
    throw error;
  });
  return true;
}

async function write(part: string, content: Content): Promise<void> {
  if ('path' in content) {
    try {
      // A copy shares its blocks with the original where the file system can do that.
      await copyFile(content.path, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    } catch (error) {
      await access(content.path, constants.R_OK).catch(() => {
        throw new SourceGone();
      });
      throw error;
    }
    return;
  }
  const handle = await open(part, 'wx');
  try {
    for (const piece of content.pieces) await handle.writeFile(piece);
  } finally {
    await handle.close();
  }
}

/** One sentence for an error of the file system that is exported to. */
export function exportSentence(error: unknown): string {
  return SENTENCES[errorCode(error)] ?? 'The place can’t be written to. Check its disk or choose another.';
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space or choose another place.',
  EDQUOT: 'Your share of the disk is used up. Free some space or choose another place.',
  EROFS: 'The disk is read-only. Choose another place.',
  EACCES: 'Easel may not write there. Choose another place.',
  EPERM: 'Easel may not write there. Choose another place.',
  ENOENT: 'The folder is gone. Choose another place.',
  ENOTDIR: 'That is no folder. Choose another place.',
  EIO: 'The disk reports an error. Choose another place.',
  EFBIG: 'The disk takes no file that large. Export to a folder instead, or choose another disk.',
};
