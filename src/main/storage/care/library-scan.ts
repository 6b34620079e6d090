import { readdirSync, rmSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { ImageId } from '../../../shared/ids';
import { openForReading } from '../database';
import { errorCode } from '../durable';
import type { FileRecord } from '../library/library-records';
import { readFileRecords } from '../library/record-keeping';

/** Files with what a look at them says, as columns of equal length: so many cross between threads at once. */
export interface FileColumns {
  /** The names below the library folder, one after the other, each ended by a zero character. */
  readonly files: string;
  readonly bytes: Float64Array;
  /** Milliseconds since 1970. */
  readonly modified: Float64Array;
}

/** What a look at the folder showed. */
export interface Survey {
  /** False when the disk went away or could not be read: then nothing is known of any file. */
  readonly isWhole: boolean;
  /** How many records there were, and the greatest number of one. */
  readonly images: number;
  readonly last: number;
  /** Records whose file is in no place. */
  readonly gone: readonly FileRecord[];
  /** Those that were missing and are in their place again. */
  readonly back: readonly ImageId[];
  /** With another size, or another time than noted: perhaps other bytes. */
  readonly odd: readonly FileRecord[];
  /** In their place with the size of the record; their time was not noted yet. The ids without anything between. */
  readonly fresh: { readonly ids: string; readonly modified: Float64Array };
  /** Files that no record names. */
  readonly unknown: FileColumns;
}

/** Times come back a little shorter from other file systems. Milliseconds. */
export const SAME_TIME_MS = 2;
const PART = /^\.easel-[0-9a-f]{12}\.part$/;
const OLD_MS = 3600_000;
/** Deeper folders are not looked into. */
const DEEPEST = 12;
/** Endings that an image file may have; anything else beside them is nobody's concern. */
const IMAGE = /\.(?:jpe?g|jfif|png|webp|gif|avif)$/i;

/**
 * Compares `originals` and `trash` with the records. Follows no links. Says nothing at all where the folder could not be
 * read whole: a disk that goes away in the middle must not make images missing. For a thread.
 */
export function surveyFiles({ folder }: { readonly folder: string }): Survey {
  try {
    const before = markOf(folder);
    const known = readKnown(folder);
    const places = new Map(known.map((record) => [record.file, record]));
    const found: Findings = { seen: new Set(), back: [], odd: [], fresh: [], unknown: [] };
    const note = (file: FoundFile): void => {
      const record = places.get(file.file) ?? places.get(file.file.normalize('NFC'));
      if (!record) found.unknown.push(file);
      else if (!found.seen.has(record.seq)) noteKnown(found, record, file);
      if (record) found.seen.add(record.seq);
    };
    for (const part of ['originals', 'trash']) walk(folder, part, 0, note);
    return before !== '' && before === markOf(folder) ? survey(known, found) : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** As it is when the look begins: what comes in since is sorted out when it is looked at. */
function readKnown(folder: string): readonly FileRecord[] {
  const database = openForReading(join(folder, 'library.db'));
  try {
    return readFileRecords(database, 0, ALL);
  } finally {
    database.close();
  }
}

/** SQLite's word for no limit. */
const ALL = -1;

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
  readonly seen: Set<number>;
  readonly back: ImageId[];
  readonly odd: FileRecord[];
  readonly fresh: { readonly id: ImageId; readonly modifiedAt: number }[];
  readonly unknown: FoundFile[];
}

const NO_FILES: FileColumns = { files: '', bytes: new Float64Array(), modified: new Float64Array() };
const NOTHING: Survey = {
  ...{ isWhole: false, images: 0, last: 0, gone: [], back: [], odd: [], unknown: NO_FILES },
  fresh: { ids: '', modified: new Float64Array() },
};

function survey(known: readonly FileRecord[], { seen, back, odd, fresh, unknown }: Findings): Survey {
  return {
    ...{ isWhole: true, images: known.length, last: known.at(-1)?.seq ?? 0, back, odd },
    gone: known.filter(({ seq }) => !seen.has(seq)),
    fresh: {
      ids: fresh.map(({ id }) => id).join(''),
      modified: Float64Array.from(fresh, ({ modifiedAt }) => modifiedAt),
    },
    unknown: {
      files: unknown.map(({ file }) => `${file}\0`).join(''),
      bytes: Float64Array.from(unknown, ({ bytes }) => bytes),
      modified: Float64Array.from(unknown, ({ modifiedAt }) => modifiedAt),
    },
  };
}

function noteKnown(found: Findings, record: FileRecord, { bytes, modifiedAt }: FoundFile): void {
  const { id, missing } = record;
  if (missing) found.back.push(id);
  if (record.bytes !== bytes) found.odd.push(record);
  else if (record.modifiedAt === null) found.fresh.push({ id, modifiedAt });
  else if (Math.abs(record.modifiedAt - modifiedAt) > SAME_TIME_MS) found.odd.push(record);
}

/** What says that this is the same disk, still there: the identity of the records' file. Empty without one. */
function markOf(folder: string): string {
  const found = statSync(join(folder, 'library.db'), { throwIfNoEntry: false });
  return found === undefined ? '' : `${String(found.dev)} ${String(found.ino)}`;
}

/** Blocks: ten times as fast as a way to other threads and back for each file, which downloads need for themselves. */
function walk(folder: string, below: string, depth: number, note: (file: FoundFile) => void): void {
  for (const entry of entriesOf(join(folder, ...below.split('/')))) {
    const file = `${below}/${entry.name}`;
    if (PART.test(entry.name)) removeOld(join(folder, ...file.split('/')));
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory() && depth < DEEPEST) walk(folder, file, depth + 1, note);
    if (!entry.isFile() || !IMAGE.test(entry.name)) continue;
    // Undefined for one that went away since.
    const found = statSync(join(folder, ...file.split('/')), { throwIfNoEntry: false });
    if (found) note({ file, bytes: found.size, modifiedAt: found.mtimeMs });
  }
}

/** What a crash left of a sidecar that was being written. */
function removeOld(part: string): void {
  const found = statSync(part, { throwIfNoEntry: false });
  if (found && Math.abs(Date.now() - found.mtimeMs) > OLD_MS) rmSync(part, { force: true });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // Taken away as a whole by hand, or never made; whether it was the disk is seen by its mark.
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
