import { z } from 'zod';
import { CollectionId } from '../../shared/ids';
import type { ImageId } from '../../shared/ids';
import type { Collection } from '../../shared/image';
import type { Ledger, LedgerRow, LedgerSum } from '../../shared/ledger';
import { RequestError } from '../../shared/result';
import type { Database } from './database';

/** The collections of one library. Each change is committed and synced when its call returns. */
export interface CollectionStore {
  /** By name, with the images of each that are not in the trash. */
  list(): readonly Collection[];
  /** Throws `invalid` with field `name` when another has that name, whatever its case. */
  create(id: CollectionId, name: string, images: readonly ImageId[]): Collection;
  /** Throws as `create` does, and `not-found`. */
  rename(id: CollectionId, name: string): void;
  /** Takes the collection away and none of its images. One that is gone already is no fault. */
  remove(id: CollectionId): void;
  /** Images that are in it stay there once; those that don't exist are passed over. Throws `not-found`. */
  add(id: CollectionId, images: readonly ImageId[]): void;
  take(id: CollectionId, images: readonly ImageId[]): void;
  /** What the images of each collection were estimated to cost; those of the demo and imported ones cost nothing. */
  ledger(): Ledger;
}

const CollectionRow = z.object({ id: CollectionId, name: z.string(), count: z.number() });
const LIST = `SELECT id, name,
    (SELECT count(*) FROM collection_images WHERE collection_seq = collections.seq)
      - (SELECT count(*) FROM images CROSS JOIN collection_images ON image_seq = images.seq
          WHERE trashed_at IS NOT NULL AND collection_seq = collections.seq) AS count
  FROM collections`;
const ADD = `INSERT INTO collection_images (collection_seq, image_seq)
  SELECT collections.seq, images.seq FROM json_each(?2) AS given
    CROSS JOIN collections ON collections.id = ?1 CROSS JOIN images ON images.id = given.value
  WHERE true ON CONFLICT DO NOTHING`;
const TAKE = `DELETE FROM collection_images
  WHERE collection_seq = (SELECT seq FROM collections WHERE id = ?1)
    AND image_seq IN (SELECT images.seq FROM json_each(?2) AS given CROSS JOIN images ON images.id = given.value)`;

/** The collections in the library's database. */
export function createCollectionStore(database: Database): CollectionStore {
  const checkName = (name: string, but: CollectionId): void => {
    const row = database.get('SELECT 1 FROM collections WHERE name_key = ? AND id <> ?', keyOf(name), but);
    if (row === undefined) return;
    throw new RequestError('invalid', `There is a collection “${name}” already. Choose another name.`, 'name');
  };
  const checkExists = (id: CollectionId): void => {
    if (database.get('SELECT 1 FROM collections WHERE id = ?', id) !== undefined) return;
    throw new RequestError('not-found', 'This collection does not exist any more.');
  };
  const find = (id: CollectionId): Collection => CollectionRow.parse(database.get(`${LIST} WHERE id = ?`, id));
  return {
    list: () =>
      database
        .all(LIST)
        .map((row) => CollectionRow.parse(row))
        .sort((a, b) => a.name.localeCompare(b.name)),
    create: (id, name, images) =>
      database.transaction(() => {
        checkName(name, id);
        database.run('INSERT INTO collections (id, name, name_key) VALUES (?, ?, ?)', id, name, keyOf(name));
        database.run(ADD, id, JSON.stringify(images));
        return find(id);
      }),
    rename: (id, name) => {
      checkExists(id);
      checkName(name, id);
      database.run('UPDATE collections SET name = ?, name_key = ? WHERE id = ?', name, keyOf(name), id);
    },
    remove: (id) => {
      database.run('DELETE FROM collections WHERE id = ?', id);
    },
    add: (id, images) => {
      checkExists(id);
      database.run(ADD, id, JSON.stringify(images));
    },
    take: (id, images) => {
      checkExists(id);
      database.run(TAKE, id, JSON.stringify(images));
    },
    ledger: () => readCollectionLedger(database),
  };
}

/** Names that a person would take for the same have the same key. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

const SpentRow = z.object({
  id: z.string().nullable(),
  name: z.string(),
  jobs: z.number(),
  images: z.number(),
  micros: z.number(),
});
const SUMS = 'count(*) AS images, count(DISTINCT job_id) AS jobs, coalesce(sum(micros), 0) AS micros';
const SPENT = 'images INDEXED BY images_spent';
const BY_COLLECTION = `SELECT id, name, images, jobs, micros FROM collections JOIN (
    SELECT collection_seq, ${SUMS} FROM collection_images CROSS JOIN ${SPENT} ON images.seq = image_seq
    WHERE micros IS NOT NULL GROUP BY collection_seq
  ) ON collection_seq = collections.seq`;
const IN_NONE = `SELECT NULL AS id, 'No collection' AS name, ${SUMS} FROM ${SPENT}
  WHERE micros IS NOT NULL AND seq NOT IN (SELECT image_seq FROM collection_images)`;
const IN_ALL = `SELECT NULL AS id, 'Total' AS name, ${SUMS} FROM ${SPENT} WHERE micros IS NOT NULL`;

function readCollectionLedger(database: Database): Ledger {
  const rows = database.all(BY_COLLECTION).map(spentRow);
  rows.sort((a, b) => a.label.localeCompare(b.label));
  const none = spentRow(database.get(IN_NONE));
  const total = spentRow(database.get(IN_ALL));
  return { by: 'collection', rows: none.charged.images > 0 ? [...rows, none] : rows, total };
}

/** Images that arrived were charged. */
function spentRow(row: unknown): LedgerRow {
  const { id, name, jobs, images, micros } = SpentRow.parse(row);
  const nothing: LedgerSum = { jobs: 0, images: 0, dollars: 0 };
  const charged = { jobs, images, dollars: micros / 1e6 };
  return { key: id, label: name, charged, unknown: nothing, notCharged: nothing, pending: nothing };
}
