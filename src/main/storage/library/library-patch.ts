import { z } from 'zod';
import { CollectionId, SmartId } from '../../../shared/ids';
import { SavedQuery } from '../../../shared/library-query';
import { searchTokens, tagKey } from '../../../shared/search';
import type { Database } from '../database';
import { unpackSeqs } from './seq-ranges';

const Ranges = z.array(z.int()).readonly();
const Groups = z.array(z.tuple([z.union([z.string(), z.number(), z.null()]), Ranges])).readonly();
/** A tag as it is spelt, its place among the image's tags, and the images. */
const TagGroups = z.array(z.tuple([z.string(), z.int(), Ranges])).readonly();
const SmartValue = z.object({ name: z.string(), query: SavedQuery }).nullable();

/** What of a record a person can set. */
export const FIELDS = { stars: 'stars', flag: 'flag', favourite: 'favourite', note: 'note', trashedAt: 'trashed_at' };
const FieldName = z.enum(['stars', 'flag', 'favourite', 'note', 'trashedAt']);

/** One part of a step, as it is kept: what was and what is, for the same images, so that it goes both ways. */
export const Patch = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), field: FieldName, before: Groups, after: Groups }),
  z.object({ kind: z.literal('tags'), taken: TagGroups, given: TagGroups }),
  z.object({ kind: z.literal('members'), collection: CollectionId, taken: Ranges, given: Ranges }),
  z.object({
    kind: z.literal('collection'),
    id: CollectionId,
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
  z.object({ kind: z.literal('smart'), id: SmartId, before: SmartValue, after: SmartValue }),
]);
/** See the schema of the same name. */
export type Patch = z.infer<typeof Patch>;

/** The patch that undoes it. */
export function inverse(patch: Patch): Patch {
  switch (patch.kind) {
    case 'field':
      return { ...patch, before: patch.after, after: patch.before };
    case 'tags':
      return { ...patch, taken: patch.given, given: patch.taken };
    case 'members':
      return { ...patch, taken: patch.given, given: patch.taken };
    case 'collection':
      return { ...patch, before: patch.after, after: patch.before };
    case 'smart':
      return { ...patch, before: patch.after, after: patch.before };
  }
}

/** Names that a person would take for the same have the same key. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Does what the patch says, for those of its images that exist; returns how many rows it changed. Within a transaction. */
export function applyPatch(database: Database, patch: Patch): number {
  const ticket = nextTicket(database);
  switch (patch.kind) {
    case 'field':
      return sum(patch.after, ([value, ranges]) =>
        database.run(
          `UPDATE marks SET ${FIELDS[patch.field]} = ?, untidy = ? WHERE seq IN (SELECT value FROM json_each(?))`,
          ...[value, ticket, seqsJson(ranges)],
        ),
      );
    case 'tags':
      return (
        sum(patch.taken, ([tag, , ranges]) => takeTag(database, tag, seqsJson(ranges), ticket)) +
        sum(patch.given, ([tag, place, ranges]) => giveTag(database, tag, place, seqsJson(ranges), ticket))
      );
    case 'members':
      return changeMembers(database, patch, ticket);
    case 'collection':
      return changeCollection(database, patch, ticket);
    case 'smart': {
      if (patch.after === null) return database.run('DELETE FROM smart_collections WHERE id = ?', patch.id);
      const { query } = patch.after;
      const name = freeName(database, 'smart_collections', patch.id, patch.after.name);
      return database.run(
        `INSERT INTO smart_collections (id, name, name_key, query) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, query = excluded.query`,
        ...[patch.id, name, nameKey(name), JSON.stringify(query)],
      );
    }
  }
}

/** A number that no change had before. Records that are not tidied since carry that of their last change. */
export function nextTicket(database: Database): number {
  const row = database.get(`UPDATE counters SET value = value + 1 WHERE name = 'ticket' RETURNING value`);
  return z.object({ value: z.number() }).parse(row).value;
}

