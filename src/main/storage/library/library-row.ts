import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { ImageId } from '../../../shared/ids';
import { Flag, ImageFormat, LibraryImage, Origin } from '../../../shared/image';
import type { LibraryRow } from '../../../shared/library';
import { Recipe } from '../../../shared/recipe';
import type { Database } from '../database';
import { Json } from '../json';

/** A record as the database gives it; each record is checked when it is read, since a library may come from anybody. */
const ImageRecord = z
  .object({
    id: ImageId,
    kind: LibraryImage.shape.kind,
    created_at: z.number(),
    width: z.number(),
    height: z.number(),
    displayable: z.number(),
    bytes: z.number(),
    format: ImageFormat,
    // Records must not lead out of their folder.
    file: z.string().regex(/^(?:originals|trash)(?:\/(?!\.\.?(?:\/|$))[^/\\\0]+)+$/),
    sha256: z.string(),
    title: z.string(),
    recipe: Json.pipe(Recipe).nullable(),
    origin: Json.pipe(Origin).nullable(),
    stars: z.int().min(0).max(5),
    flag: Flag.nullable(),
    favourite: z.number(),
    tags: Json.pipe(z.array(z.string()).readonly()),
    note: z.string(),
    trashed_at: z.number().nullable(),
    missing: z.number(),
    made_with: z.string().nullable(),
  })
  .transform(({ created_at, displayable, favourite, trashed_at, missing, made_with, ...rest }): LibraryImage => ({
    ...rest,
    createdAt: created_at,
    displayable: displayable !== 0,
    favourite: favourite !== 0,
    trashedAt: trashed_at,
    missing: missing !== 0,
    madeWith: made_with,
  }));

const TAGS = `(SELECT json_group_array(tag) FROM (SELECT tag FROM image_tags JOIN tags ON tags.seq = tag_seq
  WHERE image_seq = images.seq ORDER BY place, tag_seq))`;
/** What is read of a record, and what stands for it in a database of a version that does not have it. */
const OF_IMAGE = {
  ...{ id: `''`, kind: `'generation'`, created_at: '0', width: '0', height: '0', displayable: '1', bytes: '0' },
  ...{ format: `'jpeg'`, file: `''`, sha256: `''`, title: `''`, recipe: 'NULL', origin: 'NULL' },
};
const OF_MARKS = {
  ...{ stars: '0', flag: 'NULL', favourite: '0', note: `''`, trashed_at: 'NULL', missing: '0', made_with: 'NULL' },
};
/** The same for what the window keeps of every image. */
const ROW_OF_IMAGE = { created_at: '0', seq: '0', id: `''`, width: '0', height: '0', bytes: '0' };
const ROW_OF_MARKS = { facets: '0', stack: 'images.seq', model_word: 'NULL', resolution_word: 'NULL' };
/** The part of the facets that is no mark; see `packFacets`. */
const TRAITS = `(CASE images.kind WHEN 'edit' THEN 64 WHEN 'imported' THEN 128 ELSE 0 END)
  | (CASE images.format WHEN 'png' THEN 256 WHEN 'webp' THEN 512 WHEN 'gif' THEN 768 WHEN 'avif' THEN 1024 ELSE 0 END)
  | ((images.displayable <> 0) << 11)`;
/** What the rows say, in short: other than before when an Easel reads them otherwise from the same records. */
export const ROWS_MEAN = crc32(JSON.stringify([ROW_OF_IMAGE, ROW_OF_MARKS, TRAITS])).toString(36);
/** Characters of an id. */
export const ID_LENGTH = 24;
const MARKED = 'FROM images LEFT JOIN marks ON marks.seq = images.seq';
const UNMARKED = 'FROM images';

/** The columns of a table for a SELECT, those that the database lacks under the same names. */
function selectable(database: Database, table: string, columns: Readonly<Record<string, string>>): string {
  const Name = z.object({ name: z.string() });
  const found = database.all('SELECT name FROM pragma_table_xinfo(?)', table).map((row) => Name.parse(row).name);
  const names = new Set(found);
  return Object.entries(columns)
    .map(([name, instead]) => `${names.has(name) ? `coalesce(${table}.${name}, ${instead})` : instead} AS ${name}`)
    .join(', ');
}

