import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { BytesEnded } from './write-pieces';
import type { FoundRecipe } from './found-recipe';
import { findRecipeIn } from './found-recipe';
import { diskSentence, newPart, writePart } from './image-files';
import type { StoredFile } from './image-files';
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
  const bytes = 'path' in source ? createReadStream(source.path, { highWaterMark: CHUNK_BYTES }) : once(source.bytes);
  try {
    const outcome = await writePart(part, bytes, { length: null, maxBytes: MOST_IMPORT_BYTES });
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
    const hash = createHash('sha256');
    const bytes: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of bytes) hash.update(chunk);
    return hash.digest('hex');
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
