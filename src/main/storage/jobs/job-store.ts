import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { JobId } from '../../../shared/ids';
import { Job } from '../../../shared/job';
import { localDay } from '../../../shared/local-day';
import { LONGEST_WAIT } from '../../../shared/waits';
import type { JobStore } from '../../core/ports';
import type { Database } from '../database';

const JobRow = z.object({ id: z.string(), data: z.string() });
const IdRow = z.object({ id: JobId });
/** The condition of jobs from which something still has to happen. */
export const UNFINISHED = `status IN ('queued', 'submitting', 'accepted', 'running', 'saving')`;
/** Finished jobs that are listed; each that needs a person's decision is listed beside them. */
export const LISTED_FINISHED = 200;
/** The condition of finished jobs of which only a person can say what becomes of them. */
export const UNDECIDED = `(status = 'unknown' OR lost)`;
/** The condition of finished jobs that ended otherwise than wanted, which a person takes from the list one by one. */
const WITHOUT_IMAGE = `status IN ('empty', 'refused', 'failed', 'stopped')`;
const IS_LISTED = 'EXISTS (SELECT 1 FROM listed WHERE listed.seq = jobs.seq)';
/** Of a batch all are listed or none: what its heading counts would not be true otherwise. */
const LISTED = `
  WITH shown (seq, batch_id) AS (
    SELECT seq, batch_id FROM jobs INDEXED BY jobs_unfinished WHERE ${UNFINISHED} AND ${IS_LISTED}
    UNION SELECT seq, batch_id FROM jobs INDEXED BY jobs_undecided WHERE ${UNDECIDED} AND ${IS_LISTED}
    UNION SELECT seq, batch_id FROM (
      SELECT listed.seq, batch_id FROM listed CROSS JOIN jobs ON jobs.seq = listed.seq
      WHERE NOT ${UNFINISHED} ORDER BY listed.seq DESC LIMIT ?)),
  batches (batch_id) AS (SELECT DISTINCT batch_id FROM shown WHERE batch_id IS NOT NULL),
  entries (seq) AS (
    SELECT seq FROM shown
    UNION SELECT jobs.seq FROM batches CROSS JOIN jobs INDEXED BY jobs_by_batch ON jobs.batch_id = batches.batch_id
      WHERE ${IS_LISTED})
  SELECT jobs.seq, id, data FROM entries CROSS JOIN jobs ON jobs.seq = entries.seq ORDER BY jobs.seq DESC`;
const CLEARED = `seq NOT IN (SELECT seq FROM jobs INDEXED BY jobs_unfinished WHERE ${UNFINISHED})
  AND seq NOT IN (SELECT seq FROM jobs INDEXED BY jobs_undecided WHERE ${UNDECIDED})
  AND seq NOT IN (SELECT seq FROM jobs INDEXED BY jobs_without_image WHERE ${WITHOUT_IMAGE})`;
/** `notBefore` as what it says now: a time that no wait of ours can reach was set by a clock that was wrong. */
const WAITS = `not_before > ?1 AND not_before <= ?1 + ${String(LONGEST_WAIT)}`;
const QUEUED = `status = 'queued' AND origin NOT IN (SELECT value FROM json_each(?2))`;
const NextRow = z.object({ next: z.number().nullable() });

/**
 * Jobs in the database: one row each, committed and synced when a call returns. Rows that can't be read stay as they
 * are; `report` hears of each once, by its id.
 */
export function createJobStore(database: Database, report: (id: string, reason: string) => void): JobStore {
  const setAside = new Set<string>();

  const read = (row: unknown): Job | undefined => {
    const { id, data } = JobRow.parse(row);
    const parsed = Job.safeParse(parseJson(data));
    if (parsed.success && parsed.data.id === id) return parsed.data;
    if (!setAside.has(id)) {
      setAside.add(id);
      report(id, parsed.success ? 'the row and its data name different jobs' : z.prettifyError(parsed.error));
    }
    return undefined;
  };
  const readAll = (rows: readonly unknown[]): readonly Job[] =>
    rows.map(read).filter((job): job is Job => job !== undefined);
  const find = (sql: string, value: string): Job | undefined => {
    const row = database.get(sql, value);
    return row === undefined ? undefined : read(row);
  };
  const findByIntent: JobStore['findByIntent'] = (intentId) =>
    find('SELECT id, data FROM jobs WHERE intent_id = ?', intentId);

  const insert: JobStore['insert'] = (job) => {
    const written = database.run(
      `INSERT INTO jobs (id, intent_id, status, created_at, day, data, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (intent_id) DO NOTHING`,
      ...[job.id, job.intentId, job.status, job.createdAt, localDay(job.createdAt), ...checked(job)],
    );
    if (written === 1) return job;
    const existing = findByIntent(job.intentId);
    // Sending a second one because the first can't be read could be paid twice.
    if (!existing) throw new Error('The job of this intent exists and can’t be read.');
    return existing;
  };

  const save = (job: Job): void => {
    const written = database.run(
      'UPDATE jobs SET status = ?, data = ?, checksum = ? WHERE id = ?',
      ...[job.status, ...checked(job), job.id],
    );
    if (written !== 1) throw new Error(`There is no job ${job.id} to save.`);
  };

  return {
    insert,
    insertAll: (jobs) => database.transaction(() => jobs.map(insert)),
    save,
    saveAll: (jobs) => {
      database.transaction(() => {
        for (const job of jobs) save(job);
      });
    },
    get: (id) => find('SELECT id, data FROM jobs WHERE id = ?', id),
    findByIntent,
    newestDone: (count) =>
      readAll(
        database.all(
          `SELECT id, data FROM jobs INDEXED BY jobs_done WHERE status = 'done' ORDER BY seq DESC LIMIT ?`,
          count,
        ),
      ),
    listed: () => readAll(database.all(LISTED, LISTED_FINISHED)),
    unfinished: () => readAll(database.all(`SELECT id, data FROM jobs WHERE ${UNFINISHED} ORDER BY seq`)),
    due: (now, except, limit) => {
      const sql = `SELECT id, data FROM jobs WHERE ${QUEUED} AND NOT (${WAITS}) ORDER BY seq LIMIT ?3`;
      const jobs = readAll(database.all(sql, now, JSON.stringify(except), limit));
      return jobs.filter((job) => job.status === 'queued');
    },
    nextDue: (now, except) => {
      const sql = `SELECT min(not_before) AS next FROM jobs WHERE ${QUEUED} AND ${WAITS}`;
      return NextRow.parse(database.get(sql, now, JSON.stringify(except))).next;
    },
    dismiss: (id) => {
      database.run('DELETE FROM listed WHERE seq = (SELECT seq FROM jobs WHERE id = ?)', id);
    },
    dismissFinished: () => {
      const sql = `SELECT id FROM (${LISTED}) WHERE ${CLEARED}`;
      const shown = database.all(sql, LISTED_FINISHED).flatMap((row) => IdRow.safeParse(row).data?.id ?? []);
      database.run(`DELETE FROM listed WHERE ${CLEARED}`);
      return shown;
    },
    findByRequest: (origin, requestId) => {
      const row = database.get('SELECT id, data FROM jobs WHERE request_id = ? AND origin = ?', requestId, origin);
      return row === undefined ? undefined : read(row);
    },
  };
}

/** The text of a job and its checksum, by which damage shows that leaves it readable. */
function checked(job: Job): readonly [string, number] {
  const data = JSON.stringify(job);
  return [data, crc32(data)];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
