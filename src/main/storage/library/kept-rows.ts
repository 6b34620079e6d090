import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { memoryOf } from '../care/remembered-library';
import { makeFolder } from '../durable';
import type { RowColumns } from './library-reading';
import { ID_LENGTH, ROWS_MEAN } from './library-row';

/**
 * The rows of a library as they were when it was closed, kept beside what this machine remembers of it: the next start reads
 * a file and needs no thread and no query. It is used only while the records are, to the byte count and the nanosecond, those
 * that it was made of; whatever is wrong with it, the records are read instead.
 */

/** Where the rows of the library in that folder are kept; `memory` as in `memoryOf`. */
export function keptRowsOf(path: string, memory: string): string {
  return join(dirname(memoryOf(path, memory).database), 'rows.kept');
}

/** What the records' file is now. Null while there is a log beside it, whose changes the file does not have. */
export function stampOf(database: string): string | null {
  try {
    if ((statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return null;
    const { size, mtimeNs, ino } = statSync(database, { bigint: true });
    return [ROWS_MEAN, size, mtimeNs, ino, headerOf(database).toString('base64')].join(' ');
  } catch {
    return null;
  }
}

const HEADER_BYTES = 100;

/** SQLite counts changes of a file in its header. */
function headerOf(database: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(database, 'r');
  try {
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return header;
}

/** A copy each: what is read lies in memory that it shares with more, and a page is given all of a column's memory. */
const floats = z.instanceof(Float64Array<ArrayBuffer>).transform((column) => column.slice());
const whole = z.instanceof(Int32Array<ArrayBuffer>).transform((column) => column.slice());
const short = z.instanceof(Uint16Array<ArrayBuffer>).transform((column) => column.slice());
const Kept = z.object({
  stamp: z.string(),
  rows: z.object({
    ...{ ids: z.string(), words: z.array(z.string()), createdAt: floats, bytes: floats, seqs: whole, widths: whole },
    ...{ heights: whole, facets: whole, stacks: whole, models: short, resolutions: short },
  }),
});
const SUM_BYTES = 4;

/** The rows that were kept of records with that stamp, or null. Never rejects. */
export async function readKeptRows(file: string, stamp: string): Promise<RowColumns | null> {
  try {
    const kept = await readFile(file);
    const body = kept.subarray(SUM_BYTES);
    if (kept.readUInt32LE() !== crc32(body)) return null;
    const { stamp: of, rows } = Kept.parse(deserialize(body));
    const count = rows.seqs.length;
    const { ids, words, ...columns } = rows;
    const isWhole = ids.length === count * ID_LENGTH && Object.values(columns).every(({ length }) => length === count);
    return of === stamp && isWhole ? rows : null;
  } catch {
    return null;
  }
}

/** Keeps the rows of records with that stamp. Rejects with the disk's error; what was kept before stays then. */
export async function keepRows(file: string, stamp: string, rows: RowColumns): Promise<void> {
  const body = serialize({ stamp, rows });
  const sum = Buffer.alloc(SUM_BYTES);
  sum.writeUInt32LE(crc32(body));
  makeFolder(dirname(file));
  await writeFile(`${file}.part`, [sum, body]);
  await rename(`${file}.part`, file);
}
