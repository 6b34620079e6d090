import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { idText } from '../../../shared/id-text';
import { ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { NewImage } from '../../core/ports';
import { errorCode } from '../durable';
import type { FoundRecipe } from '../import/found-recipe';
import { findRecipeIn } from '../import/found-recipe';
import { MOST_PIXELS } from '../images/image-decoder';
import { inspectFile } from '../images/image-files';
import type { StoredFile } from '../images/image-files';
import { importName, MOST_IMPORT_BYTES } from '../import/import-check';
import type { InsideFolder } from '../inside-folder';
import { insideFolder } from '../inside-folder';
import type { RebuiltRecord } from '../library/library-records';
import { SAME_TIME_MS } from './library-scan';
import type { Sidecar } from './sidecar';
import { readSidecar, sidecarName } from './sidecar';
import { sha256Of } from './tidy-files';

/** A file of the library folder as it was read. */
export type ReadFile =
  | {
      readonly kind: 'image';
      readonly stored: StoredFile;
      readonly modifiedAt: number;
      readonly sidecar: Sidecar | null;
      readonly found: FoundRecipe | null;
    }
  /** `message` is one sentence with its name; empty for one that went away. */
  | { readonly kind: 'refused'; readonly file: string; readonly message: string };

const LANES = 4;
/** Names that records can't hold, since they mean something else to other systems. */
const UNSPEAKABLE = /[\\\p{Cc}]/u;

/**
 * Reads files of the library folder with their sidecars. The digest is taken from a sidecar that knows the file by size
 * and time, unless `isExact`. Never rejects.
 */
export async function readFiles(input: {
  readonly folder: string;
  readonly files: readonly string[];
  readonly isExact: boolean;
}): Promise<readonly ReadFile[]> {
  const inside = insideFolder(input.folder);
  const read = new Array<ReadFile>(input.files.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let place = next++; place < input.files.length; place = next++) {
      read[place] = await readFile(inside, input.files[place] ?? '', input.isExact);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return read;
}

async function readFile(inside: InsideFolder, file: string, isExact: boolean): Promise<ReadFile> {
  const name = importName(file).name;
  const refused = (message: string): ReadFile => ({ kind: 'refused', file, message });
  if (UNSPEAKABLE.test(file)) return refused(`“${name}” has signs in its name that Easel can’t keep. Rename it.`);
  try {
    const path = await inside.path(file);
    const sidecar = await readSidecar(await inside.path(sidecarName(file)));
    const known = typeof sidecar === 'object' ? sidecar : null;
    const { size, mtimeMs } = await stat(path);
    if (size > MOST_IMPORT_BYTES) return refused(`“${name}” is larger than 200 MB.`);
    const looked = await inspect(path, size);
    if (looked.kind === 'other') return refused(`“${name}” is ${looked.name ?? 'no image'}.`);
    const isKnown = known?.bytes === size && Math.abs((known.modifiedAt ?? NaN) - mtimeMs) <= SAME_TIME_MS;
    const sha256 = isKnown && !isExact && known.sha256 !== null ? known.sha256 : await sha256Of(path);
    // One that the library took cut as it is stays what it was; another is no image.
    if (!looked.complete && known?.sha256 !== sha256) return refused(`“${name}” is damaged: its end is missing.`);
    const { format, width, height } = looked;
    return {
      kind: 'image',
      stored: { file, bytes: size, sha256, format, width, height },
      modifiedAt: mtimeMs,
      sidecar: known,
      found: known === null ? findRecipeIn(path, format) : null,
    };
  } catch (error) {
    return refused(errorCode(error) === 'ENOENT' ? '' : `“${name}” could not be read.`);
  }
}

async function inspect(path: string, size: number): ReturnType<typeof inspectFile> {
  const handle = await open(path, 'r');
  try {
    return await inspectFile(handle, size);
  } finally {
    await handle.close();
  }
}

/** The digests of files in hex; null for those that can't be read. Never rejects. */
export async function digestFiles(input: {
  readonly folder: string;
  readonly files: readonly string[];
}): Promise<readonly (string | null)[]> {
  const inside = insideFolder(input.folder);
  const digests: (string | null)[] = [];
  for (const file of input.files)
    digests.push(
      await inside
        .path(file)
        .then(sha256Of)
        .catch(() => null),
    );
  return digests;
}

/** The end of an image's id, by which its file names it; null for a name that is none of Easel's. */
export function idEnding(file: string): string | null {
  return OWN_NAME.exec(posix.basename(file))?.groups?.['ending'] ?? null;
}

const OWN_NAME =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2}) (?<title>.+) (?<ending>[0-9a-z]{6})(?: \(\d+\))?\.[a-z]+$/;

