import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { errorCode } from '../durable';
import { BytesEnded } from '../write-pieces';
import type { FoundRecipe } from './found-recipe';
import { findRecipeIn } from './found-recipe';
import { copyPart, digestOf, diskSentence, newPart, writePart } from '../images/image-files';
import type { PartOutcome, StoredFile } from '../images/image-files';
import type { ImportFault } from './import-check';
import { dataFault, fileFault, MOST_IMPORT_BYTES } from './import-check';
import { lookIntoFolders, lookAtGiven } from './import-scan';

/** One picture that is to come into the library: a file, or bytes without one. */
export type ImportSource =
  { readonly name: string; readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };

/** What became of one source. */
export type Copied =
  /** `part` is a whole, synced copy, to be given its name or removed. */
  | {
      readonly kind: 'copied';
      readonly part: string;
      readonly written: Omit<StoredFile, 'file'>;
      readonly found: FoundRecipe | null;
    }
  | ({ readonly kind: 'refused' } & ImportFault)
  /** The library's disk did not take it: nor will it take the next one. */
  | { readonly kind: 'failed'; readonly message: string };

/** At one time: one is hashed while another waits for the disk, and the rest of the app needs the disk, too. */
const AT_ONCE = 2;
const CHUNK_BYTES = 1024 * 1024;

/** What the library's thread does for imports; each takes and gives plain data. */
export const COPYING = {
  /** Copies sources beside the originals of the library in that folder. One outcome each, in their order. Never rejects. */
  copySources: ({
    folder,
    sources,
  }: {
    readonly folder: string;
    readonly sources: readonly ImportSource[];
  }): Promise<readonly Copied[]> => twoAtOnce(sources, (source) => copySource(folder, source)),
  /** SHA-256 of each file in hex; null for what is no file that could be imported. Never rejects. */
  hashFiles: ({ paths }: { readonly paths: readonly string[] }): Promise<readonly (string | null)[]> =>
    twoAtOnce(paths, hashFile),
  lookAtGiven,
  lookIntoFolders,
} as const;

async function copySource(folder: string, source: ImportSource): Promise<Copied> {
  const fault = 'path' in source ? await fileFault(source.path, source.name) : dataFault(source.bytes, source.name);
  if (fault !== null) return { kind: 'refused', ...fault };
  const part = newPart(folder);
  try {
    const outcome = await written(source, part);
    if (outcome.kind === 'written') {
      return { kind: 'copied', part, written: outcome.written, found: findRecipeIn(part, outcome.written.format) };
    }
    await rm(part, { force: true });
    return refused(source, outcome.message);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (error instanceof BytesEnded) return refused(source, 'It could not be read to its end.');
    return { kind: 'failed', message: diskSentence(error) };
  }
}

async function written(source: ImportSource, part: string): Promise<PartOutcome> {
  const limits = { length: null, maxBytes: MOST_IMPORT_BYTES };
  if (!('path' in source)) return writePart(part, once(source.bytes), limits);
  try {
    return await copyPart(source.path, part, MOST_IMPORT_BYTES);
  } catch (error) {
    if (FULL.includes(errorCode(error))) throw error;
    // Which of the two disks failed only a copy by hand tells.
    await rm(part, { force: true });
    return writePart(part, createReadStream(source.path, { highWaterMark: CHUNK_BYTES }), limits);
  }
}

const FULL = ['ENOSPC', 'EDQUOT'];

/** It was whole when it was looked at: it changed while it was copied. */
function refused({ name }: ImportSource, why: string): Copied {
  return { kind: 'refused', message: `“${name}” was not imported. ${why}`, foreign: false };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

async function hashFile(path: string): Promise<string | null> {
  try {
    if ((await fileFault(path, path)) !== null) return null;
    const handle = await open(path);
    try {
      return await digestOf(handle);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** Results in the order of the items. */
async function twoAtOnce<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()].reverse();
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
