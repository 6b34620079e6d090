import { z } from 'zod';
import { ImageId } from '../../../shared/ids';
import { Flag, LibraryImage, Origin } from '../../../shared/image';
import { Recipe } from '../../../shared/recipe';
import type { NewImage } from '../../core/ports';
import type { Database } from '../database';
import { nextTicket } from './library-patch';
import type { Tombstone, TombstoneChore, TombstoneRecords } from './library-records';
import { Json } from '../json';

/**
 * What of a tombstone its file keeps. Recipes that make no sense read as if they had not been there. Without a `sha256` its
 * words were forgotten: it is only there to hold its relatives together.
 */
export const TombstoneText = z.object({
  id: ImageId,
  kind: LibraryImage.shape.kind,
  createdAt: z.number().nonnegative().max(8.64e15),
  width: z.int().nonnegative().catch(0),
  height: z.int().nonnegative().catch(0),
  sha256: z.string().regex(/^([0-9a-f]{64})?$/),
  title: z.string().max(100_000),
  recipe: Recipe.nullable().catch(null),
  origin: Origin.nullable().catch(null),
  stars: LibraryImage.shape.stars.catch(0),
  flag: Flag.nullable().catch(null),
  /** What the image was made from; missing in the files of an earlier Easel. */
  sources: Recipe.shape.sourceIds.optional().catch(undefined),
});

const Row = z
  .object({
    ...TombstoneText.omit({ createdAt: true }).shape,
    created_at: TombstoneText.shape.createdAt,
    sha256: z.string(),
    sources: Json.pipe(z.array(ImageId)).catch([]),
    recipe: Json.pipe(Recipe).nullable().catch(null),
    origin: Json.pipe(Origin).nullable().catch(null),
    thumbnail: z.number(),
  })
  .transform(({ created_at, thumbnail, ...rest }): Tombstone => {
    return { ...rest, createdAt: created_at, hasThumbnail: thumbnail !== 0 };
  });
const Chore = z.object({ id: ImageId, ticket: z.number(), is_image: z.number() });
const Id = z.object({ id: ImageId });
const Ids = z.object({ ids: Json.pipe(z.array(z.string())) });

const GIVEN = '(SELECT value FROM json_each(?1))';
const IS_KNOWN = `(EXISTS (SELECT 1 FROM images WHERE images.id = source_id)
  OR EXISTS (SELECT 1 FROM tombstones WHERE tombstones.id = source_id))`;
/** Of `images`. */
const IS_RELATED = `(EXISTS (SELECT 1 FROM image_sources WHERE source_id = images.id)
  OR EXISTS (SELECT 1 FROM image_sources WHERE image_id = images.id AND ${IS_KNOWN}))`;
/** The family of image ?1. */
const FAMILY = `WITH RECURSIVE kin (id) AS (
    SELECT ?1
    UNION SELECT source_id FROM kin JOIN image_sources ON image_id = kin.id WHERE ${IS_KNOWN}
    UNION SELECT image_id FROM kin JOIN image_sources ON source_id = kin.id
  ) SELECT json_group_array(id) AS ids FROM kin`;
const SELECT = `SELECT id, kind, created_at, width, height, sha256, title, recipe, origin, stars, flag, thumbnail,
    (SELECT json_group_array(source_id) FROM
      (SELECT source_id FROM image_sources WHERE image_id = tombstones.id ORDER BY position)) AS sources
  FROM tombstones`;
/** The relatives of image ?1 that are known. */
const NEXT_OF_KIN = `SELECT json_group_array(id) AS ids FROM (
    SELECT source_id AS id FROM image_sources WHERE image_id = ?1 AND source_id <> ?1 AND ${IS_KNOWN}
    UNION SELECT image_id FROM image_sources WHERE source_id = ?1 AND image_id <> ?1)`;
const IS_MEANT =
  'SELECT 1 FROM tombstones WHERE id = ?1 UNION ALL SELECT 1 FROM image_sources WHERE source_id = ?1 LIMIT 1';
const HAS_CHILDREN = 'SELECT 1 FROM image_sources WHERE source_id = ?1 AND image_id <> ?1 LIMIT 1';
const IS_NAMELESS = `SELECT 1 FROM tombstones WHERE id = ? AND sha256 = ''`;
const FORGET = `UPDATE tombstones SET width = 0, height = 0, sha256 = '', title = '', recipe = NULL, origin = NULL,
    stars = 0, flag = NULL, thumbnail = 0
  WHERE id = ? AND sha256 <> ''`;

/** What is kept of purged images, in the database. */
export function createTombstones(database: Database): TombstoneRecords {
  const read = (where: string, value: string): Tombstone | null =>
    Row.safeParse(database.get(`${SELECT} WHERE ${where} = ? ORDER BY seq`, value)).data ?? null;
  return {
    isRelated: (id) => database.get(`SELECT 1 FROM images WHERE id = ? AND ${IS_RELATED}`, id) !== undefined,
    isMeant: (id) => database.get(IS_MEANT, id) !== undefined,
    withSha256: (sha256) => (sha256 === '' ? null : read('sha256', sha256)),
    forget: (id) => database.transaction(() => forget(database, id)),
    chores: (limit) => {
      const sql = `SELECT id, ticket, EXISTS (SELECT 1 FROM images WHERE images.id = tombstone_chores.id) AS is_image
        FROM tombstone_chores ORDER BY ticket, id LIMIT ?`;
      return database.all(sql, limit).flatMap((row): readonly TombstoneChore[] => {
        const { data } = Chore.safeParse(row);
        if (!data) return [];
        return [{ id: data.id, ticket: data.ticket, tombstone: read('id', data.id), isImage: data.is_image !== 0 }];
      });
    },
    done: (chores) => {
      database.transaction(() => {
        const sql = 'DELETE FROM tombstone_chores WHERE id = ? AND ticket = ?';
        for (const { id, ticket } of chores) database.run(sql, id, ticket);
      });
    },
    lay: (tombstones) =>
      database.transaction(() => tombstones.reduce((sum, tombstone) => sum + lay(database, tombstone), 0)),
  };
}

