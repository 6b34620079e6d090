import { z } from 'zod';
import { ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { LibraryLists, LibraryRow } from '../../../shared/library';
import type { CollectionStore } from './collection-store';
import { createCollectionStore } from './collection-store';
import type { Database } from '../database';
import { createLibraryHistory } from './library-history';
import type { LibraryRecords } from './library-records';
import { Json } from '../json';
import { createImageReader, hasTable, readRows } from './library-row';
import type { LibrarySteps } from './library-steps';
import { createLibrarySteps } from './library-steps';
import { createRecordKeeping, readFound } from './record-keeping';
import type { NewRecord } from './record-writing';
import { writeRecord } from './record-writing';
import { createSmartStore } from './smart-store';

/** The records of one library. Synchronous; each write is committed and synced when its call returns. */
export interface LibraryStore {
  /** Writes the record of an image, new or again with other bytes; what a person gave one that exists stays. */
  put(image: LibraryImage): void;
  /** The same for several, in one commit. */
  putAll(records: readonly NewRecord[]): void;
  /** Whether `get` finds it. */
  has(id: ImageId): boolean;
  /** The record, or undefined when there is none or it can't be read. */
  get(id: ImageId): LibraryImage | undefined;
  /** Only those that exist and can be read, in the order asked for. */
  images(ids: readonly ImageId[]): readonly LibraryImage[];
  /** What the window knows of each, without those that don't exist. */
  rows(ids: readonly ImageId[]): readonly LibraryRow[];
  /** Path of the original below the library folder; undefined as for `get`. */
  fileOf(id: ImageId): string | undefined;
  /** See `library.found`. */
  found(id: ImageId): string | null;
  lists(): LibraryLists;
  readonly collections: CollectionStore;
  /** What a person does. */
  readonly steps: LibrarySteps;
  /** What is no step of a person's. */
  readonly records: LibraryRecords;
  /** Notes that the image was looked at and can be shown, at this size, and that its thumbnail is on disk. */
  decoded(id: ImageId, size: { readonly width: number; readonly height: number }): void;
  /** Notes that the image could not be shown. */
  undecodable(id: ImageId): void;
  /** Notes that the thumbnail of an image is gone and is to be made again. */
  thumbnailLost(id: ImageId): void;
  /** Whether a thumbnail is on disk, also of an image that was purged and is kept as a tombstone. */
  hasThumbnail(id: ImageId): boolean;
  /** Images without a thumbnail that are worth another try, newest first. */
  undecoded(limit: number): readonly ImageId[];
  /** Other than before when anything in the records has changed since, by whomever. */
  version(): string;
  /** Takes the log into the records' file, if nobody reads just now. */
  settle(): void;
  close(): void;
}

const WITH_THUMBNAIL = 'SELECT 1 FROM images WHERE id = ?1 AND thumbnail = 1';
/** Times that an image is decoded before it counts as not displayable for good. */
const MOST_DECODES = 3;

/**
 * The library's records in the database. `now` is in milliseconds since 1970; `report` hears of each record that can't be
 * read, which stays as it is.
 */
export function createLibraryStore(
  database: Database,
  now: () => number,
  report: (id: string, reason: string) => void,
): LibraryStore {
  // A thousand images all over the library lie on thousands of pages; with the usual 2 MB each is read anew.
  database.run('PRAGMA cache_size = -16000');
  const reader = createImageReader(database, report);
  const collections = createCollectionStore(database);
  const smart = createSmartStore(database, report);
  const history = createLibraryHistory(database, now, report);
  const withThumbnail = hasTable(database, 'tombstones')
    ? `${WITH_THUMBNAIL} UNION ALL SELECT 1 FROM tombstones WHERE id = ?1 AND thumbnail = 1`
    : WITH_THUMBNAIL;
  const putAll = (records: readonly NewRecord[]): void => {
    database.transaction(() => {
      for (const record of records) writeRecord(database, record);
    });
  };
  return {
    ...{ get: reader.get, images: reader.images, collections, putAll },
    put: (image) => {
      putAll([{ image, found: null, modifiedAt: null }]);
    },
    has: (id) => reader.get(id) !== undefined,
    rows: (ids) => (ids.length > 0 ? readRows(database, ids) : []),
    fileOf: (id) => reader.get(id)?.file,
    found: (id) => readFound(database, id),
    lists: () => readLists(database, { collections, smart, history }),
    steps: createLibrarySteps(database, history, { collections, smart }, now),
    records: createRecordKeeping(database, reader),
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
    hasThumbnail: (id) => database.get(withThumbnail, id) !== undefined,
    undecoded: (limit) => {
      const sql = `SELECT id FROM images WHERE thumbnail = 0 AND decode_tries < ${String(MOST_DECODES)}
          AND NOT EXISTS (SELECT 1 FROM marks WHERE marks.seq = images.seq AND missing)
        ORDER BY created_at DESC LIMIT ?`;
      return database.all(sql, limit).flatMap((row) => z.object({ id: ImageId }).safeParse(row).data?.id ?? []);
    },
    version: () => {
      const row = database.get('SELECT total_changes() AS own, data_version AS others FROM pragma_data_version');
      return JSON.stringify(row);
    },
    settle: () => {
      database.get('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close: () => {
      database.close();
    },
  };
}

/** As one text: thousands of rows would take as long as the rest of a step together. */
const TAGS = `SELECT json_group_array(json_array(tag, count)) AS tags
  FROM (SELECT tag, count FROM tags WHERE count > 0 ORDER BY count DESC, tag_key)`;
const Tags = z.array(z.tuple([z.string(), z.number()]).transform(([tag, count]) => ({ tag, count })));
const TagList = z.object({ tags: Json.pipe(Tags) });

/** As far as the database has them: one of another version is read, too. */
function readLists(
  database: Database,
  lists: {
    readonly collections: CollectionStore;
    readonly smart: ReturnType<typeof createSmartStore>;
    readonly history: ReturnType<typeof createLibraryHistory>;
  },
): LibraryLists {
  const isOrganised = hasTable(database, 'tags');
  if (!isOrganised) return { collections: [], smart: [], tags: [], undo: null, redo: null };
  return {
    collections: lists.collections.list(),
    smart: lists.smart.list(),
    tags: TagList.parse(database.get(TAGS)).tags,
    ...lists.history.next(),
  };
}
