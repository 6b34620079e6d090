import { z } from 'zod';
import { ImageId } from '../../../shared/ids';
import { Flag, LibraryImage } from '../../../shared/image';
import type { Family, Kin } from '../../../shared/lineage';
import { MOST_KIN, MOST_KIN_PROMPT } from '../../../shared/lineage';
import type { Database } from '../database';
import { Json } from '../json';
import { hasTable, selectMarked } from './library-row';

/** Which images are asked for. */
export interface FamilyAsked {
  readonly id: ImageId;
  /** Parents and children alone, not theirs in turn. */
  readonly near: boolean;
}

/**
 * The image with all that it is related to, what is kept of purged ones among them; null when nothing is known of it.
 * Those next to it come first where there are more than `most`. Reads databases of any version.
 */
export function readFamily(database: Database, { id, near }: FamilyAsked, most = MOST_KIN): Family | null {
  const hasTombstones = hasTable(database, 'tombstones');
  if (!isKnown(database, id, hasTombstones)) return null;
  const found = (near ? readNear : readAll)(database, id, hasTombstones, most + 1);
  const ids = found.slice(0, most);
  const gone = hasTombstones ? readGone(database, ids) : [];
  const members = new Map<string, Fields>([...gone, ...readHere(database, ids)].map((kin) => [kin.id, kin]));
  const parents = readParents(database, ids, members);
  const kin = ids.flatMap((member): readonly Kin[] => {
    const fields = members.get(member);
    return fields ? [{ ...fields, parents: parents.get(member) ?? [] }] : [];
  });
  return { members: inOrder(kin), more: found.length > most };
}

const GIVEN = '(SELECT value FROM json_each(?1))';
const KNOWN = 'SELECT 1 FROM images WHERE images.id =';
const GONE = 'SELECT 1 FROM tombstones WHERE tombstones.id =';

/** Says in SQL whether anything is known of the image that the expression names. */
function known(of: string, hasTombstones: boolean): string {
  return hasTombstones ? `(EXISTS (${KNOWN} ${of}) OR EXISTS (${GONE} ${of}))` : `EXISTS (${KNOWN} ${of})`;
}

function isKnown(database: Database, id: ImageId, hasTombstones: boolean): boolean {
  return database.get(`SELECT 1 WHERE ${known('?1', hasTombstones)}`, id) !== undefined;
}

const Ids = z.object({ ids: Json.pipe(z.array(z.string())) });

/** The nearest first: without an order SQLite takes what it has found in the order of finding. */
function readAll(database: Database, id: ImageId, hasTombstones: boolean, most: number): readonly string[] {
  const sql = `WITH RECURSIVE kin (id) AS (
      SELECT ?1
      UNION SELECT source_id FROM kin JOIN image_sources ON image_id = kin.id WHERE ${known('source_id', hasTombstones)}
      UNION SELECT image_id FROM kin JOIN image_sources ON source_id = kin.id
      LIMIT ?2
    ) SELECT json_group_array(id) AS ids FROM kin`;
  return Ids.parse(database.get(sql, id, most)).ids;
}

function readNear(database: Database, id: ImageId, hasTombstones: boolean, most: number): readonly string[] {
  const sql = `SELECT json_group_array(id) AS ids FROM (
      SELECT source_id AS id FROM image_sources WHERE image_id = ?1 AND ${known('source_id', hasTombstones)}
      UNION SELECT image_id FROM image_sources WHERE source_id = ?1
      LIMIT ?2)`;
  return [id, ...Ids.parse(database.get(sql, id, most - 1)).ids.filter((other) => other !== id)];
}

type Fields = Omit<Kin, 'parents'>;

const Row = z
  .tuple([
    ImageId,
    LibraryImage.shape.kind,
    z.number(),
    z.number(),
    z.number(),
    z.string(),
    z.string(),
    z.number(),
    Flag.nullable(),
    z.enum(['here', 'trashed', 'gone', 'forgotten']),
  ])
  .transform(([id, kind, createdAt, width, height, title, prompt, stars, flag, state]): Fields => {
    return { id, kind, createdAt, width, height, title, prompt, stars, flag, state };
  });
const Rows = z.object({ rows: Json.pipe(z.array(z.unknown())) });

/** As one text: thousands of rows would take as long as all the rest. Long words are cut before they are carried over. */
const FIELDS = `id, kind, created_at, width, height, substr(title, 1, ${String(MOST_KIN_PROMPT)}),
  substr(prompt, 1, ${String(MOST_KIN_PROMPT)}), stars, flag`;
const OF_IMAGE = {
  id: `''`,
  kind: `'generation'`,
  created_at: '0',
  width: '0',
  height: '0',
  title: `''`,
  prompt: `''`,
};
const OF_MARKS = { stars: '0', flag: 'NULL', trashed_at: 'NULL' };

function readHere(database: Database, ids: readonly string[]): readonly Fields[] {
  const state = `iif(trashed_at IS NULL, 'here', 'trashed')`;
  const from = `(${selectMarked(database, OF_IMAGE, OF_MARKS)} WHERE images.id IN ${GIVEN})`;
  return readRows(database, `SELECT json_group_array(json_array(${FIELDS}, ${state})) AS rows FROM ${from}`, ids);
}

function readGone(database: Database, ids: readonly string[]): readonly Fields[] {
  const from = `tombstones WHERE id IN ${GIVEN}`;
  const state = `iif(sha256 = '', 'forgotten', 'gone')`;
  return readRows(database, `SELECT json_group_array(json_array(${FIELDS}, ${state})) AS rows FROM ${from}`, ids);
}

function readRows(database: Database, sql: string, ids: readonly string[]): readonly Fields[] {
  const { rows } = Rows.parse(database.get(sql, JSON.stringify(ids)));
  return rows.flatMap((row) => Row.safeParse(row).data ?? []);
}

const Edges = z.object({ edges: Json.pipe(z.array(z.tuple([z.string(), z.string()]))) });

/** By child, each once and in the order of the recipe. */
function readParents(
  database: Database,
  ids: readonly string[],
  members: ReadonlyMap<string, Fields>,
): ReadonlyMap<string, readonly ImageId[]> {
  const sql = `SELECT json_group_array(json_array(image_id, source_id)) AS edges FROM (
      SELECT image_id, source_id FROM image_sources WHERE image_id IN ${GIVEN} ORDER BY image_id, position)`;
  const parents = new Map<string, ImageId[]>();
  for (const [child, source] of Edges.parse(database.get(sql, JSON.stringify(ids))).edges) {
    const parent = members.get(source)?.id;
    if (parent === undefined) continue;
    const before = parents.get(child) ?? [];
    if (!before.includes(parent)) parents.set(child, [...before, parent]);
  }
  return parents;
}

/** Oldest first, but no child before its parents, whatever the clocks said. In a circle, which only a made-up library has, one is. */
function inOrder(kin: readonly Kin[]): readonly Kin[] {
  const byId = new Map(kin.map((one) => [one.id, one]));
  const entered = new Set<Kin>();
  const placed = new Set<Kin>();
  for (const first of [...kin].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))) {
    // No recursion: a family may be a chain of thousands.
    const way = [first];
    for (let one = way.at(-1); one; one = way.at(-1)) {
      const before = entered.has(one) ? [] : one.parents.flatMap((id) => byId.get(id) ?? []);
      const waiting = before.filter((parent) => !entered.has(parent));
      entered.add(one);
      if (waiting.length > 0) way.push(...waiting);
      else {
        placed.add(one);
        way.pop();
      }
    }
  }
  return [...placed];
}
