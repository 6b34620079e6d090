import { crc32 } from 'node:zlib';
import { Job } from '../../../shared/job';

/** A row of `jobs.db`, judged by itself: SQLite does not notice a text in which a bit has turned. */
export interface JobRow {
  readonly seq: number;
  readonly status: string;
  /** The text is not what was written, or the columns beside it say something else. */
  readonly isDamaged: boolean;
  /** Null when it is damaged, or from another version and not understood. */
  readonly job: Job | null;
}

/** The columns that `readJobRow` wants. */
export const JOB_COLUMNS = 'seq, id, intent_id, status, data, checksum';

/** Reads a row with the columns above. `lightly` leaves the job itself unread, which takes most of the time. */
export function readJobRow(row: unknown, lightly = false): JobRow {
  const { seq, id, intent_id, status, data, checksum } = columnsOf(row);
  const damaged = { seq: Number(seq) || 0, status: String(status), isDamaged: true, job: null };
  if (typeof seq !== 'number' || typeof status !== 'string' || typeof data !== 'string') return damaged;
  // Rows of before there was a checksum have none.
  if (typeof checksum === 'number' && checksum !== crc32(data)) return damaged;
  if (lightly) return { seq, status, isDamaged: false, job: null };
  const json = parseJson(data);
  if (json === undefined) return damaged;
  const job = Job.safeParse(json).data ?? null;
  const isSame = job === null || (job.id === id && job.intentId === intent_id && job.status === status);
  return isSame ? { seq, status, isDamaged: false, job } : damaged;
}

function columnsOf(row: unknown): Readonly<Record<string, unknown>> {
  return typeof row === 'object' && row !== null ? { ...row } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
