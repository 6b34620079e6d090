import { z } from 'zod';
import { ImageId } from '../../shared/ids';
import { ImageFormat, LibraryImage, Origin } from '../../shared/image';
import type { FixedView, LibraryIndex, LibraryView } from '../../shared/image';
import { Recipe } from '../../shared/recipe';
import type { CollectionStore } from './collection-store';
import { createCollectionStore } from './collection-store';
import type { Database, SqlValue } from './database';
import { searchCondition } from './library-search';

/** The columns of an index, without its revision. */
export type IndexColumns = Omit<LibraryIndex, 'revision'>;

/** The records of one library. Synchronous; each write is committed and synced when its call returns. */
export interface LibraryStore {
  /** Writes the record of an image, new or again with other bytes. */
  put(image: LibraryImage): void;
  /** The same for several, in one commit. */
  putAll(images: readonly LibraryImage[]): void;
  /** The record, or undefined when there is none or it can't be read. */
  get(id: ImageId): LibraryImage | undefined;
  /** Only those that exist and can be read, in the order asked for. */
  images(ids: readonly ImageId[]): readonly LibraryImage[];
  index(view: LibraryView, search: string): IndexColumns;
  readonly collections: CollectionStore;
  /** Notes that the image was looked at and can be shown, at this size, and that its thumbnail is on disk. */
  decoded(id: ImageId, size: { readonly width: number; readonly height: number }): void;
  /** Notes that the image could not be shown. */
  undecodable(id: ImageId): void;
  /** Notes that the thumbnail of an image is gone and is to be made again. */
  thumbnailLost(id: ImageId): void;
  hasThumbnail(id: ImageId): boolean;
  /** Images without a thumbnail that are worth another try, newest first. */
  undecoded(limit: number): readonly ImageId[];
  close(): void;
}

/** Times that an image is decoded before it counts as not displayable for good. */
const MOST_DECODES = 3;
const COLUMNS = 'id, kind, created_at, width, height, displayable, bytes, format, file, sha256, title, recipe, origin';

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});
const ImageRow = z
  .object({
    id: ImageId,
    kind: LibraryImage.shape.kind,
    created_at: z.number(),
    width: z.number(),
    height: z.number(),
    displayable: z.number(),
    bytes: z.number(),
    format: ImageFormat,
    // A library may come from anybody: its records must not lead out of its folder.
    file: z.string().regex(/^originals(?:\/(?!\.\.?(?:\/|$))[^/\\\0]+)+$/),
    sha256: z.string(),
    title: z.string(),
    recipe: Json.pipe(Recipe).nullable(),
    origin: Json.pipe(Origin).nullable(),
  })
  .transform(({ created_at, displayable, ...rest }) => ({
    ...rest,
    createdAt: created_at,
    displayable: displayable !== 0,
  }));

/** The library's records in the database. `report` hears of each record that can't be read; it stays as it is. */
export function createLibraryStore(database: Database, report: (id: string, reason: string) => void): LibraryStore {
  const read = (row: unknown): LibraryImage | undefined => {
    const parsed = ImageRow.safeParse(row);
    if (parsed.success) return parsed.data;
    report(z.object({ id: z.string() }).safeParse(row).data?.id ?? '?', z.prettifyError(parsed.error));
    return undefined;
  };
  const get = (id: ImageId): LibraryImage | undefined => {
    const row = database.get(`SELECT ${COLUMNS} FROM images WHERE id = ?`, id);
    return row === undefined ? undefined : read(row);
  };
  const collections = createCollectionStore(database);
  return {
    collections,
    put: (image) => {
      database.transaction(() => {
        putImage(database, image);
      });
    },
    putAll: (images) => {
      database.transaction(() => {
        for (const image of images) putImage(database, image);
      });
    },
    get,
    images: (ids) => ids.map(get).filter((image) => image !== undefined),
    index: (view, search) => ({ ...indexColumns(database, view, search), collections: collections.list() }),
    decoded: (id, { width, height }) => {
      database.run(
        'UPDATE images SET width = ?, height = ?, displayable = 1, thumbnail = 1 WHERE id = ?',
        ...[width, height, id],
      );
    },
    undecodable: (id) => {
      database.run('UPDATE images SET displayable = 0, decode_tries = decode_tries + 1 WHERE id = ?', id);
    },
    thumbnailLost: (id) => {
      database.run('UPDATE images SET thumbnail = 0 WHERE id = ?', id);
    },
    hasThumbnail: (id) => database.get('SELECT 1 FROM images WHERE id = ? AND thumbnail = 1', id) !== undefined,
    undecoded: (limit) => {
      const sql = `SELECT id FROM images WHERE thumbnail = 0 AND decode_tries < ${String(MOST_DECODES)}
        ORDER BY created_at DESC LIMIT ?`;
      return database.all(sql, limit).flatMap((row) => z.object({ id: ImageId }).safeParse(row).data?.id ?? []);
    },
    close: () => {
      database.close();
    },
  };
}

