import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Job } from '../../../shared/job';
import { JOB_COLUMNS, readJobRow } from './job-row';

/** A job that could still be read. */
export interface SalvagedJob {
  readonly job: Job;
  readonly listed: boolean;
}

/** Rows that are looked for one by one between those that could be read from either end, and misses in a row that end that. */
const MOST_PROBES = 20_000;
const MOST_MISSES = 300;

/**
 * What can still be read of a damaged `jobs.db`, oldest first: forwards up to the damage, backwards down to it, and each
 * row between by itself. Works on a copy: the file itself, with its log, stays as it is. Never throws.
 */
export function salvageJobs(file: string): readonly SalvagedJob[] {
  let folder = '';
  try {
    folder = mkdtempSync(join(dirname(file), 'salvage-'));
    for (const suffix of ['', '-wal']) {
      if (existsSync(file + suffix))
        copyFileSync(file + suffix, join(folder, `jobs.db${suffix}`), constants.COPYFILE_FICLONE);
    }
    return readRows(join(folder, 'jobs.db'));
  } catch {
    return [];
  } finally {
    try {
      if (folder !== '') rmSync(folder, { recursive: true, force: true });
    } catch {
      // Windows removes no file that a statement still holds: a copy too many is no reason not to start.
    }
  }
}

function readRows(copy: string): readonly SalvagedJob[] {
  const connection = new DatabaseSync(copy);
  const found = new Map<number, SalvagedJob>();
  const listed = new Set<number>();
  const take = (row: unknown): number => {
    const { seq, job } = readJobRow(row);
    if (job) found.set(seq, { job, listed: true });
    return seq;
  };
  /** The place where reading had to end. */
  const read = (sql: string, ...values: readonly number[]): number => {
    let last = 0;
    try {
      for (const row of connection.prepare(sql).iterate(...values)) last = take(row);
    } catch {
      // Damaged from here on.
    }
    return last;
  };
  try {
    try {
      for (const row of connection.prepare('SELECT seq FROM listed').iterate()) listed.add(seqOf(row));
    } catch {
      // Without it every job is listed: one too many is better than one too few.
      listed.clear();
    }
    const rows = `SELECT ${JOB_COLUMNS} FROM jobs`;
    const first = read(`${rows} ORDER BY seq`);
    const second = read(`${rows} ORDER BY seq DESC`);
    if (first > 0 || second > 0) probe(connection, first + 1, second === 0 ? Infinity : second, take);
  } finally {
    connection.close();
  }
  const bySeq = [...found].sort(([a], [b]) => a - b);
  return bySeq.map(([seq, { job }]) => ({ job, listed: listed.size === 0 || listed.has(seq) }));
}

function probe(connection: DatabaseSyncInstance, from: number, to: number, take: (row: unknown) => number): void {
  const statement = connection.prepare(`SELECT ${JOB_COLUMNS} FROM jobs WHERE seq = ?`);
  const last = Math.min(to, from + MOST_PROBES);
  for (let seq = from, misses = 0; seq < last && misses < MOST_MISSES; seq++) {
    misses += 1;
    try {
      const row: unknown = statement.get(seq);
      if (row !== undefined) take(row);
      if (row !== undefined) misses = 0;
    } catch {
      // On a damaged page; the next may lie on another.
    }
  }
}

function seqOf(row: unknown): number {
  return typeof row === 'object' && row !== null && 'seq' in row && typeof row.seq === 'number' ? row.seq : 0;
}
