import { z } from 'zod';
import type { CollectionId, ImageId, SmartId } from '../../../shared/ids';
import type { SmartCollection } from '../../../shared/library';
import type { HistoryEntry, OrganiseChange } from '../../../shared/organise';
import { RequestError } from '../../../shared/result';
import { tagKey } from '../../../shared/search';
import type { CollectionStore } from './collection-store';
import type { Database } from '../database';
import type { Done, LibraryHistory } from './library-history';
import type { Patch } from './library-patch';
import { FIELDS, nameOwner } from './library-patch';
import { Json } from '../json';
import { packSeqs } from './seq-ranges';
import type { SmartStore } from './smart-store';
import { changeLabel } from './step-labels';

/** Everything that is a step of the history, in the words of a person. Throws as `LibraryOrganising` says. */
export interface LibrarySteps {
  organise(ids: readonly ImageId[], change: OrganiseChange): Done;
  createCollection(id: CollectionId, name: string, images: readonly ImageId[]): Done;
  renameCollection(id: CollectionId, name: string): Done;
  removeCollection(id: CollectionId): Done;
  saveSmart(smart: SmartCollection, isNew: boolean): Done;
  removeSmart(id: SmartId): Done;
  renameTag(from: string, to: string): Done;
  removeTag(tag: string): Done;
  undo(): Done | null;
  redo(): Done | null;
  history(limit: number): readonly HistoryEntry[];
}

const MOST_TAGS = 200;

/** Steps over the records. */
export function createLibrarySteps(
  database: Database,
  history: LibraryHistory,
  lists: { readonly collections: CollectionStore; readonly smart: SmartStore },
  now: () => number,
): LibrarySteps {
  const nameOf = (id: CollectionId): string => {
    const name = lists.collections.find(id)?.name;
    if (name === undefined) throw new RequestError('not-found', 'This collection does not exist any more.');
    return name;
  };
  const checkName = (table: 'collections' | 'smart_collections', name: string, id: string): void => {
    if ([null, id].includes(nameOwner(database, table, name))) return;
    const what = table === 'collections' ? 'collection' : 'smart collection';
    throw new RequestError('invalid', `There is a ${what} “${name}” already. Choose another name.`, 'name');
  };
  const all = (sql: string, ...values: readonly string[]): readonly number[] => numbers(database, sql, ...values);
  return {
    organise: (ids, change) => {
      const collection = 'collection' in change ? nameOf(change.collection) : '';
      return history.perform(
        (apply) => {
          organise(database, JSON.stringify(ids), change, now(), apply);
        },
        (count) => changeLabel(change, count, collection),
      );
    },
    createCollection: (id, name, images) => {
      checkName('collections', name, id);
      return history.perform(
        (apply) => {
          apply({ kind: 'collection', id, before: null, after: name });
          const given = packSeqs(all(EXISTING, JSON.stringify(images)));
          apply({ kind: 'members', collection: id, taken: [], given });
        },
        () => `Make collection “${name}”`,
      );
    },
    renameCollection: (id, name) => {
      const before = nameOf(id);
      checkName('collections', name, id);
      return history.perform(
        (apply) => {
          apply({ kind: 'collection', id, before, after: name });
        },
        () => `Rename collection “${before}” to “${name}”`,
      );
    },
    removeCollection: (id) => {
      const before = lists.collections.find(id)?.name ?? null;
      return history.perform(
        (apply) => {
          const taken = packSeqs([...lists.collections.members(id)]);
          apply({ kind: 'members', collection: id, taken, given: [] });
          apply({ kind: 'collection', id, before, after: null });
        },
        () => `Remove collection “${before ?? ''}”`,
      );
    },
    saveSmart: ({ id, name, query }, isNew) => {
      checkName('smart_collections', name, id);
      const before = lists.smart.find(id);
      if (!isNew && !before) throw new RequestError('not-found', 'This smart collection does not exist any more.');
      return history.perform(
        (apply) => {
          const earlier = before ? { name: before.name, query: before.query } : null;
          apply({ kind: 'smart', id, before: earlier, after: { name, query } });
        },
        () => `${isNew ? 'Make' : 'Change'} smart collection “${name}”`,
      );
    },
    removeSmart: (id) => {
      const before = lists.smart.find(id);
      return history.perform(
        (apply) => {
          if (before) apply({ kind: 'smart', id, before: { name: before.name, query: before.query }, after: null });
        },
        () => `Remove smart collection “${before?.name ?? ''}”`,
      );
    },
    renameTag: (from, to) => {
      const spelt = tagSpelling(database, from);
      const target = to.trim().normalize('NFC');
      return history.perform(
        (apply) => {
          if (spelt === target) return;
          const taken = tagGroups(database, spelt, ALL_IMAGES);
          const owners = tagKey(spelt) === tagKey(target) ? [] : all(TAGGED, tagKey(target));
          const has = new Set(owners);
          const given = taken.map(([, place, seqs]): TagGroup => [target, place, seqs.filter((seq) => !has.has(seq))]);
          apply({ kind: 'tags', taken: packed(taken), given: packed(given) });
        },
        () => `Rename tag “${spelt}” to “${target}”`,
      );
    },
    removeTag: (tag) => {
      const spelt = tagSpelling(database, tag);
      return history.perform(
        (apply) => {
          apply({ kind: 'tags', taken: packed(tagGroups(database, spelt, ALL_IMAGES)), given: [] });
        },
        () => `Remove tag “${spelt}”`,
      );
    },
    undo: history.undo,
    redo: history.redo,
    history: history.list,
  };
}

