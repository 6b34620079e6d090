import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Kin } from '../../../shared/lineage';
import { openDatabase } from '../database';
import { libraryMigrations, libraryPlan } from '../migrations/library';
import { readFamily } from './family';
import { madeEdit, madeFamily, madeImage, madeImageId as id, madeStore } from './made-library';
import type { Tombstone } from './library-records';

// Thousands of records take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Made = ReturnType<typeof madeStore>;

/** Numbers of the family with what became of each. */
function statesOf({ database }: Made, of: number): Readonly<Record<number, Kin['state']>> {
  const family = readFamily(database, { id: id(of), near: false });
  return Object.fromEntries(family?.members.map((kin) => [Number(kin.id.slice(4)), kin.state]) ?? []);
}

function countsOf({ database }: Made): unknown {
  return database.get(
    'SELECT (SELECT count(*) FROM tombstones) AS tombstones, (SELECT count(*) FROM image_sources) AS edges',
  );
}

/** 1 → 2 → 3, and 4 beside them. */
function madeThree(): Made {
  const made = madeStore();
  made.store.put(madeImage(1));
  made.store.put(madeEdit(2, [1], { stars: 3, flag: 'pick' }));
  made.store.put(madeEdit(3, [2]));
  made.store.put(madeImage(4));
  return made;
}

describe('a tombstone', () => {
  it('keeps a family together whose middle was purged, with prompt, stars and place in the line', () => {
    const made = madeThree();
    made.store.records.purge([id(2)]);
    expect(statesOf(made, 1)).toEqual({ 1: 'here', 2: 'gone', 3: 'here' });
    const gone = readFamily(made.database, { id: id(3), near: true })?.members[0];
    expect(gone).toMatchObject({ parents: [], prompt: 'picture 2', stars: 3, flag: 'pick', width: 640, kind: 'edit' });
    expect(made.store.get(id(2))).toBeUndefined();
  });

  it('is not made for what nobody was made from, and which was made from nobody', () => {
    const made = madeThree();
    expect([1, 2, 3, 4].map((n) => made.store.records.tombstones.isRelated(id(n)))).toEqual([true, true, true, false]);
    made.store.records.purge([id(4)]);
    expect(countsOf(made)).toEqual({ tombstones: 0, edges: 2 });
    expect(made.store.records.tombstones.chores(10)).toEqual([]);
    made.store.put(madeEdit(5, [77]));
    made.store.records.purge([id(5)]);
    expect(countsOf(made)).toEqual({ tombstones: 0, edges: 2 });
  });

  it('goes with the last image of its family, and leaves no edge behind', () => {
    const made = madeThree();
    made.store.records.purge([id(2)]);
    made.store.records.purge([id(1)]);
    expect(statesOf(made, 3)).toEqual({ 1: 'gone', 2: 'gone', 3: 'here' });
    made.store.records.purge([id(3)]);
    expect(countsOf(made)).toEqual({ tombstones: 0, edges: 0 });
    const chores = made.store.records.tombstones.chores(10);
    expect(chores.map((chore) => [chore.id, chore.tombstone]).sort()).toEqual([1, 2, 3].map((n) => [id(n), null]));
  });

  it('of one with three parents leads to each of them', () => {
    const made = madeStore();
    for (const n of [1, 2, 3]) made.store.put(madeImage(n));
    made.store.put(madeEdit(4, [3, 1, 2]));
    made.store.put(madeEdit(5, [4]));
    made.store.records.purge([id(4), id(1)]);
    expect(statesOf(made, 5)).toEqual({ 1: 'gone', 2: 'here', 3: 'here', 4: 'gone', 5: 'here' });
    const family = readFamily(made.database, { id: id(4), near: true });
    expect(family?.members.find((kin) => kin.id === id(4))?.parents).toEqual([id(3), id(1), id(2)]);
  });

  it('makes room for its image, which has stars, flag and sources again', () => {
    const made = madeThree();
    made.store.records.purge([id(2)]);
    made.store.put(madeEdit(2, [1]));
    expect(statesOf(made, 1)).toEqual({ 1: 'here', 2: 'here', 3: 'here' });
    expect(made.store.get(id(2))).toMatchObject({ stars: 3, flag: 'pick' });
    expect(made.store.records.tombstones.chores(10)).toMatchObject([{ id: id(2), tombstone: null, isImage: true }]);
  });

  it('is known by the bytes of its image, with the recipe that made it', () => {
    const made = madeThree();
    const image = madeEdit(2, [1]);
    made.store.records.purge([id(2)]);
    const { recipe, origin, sha256 } = image;
    expect(made.store.records.tombstones.withSha256(sha256)).toMatchObject({ id: id(2), recipe, origin });
    expect(made.store.records.tombstones.withSha256('f'.repeat(64))).toBeNull();
  });

  it('keeps the thumbnail that there was', () => {
    const made = madeThree();
    made.store.decoded(id(2), { width: 8, height: 6 });
    made.store.records.purge([id(2), id(3)]);
    expect([2, 3].map((n) => made.store.hasThumbnail(id(n)))).toEqual([true, false]);
  });

  it('that a file tells of is laid, unless its image is here or its file is about to go', () => {
    const made = madeThree();
    const { tombstones } = made.store.records;
    made.store.records.purge([id(2)]);
    const kept = tombstones.chores(10).flatMap(({ tombstone }): readonly Tombstone[] => (tombstone ? [tombstone] : []));
    const other = madeThree();
    expect(other.store.records.tombstones.lay(kept)).toBe(0);
    other.database.run('DELETE FROM images WHERE id = ?', id(2));
    expect(other.store.records.tombstones.lay([...kept, ...kept])).toBe(1);
    expect(statesOf(other, 3)).toEqual({ 1: 'here', 2: 'gone', 3: 'here' });
    other.store.records.purge([id(1), id(3)]);
    expect(other.store.records.tombstones.lay(kept)).toBe(0);
  });

  it('changed while its file was being written has it written again', () => {
    const made = madeThree();
    const { tombstones } = made.store.records;
    made.store.records.purge([id(2)]);
    const before = tombstones.chores(10);
    made.store.put(madeEdit(2, [1]));
    tombstones.done(before);
    expect(tombstones.chores(10)).toMatchObject([{ id: id(2), tombstone: null }]);
    tombstones.done(tombstones.chores(10));
    expect(tombstones.chores(10)).toEqual([]);
  });

  it('is left by each of a thousand relatives that go at once, and by none when all go', () => {
    const made = madeStore();
    made.store.putAll(madeFamily(1001).map((image) => ({ image, found: null, modifiedAt: null })));
    const numbers = Array.from({ length: 1000 }, (_none, n) => id(n + 1));
    made.store.records.purge(numbers);
    expect(readFamily(made.database, { id: id(0), near: false })?.members).toHaveLength(1001);
    made.store.records.purge([id(0)]);
    expect(countsOf(made)).toEqual({ tombstones: 0, edges: 0 });
  });
});

