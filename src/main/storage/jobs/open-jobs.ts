import { FINISHED } from '../../../shared/job-status';
import type { JobStore } from '../../core/ports';
import type { Database } from '../database';
import { isDamage, isNotUnderstood, openDatabase, setDatabaseAside } from '../database';
import type { JobRow } from './job-row';
import { JOB_COLUMNS, readJobRow } from './job-row';
import { createJobStore, UNDECIDED, UNFINISHED } from './job-store';
import { jobMigrations } from '../migrations/jobs';
import { catchUp, rebuildJobs } from './rebuild-jobs';
import type { Rebuilt } from './rebuild-jobs';
import { readHistory } from './receipt-history';
import { salvageJobs } from './salvage';

/** What opening the jobs needs. */
export interface JobsPlan {
  /** Path of `jobs.db`. */
  readonly file: string;
  /** Folder of the receipts, from which a lost list is made again. */
  readonly receipts: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of each job that can't be read; it stays as it is. */
  readonly report: (id: string, reason: string) => void;
}

/** The jobs of this machine. */
export interface OpenedJobs {
  readonly store: JobStore;
  readonly database: Database;
  /** What happened to a damaged list, in sentences for the person; null when all is well. */
  readonly notice: string | null;
}

/**
 * Opens the list of jobs. A damaged one is set aside, complete, and made again from the receipts and what can still be
 * read of it; one that is missing or empty, from the receipts. Throws `DatabaseError` as `openDatabase` does.
 */
export function openJobs(plan: JobsPlan): OpenedJobs {
  const open = (): ReturnType<typeof openDatabase> =>
    openDatabase({ file: plan.file, migrations: jobMigrations, table: 'jobs', now: plan.now });
  const found = open();
  let { database, setAside, isNew } = found;
  if (!isNew && !isSound(database, found.isChecked)) {
    database.close();
    setAside = setDatabaseAside(plan.file, plan.now());
    ({ database, isNew } = open());
  }
  const notice = isNew ? rebuild(database, plan.receipts, setAside) : bringUpToDate(database, plan.receipts);
  return { database, store: createJobStore(database, plan.report), notice };
}

const PAGE = 500;

/** Whether the rows are what was written: all of them in a list that is small enough, else those that are under way. */
function isSound(database: Database, all: boolean): boolean {
  try {
    // The ways to what is listed; a damaged index is not found by its name.
    database.get(`SELECT 1 FROM jobs INDEXED BY jobs_unfinished JOIN listed USING (seq) WHERE ${UNFINISHED} LIMIT 1`);
    database.get(`SELECT 1 FROM jobs INDEXED BY jobs_undecided WHERE ${UNDECIDED} LIMIT 1`);
    createJobStore(database, () => undefined).due(0, [], 1);
    const underWay = database
      .all(`SELECT ${JOB_COLUMNS} FROM jobs WHERE ${UNFINISHED} ORDER BY seq`)
      .map((row) => readJobRow(row));
    return !underWay.some(({ isDamaged }) => isDamaged) && (!all || areAllSound(database, underWay));
  } catch (error) {
    if (isDamage(error) || isNotUnderstood(error)) return false;
    throw error;
  }
}

/** Reads past every index, and checks that the one of jobs under way misses none. */
function areAllSound(database: Database, underWay: readonly JobRow[]): boolean {
  const sql = `SELECT ${JOB_COLUMNS} FROM jobs NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT ${String(PAGE)}`;
  const indexed = new Set(underWay.map(({ seq }) => seq));
  let count = 0;
  for (let after = 0; ;) {
    const rows = database.all(sql, after).map((row) => readJobRow(row, true));
    const open = rows.filter(({ status }) => !FINISHED.some((finished) => finished === status));
    if (rows.some(({ isDamaged }) => isDamaged) || !open.every(({ seq }) => indexed.has(seq))) return false;
    count += open.length;
    const last = rows.at(-1);
    if (!last) return count === indexed.size;
    after = last.seq;
  }
}

function rebuild(database: Database, receipts: string, setAside: string | null): string | null {
  const salvaged = setAside === null ? [] : salvageJobs(setAside);
  const rebuilt = rebuildJobs(database, readHistory(receipts), salvaged);
  const kept = setAside === null ? 'was missing' : `was damaged and is kept as “${setAside}”`;
  if (setAside === null && rebuilt.fromReceipts === 0) return null;
  return `The list of jobs ${kept}. ${broughtBack(rebuilt)}`;
}

/** Many times what is told while the list's log fills up, which is what can be lost of a sound list. Bytes. */
const RECENT = 4 * 1024 * 1024;

function bringUpToDate(database: Database, receipts: string): string | null {
  const behind = catchUp(database, readHistory(receipts, RECENT));
  if (behind === 0) return null;
  return `The list of jobs had lost what happened last. Brought back from the receipts: ${counted(behind)}.`;
}

function broughtBack({ fromReceipts, fromList }: Rebuilt): string {
  const parts = [
    ...(fromReceipts > 0 ? [`${counted(fromReceipts)} from the receipts`] : []),
    ...(fromList > 0 ? [`${counted(fromList)} that had not been sent`] : []),
  ];
  return parts.length === 0 ? 'The receipts tell of none.' : `Brought back: ${parts.join(', ')}.`;
}

function counted(jobs: number): string {
  return jobs === 1 ? '1 job' : `${String(jobs)} jobs`;
}
