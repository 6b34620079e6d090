import { z } from 'zod';
import { CollectionId, ImageId } from '../../../shared/ids';
import { tagKey } from '../../../shared/search';
import type { Database } from '../database';
import { MOST_PIXELS } from '../images/image-decoder';
import { applyPatch, nextTicket } from './library-patch';
import type { FileRecord, LibraryRecords, RebuiltRecord, UntidyRecord } from './library-records';
import type { ImageReader } from './library-row';
import { packSeqs } from './seq-ranges';
import { writeRecord } from './record-writing';
import { createTombstones, dropLonely, raiseTombstones } from './tombstones';

const FileRow = z
  .object({
    seq: z.number(),
    id: ImageId,
    file: z.string(),
    bytes: z.number(),
    sha256: z.string(),
    missing: z.number(),
    modified_at: z.number().nullable(),
  })
  .transform(({ missing, modified_at, ...row }): FileRecord => ({
    ...row,
    missing: missing !== 0,
    modifiedAt: modified_at,
  }));
const Found = z.object({ text: z.string() });
const Kept = z.object({ id: CollectionId, name: z.string() });
const OneId = z.object({ id: ImageId });
const IN_COLLECTIONS = `SELECT collections.id, name FROM collections JOIN collection_images ON collection_seq = collections.seq
  WHERE image_seq = (SELECT seq FROM images WHERE id = ?) ORDER BY name`;
const GIVEN_IDS = '(SELECT value FROM json_each(?))';
const SEQ = '(SELECT seq FROM images WHERE id = ?)';
const THERE = `UPDATE marks SET missing = 0, untidy = ?, modified_at = ? WHERE seq = ${SEQ}`;

/** The records as upkeep, scans, imports and rebuilding use them. */
export function createRecordKeeping(database: Database, reader: ImageReader): LibraryRecords {
  const found = (id: ImageId): string | null => readFound(database, id);
  const untidy = (id: ImageId, ticket: number): readonly UntidyRecord[] => {
    const image = reader.get(id);
    const collections = database.all(IN_COLLECTIONS, id).map((row) => Kept.parse(row));
    return image ? [{ image, ticket, collections, found: found(id) }] : [];
  };
  const tidied: LibraryRecords['tidied'] = (id, ticket, file) => {
    database.run('UPDATE images SET file = ?1 WHERE id = ?2 AND file <> ?1', file, id);
    database.run(`UPDATE marks SET untidy = NULL WHERE seq = ${SEQ} AND untidy = ?`, id, ticket);
  };
  return {
    get: reader.get,
    untidy: (limit) => {
      const Row = z.object({ id: ImageId, untidy: z.number() });
      return database
        .all(
          'SELECT id, untidy FROM marks JOIN images USING (seq) WHERE untidy IS NOT NULL ORDER BY untidy, seq LIMIT ?',
          limit,
        )
        .flatMap((row) => {
          const { data } = Row.safeParse(row);
          return data ? untidy(data.id, data.untidy) : [];
        });
    },
    tidied: (id, ticket, file) => {
      database.transaction(() => {
        tidied(id, ticket, file);
      });
    },
    tidiedAll: (done) => {
      database.transaction(() => {
        for (const { id, ticket, file } of done) tidied(id, ticket, file);
      });
    },
    files: (after, limit) => readFileRecords(database, after, limit),
    withSha256: (sha256) => reader.where('WHERE sha256 = ? ORDER BY images.seq', sha256),
    setMissing: (ids, missing) => {
      database.run(
        `UPDATE marks SET missing = ? WHERE seq IN (SELECT seq FROM images WHERE id IN ${GIVEN_IDS})`,
        ...[Number(missing), JSON.stringify(ids)],
      );
    },
    relocate: (id, file, modifiedAt) => {
      database.transaction(() => {
        database.run('UPDATE images SET file = ? WHERE id = ?', file, id);
        database.run(THERE, nextTicket(database), modifiedAt, id);
      });
    },
    alter: (id, stored, modifiedAt) => {
      database.transaction(() => {
        database.run(
          `UPDATE images SET file = ?, bytes = ?, sha256 = ?, format = ?, width = ?, height = ?, displayable = ?,
             thumbnail = 0, decode_tries = 0 WHERE id = ?`,
          ...[stored.file, stored.bytes, stored.sha256, stored.format, stored.width, stored.height],
          ...[Number(stored.width * stored.height <= MOST_PIXELS), id],
        );
        database.run(THERE, nextTicket(database), modifiedAt, id);
      });
    },
    seen: (files) => {
      database.transaction(() => {
        const sql = `UPDATE marks SET modified_at = ? WHERE seq = ${SEQ}`;
        for (const { id, modifiedAt } of files) database.run(sql, modifiedAt, id);
      });
    },
    setFound: (id, madeWith, text) => {
      database.transaction(() => {
        database.run(
          `UPDATE marks SET made_with = ?, untidy = ? WHERE seq = ${SEQ}`,
          ...[madeWith, nextTicket(database), id],
        );
        database.run(
          `INSERT INTO found_texts (image_seq, text) SELECT seq, ? FROM images WHERE id = ?
           ON CONFLICT (image_seq) DO UPDATE SET text = excluded.text`,
          ...[text, id],
        );
      });
    },
    rebuild: (records) => {
      database.transaction(() => {
        for (const record of records) rebuild(database, record);
      });
    },
    rebuildLists: ({ collections, smart }) => {
      database.transaction(() => {
        for (const { id, name } of collections) {
          const exists = database.get('SELECT 1 FROM collections WHERE id = ?', id) !== undefined;
          if (!exists) applyPatch(database, { kind: 'collection', id, before: null, after: name });
        }
        for (const { id, ...after } of smart) {
          const exists = database.get('SELECT 1 FROM smart_collections WHERE id = ?', id) !== undefined;
          if (!exists) applyPatch(database, { kind: 'smart', id, before: null, after });
        }
      });
    },
    trashed: (before) =>
      database
        .all(
          // Put there before it was made: the clock was wrong then.
          'SELECT id FROM marks JOIN images USING (seq) WHERE marks.trashed_at < ?1 AND created_at < ?1 ORDER BY marks.trashed_at, seq',
          before ?? Number.MAX_VALUE,
        )
        .flatMap((row) => OneId.safeParse(row).data?.id ?? []),
    purge: (ids) => {
      database.transaction(() => {
        const raised = raiseTombstones(database, ids);
        database.run(`DELETE FROM images WHERE id IN ${GIVEN_IDS}`, JSON.stringify(ids));
        dropLonely(database, raised);
        database.run('DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM image_tags WHERE tag_seq = tags.seq)');
      });
    },
    tombstones: createTombstones(database),
  };
}

