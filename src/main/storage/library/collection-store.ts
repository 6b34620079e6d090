import { z } from 'zod';
import { CollectionId } from '../../../shared/ids';
import type { Ledger, LedgerRow, LedgerSum } from '../../../shared/ledger';
import type { Collection } from '../../../shared/library';
import type { Database } from '../database';
import { Json } from '../json';

/** The collections of one library, as they are kept; changing them is a step of the history. */
export interface CollectionStore {
  /** By name, with the images of each that are not in the trash. */
  list(): readonly Collection[];
  find(id: CollectionId): Collection | undefined;
  /** Numbers of its images in rising order, in the trash or not; none when there is no such collection. */
  members(id: CollectionId): Int32Array;
  /** What the images of each collection were estimated to cost; those of the demo and imported ones cost nothing. */
  ledger(): Ledger;
}

const CollectionRow = z.object({ id: CollectionId, name: z.string(), count: z.number() });
const Members = z.object({ seqs: Json.pipe(z.array(z.number())) });
const MEMBERS = `SELECT json_group_array(image_seq) AS seqs FROM (SELECT image_seq FROM collection_images
  WHERE collection_seq = (SELECT seq FROM collections WHERE id = ?) ORDER BY image_seq)`;

/** The collections in the library's database. */
export function createCollectionStore(database: Database): CollectionStore {
  return {
    list: () =>
      database
        .all('SELECT id, name, count FROM collections')
        .map((row) => CollectionRow.parse(row))
        .sort((a, b) => a.name.localeCompare(b.name)),
    find: (id) => {
      const row = database.get('SELECT id, name, count FROM collections WHERE id = ?', id);
      return row === undefined ? undefined : CollectionRow.parse(row);
    },
    members: (id) => Int32Array.from(Members.parse(database.get(MEMBERS, id)).seqs),
    ledger: () => readCollectionLedger(database),
  };
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