function seqsJson(ranges: readonly number[]): string {
  return JSON.stringify(unpackSeqs(ranges));
}

function sum<T>(parts: readonly T[], act: (part: T) => number): number {
  return parts.reduce((total, part) => total + act(part), 0);
}

const TOUCH = 'UPDATE marks SET untidy = ? WHERE seq IN (SELECT value FROM json_each(?))';

function takeTag(database: Database, tag: string, seqs: string, ticket: number): number {
  const key = tagKey(tag);
  const taken = database.run(
    `DELETE FROM image_tags WHERE image_seq IN (SELECT value FROM json_each(?))
       AND tag_seq = (SELECT seq FROM tags WHERE tag_key = ?)`,
    ...[seqs, key],
  );
  // The next one to use it says how it is spelt.
  database.run(
    'DELETE FROM tags WHERE tag_key = ? AND NOT EXISTS (SELECT 1 FROM image_tags WHERE tag_seq = tags.seq)',
    key,
  );
  database.run(TOUCH, ticket, seqs);
  return taken;
}

function giveTag(database: Database, tag: string, place: number, seqs: string, ticket: number): number {
  database.run(
    'INSERT INTO tags (tag, tag_key, words) VALUES (?, ?, ?) ON CONFLICT (tag_key) DO NOTHING',
    ...[tag, tagKey(tag), searchTokens(tag).join(' ')],
  );
  const given = database.run(
    `INSERT INTO image_tags (image_seq, tag_seq, place)
     SELECT images.seq, tags.seq, ? FROM json_each(?) AS given CROSS JOIN images ON images.seq = given.value
       CROSS JOIN tags ON tag_key = ? WHERE true ON CONFLICT DO NOTHING`,
    ...[place, seqs, tagKey(tag)],
  );
  database.run(TOUCH, ticket, seqs);
  return given;
}

function changeMembers(database: Database, patch: Extract<Patch, { kind: 'members' }>, ticket: number): number {
  const [taken, given] = [seqsJson(patch.taken), seqsJson(patch.given)];
  const changes =
    database.run(
      `DELETE FROM collection_images WHERE collection_seq = (SELECT seq FROM collections WHERE id = ?)
         AND image_seq IN (SELECT value FROM json_each(?))`,
      ...[patch.collection, taken],
    ) +
    database.run(
      `INSERT INTO collection_images (collection_seq, image_seq)
       SELECT collections.seq, images.seq FROM json_each(?2) AS given
         CROSS JOIN collections ON collections.id = ?1 CROSS JOIN images ON images.seq = given.value
       WHERE true ON CONFLICT DO NOTHING`,
      ...[patch.collection, given],
    );
  for (const seqs of [taken, given]) database.run(TOUCH, ticket, seqs);
  return changes;
}

function changeCollection(database: Database, patch: Extract<Patch, { kind: 'collection' }>, ticket: number): number {
  const { id, after } = patch;
  database.run(
    `UPDATE marks SET untidy = ? WHERE seq IN (SELECT image_seq FROM collection_images
       WHERE collection_seq = (SELECT seq FROM collections WHERE id = ?))`,
    ...[ticket, id],
  );
  if (after === null) return database.run('DELETE FROM collections WHERE id = ?', id);
  const name = freeName(database, 'collections', id, after);
  return database.run(
    `INSERT INTO collections (id, name, name_key) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key`,
    ...[id, name, nameKey(name)],
  );
}

/** The name, numbered where something that is no step of the history has taken it meanwhile. */
function freeName(database: Database, table: 'collections' | 'smart_collections', id: string, name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${String(number)}`;
    if ([null, id].includes(nameOwner(database, table, free))) return free;
  }
}

/** The id of the collection with that name, whatever its case; null when there is none. */
export function nameOwner(database: Database, table: 'collections' | 'smart_collections', name: string): string | null {
  const row = database.get(`SELECT id FROM ${table} WHERE name_key = ?`, nameKey(name));
  return row === undefined ? null : z.object({ id: z.string() }).parse(row).id;
}
