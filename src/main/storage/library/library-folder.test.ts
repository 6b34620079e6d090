import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bytesOf, createCareWorld, imageId, secure } from '../care/care-world';
import type { CareWorld } from '../care/care-world';
import { thumbnailName } from '../images/image-name';
import { createInlineLibraryWorker } from './library-worker-line';

vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

const database = (): string => join(world.folder, 'library.db');
const state = (): ReturnType<CareWorld['library']['state']> => world.library.state();
function fromTheFuture(): void {
  world.library.close();
  const connection = new DatabaseSync(database());
  connection.exec('PRAGMA user_version = 999; ALTER TABLE images ADD COLUMN hologram TEXT;');
  connection.close();
}

describe('a library folder', () => {
  it('of a newer Easel can be looked at and not changed, and says why', async () => {
    await secure(world, 1);
    fromTheFuture();
    const before = readFileSync(database());
    await world.restart();
    expect(state()).toMatchObject({ status: 'open', readOnly: expect.stringMatching(/newer Easel/) });
    expect((await world.library.columns()).ids).toBe(imageId(1));
    expect(world.library.images([imageId(1)])).toHaveLength(1);
    expect(() => world.library.organise([imageId(1)], { kind: 'stars', stars: 3 })).toThrow(/newer Easel/);
    await expect(secure(world, 2)).rejects.toThrow(/newer Easel/);
    world.care.start();
    await world.clock.advance(60_000);
    expect(readFileSync(database())).toEqual(before);
    expect(existsSync(join(world.folder, 'library.lock'))).toBe(false);
  });

  it('keeps the records of before a migration among the backups', async () => {
    await secure(world, 1);
    world.library.close();
    // As an Easel of the second version left it: the rest of the tables goes with the version.
    rmSync(database());
    const { libraryMigrations } = await import('../migrations/library');
    const connection = new DatabaseSync(database());
    connection.exec(`${libraryMigrations.slice(0, 2).join('\n')}; PRAGMA user_version = 2;`);
    connection.close();
    await world.restart();
    expect(state()).toMatchObject({ status: 'open', readOnly: null });
    expect(readdirSync(join(world.folder, 'backups'))).toEqual([expect.stringMatching(/^library-version-2-.*\.db$/)]);
  });

  it('whose disk is away is shown from what is remembered, and is back when the disk is', async () => {
    await secure(world, 1);
    const thumbnail = join(world.folder, ...thumbnailName(imageId(1)).split('/'));
    mkdirSync(join(thumbnail, '..'), { recursive: true });
    writeFileSync(thumbnail, 'small');
    const connection = new DatabaseSync(database());
    connection.exec('UPDATE images SET thumbnail = 1');
    connection.close();
    world.care.shown(imageId(1));
    world.care.start();
    await world.care.close();
    world.library.close();
    renameSync(world.folder, join(world.root, 'unplugged'));
    await world.restart({}, false);
    expect(state()).toMatchObject({ status: 'unavailable', remembered: true, message: expect.stringMatching(/gone/) });
    expect((await world.library.columns()).ids).toBe(imageId(1));
    expect(world.library.images([imageId(1)])[0]?.title).toBe('fox 1');
    expect(readFileSync(world.library.thumbnailOf(imageId(1)) ?? '', 'utf8')).toBe('small');
    expect(() => world.library.organise([imageId(1)], { kind: 'stars', stars: 3 })).toThrow(/gone/);
    await expect(secure(world, 2)).rejects.toThrow(/gone/);
    renameSync(join(world.root, 'unplugged'), world.folder);
    world.care.start();
    await world.clock.advance(20_000);
    await vi.waitFor(() => {
      expect(state()).toMatchObject({ status: 'open', readOnly: null });
    });
    expect(readFileSync(world.library.fileOf(imageId(1)) ?? '')).toEqual(bytesOf(1));
  });

  it('that is empty where a library was is the place of a disk that is away: no new library takes it', async () => {
    await secure(world, 1);
    await world.care.close();
    world.library.close();
    renameSync(world.folder, join(world.root, 'unplugged'));
    mkdirSync(world.folder);
    expect(world.library.reopen()).toMatchObject({ status: 'unavailable', remembered: true });
    expect(readdirSync(world.folder)).toEqual([]);
    rmSync(world.folder, { recursive: true });
    renameSync(join(world.root, 'unplugged'), world.folder);
    expect(world.library.reopen()).toMatchObject({ status: 'open' });
  });

  it('whose disk goes while it is open, so that an empty folder stays, is away and no new library', async () => {
    await secure(world, 1);
    world.care.start();
    await world.clock.advance(60_000);
    await world.care.idle();
    await world.care.close();
    await world.restart();
    world.care.start();
    renameSync(world.folder, join(world.root, 'unplugged'));
    mkdirSync(world.folder);
    // The beat of the lease.
    writeFileSync(join(world.folder, 'library.lock'), '');
    await world.clock.advance(21_000);
    await world.care.idle();
    await vi.waitFor(() => {
      expect(state()).toMatchObject({ status: 'unavailable', remembered: true });
    });
    expect(existsSync(database())).toBe(false);
    rmSync(world.folder, { recursive: true });
    renameSync(join(world.root, 'unplugged'), world.folder);
  });

  it('that another has taken over stays closed to changes when a move that began before ends', async () => {
    await secure(world, 1);
    const inline = createInlineLibraryWorker();
    const holder = { easel: 1, host: 'other', pid: 7, since: 0, beat: world.clock.now(), token: 't' };
    const taken = async (): Promise<void> => {
      writeFileSync(join(world.folder, 'library.lock'), JSON.stringify(holder));
      await world.clock.advance(11_000);
      await vi.waitFor(() => {
        expect(state()).toMatchObject({ readOnly: expect.any(String) });
      });
    };
    await world.restart({
      worker: {
        ...inline,
        ask: (work, input) => (work === 'copyFiles' ? taken() : Promise.resolve()).then(() => inline.ask(work, input)),
      },
    });
    await expect(world.care.move(join(world.root, 'new'))).rejects.toThrow(/taken/);
    expect(state()).toMatchObject({ folder: world.folder, readOnly: expect.stringMatching(/taken/) });
    expect(existsSync(join(world.folder, 'library.lock'))).toBe(true);
    expect(existsSync(world.library.fileOf(imageId(1)) ?? '')).toBe(true);
  });

  it('that another computer uses says which; once that is gone it can be taken over', async () => {
    await secure(world, 1);
    world.library.close();
    const holder = { easel: 1, host: 'studio-mac', pid: 7, since: 0, beat: world.clock.now(), token: 't' };
    writeFileSync(join(world.folder, 'library.lock'), JSON.stringify(holder));
    expect(world.library.reopen()).toMatchObject({
      ...{ status: 'unavailable', mayTakeOver: false },
      message: expect.stringMatching(/studio-mac.*open/),
    });
    await expect(world.care.takeOver()).rejects.toThrow(/there after all/);
    await world.clock.advance(120_000);
    expect(await world.care.retry()).toMatchObject({ status: 'unavailable', mayTakeOver: true });
    expect(await world.care.takeOver()).toMatchObject({ status: 'open', readOnly: null });
  });

  it('that another has taken over can only be looked at from then on', async () => {
    await secure(world, 1);
    const holder = { easel: 1, host: 'other', pid: 7, since: 0, beat: world.clock.now(), token: 't' };
    const states: unknown[] = [];
    world.library.onState((now) => states.push(now));
    writeFileSync(join(world.folder, 'library.lock'), JSON.stringify(holder));
    await world.clock.advance(11_000);
    await vi.waitFor(() => {
      expect(state()).toMatchObject({ status: 'open', readOnly: expect.stringMatching(/taken this library over/) });
    });
    expect(states).toHaveLength(1);
    expect(() => world.library.organise([imageId(1)], { kind: 'stars', stars: 3 })).toThrow(/taken/);
    await expect(secure(world, 2)).rejects.toThrow(/taken/);
  });

  it('goes on with records that were being put in the place of others when it was killed', async () => {
    await secure(world, 1);
    await world.care.backUp();
    await secure(world, 2);
    const [backup] = await world.care.backups();
    world.library.close();
    writeFileSync(
      join(world.folder, 'library.db.next'),
      readFileSync(join(world.folder, 'backups', backup?.name ?? '')),
    );
    // Killed after the old records were put aside.
    renameSync(database(), join(world.folder, 'backups', 'library-before-1.db'));
    world.library.reopen();
    expect((await world.library.columns()).ids).toBe(imageId(1));
    expect(existsSync(join(world.folder, 'library.db.next'))).toBe(false);
  });
});