const GIVEN = '(SELECT seq FROM images WHERE id IN (SELECT value FROM json_each(?1)))';
const EXISTING = `SELECT json_group_array(seq) AS seqs FROM ${GIVEN}`;
const ALL_IMAGES = null;
const TAGGED =
  'SELECT json_group_array(image_seq) AS seqs FROM image_tags WHERE tag_seq = (SELECT seq FROM tags WHERE tag_key = ?1)';
const Numbers = z.object({ seqs: Json.pipe(z.array(z.number())) });

/** In rising order. */
function numbers(database: Database, sql: string, ...values: readonly string[]): readonly number[] {
  return Numbers.parse(database.get(sql, ...values)).seqs.sort((a, b) => a - b);
}

type Apply = (patch: Patch) => void;

/** `ids` is JSON. */
function organise(database: Database, ids: string, change: OrganiseChange, now: number, apply: Apply): void {
  const set = (field: keyof typeof FIELDS, value: string | number | null): void => {
    const before = fieldGroups(database, ids, FIELDS[field], value);
    const after = packSeqs(before.flatMap(([, seqs]) => seqs).sort((a, b) => a - b));
    apply({
      kind: 'field',
      field,
      before: before.map(([old, seqs]) => [old, packSeqs(seqs)]),
      after: [[value, after]],
    });
  };
  switch (change.kind) {
    case 'stars':
      set('stars', change.stars);
      break;
    case 'flag':
      set('flag', change.flag);
      break;
    case 'favourite':
      set('favourite', Number(change.favourite));
      break;
    case 'note':
      set('note', change.note);
      break;
    case 'trash':
      set('trashedAt', now);
      break;
    case 'restore':
      set('trashedAt', null);
      break;
    case 'tag':
      for (const tag of change.tags) apply({ kind: 'tags', taken: [], given: packed(untagged(database, tag, ids)) });
      break;
    case 'untag':
      for (const tag of change.tags) apply({ kind: 'tags', taken: packed(tagGroups(database, tag, ids)), given: [] });
      break;
    case 'collect':
    case 'take-out': {
      const isIn = change.kind === 'collect' ? 'NOT IN' : 'IN';
      const seqs = packSeqs(
        numbers(
          database,
          `SELECT json_group_array(seq) AS seqs FROM ${GIVEN} WHERE seq ${isIn} (
             SELECT image_seq FROM collection_images WHERE collection_seq = (SELECT seq FROM collections WHERE id = ?2))`,
          ...[ids, change.collection],
        ),
      );
      const [taken, given] = change.kind === 'collect' ? [[], seqs] : [seqs, []];
      apply({ kind: 'members', collection: change.collection, taken, given });
    }
  }
}

