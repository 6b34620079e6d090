import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseError, openDatabase } from './database';

const first = 'CREATE TABLE notes (text TEXT NOT NULL) STRICT;';
const second = "ALTER TABLE notes ADD COLUMN tone TEXT NOT NULL DEFAULT 'calm';";
let folder = '';
const file = (): string => join(folder, 'notes.db');
const open = (...migrations: readonly string[]): ReturnType<typeof openDatabase> =>
  openDatabase({ file: file(), migrations, now: () => Date.UTC(2026, 10, 22, 19, 5, 1, 42) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-database-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function filled(rows = 1): void {
  const { database } = open(first);
  for (let n = 0; n < rows; n++) database.run('INSERT INTO notes VALUES (?)', `note ${String(n)} `.repeat(20));
  database.close();
}

describe('openDatabase', () => {
  it('writes ahead with a full sync, so that an intent is on disk before its submit', () => {
    const { database } = open(first);
    expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(database.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    database.close();
  });

  it('migrates an existing database and keeps a copy from before', () => {
    filled();
    const { database } = open(first, second);
    expect(database.all('SELECT tone FROM notes')).toEqual([{ tone: 'calm' }]);
    database.close();
    const copy = openDatabase({
      file: join(folder, 'notes.db.version-1-20261122-190501-042'),
      migrations: [first],
      now: () => 0,
    });
    expect(copy.database.all('SELECT count(*) AS rows FROM notes')).toEqual([{ rows: 1 }]);
    copy.database.close();
  });

  it('a migration that fails leaves the database at the version before', () => {
    filled();
    expect(() => open(first, `${second} INSERT INTO nowhere VALUES (1);`)).toThrow(DatabaseError);
    const { database } = open(first);
    expect(database.all('SELECT count(*) AS rows FROM notes')).toEqual([{ rows: 1 }]);
    database.close();
  });

  it('refuses a database of a newer version and leaves its bytes alone', () => {
    open(first, second).database.close();
    const before = readFileSync(file());
    expect(() => open(first)).toThrow(/newer Easel/);
    expect(readFileSync(file())).toEqual(before);
  });

  it.each([
    {
      what: 'another kind of file',
      damage: (): void => {
        writeFileSync(file(), 'no database '.repeat(1000));
      },
    },
    {
      what: 'a file cut short',
      damage: (): void => {
        truncateSync(file(), 5000);
      },
    },
    {
      what: 'overwritten pages',
      damage: (): void => {
        const bytes = readFileSync(file());
        bytes.fill(0xa5, 4096, bytes.length);
        writeFileSync(file(), bytes);
      },
    },
  ])('sets $what aside, complete, and begins a new one', ({ damage }) => {
    filled(200);
    damage();
    const damaged = readFileSync(file());
    const { database, setAside } = open(first);
    expect(setAside).toBe(`${file()}.damaged-20261122-190501-042`);
    expect(readFileSync(setAside ?? '')).toEqual(damaged);
    expect(database.all('SELECT * FROM notes')).toEqual([]);
    database.close();
  });

  it('says so when the place can’t be used, and sets nothing aside', () => {
    mkdirSync(file());
    expect(() => open(first)).toThrow(/can’t be opened/);
    expect(readdirSync(folder)).toEqual(['notes.db']);
  });

  it('keeps nothing of a transaction that fails', () => {
    const { database } = open(first);
    expect(() =>
      database.transaction(() => {
        database.run("INSERT INTO notes VALUES ('half')");
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(database.all('SELECT * FROM notes')).toEqual([]);
    database.close();
  });
});