function putImage(database: Database, image: LibraryImage): void {
  const { recipe, origin } = image;
  database.run(
    `INSERT INTO images (id, kind, created_at, width, height, displayable, bytes, format, file, sha256, title, prompt,
       recipe, origin, job_id, output_index, model_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET width = excluded.width, height = excluded.height, displayable = excluded.displayable,
       bytes = excluded.bytes, format = excluded.format, file = excluded.file, sha256 = excluded.sha256,
       thumbnail = 0, decode_tries = 0`,
    ...[image.id, image.kind, image.createdAt, image.width, image.height, image.displayable ? 1 : 0, image.bytes],
    ...[image.format, image.file, image.sha256, image.title, recipe?.prompt ?? ''],
    ...[recipe && JSON.stringify(recipe), origin && JSON.stringify(origin)],
    ...[origin?.jobId ?? null, origin?.outputIndex ?? null, recipe?.modelId ?? null],
  );
  for (const [position, sourceId] of (recipe?.sourceIds ?? []).entries()) {
    database.run(
      'INSERT INTO image_sources (image_id, position, source_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      ...[image.id, position, sourceId],
    );
  }
}

const VIEWS: Readonly<Record<FixedView, string>> = {
  all: '1',
  edits: `kind = 'edit'`,
  imported: `kind = 'imported'`,
};
const IN_COLLECTION =
  'seq IN (SELECT image_seq FROM collection_images WHERE collection_seq = (SELECT seq FROM collections WHERE id = ?))';
const IndexRow = z.object({ ids: Json, widths: Json, heights: Json, times: Json });
const CountRow = z.object({ kind: LibraryImage.shape.kind, images: z.number() });

/** The database hands the columns over as text: ten times faster than 100,000 rows one by one. */
function indexColumns(database: Database, view: LibraryView, search: string): Omit<IndexColumns, 'collections'> {
  const condition = searchCondition(search);
  const [inView, values]: readonly [string, readonly SqlValue[]] = isFixed(view)
    ? [VIEWS[view], []]
    : [IN_COLLECTION, [view]];
  const where = ['trashed_at IS NULL', inView, ...(condition ? [condition.sql] : [])].join(' AND ');
  const sql = `SELECT json_group_array(id) AS ids, json_group_array(width) AS widths,
      json_group_array(height) AS heights, json_group_array(created_at) AS times
    FROM (SELECT id, width, height, created_at FROM images WHERE ${where} ORDER BY created_at DESC, seq DESC)`;
  const { ids, widths, heights, times } = IndexRow.parse(database.get(sql, ...values, ...(condition?.values ?? [])));
  return {
    ids: column(ids, isImageId),
    widths: column(widths, isNumber),
    heights: column(heights, isNumber),
    createdAt: column(times, isNumber),
    counts: countViews(database),
  };
}

function isFixed(view: LibraryView): view is FixedView {
  return view in VIEWS;
}

/** Checked by hand: a schema takes as long here as the query. */
function column<T>(values: unknown, isValue: (value: unknown) => value is T): readonly T[] {
  if (!Array.isArray(values) || !values.every(isValue)) throw new Error('A column of the library is damaged.');
  return values;
}

function countViews(database: Database): IndexColumns['counts'] {
  const rows = database.all('SELECT kind, count(*) AS images FROM images WHERE trashed_at IS NULL GROUP BY kind');
  const counts = { all: 0, edits: 0, imported: 0 };
  for (const { kind, images } of rows.map((row) => CountRow.parse(row))) {
    counts.all += images;
    if (kind === 'edit') counts.edits += images;
    if (kind === 'imported') counts.imported += images;
  }
  return counts;
}

function isImageId(value: unknown): value is ImageId {
  return typeof value === 'string' && /^img_[0-9a-z]{20}$/.test(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
