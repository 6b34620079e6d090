import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Job } from '../../../shared/job';
import type { JobIn } from '../../../shared/job';
import { isFinished } from '../../../shared/job-status';
import { journalNames, parseLine, ReceiptLine } from './receipt-lines';

/** What the receipts say of one job, all lines taken together. */
export interface JobHistory {
  /** As it was when it was last sent; null when only lines of the older form tell of it. Read when asked for. */
  readonly sent: () => JobIn<'submitting'> | null;
  /** The last thing that happened to its last submit; `requeued` is a reply after which the same job may be sent again. */
  readonly last: 'sending' | 'reply' | 'requeued' | 'not-sent';
  /** The id that a person named since, or null. */
  readonly requestId: string | null;
  /** As it ended, or null when it has not, or went on since. Read when asked for. */
  readonly ended: () => Job | null;
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
      const head = headOf(text);
      if (head) history.set(head.job, after(history.get(head.job), head, text));
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

/** What a line begins with, as `receipts.ts` writes it: the rest of it, which is most, is read only where it counts. */
const HEAD =
  /^\{"at":"[^"]{0,40}","what":"([a-z-]+)","job":"(job_[0-9a-z]{20})"(?:,"attempt":\d+)?(?:,"status":(\d+))?/;

type Head = Pick<ReceiptLine, 'what' | 'job' | 'status'>;

function headOf(text: string): Head | null {
  const [, what, job, status] = HEAD.exec(text) ?? [];
  const known = WHAT.safeParse(what).data;
  if (known === undefined || job === undefined) return parseLine(text);
  // A line that was torn ends anywhere but here.
  return text.endsWith('}') ? { what: known, job, ...(status === undefined ? {} : { status: Number(status) }) } : null;
}

const WHAT = ReceiptLine.shape.what;
const NOTHING = (): null => null;

function after(before: JobHistory | undefined, { what, status }: Head, text: string): JobHistory {
  const known = before ?? { sent: NOTHING, last: 'sending', requestId: null, ended: NOTHING };
  switch (what) {
    case 'sending':
      return { sent: () => sentIn(text) ?? known.sent(), last: 'sending', requestId: null, ended: NOTHING };
    case 'reply':
      return { ...known, last: REQUEUES.includes(status ?? 0) ? 'requeued' : 'reply' };
    case 'not-sent':
      return { ...known, last: 'not-sent' };
    case 'status':
      return known;
    case 'identified':
      return { ...known, requestId: parseLine(text)?.requestId ?? null, ended: NOTHING };
    case 'ended':
      return { ...known, ended: () => endedIn(text) ?? known.ended() };
  }
}

function sentIn(text: string): JobIn<'submitting'> | null {
  const job = recordIn(text);
  return job?.status === 'submitting' ? job : null;
}

function endedIn(text: string): Job | null {
  const job = recordIn(text);
  return job && isFinished(job) ? job : null;
}

function recordIn(text: string): Job | null {
  const line = parseLine(text);
  const record = Job.safeParse(line?.record).data;
  return record && record.id === line?.job ? record : null;
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
