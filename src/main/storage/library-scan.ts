import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './durable';

/** Files with what a look at them says, as columns of equal length: so many cross between threads at once. */
export interface FileColumns {
  /** The names below the library folder, one after the other, each ended by a zero character. */
  readonly files: string;
  readonly bytes: Float64Array;
  /** Milliseconds since 1970; NaN where it was never noted. */
  readonly modified: Float64Array;
}

/** What the records say of files. */
export interface KnownFiles extends FileColumns {
  /** 1 where the file was not in its place before. */
  readonly missing: Uint8Array;
}

/** What a look at the folder showed. Numbers are places in the columns of what was known. */
export interface Survey {
  /** False when the disk went away or could not be read: then nothing is known of any file. */
  readonly isWhole: boolean;
  /** In no place. */
  readonly gone: Int32Array;
  /** In their place again. */
  readonly back: Int32Array;
  /** With another size, or another time than noted: perhaps other bytes. */
  readonly odd: Int32Array;
  /** In their place with the size of the record; their time was not noted yet. */
  readonly fresh: { readonly known: Int32Array; readonly modified: Float64Array };
  /** Files that no record names. */
  readonly unknown: FileColumns;
}

/** Times come back a little shorter from other file systems. Milliseconds. */
export const SAME_TIME_MS = 2;
/** Deeper folders are not looked into. */
const DEEPEST = 12;
const STATS_AT_ONCE = 64;
/** Endings that an image file may have; anything else beside them is nobody's concern. */
const IMAGE = /\.(?:jpe?g|jfif|png|webp|gif|avif)$/i;

/**
 * Compares `originals` and `trash` with what is known of them. Follows no links. Says nothing at all where the folder could
 * not be read whole: a disk that goes away in the middle must not make images missing.
 */
export async function surveyFiles(input: { readonly folder: string; readonly known: KnownFiles }): Promise<Survey> {
  const { folder, known } = input;
  const places = new Map(namesOf(known).map((name, place) => [name, place]));
  const seen = new Uint8Array(known.bytes.length);
  const found = noFindings();
  try {
    const before = await markOf(folder);
    const note = (file: FoundFile): void => {
      const place = places.get(file.file) ?? places.get(file.file.normalize('NFC'));
      if (place === undefined) found.unknown.push(file);
      else if (seen[place] === 0) noteKnown(found, known, place, file);
      if (place !== undefined) seen[place] = 1;
    };
    for (const part of ['originals', 'trash']) await walk(folder, part, 0, note);
    if (before === '' || before !== (await markOf(folder))) return survey(noFindings(), false);
  } catch {
    return survey(noFindings(), false);
  }
  for (const [place, isSeen] of seen.entries()) if (isSeen === 0) found.gone.push(place);
  return survey(found, true);
}

/** The names of columns. */
export function namesOf({ files }: FileColumns): readonly string[] {
  const names = files.split('\0');
  names.pop();
  return names;
}

interface FoundFile {
  readonly file: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

interface Findings {
  readonly gone: number[];
  readonly back: number[];
  readonly odd: number[];
  readonly fresh: { readonly known: number; readonly modifiedAt: number }[];
  readonly unknown: FoundFile[];
}

function noFindings(): Findings {
  return { gone: [], back: [], odd: [], fresh: [], unknown: [] };
}

function survey({ gone, back, odd, fresh, unknown }: Findings, isWhole: boolean): Survey {
  return {
    isWhole,
    gone: Int32Array.from(gone),
    back: Int32Array.from(back),
    odd: Int32Array.from(odd),
    fresh: {
      known: Int32Array.from(fresh, ({ known }) => known),
      modified: Float64Array.from(fresh, ({ modifiedAt }) => modifiedAt),
    },
    unknown: {
      files: unknown.map(({ file }) => `${file}\0`).join(''),
      bytes: Float64Array.from(unknown, ({ bytes }) => bytes),
      modified: Float64Array.from(unknown, ({ modifiedAt }) => modifiedAt),
    },
  };
}

function noteKnown(found: Findings, known: KnownFiles, place: number, file: FoundFile): void {
  const modified = known.modified[place] ?? NaN;
  if (known.missing[place] === 1) found.back.push(place);
  if (known.bytes[place] !== file.bytes) found.odd.push(place);
  else if (Number.isNaN(modified)) found.fresh.push({ known: place, modifiedAt: file.modifiedAt });
  else if (Math.abs(modified - file.modifiedAt) > SAME_TIME_MS) found.odd.push(place);
}

/** What says that this is the same disk, still there: the identity of the records' file. Empty without one. */
async function markOf(folder: string): Promise<string> {
  const found = await stat(join(folder, 'library.db')).catch(() => null);
  return found === null ? '' : `${String(found.dev)} ${String(found.ino)}`;
}

async function walk(folder: string, below: string, depth: number, note: (file: FoundFile) => void): Promise<void> {
  const entries = await readdir(join(folder, ...below.split('/')), { withFileTypes: true }).catch((error: unknown) => {
    // Taken away as a whole by hand, or never made; whether it was the disk is seen by its mark.
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isFile() && IMAGE.test(entry.name) && !entry.name.startsWith('.'));
  for (let from = 0; from < names.length; from += STATS_AT_ONCE) {
    const some = names.slice(from, from + STATS_AT_ONCE).map(({ name }) => `${below}/${name}`);
    const stats = await Promise.all(some.map((file) => statOf(folder, file)));
    for (const file of stats) if (file) note(file);
  }
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || depth >= DEEPEST) continue;
    await walk(folder, `${below}/${entry.name}`, depth + 1, note);
  }
}

/** Null for one that went away since. */
async function statOf(folder: string, file: string): Promise<FoundFile | null> {
  try {
    const found = await stat(join(folder, ...file.split('/')));
    return { file, bytes: found.size, modifiedAt: found.mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