/** The image as it was made, for bytes that come back. */
export function newImageOf({ id, kind, createdAt, title, recipe, origin }: NewImage): NewImage {
  return { id, kind, createdAt, title, recipe, origin };
}

/** Keeps what there is to keep of images that are about to be purged; returns which. Within a transaction. */
export function raiseTombstones(database: Database, ids: readonly ImageId[]): readonly ImageId[] {
  const raised = database
    .all(
      `INSERT OR REPLACE INTO tombstones (id, kind, created_at, width, height, sha256, title, recipe, origin, stars, flag, thumbnail)
       SELECT images.id, kind, created_at, width, height, sha256, title, recipe, origin,
         coalesce(marks.stars, 0), marks.flag, thumbnail
       FROM images LEFT JOIN marks USING (seq) WHERE images.id IN ${GIVEN} AND ${IS_RELATED} RETURNING id`,
      JSON.stringify(ids),
    )
    .flatMap((row) => Id.safeParse(row).data?.id ?? []);
  setChores(database, raised);
  return raised;
}

/** Drops the tombstones of families in which nobody is left: nothing leads to them any more. Within a transaction. */
export function dropLonely(database: Database, ids: readonly ImageId[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) continue;
    const family = Ids.parse(database.get(FAMILY, id)).ids;
    for (const relative of family) seen.add(relative);
    const given = JSON.stringify(family);
    if (database.get(`SELECT 1 FROM images WHERE id IN ${GIVEN} LIMIT 1`, given) === undefined) drop(database, family);
  }
}

/** Takes the tombstone of an image that comes back; null when there is none with words. Within a transaction. */
export function takeTombstone(database: Database, id: ImageId): Tombstone | null {
  const row = database.get(`${SELECT} WHERE id = ?`, id);
  if (row === undefined) return null;
  database.run('DELETE FROM tombstones WHERE id = ?', id);
  setChores(database, [id]);
  const taken = Row.safeParse(row).data;
  return taken === undefined || taken.sha256 === '' ? null : taken;
}

/** The images whose ties changed; null when there is no such tombstone with words. */
function forget(database: Database, id: ImageId): readonly ImageId[] | null {
  if (database.run(FORGET, id) === 0) return null;
  setChores(database, [id]);
  const touched = new Set<ImageId>();
  const open = [id];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (database.get(IS_NAMELESS, one) === undefined) continue;
    const kin = Ids.parse(database.get(NEXT_OF_KIN, one)).ids.flatMap((next) => ImageId.safeParse(next).data ?? []);
    for (const next of kin) touched.add(next);
    if (kin.length > 1 && database.get(HAS_CHILDREN, one) !== undefined) continue;
    // It holds nobody together any more, and neither may the nameless one next to it.
    drop(database, [one]);
    open.push(...kin);
  }
  dropLonely(database, [...touched]);
  return [...touched].filter((kin) => database.get('SELECT 1 FROM images WHERE id = ?', kin) !== undefined);
}

function drop(database: Database, ids: readonly string[]): void {
  database.run(`DELETE FROM image_sources WHERE image_id IN ${GIVEN}`, JSON.stringify(ids));
  database.run(`DELETE FROM tombstones WHERE id IN ${GIVEN}`, JSON.stringify(ids));
  setChores(database, ids);
}

function setChores(database: Database, ids: readonly string[]): void {
  if (ids.length === 0) return;
  database.run(
    `INSERT OR REPLACE INTO tombstone_chores (id, ticket) SELECT value, ?2 FROM json_each(?1)`,
    ...[JSON.stringify(ids), nextTicket(database)],
  );
}

/** What waits for its file was dropped or came back: the file is only not removed yet. */
function lay(database: Database, tombstone: Tombstone): number {
  const { id, kind, createdAt, width, height, sha256, title, recipe, origin, stars, flag, hasThumbnail } = tombstone;
  const sources = tombstone.sources ?? recipe?.sourceIds ?? [];
  const isKnown = `SELECT 1 FROM images WHERE id = ?1 UNION ALL SELECT 1 FROM tombstone_chores WHERE id = ?1`;
  if (database.get(isKnown, id) !== undefined) return 0;
  const added = database.run(
    `INSERT INTO tombstones (id, kind, created_at, width, height, sha256, title, recipe, origin, stars, flag, thumbnail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ...[id, kind, createdAt, width, height, sha256, title],
    ...[recipe && JSON.stringify(recipe), origin && JSON.stringify(origin), stars, flag, Number(hasThumbnail)],
  );
  if (added > 0) writeSources(database, id, sources);
  return added;
}

/** Says which images the image was made from. Within a transaction. */
export function writeSources(database: Database, id: ImageId, sources: readonly ImageId[]): void {
  database.run('DELETE FROM image_sources WHERE image_id = ?', id);
  const sql = 'INSERT INTO image_sources (image_id, position, source_id) VALUES (?, ?, ?)';
  for (const [position, sourceId] of sources.entries()) database.run(sql, id, position, sourceId);
}