type ReadImage = Extract<ReadFile, { kind: 'image' }>;

/**
 * The record of a file that no record names: as its sidecar says, else as the job that made it, else as imported where it
 * is. `now` is for what is found in the trash without a time.
 */
export function recordOf(read: ReadImage, made: NewImage | null, now: number): RebuiltRecord {
  const { stored, sidecar, modifiedAt, found } = read;
  const trashedAt = stored.file.startsWith('trash/') ? (sidecar?.trashedAt ?? now) : null;
  const base = { ...stored, trashedAt, missing: false, displayable: stored.width * stored.height <= MOST_PIXELS };
  const plain = { stars: 0, flag: null, favourite: false, tags: [], note: '' } as const;
  if (sidecar === null) {
    const madeWith = made === null ? (found?.madeWith ?? null) : null;
    const image: LibraryImage = { ...base, ...plain, madeWith, ...(made ?? asImported(read)) };
    return { image, collections: [], found: madeWith === null ? null : (found?.text ?? null), modifiedAt };
  }
  const { id, kind, recipe, origin, stars, flag, favourite, tags, note, madeWith } = sidecar;
  const image: LibraryImage = {
    ...base,
    ...sizeOf(sidecar, stored),
    ...{ id, kind, recipe, origin, stars, flag, favourite, tags, note, madeWith },
    createdAt: sidecar.createdAt ?? timeOf(read),
    title: sidecar.title ?? titleOf(stored.file),
    displayable: base.displayable && (sidecar.displayable || sidecar.sha256 !== stored.sha256),
  };
  const collections = sidecar.collections.map((each) => each.id);
  return { image, collections, found: sidecar.found, modifiedAt, tidy: says(sidecar, image, modifiedAt) };
}

/** Whether the sidecar says all that the record does, so that it need not be written again. */
function says(sidecar: Sidecar, { sha256, bytes, trashedAt }: LibraryImage, modifiedAt: number): boolean {
  const isSame = sidecar.sha256 === sha256 && sidecar.bytes === bytes && sidecar.trashedAt === trashedAt;
  return isSame && sidecar.modifiedAt === modifiedAt;
}

/** As the decoder once found it, for the same bytes. */
function sizeOf({ sha256, width, height }: Sidecar, stored: StoredFile): { width: number; height: number } {
  const isSame = sha256 === stored.sha256 && width !== null && height !== null;
  return isSame && stored.width * stored.height <= MOST_PIXELS ? { width, height } : stored;
}

function asImported(read: ReadImage): NewImage {
  const { file, sha256 } = read.stored;
  // Always the same: a second try after a crash finds the first one's record and thumbnail.
  const digest = createHash('sha256').update(`${sha256}/${file}`).digest();
  const id = ImageId.parse(`img_${idText(digest)}`);
  return { id, kind: 'imported', createdAt: timeOf(read), title: titleOf(file), recipe: null, origin: null };
}

function titleOf(file: string): string {
  return OWN_NAME.exec(posix.basename(file))?.groups?.['title'] ?? importName(file).title;
}

/** Of the file, unless its name says that it was another day: a copy has the time of its copying. */
function timeOf({ stored, modifiedAt }: ReadImage): number {
  const { year, month, day } = OWN_NAME.exec(posix.basename(stored.file))?.groups ?? {};
  const time = new Date(modifiedAt);
  const named = new Date(Number(year), Number(month) - 1, Number(day), 12);
  const isDate = year !== undefined && !Number.isNaN(named.getTime());
  const isThatDay = isDate && named.toDateString() === time.toDateString();
  return Math.max(0, !isDate || isThatDay ? modifiedAt : named.getTime());
}