/** `SELECT … FROM images` with what the window keeps of every image. */
export function selectRows(database: Database): string {
  const from = hasTable(database, 'marks') ? MARKED : UNMARKED;
  return `SELECT ${selectable(database, 'images', ROW_OF_IMAGE)}, ${selectable(database, 'marks', ROW_OF_MARKS)},
    ${TRAITS} AS traits ${from}`;
}

/** `SELECT … FROM images` with columns of both tables; what stands for one that the database lacks is given with it. */
export function selectMarked(
  database: Database,
  ofImage: Readonly<Record<string, string>>,
  ofMarks: Readonly<Record<string, string>>,
): string {
  const columns = `${selectable(database, 'images', ofImage)}, ${selectable(database, 'marks', ofMarks)}`;
  return `SELECT ${columns} ${hasTable(database, 'marks') ? MARKED : UNMARKED}`;
}

/** Whether the database has the table: one of another version may not. */
export function hasTable(database: Database, table: string): boolean {
  return database.get(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`, table) !== undefined;
}

/** Reads whole records. */
export interface ImageReader {
  /** The record, or undefined when there is none or it can't be read. */
  get(id: ImageId): LibraryImage | undefined;
  /** The same of several, in the order given, without those. */
  images(ids: readonly ImageId[]): readonly LibraryImage[];
  /** Records by a condition with an order, such as `WHERE sha256 = ? ORDER BY images.seq`. */
  where(condition: string, ...values: readonly (string | number)[]): readonly LibraryImage[];
}

/** `report` hears of each record that can't be read; it stays as it is. */
export function createImageReader(database: Database, report: (id: string, reason: string) => void): ImageReader {
  const tags = hasTable(database, 'image_tags') ? TAGS : `'[]'`;
  const columns = `${selectable(database, 'images', OF_IMAGE)}, ${selectable(database, 'marks', OF_MARKS)}`;
  const select = `SELECT ${columns}, ${tags} AS tags ${hasTable(database, 'marks') ? MARKED : UNMARKED}`;
  const read = (row: unknown): LibraryImage | undefined => {
    const parsed = ImageRecord.safeParse(row);
    if (parsed.success) return parsed.data;
    report(z.object({ id: z.string() }).safeParse(row).data?.id ?? '?', z.prettifyError(parsed.error));
    return undefined;
  };
  const get = (id: ImageId): LibraryImage | undefined => {
    const row = database.get(`${select} WHERE id = ?`, id);
    return row === undefined ? undefined : read(row);
  };
  return {
    get,
    images: (ids) => ids.map(get).filter((image) => image !== undefined),
    where: (condition, ...values) =>
      database
        .all(`${select} ${condition}`, ...values)
        .map(read)
        .filter((image) => image !== undefined),
  };
}

const Row = z.object({
  seq: z.number(),
  id: ImageId,
  created_at: z.number(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  traits: z.number(),
  facets: z.number(),
  stack: z.number(),
  model: z.string(),
  resolution: z.string(),
});

/** The rows of images that exist. */
export function readRows(database: Database, ids: readonly ImageId[]): readonly LibraryRow[] {
  const sql = `SELECT found.*, coalesce(models.word, '') AS model, coalesce(resolutions.word, '') AS resolution
    FROM (${selectRows(database)} WHERE images.id IN (SELECT value FROM json_each(?))) AS found
      LEFT JOIN words AS models ON models.seq = model_word
      LEFT JOIN words AS resolutions ON resolutions.seq = resolution_word`;
  return database.all(sql, JSON.stringify(ids)).flatMap((row) => {
    const parsed = Row.safeParse(row);
    if (!parsed.success) return [];
    const { created_at, traits, seq, id, width, height, bytes, stack, model, resolution } = parsed.data;
    const facets = traits | parsed.data.facets;
    return { seq, id, createdAt: created_at, width, height, bytes, facets, stack, model, resolution };
  });
}