/** See `LibraryRecords.files`. */
export function readFileRecords(database: Database, after: number, limit: number): readonly FileRecord[] {
  const sql = `SELECT seq, id, file, bytes, sha256, marks.missing, modified_at FROM images JOIN marks USING (seq)
    WHERE seq > ? ORDER BY seq LIMIT ?`;
  return database.all(sql, after, limit).flatMap((row) => FileRow.safeParse(row).data ?? []);
}

/** See `library.found`. */
export function readFound(database: Database, id: ImageId): string | null {
  const row = database.get('SELECT text FROM found_texts WHERE image_seq = (SELECT seq FROM images WHERE id = ?)', id);
  return row === undefined ? null : Found.parse(row).text;
}

function rebuild(database: Database, record: RebuiltRecord): void {
  const { image } = record;
  const seq = writeRecord(database, record, true);
  if (record.found === null) database.run('DELETE FROM found_texts WHERE image_seq = ?', seq);
  database.run('DELETE FROM image_tags WHERE image_seq = ?', seq);
  database.run('DELETE FROM collection_images WHERE image_seq = ?', seq);
  const seqs = [...packSeqs([seq])];
  const tags = new Map(image.tags.map((tag) => [tagKey(tag), tag] as const));
  const given = [...tags.values()].map((tag, place): [string, number, number[]] => [tag, place, seqs]);
  if (given.length > 0) applyPatch(database, { kind: 'tags', taken: [], given });
  for (const collection of record.collections) {
    applyPatch(database, { kind: 'members', collection, taken: [], given: seqs });
  }
  if (record.tidy === true) database.run('UPDATE marks SET untidy = NULL WHERE seq = ?', seq);
  if (record.hasThumbnail === true) database.run('UPDATE images SET thumbnail = 1 WHERE seq = ?', seq);
}