const FieldGroup = z.object({
  value: z.union([z.string(), z.number(), z.null()]),
  seqs: Json.pipe(z.array(z.number())),
});

/** Images in which the column is not that value yet, by the one that it has. What lies in the trash stays there as it is. */
function fieldGroups(
  database: Database,
  ids: string,
  column: string,
  value: string | number | null,
): readonly (readonly [string | number | null, readonly number[]])[] {
  const differs = column === 'trashed_at' && value !== null ? 'trashed_at IS NULL AND ?2 <> 0' : `${column} IS NOT ?2`;
  const sql = `SELECT value, json_group_array(seq) AS seqs FROM (
      SELECT seq, ${column} AS value FROM marks WHERE seq IN ${GIVEN} AND ${differs} ORDER BY seq
    ) GROUP BY value`;
  return database.all(sql, ids, value).map((row) => {
    const group = FieldGroup.parse(row);
    return [group.value, group.seqs.sort((a, b) => a - b)];
  });
}

type TagGroup = [tag: string, place: number, seqs: readonly number[]];
const PlaceGroup = z.object({ place: z.number(), seqs: Json.pipe(z.array(z.number())) });

function placeGroups(database: Database, tag: string, sql: string, ...values: readonly string[]): readonly TagGroup[] {
  return database.all(sql, ...values).map((row) => {
    const { place, seqs } = PlaceGroup.parse(row);
    return [tag, place, seqs.sort((a, b) => a - b)];
  });
}

/** Images that have the tag, by its place among theirs; `ids` is JSON, null for all images. */
function tagGroups(database: Database, tag: string, ids: string | null): readonly TagGroup[] {
  const among = ids === null ? '?1 IS NOT NULL' : `image_seq IN ${GIVEN}`;
  const sql = `SELECT place, json_group_array(image_seq) AS seqs FROM image_tags
    WHERE tag_seq = (SELECT seq FROM tags WHERE tag_key = ?2) AND ${among} GROUP BY place`;
  return placeGroups(database, tagSpelling(database, tag, true), sql, ids ?? '', tagKey(tag));
}

/** Images that don't have the tag and have room for it, by the place that it would get. */
function untagged(database: Database, tag: string, ids: string): readonly TagGroup[] {
  const sql = `SELECT place, json_group_array(seq) AS seqs FROM (
      SELECT seq, (SELECT coalesce(max(place) + 1, 0) FROM image_tags WHERE image_seq = seq) AS place FROM ${GIVEN}
      WHERE NOT EXISTS (SELECT 1 FROM image_tags
          WHERE image_seq = seq AND tag_seq = (SELECT tags.seq FROM tags WHERE tag_key = ?2))
        AND (SELECT count(*) FROM image_tags WHERE image_seq = seq) < ${String(MOST_TAGS)}
    ) GROUP BY place`;
  return placeGroups(database, tag.trim().normalize('NFC'), sql, ids, tagKey(tag));
}

function packed(groups: readonly TagGroup[]): [string, number, number[]][] {
  return groups.filter(([, , seqs]) => seqs.length > 0).map(([tag, place, seqs]) => [tag, place, [...packSeqs(seqs)]]);
}

/** As the tag is spelt in the library. Throws `not-found`, unless what is asked for will do. */
function tagSpelling(database: Database, tag: string, orItself = false): string {
  const row = database.get('SELECT tag FROM tags WHERE tag_key = ?', tagKey(tag));
  if (row !== undefined) return z.object({ tag: z.string() }).parse(row).tag;
  if (orItself) return tag;
  throw new RequestError('not-found', `There is no tag “${tag}” any more.`);
}
