import { z } from 'zod';
import { Job } from '../../shared/job';
import type { JobStore } from '../core/ports';
import type { Database } from './database';

const JobRow = z.object({ id: z.string(), data: z.string() });
const UNFINISHED = `status IN ('queued', 'submitting', 'accepted', 'running', 'saving')`;

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

  return {
    insert: (job) => {
      const written = database.run(
        'INSERT INTO jobs (id, intent_id, status, created_at, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT (intent_id) DO NOTHING',
        ...[job.id, job.intentId, job.status, job.createdAt, JSON.stringify(job)],
      );
      if (written === 1) return job;
      const existing = findByIntent(job.intentId);
      // Sending a second one because the first can't be read could be paid twice.
      if (!existing) throw new Error('The job of this intent exists and can’t be read.');
      return existing;
    },
    save: (job) => {
      const written = database.run(
        'UPDATE jobs SET status = ?, data = ? WHERE id = ?',
        ...[job.status, JSON.stringify(job), job.id],
      );
      if (written !== 1) throw new Error(`There is no job ${job.id} to save.`);
    },
    get: (id) => find('SELECT id, data FROM jobs WHERE id = ?', id),
    findByIntent,
    listed: () => readAll(database.all('SELECT id, data FROM jobs WHERE dismissed = 0 ORDER BY seq DESC')),
    unfinished: () => readAll(database.all(`SELECT id, data FROM jobs WHERE ${UNFINISHED} ORDER BY seq`)),
    dismiss: (id) => {
      database.run('UPDATE jobs SET dismissed = 1 WHERE id = ?', id);
    },
    unreadable: () => setAside.size,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
