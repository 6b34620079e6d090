import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCareWorld, imageId, secure } from './care-world';
import type { CareWorld } from './care-world';
import { tooOld } from './library-backups';
import { createInlineLibraryWorker } from '../library/library-worker-line';

vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

const stars = (n: number): number | undefined => world.library.images([imageId(n)])[0]?.stars;
const star = (n: number, to: number): void => {
  world.library.organise([imageId(n)], { kind: 'stars', stars: to });
};
const backups = (): readonly string[] => readdirSync(join(world.folder, 'backups'));
const sidecarOf = (n: number): unknown =>
  JSON.parse(readFileSync(`${world.library.fileOf(imageId(n)) ?? ''}.json`, 'utf8'));

describe('backups of the records', () => {
  it('are whole, named by their day, and one a day', async () => {
    await secure(world, 1);
    expect(await world.care.backUp()).toMatchObject({ name: 'library-2026-11-23.db', images: 1 });
    await secure(world, 2);
    expect(await world.care.backUp()).toMatchObject({ name: 'library-2026-11-23.db', images: 2 });
    expect(backups()).toEqual(['library-2026-11-23.db']);
    expect(await world.care.backups()).toMatchObject([{ name: 'library-2026-11-23.db', images: 2 }]);
  });

  it('are made by themselves: at a start after a day, then each night, and never of an empty library', async () => {
    world.care.start();
    await world.clock.advance(10_000);
    await world.care.idle();
    expect(existsSync(join(world.folder, 'backups'))).toBe(false);
    await secure(world, 1);
    await world.clock.advance(120_000);
    await world.care.idle();
    expect(backups()).toEqual(['library-2026-11-23.db']);
    for (let quarter = 0; quarter < 100; quarter++) await world.clock.advance(15 * 60_000);
    await world.care.idle();
    expect(backups()).toContain('library-2026-11-24.db');
  });

  it('keep seven days, one a week for four weeks, and those from before a migration', () => {
    const days = Array.from({ length: 60 }, (_, back) =>
      new Date(Date.UTC(2026, 10, 23 - back)).toISOString().slice(0, 10),
    );
    const names = days.map((day) => `library-${day}.db`);
    const others = ['library-version-2-20250101-000000-000.db', 'my own copy.db', 'library-2026-11-23.db.part'];
    const gone = new Set(tooOld([...names, ...others]));
    const kept = names.filter((name) => !gone.has(name));
    expect(kept.slice(0, 7)).toEqual(names.slice(0, 7));
    expect(kept).toHaveLength(11);
    expect(others.filter((name) => gone.has(name))).toEqual([]);
    // Every day one more, as they come: the weeks stay a week apart.
    let there: readonly string[] = [];
    for (const day of days.toReversed()) {
      const now = [...there, `library-${day}.db`];
      const old = new Set(tooOld(now));
      there = now.filter((name) => !old.has(name));
    }
    const ages = there.map((name) => days.indexOf(name.slice(8, 18))).sort((a, b) => a - b);
    expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ages.length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...ages)).toBeGreaterThanOrEqual(25);
  });

  it('bring back the records of their time; what is newer in the folder comes in again, and the newer records are kept', async () => {
    await secure(world, 1);
    star(1, 2);
    await world.care.backUp();
    star(1, 5);
    await secure(world, 2);
    star(2, 4);
    await world.care.check();
    expect(await world.care.restore('library-2026-11-23.db')).toMatchObject({ status: 'open', readOnly: null });
    expect([stars(1), stars(2)]).toEqual([2, undefined]);
    await world.care.check();
    expect([stars(1), stars(2)]).toEqual([2, 4]);
    expect(sidecarOf(1)).toMatchObject({ stars: 2 });
    expect(backups()).toContainEqual(expect.stringMatching(/^library-before-/));
    // And that can be taken back, too.
    const before = (await world.care.backups()).find(({ name }) => name.includes('before'))?.name ?? '';
    await world.care.restore(before);
    expect([stars(1), stars(2)]).toEqual([5, 4]);
  });

  it('what was in the trash then has all its days again: it may have been taken out since', async () => {
    await world.restart({ trashDays: () => 30 });
    await secure(world, 1);
    world.library.organise([imageId(1)], { kind: 'trash' });
    await world.care.backUp();
    world.library.organise([imageId(1)], { kind: 'restore' });
    await world.clock.advance(40 * 86_400_000);
    await world.care.backUp();
    await world.clock.advance(86_400_000);
    await world.care.restore('library-2026-11-23.db');
    world.care.start();
    await world.clock.advance(120_000);
    await world.care.idle();
    expect(world.library.images([imageId(1)])[0]).toMatchObject({ trashedAt: expect.any(Number), missing: false });
  });

  it('can be restored, and records made anew, when those that are there are too damaged to be read', async () => {
    await secure(world, 1);
    star(1, 3);
    await world.care.check();
    await world.care.backUp();
    const real = world.library.records;
    world.library.records = () => {
      const damaged = (): never => {
        throw new Error('database disk image is malformed');
      };
      return { ...real(), untidy: damaged };
    };
    expect(await world.care.rebuild()).toMatchObject({ status: 'open', readOnly: null });
    expect(await world.care.restore('library-2026-11-23.db')).toMatchObject({ status: 'open', readOnly: null });
    world.library.records = real;
    expect(stars(1)).toBe(3);
  });

  it('a star that is given while records are being replaced is refused, not lost', async () => {
    const inline = createInlineLibraryWorker();
    let said: unknown = null;
    await world.restart({
      worker: {
        ...inline,
        ask: (work, input) => {
          if (work === 'layEmptyReady') {
            try {
              star(1, 5);
            } catch (error) {
              said = error;
            }
          }
          return inline.ask(work, input);
        },
      },
    });
    await secure(world, 1);
    await world.care.rebuild();
    expect(said).toMatchObject({ code: 'unavailable' });
    await world.care.check();
    star(1, 4);
    expect(stars(1)).toBe(4);
  });

  it('that are damaged, of another name or gone are refused, and nothing is changed', async () => {
    await secure(world, 1);
    star(1, 3);
    await world.care.backUp();
    const path = join(world.folder, 'backups', 'library-2026-11-23.db');
    truncateSync(path, Math.floor(statSync(path).size / 2));
    await expect(world.care.restore('library-2026-11-23.db')).rejects.toThrow(/damaged|can’t be/);
    writeFileSync(path, 'no database at all'.repeat(500));
    await expect(world.care.restore('library-2026-11-23.db')).rejects.toThrow(/damaged|can’t be/);
    for (const name of ['../library.db', 'library-2020-01-01.db', '..', '', 'library-2026-11-23.db/../../library.db']) {
      await expect(world.care.restore(name)).rejects.toThrow();
    }
    expect(stars(1)).toBe(3);
    star(1, 4);
    expect(stars(1)).toBe(4);
  });

  it('are not made of damaged records: they would push out the sound ones', async () => {
    await secure(world, 1);
    await world.care.backUp();
    const sound = readFileSync(join(world.folder, 'backups', 'library-2026-11-23.db'));
    world.library.close();
    const file = join(world.folder, 'library.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, bytes.length - 9000, bytes.length - 100);
    writeFileSync(file, bytes);
    rmSync(`${file}-wal`, { force: true });
    const outcome = createInlineLibraryWorker().ask('backUpRecords', { folder: world.folder, now: world.clock.now() });
    await expect(outcome).resolves.toMatchObject({ kind: 'damaged' });
    expect(readFileSync(join(world.folder, 'backups', 'library-2026-11-23.db'))).toEqual(sound);
  });
});
