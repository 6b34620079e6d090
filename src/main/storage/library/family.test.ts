import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ImageId } from '../../../shared/ids';
import type { Family } from '../../../shared/lineage';
import { openDatabase, openForReading } from '../database';
import { libraryMigrations } from '../migrations/library';
import { readFamily } from './family';
import { madeEdit, madeFamily, madeImage, madeImageId as id, madeStore } from './made-library';

// Thousands of records take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function numbersOf(family: Family | null): readonly number[] {
  return family?.members.map((kin) => Number(kin.id.slice(4))) ?? [];
}

function familyOf(database: Parameters<typeof readFamily>[0], of: ImageId, most?: number): Family | null {
  return readFamily(database, { id: of, near: false }, most);
}

describe('a family', () => {
  it('holds what an image was made from and all that was made from that, but nobody else', () => {
    const { store, database } = madeStore();
    store.put(madeImage(1));
    store.put(madeEdit(2, [1]));
    store.put(madeEdit(3, [1]));
    store.put(madeEdit(4, [3]));
    store.put(madeImage(5));
    store.put(madeEdit(6, [5]));
    const family = familyOf(database, id(2));
    expect(numbersOf(family)).toEqual([1, 2, 3, 4]);
    expect(family?.more).toBe(false);
    expect(family?.members[3]).toMatchObject({ kind: 'edit', parents: [id(3)], state: 'here', prompt: 'picture 4' });
  });

  it('keeps up to three parents in the order of the recipe, each once, and reaches the families of all of them', () => {
    const { store, database } = madeStore();
    for (const n of [1, 2, 3]) store.put(madeImage(n));
    store.put(madeEdit(4, [1]));
    store.put(madeEdit(5, [3, 4, 2]));
    store.put(madeEdit(6, [2, 2]));
    const family = familyOf(database, id(1));
    expect(numbersOf(family)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(family?.members.find((kin) => kin.id === id(5))?.parents).toEqual([id(3), id(4), id(2)]);
    expect(family?.members.find((kin) => kin.id === id(6))?.parents).toEqual([id(2)]);
  });

  it('leaves out sources that were never in this library, and does not take their children for kin', () => {
    const { store, database } = madeStore();
    store.put(madeEdit(2, [99]));
    store.put(madeEdit(3, [99]));
    expect(familyOf(database, id(2))?.members).toMatchObject([{ id: id(2), parents: [] }]);
    expect(familyOf(database, id(99))).toBeNull();
  });

  it('marks what lies in the trash, and says what a person gave', () => {
    const { store, database } = madeStore();
    store.put(madeImage(1, { stars: 4, flag: 'pick', trashedAt: 9 }));
    store.put(madeEdit(2, [1]));
    expect(familyOf(database, id(2))?.members).toMatchObject([
      { state: 'trashed', stars: 4, flag: 'pick' },
      { state: 'here', stars: 0, flag: null },
    ]);
  });

  it('puts parents before their children also where clocks say otherwise, and ends in a circle', () => {
    const { store, database } = madeStore();
    store.put(madeImage(1, { createdAt: 90 }));
    store.put(madeEdit(2, [1], { createdAt: 5 }));
    store.put(madeEdit(3, [2], { createdAt: 1 }));
    expect(numbersOf(familyOf(database, id(3)))).toEqual([1, 2, 3]);
    database.run('INSERT INTO image_sources (image_id, position, source_id) VALUES (?, 0, ?)', id(1), id(3));
    expect([...numbersOf(familyOf(database, id(2)))].sort()).toEqual([1, 2, 3]);
  });

  it('of which only parents and children are wanted stops there', () => {
    const { store, database } = madeStore();
    store.put(madeImage(1));
    for (const n of [2, 3, 4, 5]) store.put(madeEdit(n, [n - 1]));
    const near = readFamily(database, { id: id(3), near: true });
    expect(numbersOf(near)).toEqual([2, 3, 4]);
    expect(near?.members[0]?.parents).toEqual([]);
  });

  it('that is larger than what is looked up gives the nearest and says that there are more', () => {
    const { store, database } = madeStore();
    store.put(madeImage(1));
    for (let n = 2; n <= 30; n += 1) store.put(madeEdit(n, [n - 1]));
    const family = familyOf(database, id(15), 7);
    expect(numbersOf(family)).toEqual([12, 13, 14, 15, 16, 17, 18]);
    expect(family?.more).toBe(true);
    expect(family?.members[0]?.parents).toEqual([]);
    const wide = readFamily(database, { id: id(15), near: true }, 2);
    expect(wide?.members.map((kin) => kin.id)).toContain(id(15));
    expect(wide?.more).toBe(true);
  });

  it('of a chain of 5,000 is read whole', () => {
    const { store, database } = madeStore();
    store.putAll(
      Array.from({ length: 5000 }, (_none, n) => ({
        image: n === 0 ? madeImage(0) : madeEdit(n, [n - 1]),
        ...{ found: null, modifiedAt: null },
      })),
    );
    const family = familyOf(database, id(4999));
    expect(numbersOf(family)).toEqual(Array.from({ length: 5000 }, (_none, n) => n));
    expect(family?.more).toBe(false);
  });

  it('that is made for tests hangs together', () => {
    const { store, database } = madeStore();
    store.putAll(madeFamily(500).map((image) => ({ image, found: null, modifiedAt: null })));
    expect(familyOf(database, id(250))?.members).toHaveLength(500);
  });

  it('of a library that an earlier Easel left is read, too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-family-'));
    try {
      const file = join(folder, 'library.db');
      const { database } = openDatabase({ file, migrations: libraryMigrations.slice(0, 1), now: () => 0 });
      for (const n of [1, 2]) {
        database.run(
          `INSERT INTO images (id, kind, created_at, width, height, displayable, bytes, format, file, sha256, title, prompt)
           VALUES (?, 'edit', ?, 4, 3, 1, 9, 'png', 'originals/a.png', 'a', 'fox', 'red fox')`,
          ...[id(n), n],
        );
      }
      database.run('INSERT INTO image_sources (image_id, position, source_id) VALUES (?, 0, ?)', id(2), id(1));
      database.close();
      const reading = openForReading(file);
      const family = familyOf(reading, id(1));
      reading.close();
      expect(numbersOf(family)).toEqual([1, 2]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
