import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Job } from '../../shared/job';
import type { JobIn } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import type { ReceiptLine } from './receipt-lines';
import { journalNames, parseLine } from './receipt-lines';

/** What the receipts say of one job, all lines taken together. */
export interface JobHistory {
  /** As it was when it was last sent; null when only lines of the older form tell of it. */
  readonly sent: JobIn<'submitting'> | null;
  /** The last thing that happened to its last submit; `requeued` is a reply after which the same job may be sent again. */
  readonly last: 'sending' | 'reply' | 'requeued' | 'not-sent';
  /** The id that a person named since, or null. */
  readonly requestId: string | null;
  /** As it ended, or null when it has not, or went on since. */
  readonly ended: Job | null;
}

const CHUNK = 1024 * 1024;

/**
 * Reads the journals in the folder, oldest first: all of them, or the newest `bytes`. Blocks: all are for a start whose
 * database was lost. An absent folder has no history.
 */
export function readHistory(folder: string, bytes = Infinity): ReadonlyMap<string, JobHistory> {
  const history = new Map<string, JobHistory>();
  for (const { path, start } of newest(folder, bytes)) {
    for (const text of linesOf(path, start)) {
      // Most of the bytes, and nothing that counts here.
      if (text.includes('"what":"status"')) continue;
      const line = parseLine(text);
      if (line) history.set(line.job, after(history.get(line.job), line));
    }
  }
  return history;
}

/** The journals that hold the newest `bytes`, oldest first, and where to begin in each. */
function newest(folder: string, bytes: number): readonly { readonly path: string; readonly start: number }[] {
  const parts: { path: string; start: number }[] = [];
  let left = bytes;
  try {
    for (const name of journalNames(readdirSync(folder)).toReversed()) {
      if (left <= 0) break;
      const path = join(folder, name);
      const { size } = statSync(path);
      parts.push({ path, start: Math.max(0, size - left) });
      left -= size;
    }
  } catch {
    return [];
  }
  return parts.reverse();
}

/** Replies to a submit after which the job waits for key, funds or rate and is then sent again. */
const REQUEUES: readonly number[] = [401, 402, 403, 429];

function after(before: JobHistory | undefined, line: ReceiptLine): JobHistory {
  const known = before ?? { sent: null, last: 'sending', requestId: null, ended: null };
  switch (line.what) {
    case 'sending': {
      const record = Job.safeParse(line.record).data;
      const sent = record?.status === 'submitting' && record.id === line.job ? record : known.sent;
      return { sent, last: 'sending', requestId: null, ended: null };
    }
    case 'reply':
      return { ...known, last: REQUEUES.includes(line.status ?? 0) ? 'requeued' : 'reply' };
    case 'not-sent':
      return { ...known, last: 'not-sent' };
    case 'status':
      return known;
    case 'identified':
      return { ...known, requestId: line.requestId ?? null, ended: null };
    case 'ended': {
      const record = Job.safeParse(line.record).data;
      return record?.id === line.job && isFinished(record) ? { ...known, ended: record } : known;
    }
  }
}

/** The lines from that byte on; one that begins before it comes torn, and is no line for whoever parses it. */
function* linesOf(path: string, from: number): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let pieces: Buffer[] = [];
    let place = from;
    for (let read = CHUNK; (read = readSync(descriptor, chunk, 0, CHUNK, place)) > 0; place += read) {
      const part = chunk.subarray(0, read);
      let start = 0;
      for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', start)) {
        yield Buffer.concat([...pieces, part.subarray(start, end)]).toString('utf8');
        pieces = [];
        start = end + 1;
      }
      // A copy: the chunk is written over.
      pieces.push(Buffer.from(part.subarray(start)));
    }
    yield Buffer.concat(pieces).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}
