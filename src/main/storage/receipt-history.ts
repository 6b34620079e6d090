import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
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
  /** The last thing that happened to its last submit. */
  readonly last: 'sending' | 'reply' | 'not-sent';
  /** The id that a person named since, or null. */
  readonly requestId: string | null;
  /** As it ended, or null when it has not, or went on since. */
  readonly ended: Job | null;
}

const CHUNK = 1024 * 1024;

/** Reads all journals in the folder, oldest first. Blocks: it is for a start whose database was lost. An absent folder has no history. */
export function readHistory(folder: string): ReadonlyMap<string, JobHistory> {
  const history = new Map<string, JobHistory>();
  let names: readonly string[];
  try {
    names = journalNames(readdirSync(folder));
  } catch {
    return history;
  }
  for (const name of names) {
    for (const text of linesOf(join(folder, name))) {
      const line = parseLine(text);
      if (line) history.set(line.job, after(history.get(line.job), line));
    }
  }
  return history;
}

function after(before: JobHistory | undefined, line: ReceiptLine): JobHistory {
  const known = before ?? { sent: null, last: 'sending', requestId: null, ended: null };
  switch (line.what) {
    case 'sending': {
      const record = Job.safeParse(line.record).data;
      const sent = record?.status === 'submitting' && record.id === line.job ? record : known.sent;
      return { sent, last: 'sending', requestId: null, ended: null };
    }
    case 'reply':
    case 'not-sent':
      return { ...known, last: line.what };
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

function* linesOf(path: string): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let pieces: Buffer[] = [];
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
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
