import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Stats } from 'node:fs';
import { link, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImageId } from '../../../shared/ids';
import { errorCode, folderSynced, makeFolder } from '../durable';
import { WITHOUT_LINKS } from '../images/image-place';
import type { InsideFolder } from '../inside-folder';
import { insideFolder } from '../inside-folder';
import type { UntidyRecord } from '../library/library-records';
import { readSidecar, sidecarName, writeSidecar } from './sidecar';

/** What became of one untidy record. */
export type TidyOutcome =
  | {
      readonly id: ImageId;
      readonly ticket: number;
      readonly ok: true;
      /** Where the file is now, below the folder. */
      readonly file: string;
      /** Where it was before, when that is another place: to be cleared once the record names the new one. */
      readonly behind: string | null;
    }
  | { readonly id: ImageId; readonly ok: false; readonly code: string };

/** Records at one time on their way to the disk: each waits for it. */
const LANES = 4;
const TOO_MANY_NAMES = 1000;

/**
 * Brings files and sidecars to where their records say: into the trash or out of it, never over another file. The old
 * place stays as it is, so that a crash before the record names the new one loses nothing. Never
 * rejects.
 */
export async function tidyFiles(input: {
  readonly folder: string;
  readonly records: readonly UntidyRecord[];
}): Promise<readonly TidyOutcome[]> {
  const inside = insideFolder(input.folder);
  const outcomes: TidyOutcome[] = [];
  const waiting = [...input.records];
  const changed = new Set<string>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(await tidy(inside, next, changed));
  };
  await Promise.all(Array.from({ length: LANES }, work));
  try {
    for (const folder of changed) await folderSynced(folder);
    return outcomes;
  } catch (error) {
    return outcomes.map(({ id }) => ({ id, ok: false, code: errorCode(error) }));
  }
}

/** `changed` gathers the folders to be synced before the record may say that all is done. */
async function tidy(inside: InsideFolder, record: UntidyRecord, changed: Set<string>): Promise<TidyOutcome> {
  const { image, ticket } = record;
  try {
    const wanted = placeOf(image.file, image.trashedAt !== null);
    const file = wanted === image.file ? wanted : await bring(inside, image, wanted);
    changed.add(dirname(await inside.path(file)));
    const found = await stat(await inside.path(file)).catch(() => null);
    const sidecar = await inside.path(sidecarName(file));
    // The folder of an image that is missing may be gone with it.
    if (found === null) makeFolder(dirname(sidecar));
    const isSame = found?.size === image.bytes;
    await writeSidecar(sidecar, { ...record, image: { ...image, file } }, isSame ? found.mtimeMs : null);
    return { id: image.id, ticket, ok: true, file, behind: file === image.file ? null : image.file };
  } catch (error) {
    return { id: image.id, ok: false, code: errorCode(error) };
  }
}

/** Where the file of an image belongs: the same place below `trash` as below `originals`. */
export function placeOf(file: string, isTrashed: boolean): string {
  return file.replace(/^[^/]+/, isTrashed ? 'trash' : 'originals');
}

interface Content {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Gives the file its new name, too; returns that name, or the old one when there is no such file. */
async function bring(inside: InsideFolder, image: Content, wanted: string): Promise<string> {
  const from = await inside.path(image.file);
  const source = await stat(from).catch(() => null);
  for (let copy = 1; copy <= TOO_MANY_NAMES; copy++) {
    const name = copy === 1 ? wanted : numbered(wanted, copy);
    const target = await inside.path(name);
    // An earlier try came as far as this.
    if (await isIt(target, source, image)) return name;
    if (!source) return image.file;
    makeFolder(dirname(target));
    if (await giveName(from, target)) return name;
  }
  throw new Error('No free name was found.');
}

function numbered(name: string, copy: number): string {
  return name.replace(/(\.[^./]*)?$/, ` (${String(copy)})$1`);
}

/** False when the name is taken. The old name stays where the file system can give a file two. */
async function giveName(from: string, target: string): Promise<boolean> {
  try {
    await link(from, target);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    if (!WITHOUT_LINKS.includes(code)) throw error;
  }
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // A crash between claim and rename leaves the claim empty: it holds nothing that could be lost.
    if ((await stat(target)).size > 0) return false;
  }
  await rename(from, target);
  return true;
}

/** Whether the file there is this very one, or has exactly its bytes. */
async function isIt(path: string, source: Stats | null, { bytes, sha256 }: Content): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.size !== bytes) return false;
  if (source && areOne(found, source)) return true;
  return (await sha256Of(path)) === sha256;
}

function areOne(a: Stats, b: Stats): boolean {
  return a.ino !== 0 && a.ino === b.ino && a.dev === b.dev;
}

/** The digest of a file in hex. Throws the disk's error. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  const bytes: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: 1024 * 1024 });
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

/** A place that a file has left. */
export interface LeftPlace {
  readonly id: ImageId;
  /** Below the folder, as both. */
  readonly behind: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Only where both names are of one and the same file: a copy that somebody made stays. */
  readonly onlyLinks: boolean;
}

/**
 * Clears places that files have left, when the same bytes lie at the new place; anything else stays. Not synced: a second
 * name that comes back is cleared by the next look through the folder. Never rejects.
 */
export async function clearBehind(input: {
  readonly folder: string;
  readonly places: readonly LeftPlace[];
}): Promise<void> {
  const inside = insideFolder(input.folder);
  for (const place of input.places) await clear(inside, place).catch(() => undefined);
}

/** The sidecar first: without one the name that is left is known for what it is, and a sidecar without its image never is. */
async function clear(inside: InsideFolder, place: LeftPlace): Promise<void> {
  const old = await inside.path(place.behind);
  const now = await stat(await inside.path(place.file)).catch(() => null);
  if (now === null) return;
  const left = await stat(old).catch(() => null);
  if (left && !(place.onlyLinks ? areOne(left, now) : await isIt(old, now, place))) return;
  // Not a second name: the only one, on a disk that takes two spellings for the same.
  if (left && areOne(left, now) && left.nlink < 2) return;
  await clearSidecar(inside, place);
  if (left) await rm(old);
  // An empty month says nothing in the trash; in `originals` a new image may be on its way into it.
  if (place.behind.startsWith('trash/')) await rmdir(dirname(old)).catch(() => undefined);
}

/** It follows its image to a place where there is none yet. */
async function clearSidecar(inside: InsideFolder, place: LeftPlace): Promise<void> {
  const old = await inside.path(sidecarName(place.behind));
  const said = await readSidecar(old);
  if (typeof said !== 'object' || said.id !== place.id) return;
  const target = await inside.path(sidecarName(place.file));
  if ((await readSidecar(target)) === 'none') await rename(old, target);
  else await rm(old);
}
