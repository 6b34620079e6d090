import { z } from 'zod';
import { JobId } from '../../../shared/ids';
import type { Job } from '../../../shared/job';
import type { Database } from '../database';
import { createJobStore } from './job-store';
import type { JobHistory } from './receipt-history';
import type { SalvagedJob } from './salvage';

/** How many jobs came from where. */
export interface Rebuilt {
  /** Jobs that were sent. */
  readonly fromReceipts: number;
  /** Jobs of which only the damaged list knew. */
  readonly fromList: number;
}

/**
 * Fills an empty database from the receipts and what could still be read of the old one. What was ever sent follows the
 * receipts: it is never sent again by itself. A row of the old list is believed of such a job only where it knows more.
 */
export function rebuildJobs(
  database: Database,
  history: ReadonlyMap<string, JobHistory>,
  salvaged: readonly SalvagedJob[],
): Rebuilt {
  const rows = new Map(salvaged.map((each) => [each.job.id as string, each]));
  const jobs: SalvagedJob[] = [];
  let fromReceipts = 0;
  for (const [id, told] of history) {
    const row = rows.get(id);
    const job = jobOf(told, row?.job ?? null);
    if (!job) continue;
    jobs.push({ job, listed: row?.listed ?? true });
    fromReceipts += 1;
    rows.delete(id);
  }
  const known = new Set(history.keys());
  const unsent = [...rows.values()].filter(({ job }) => !known.has(job.id));
  const all = [...jobs, ...unsent].sort((a, b) => a.job.createdAt - b.job.createdAt);
  database.transaction(() => {
    const store = createJobStore(database, () => undefined);
    for (const { job, listed } of all) {
      store.insert(job);
      if (!listed) store.dismiss(job.id);
    }
  });
  return { fromReceipts, fromList: unsent.length };
}

/**
 * Brings a sound list up to what the receipts tell: when its log was lost or cut it is whole and yet of an earlier moment,
 * in which jobs that were sent since still wait, or are not there at all. Returns how many it put right.
 */
export function catchUp(database: Database, history: ReadonlyMap<string, JobHistory>): number {
  const store = createJobStore(database, () => undefined);
  const settled = new Set(settledAmong(database, [...history.keys()]));
  const behind = [...history].flatMap(([id, told]) => {
    const parsed = JobId.safeParse(id);
    if (!parsed.success || settled.has(id)) return [];
    const row = store.get(parsed.data);
    return row && !isBehind(row, told) ? [] : (jobOf(told, row ?? null) ?? []);
  });
  if (behind.length === 0) return 0;
  database.transaction(() => {
    for (const job of behind) {
      if (store.get(job.id)) store.save(job);
      else store.insert(job);
    }
  });
  return behind.length;
}

/** Those that are there in a state that is never behind: most of them, and not worth reading. */
function settledAmong(database: Database, ids: readonly string[]): readonly string[] {
  const sql = `SELECT id FROM jobs WHERE id IN (SELECT value FROM json_each(?)) AND status NOT IN ('queued', 'unknown')`;
  return database.all(sql, JSON.stringify(ids)).flatMap((row) => IdRow.safeParse(row).data?.id ?? []);
}

const IdRow = z.object({ id: z.string() });

/** Whether the row is of an earlier moment. Any later state finds the same by itself, by asking the gateway or the receipts. */
function isBehind(row: Job, told: JobHistory): boolean {
  if (row.status === 'unknown') return told.requestId !== null;
  if (row.status !== 'queued') return false;
  if (told.ended() !== null) return true;
  // Queued anew after the refusal that the receipts end with.
  if ((row.delivery?.step ?? 0) > (told.sent()?.delivery?.step ?? Infinity)) return false;
  return told.last === 'sending' || told.last === 'reply';
}

/** States of a row that only come after the gateway answered, so that they know more than the receipts' last submit. */
const KNOWS_MORE: readonly Job['status'][] = [
  ...(['accepted', 'running', 'saving', 'done', 'empty', 'failed'] as const),
  ...(['refused', 'stopped', 'cancelled'] as const),
];

function jobOf(told: JobHistory, row: Job | null): Job | null {
  const ended = told.ended();
  if (ended) return ended;
  if (row && KNOWS_MORE.includes(row.status)) return row;
  // Of the older receipts, without the job: the row must do, but never as one that waits to be sent.
  const sent = told.sent() ?? (row && asSent(row));
  if (!sent) return null;
  const { tries: _tries, leftRunning, ...rest } = sent;
  if (told.requestId !== null) {
    const { requestId } = told;
    return { ...rest, status: 'accepted', requestId, acceptedAt: rest.submittedAt, leftRunning, note: null };
  }
  // Goes on from the recorded reply, or says that its outcome can't be known.
  if (told.last !== 'not-sent') return sent;
  const { submittedAt, ...unsent } = rest;
  return { ...unsent, status: 'stopped', finishedAt: submittedAt, problem: NOT_SENT };
}

const NOT_SENT: Extract<Job, { status: 'stopped' }>['problem'] = {
  code: 'no-connection',
  message: 'The list of jobs was damaged before this could be sent. It was not charged; submit it again.',
  httpStatus: null,
};

function asSent(row: Job): Extract<Job, { status: 'submitting' }> | null {
  if (row.status === 'submitting') return row;
  const { id, intentId, batchId, createdAt, recipe, gateway, estimate, webhook, delivery } = row;
  const submittedAt = 'submittedAt' in row ? row.submittedAt : createdAt;
  const tries = 'tries' in row ? row.tries : 0;
  const core = { id, intentId, batchId, createdAt, recipe, gateway, estimate, webhook };
  return { ...core, ...(delivery ? { delivery } : {}), status: 'submitting', submittedAt, tries, leftRunning: false };
}
