import { existsSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import { makeFolder } from './durable';

/** What a column may hold. */
export type SqlValue = string | number | null | Uint8Array;

/** One open SQLite database. Synchronous; every write outside `transaction` is committed and synced when its call returns. */
export interface Database {
  /** Runs one statement; returns how many rows it changed. */
  run(sql: string, ...values: readonly SqlValue[]): number;
  /** Every row as an object by column name; to be parsed by the caller. */
  all(sql: string, ...values: readonly SqlValue[]): readonly unknown[];
  /** The first row, or undefined. */
  get(sql: string, ...values: readonly SqlValue[]): unknown;
  /** Runs the work in one transaction: all of it is kept, or nothing when it throws. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** How a database opened. */
export interface OpenedDatabase {
  readonly database: Database;
  /** Where a damaged file was set aside, complete, before a new one was begun; else null. */
  readonly setAside: string | null;
  /** True when there was nothing before. */
  readonly isNew: boolean;
  /** True when it was small enough to be checked whole. */
  readonly isChecked: boolean;
}

/** What `openDatabase` needs. */
export interface DatabasePlan {
  /** Path of the file, or `:memory:`. */
  readonly file: string;
  /** SQL scripts; script n brings the database from version n to n + 1. Only ever append. */
  readonly migrations: readonly string[];
  /** A table that every version has: a database without it is another one in its place, and damage. */
  readonly table?: string;
  /** Functions that its triggers and migrations call, by name: of text, giving the same for the same. */
  readonly functions?: Readonly<Record<string, (text: string) => string>>;
  /** Folder for copies from before a migration; beside the database by default. */
  readonly backups?: string;
  /** Milliseconds since 1970, for the names of backups and of files set aside. */
  readonly now: () => number;
}

/** Why a database can't be used, as one sentence for the person. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** The file is whole and from an Easel newer than this one: it can still be read with `openForReading`. */
  readonly isNewer: boolean;

  constructor(message: string, options: ErrorOptions & { readonly isNewer?: boolean } = {}) {
    super(message, options);
    this.isNewer = options.isNewer ?? false;
  }
}

/** Earlier versions can lose commits of a write-ahead log. */
const OLDEST_SQLITE = [3, 51, 3] as const;
/** Checked whole at opening up to this size (about 50 ms); a larger one only where it is read. */
const QUICK_CHECK_LIMIT = 16 * 1024 * 1024;
const SQLITE_ERROR = 1;
const SQLITE_CORRUPT = 11;
const SQLITE_NOT_A_DATABASE = 26;

/**
 * Opens the database, creating or migrating it. A damaged file is renamed, never deleted, and a new one begun.
 * Throws `DatabaseError` when the file is from a newer Easel, can't be reached or can't be written.
 */
export function openDatabase(plan: DatabasePlan): OpenedDatabase {
  try {
    return { ...open(plan), setAside: null };
  } catch (error) {
    if (!isDamage(error)) throw asDatabaseError(error, plan.file);
    const setAside = setDatabaseAside(plan.file, plan.now());
    try {
      return { ...open(plan), setAside };
    } catch (second) {
      throw asDatabaseError(second, plan.file);
    }
  }
}

/** Opens a database that exists, of any version, for reading alone. Throws `DatabaseError` when it can't be read. */
export function openForReading(file: string): Database {
  try {
    const connection = new DatabaseSync(file, { timeout: 800, readOnly: true, defensive: true });
    try {
      assertSqliteVersion(connection);
      // The first look at the file itself.
      scalar(connection, 'count(*)', 'FROM sqlite_schema');
      return wrap(connection, true);
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    throw asDatabaseError(error, file);
  }
}

function open(plan: DatabasePlan): Omit<OpenedDatabase, 'setAside'> {
  const connection = new DatabaseSync(plan.file, { timeout: 800, enableForeignKeyConstraints: true, defensive: true });
  try {
    assertSqliteVersion(connection);
    const version = versionOf(connection, plan);
    for (const [name, call] of Object.entries(plan.functions ?? {})) {
      connection.function(name, { deterministic: true }, (text: unknown) => call(typeof text === 'string' ? text : ''));
    }
    const isChecked = readable(() => {
      connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;');
      if (version > 0 && plan.table !== undefined) checkTable(connection, plan.table);
      return quickCheck(connection, plan.file);
    });
    migrate(connection, plan, version);
    return { database: wrap(connection), isNew: version === 0, isChecked };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function assertSqliteVersion(connection: DatabaseSyncInstance): void {
  const text = scalar(connection, 'sqlite_version()');
  const version = text.split('.').map(Number);
  for (const [place, oldest] of OLDEST_SQLITE.entries()) {
    const part = version[place] ?? 0;
    if (part > oldest) return;
    if (part < oldest) throw new DatabaseError(`SQLite ${text} is too old; ${OLDEST_SQLITE.join('.')} is needed.`);
  }
}

/** False when it is too large for that. */
function quickCheck(connection: DatabaseSyncInstance, file: string): boolean {
  if (file === ':memory:' || statSync(file).size > QUICK_CHECK_LIMIT) return false;
  const verdict = scalar(connection, 'quick_check', 'FROM pragma_quick_check');
  if (verdict !== 'ok') throw new DamageFound(verdict);
  return true;
}

/** No Easel has had so many versions: it is damage. */
const MOST_VERSIONS = 1000;

/** Refuses a newer one before anything else is read: what it holds may mean nothing to this version. */
function versionOf(connection: DatabaseSyncInstance, plan: DatabasePlan): number {
  const version = Number(scalar(connection, 'user_version', 'FROM pragma_user_version'));
  if (version < 0 || version > MOST_VERSIONS) throw new DamageFound(`version ${String(version)}`);
  if (version <= plan.migrations.length) return version;
  throw new DatabaseError(
    `“${plan.file}” was made by a newer Easel. Update Easel to use it; nothing in it has been touched.`,
    { isNewer: true },
  );
}

/** A description of tables that makes no sense is damage, which SQLite calls an error in the question. */
function readable<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (isNotUnderstood(error)) throw new DamageFound('the schema makes no sense', { cause: error });
    throw error;
  }
}

function migrate(connection: DatabaseSyncInstance, plan: DatabasePlan, version: number): void {
  if (version === plan.migrations.length) return;
  if (version > 0 && plan.file !== ':memory:') backUp(connection, plan, version);
  for (const [step, sql] of plan.migrations.entries()) {
    if (step < version) continue;
    inTransaction(connection, () => {
      connection.exec(sql);
      connection.exec(`PRAGMA user_version = ${String(step + 1)}`);
    });
  }
}

function checkTable(connection: DatabaseSyncInstance, table: string): void {
  const found = scalar(connection, 'count(*)', `FROM sqlite_schema WHERE type = 'table' AND name = '${table}'`);
  if (found !== '1') throw new DamageFound(`no table ${table}`);
}

/** A complete copy of the database from before its migration. */
function backUp(connection: DatabaseSyncInstance, plan: DatabasePlan, version: number): void {
  const words = `version-${String(version)}-${stamp(plan.now())}`;
  const copy =
    plan.backups === undefined
      ? `${plan.file}.${words}`
      : join(plan.backups, `${basename(plan.file, '.db')}-${words}.db`);
  makeFolder(dirname(copy));
  if (!existsSync(copy)) connection.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
}

function inTransaction<T>(connection: DatabaseSyncInstance, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite ends the transaction itself on some errors (a full disk): a second rollback would hide the cause.
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function wrap(connection: DatabaseSyncInstance, isReadOnly = false): Database {
  const statements = new Map<string, StatementSyncInstance>();
  const prepare = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known) return known;
    const fresh = connection.prepare(sql);
    statements.set(sql, fresh);
    return fresh;
  };
  return {
    run: (sql, ...values) => prepare(sql).run(...values).changes,
    all: (sql, ...values) => {
      const rows: readonly unknown[] = prepare(sql).all(...values);
      return rows;
    },
    get: (sql, ...values) => {
      const row: unknown = prepare(sql).get(...values);
      return row;
    },
    transaction: (work) => (connection.isTransaction ? work() : inTransaction(connection, work)),
    close: () => {
      statements.clear();
      if (!connection.isOpen) return;
      try {
        // Closing alone leaves everything in the log while a statement waits to be collected.
        if (!isReadOnly) connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk, or one that is gone: the log keeps everything and is read at the next opening.
      }
      connection.close();
    },
  };
}

/**
 * The first value that a statement gives. Handed out through a function of ours, because a prepared statement keeps the
 * file open until it is collected, and Windows renames no open file.
 */
function scalar(connection: DatabaseSyncInstance, expression: string, from = ''): string {
  let value = '';
  connection.function('easel_take', (taken: unknown) => {
    value = String(taken);
    return null;
  });
  connection.exec(`SELECT easel_take(${expression}) ${from}`);
  return value;
}

class DamageFound extends Error {}

/** Whether SQLite, or a check here, says that the file itself is damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamageFound || [SQLITE_CORRUPT, SQLITE_NOT_A_DATABASE].includes(sqliteCode(error));
}

/** Whether SQLite makes no sense of the question. With one of ours, its description of the tables is damaged. */
export function isNotUnderstood(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_ERROR;
}

function sqliteCode(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return 0;
  return error.errcode & 0xff;
}

/** Renames the file of a closed database with its log, so that whoever repairs it finds everything; returns its new path. */
export function setDatabaseAside(file: string, now: number): string {
  const aside = `${file}.damaged-${stamp(now)}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}

function asDatabaseError(error: unknown, file: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const code = sqliteCode(error);
  return new DatabaseError(`“${file}” ${REASONS[code] ?? 'can’t be used.'}`, { cause: error });
}

/** Why a disk kept something from being written or read, as one sentence without a path; null for any other error. */
export function databaseSentence(error: unknown): string | null {
  return DISK_REASONS[sqliteCode(error)] ?? null;
}

const DISK_REASONS: Readonly<Record<number, string>> = {
  5: 'Another program holds the records. Close it and try again.',
  8: 'The records can’t be written. Check the permissions of their folder.',
  10: 'The disk of the records reports an error. Check it before going on.',
  11: 'The records are damaged. Your images are whole: restore a backup, or rebuild the records, in the settings.',
  13: 'The disk is full. Free some space, then try again.',
};

/** By SQLite's primary result code. */
const REASONS: Readonly<Record<number, string>> = {
  5: 'is in use by another program. Close it and try again.',
  8: 'can’t be written. Check the permissions of its folder.',
  10: 'can’t be read or written: the disk reports an error.',
  13: 'can’t grow: the disk is full.',
  14: 'can’t be opened. Check that its folder exists and may be written.',
};

/** `20261122-190501-042`, for file names. */
function stamp(now: number): string {
  return new Date(now).toISOString().replace(/[-:Z]/g, '').replace('T', '-').replace('.', '-');
}