describe('a tombstone that is forgotten', () => {
  it('loses every word and its bytes’ name, and still holds its relatives together', () => {
    const made = madeThree();
    made.store.decoded(id(2), { width: 8, height: 6 });
    made.store.records.purge([id(2)]);
    const { sha256 } = madeEdit(2, [1]);
    expect(made.store.records.tombstones.forget(id(2))).toEqual([id(1), id(3)]);
    expect(statesOf(made, 1)).toEqual({ 1: 'here', 2: 'forgotten', 3: 'here' });
    const gone = readFamily(made.database, { id: id(2), near: true })?.members.find((kin) => kin.id === id(2));
    expect(gone).toMatchObject({ parents: [id(1)], prompt: '', title: '', stars: 0, flag: null, width: 0 });
    expect(JSON.stringify(made.database.all('SELECT * FROM tombstones'))).not.toContain('picture');
    expect(made.store.records.tombstones.withSha256(sha256)).toBeNull();
    expect(made.store.records.tombstones.withSha256('')).toBeNull();
    expect(made.store.hasThumbnail(id(2))).toBe(false);
    expect(made.store.records.tombstones.chores(9)).toMatchObject([{ tombstone: { sources: [id(1)], sha256: '' } }]);
  });

  it('goes where it joins nobody: at the end of a branch, and before an only child', () => {
    const made = madeThree();
    made.store.records.purge([id(1), id(3)]);
    const { tombstones } = made.store.records;
    expect(tombstones.forget(id(3))).toEqual([id(2)]);
    expect(tombstones.forget(id(1))).toEqual([id(2)]);
    expect(statesOf(made, 2)).toEqual({ 2: 'here' });
    expect(countsOf(made)).toMatchObject({ tombstones: 0 });
  });

  it('takes nameless ones along that hold nobody together without it', () => {
    const made = madeStore();
    made.store.put(madeImage(1));
    for (const n of [2, 3, 4]) made.store.put(madeEdit(n, [n - 1]));
    made.store.records.purge([2, 3, 4].map(id));
    const { tombstones } = made.store.records;
    for (const n of [2, 3]) tombstones.forget(id(n));
    expect(statesOf(made, 1)).toEqual({ 1: 'here', 2: 'forgotten', 3: 'forgotten', 4: 'gone' });
    tombstones.forget(id(4));
    expect(statesOf(made, 1)).toEqual({ 1: 'here' });
    expect(countsOf(made)).toEqual({ tombstones: 0, edges: 0 });
  });

  it('leaves no words behind of relatives that nobody can get to without it', () => {
    const made = madeStore();
    for (const n of [1, 2]) made.store.put(madeImage(n));
    made.store.put(madeEdit(3, [1, 2]));
    made.store.records.purge([id(2), id(3)]);
    made.store.records.tombstones.forget(id(3));
    expect(statesOf(made, 1)).toEqual({ 1: 'here' });
    expect(countsOf(made)).toEqual({ tombstones: 0, edges: 0 });
  });

  it('is nothing that can be said of images that are here, of strangers, or twice', () => {
    const made = madeThree();
    made.store.records.purge([id(2)]);
    const { tombstones } = made.store.records;
    tombstones.forget(id(2));
    expect([1, 2, 4, 77].map((n) => tombstones.forget(id(n)))).toEqual([null, null, null, null]);
    expect(statesOf(made, 1)).toEqual({ 1: 'here', 2: 'forgotten', 3: 'here' });
  });

  it('takes no stars from its image when that comes back', () => {
    const made = madeThree();
    made.store.records.purge([id(2)]);
    made.store.records.tombstones.forget(id(2));
    made.store.put(madeEdit(2, [1], { stars: 5 }));
    expect(made.store.get(id(2))).toMatchObject({ stars: 5 });
    expect(statesOf(made, 1)).toEqual({ 1: 'here', 2: 'here', 3: 'here' });
  });

  it('leaves an id that relatives tell of, so that no other image takes its place among them', () => {
    const made = madeThree();
    made.store.records.purge([id(1), id(2)]);
    const { tombstones } = made.store.records;
    tombstones.forget(id(2));
    tombstones.forget(id(1));
    expect(statesOf(made, 3)).toEqual({ 3: 'here' });
    // Of 1 nothing is left; 3 says in its recipe that it was made from 2.
    expect([1, 2, 3, 4].map((n) => tombstones.isMeant(id(n)))).toEqual([false, true, false, false]);
    const other = madeThree();
    other.store.records.purge([id(3)]);
    expect([2, 3].map((n) => other.store.records.tombstones.isMeant(id(n)))).toEqual([true, true]);
  });

  it('ends also in a circle, which only a made-up library has', () => {
    const made = madeStore();
    for (const [n, of] of [
      [1, 2],
      [2, 3],
      [3, 1],
    ] as const) {
      made.store.put(madeEdit(n, [of, n]));
    }
    made.store.put(madeEdit(4, [1]));
    made.store.records.purge([1, 2, 3].map(id));
    for (const n of [1, 2, 3]) made.store.records.tombstones.forget(id(n));
    expect(statesOf(made, 4)).toMatchObject({ 4: 'here' });
  });
});

describe('a library from before lineage', () => {
  it('keeps which images were made from which', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-tombstones-'));
    try {
      const file = join(folder, 'library.db');
      const plan = libraryPlan(file, () => 0);
      const before = openDatabase({ ...plan, migrations: libraryMigrations.slice(0, 4) });
      const insert = `INSERT INTO images (id, kind, created_at, width, height, displayable, bytes, format, file, sha256, title, prompt)
        VALUES (?, 'edit', 1, 4, 3, 1, 9, 'png', 'originals/a.png', 'a', 'fox', 'red fox')`;
      for (const n of [1, 2]) before.database.run(insert, id(n));
      before.database.run('INSERT INTO image_sources (image_id, position, source_id) VALUES (?, 0, ?)', id(2), id(1));
      before.database.close();
      const { database } = openDatabase(plan);
      expect(readFamily(database, { id: id(1), near: false })?.members).toHaveLength(2);
      database.run('DELETE FROM images WHERE id = ?', id(2));
      expect(database.all('SELECT * FROM image_sources')).toEqual([]);
      database.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
