import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsync, fsyncSync, openSync, readSync, readdirSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceEntry } from '../../../shared/evidence';
import { attemptOf } from '../../../shared/job-status';
import type { RawReply, Receipts } from '../../core/ports';
import { folderSynced, makeFolder, syncFolder } from '../durable';
import type { ReceiptLine } from './receipt-lines';
import { journalName, journalNames, linesBackwards, linesForwards, parseLine } from './receipt-lines';
import type { ReplyWorker } from './reply-worker-line';

/** What the receipts need. */
export interface ReceiptsPlan {
  /** Folder in user data; created when missing. */
  readonly folder: string;
  /** Takes every known secret out of a text before it is written. */
  readonly mask: (text: string) => string;
  /** Every form of every known secret, for the thread that masks large bodies. */
  readonly secretForms: () => readonly string[];
  /** Writes large bodies. */
  readonly worker: Pick<ReplyWorker, 'keep'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of a line that was not written and that nothing paid hangs on. */
  readonly report: (reason: string) => void;
}

/** Longer texts go to a file of their own, so that the journal stays readable. Characters. */
const INLINE_LIMIT = 64 * 1024;

/**
 * The receipts on disk: one NDJSON file a month, `receipts-2026-11.ndjson`, with long bodies in `bodies/`. A line torn by
 * a crash or a full disk is left as it is; the next begins on a line of its own.
 */
export function createReceipts(plan: ReceiptsPlan): Receipts {
  const { folder, mask } = plan;
  const bodies = join(folder, 'bodies');
  makeFolder(bodies);

  /** Written when this returns. The descriptor is to be synced and closed. */
  const begin = (line: Omit<ReceiptLine, 'at'>): { readonly descriptor: number; readonly isNew: boolean } => {
    const at = new Date(plan.now()).toISOString();
    const newest = journalNames(readdirSync(folder)).at(-1) ?? '';
    const thisMonth = journalName(at);
    // Never a file before the newest: a clock set back must not put a later line ahead of an earlier one.
    const name = newest > thisMonth ? newest : thisMonth;
    const descriptor = appendText(join(folder, name), `${JSON.stringify({ at, ...line })}\n`);
    return { descriptor, isNew: name !== newest };
  };
  const append = (line: Omit<ReceiptLine, 'at'>, isSynced: boolean): void => {
    const { descriptor, isNew } = begin(line);
    try {
      if (isSynced) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (isSynced && isNew) syncFolder(folder);
  };
  /** A busy disk takes a tenth of a second for it: not on the main thread where somebody can wait. */
  const appendSoon = async (line: Omit<ReceiptLine, 'at'>): Promise<void> => {
    const { descriptor, isNew } = begin(line);
    try {
      await synced(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (isNew) await folderSynced(folder);
  };
  const note = (line: Omit<ReceiptLine, 'at'>): void => {
    try {
      append(line, false);
    } catch (error) {
      plan.report(String(error));
    }
  };
  const keep = (reply: RawReply, name: string): Promise<{ readonly file: string; readonly beginning: string }> => {
    const bytes = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
    return plan.worker.keep({ folder: bodies, name, bytes, forms: plan.secretForms() });
  };

  return {
    sending: async (job, order) => {
      await appendSoon({
        what: 'sending',
        job: job.id,
        attempt: attemptOf(job),
        url: mask(order.url),
        headers: maskValues(order.headers, mask),
        body: mask(shortenSources(order.body)),
        record: maskRecord(job, mask),
      });
    },
    notSent: (jobId, attempt) => {
      note({ what: 'not-sent', job: jobId, attempt });
    },
    reply: async (jobId, attempt, reply) => {
      const line = { what: 'reply', job: jobId, attempt, ...maskHead(reply, mask) } as const;
      if (typeof reply.body === 'string' && reply.body.length <= INLINE_LIMIT) {
        await appendSoon({ ...line, body: mask(reply.body) });
        return;
      }
      const { file, beginning } = await keep(reply, `${jobId}-${String(attempt)}-reply`);
      await appendSoon({ ...line, bodyFile: file, beginning });
    },
    findReply: async (jobId, attempt) => {
      for await (const text of linesBackwards(folder, jobId)) {
        const line = parseLine(text);
        if (line?.job !== jobId || line.attempt !== attempt) continue;
        // Sent again since: an older reply says nothing about the last submit.
        if (line.what === 'sending') return null;
        if (line.what === 'reply') return recordedReply(bodies, line);
      }
      return null;
    },
    status: (jobId, reply) => {
      const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body.subarray(0, INLINE_LIMIT));
      note({ what: 'status', job: jobId, ...maskHead(reply, mask), body: mask(String(text).slice(0, INLINE_LIMIT)) });
    },
    identified: (jobId, requestId) => {
      append({ what: 'identified', job: jobId, requestId }, true);
    },
    ended: (job) => {
      note({ what: 'ended', job: job.id, record: maskRecord(job, mask) });
    },
    evidence: async ({ id, createdAt }) => {
      const entries = await entriesOf(folder, id, journalName(new Date(createdAt).toISOString()));
      // A clock that was put right since the job was made: its lines are in an earlier month.
      return entries.length > 0 ? entries : entriesOf(folder, id, '');
    },
  };
}

async function entriesOf(folder: string, job: string, from: string): Promise<readonly EvidenceEntry[]> {
  const entries: EvidenceEntry[] = [];
  for await (const text of linesForwards(folder, job, from)) {
    const line = parseLine(text);
    if (line?.job === job) entries.push(toEntry(line));
  }
  return entries;
}

function synced(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fsync(descriptor, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Appends the text whole; a file that ends in a torn line gets its line end first. Returns the open file. */
function appendText(path: string, text: string): number {
  const descriptor = openSync(path, 'a+', 0o600);
  try {
    const bytes = Buffer.from(endsTorn(descriptor) ? `\n${text}` : text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function endsTorn(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

const DATA_URI = '"data:';
const SHORTEST_DATA = 200;
/** Of a source's text; hashing all of 16 MB would hold the program up. Characters. */
const DIGEST_LIMIT = 1024 * 1024;

/** The bytes of sources are in the library; here their length and the digest of their beginning are enough. */
function shortenSources(body: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = body.indexOf(DATA_URI); at >= 0; at = body.indexOf(DATA_URI, done)) {
    const comma = body.indexOf(',', at);
    const end = body.indexOf('"', at + 1);
    const start = comma >= 0 && comma < end && comma - at <= 120 ? comma + 1 : end;
    if (end < 0) break;
    if (end - start < SHORTEST_DATA) {
      parts.push(body.slice(done, end));
    } else {
      const digest = createHash('sha256').update(body.slice(start, Math.min(end, start + DIGEST_LIMIT)));
      const which = end - start > DIGEST_LIMIT ? 'of the first 1,048,576' : 'of the text';
      const named = `(${String(end - start)} characters, SHA-256 ${which} ${digest.digest('hex')})`;
      parts.push(body.slice(done, start), named);
    }
    done = end;
  }
  return parts.join('') + body.slice(done);
}

function maskHead(reply: RawReply, mask: ReceiptsPlan['mask']): Pick<RawReply, 'status' | 'headers'> {
  return { status: reply.status, headers: maskValues(reply.headers, mask) };
}

function maskValues(headers: RawReply['headers'], mask: ReceiptsPlan['mask']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
}

/** Only texts are masked: a short secret must not make a number or a name of ours unreadable. */
function maskRecord(job: Readonly<Record<string, unknown>>, mask: ReceiptsPlan['mask']): unknown {
  const text = JSON.stringify(job, (_key, value: unknown) => (typeof value === 'string' ? mask(value) : value));
  return JSON.parse(text);
}

/** A reply without its body proves nothing: the outcome stays unknown. */
async function recordedReply(bodies: string, line: ReceiptLine): Promise<RawReply | null> {
  const { status, headers, bodyFile } = line;
  if (status === undefined || !headers) return null;
  if (bodyFile === undefined) return line.body === undefined ? null : { status, headers, body: line.body };
  if (!/^[\w-]+( \(\d+\))?\.txt$/.test(bodyFile)) return null;
  try {
    const bytes = await readFile(join(bodies, bodyFile));
    return { status, headers, body: bytes.length > 4 * INLINE_LIMIT ? bytes : bytes.toString('utf8') };
  } catch {
    return null;
  }
}

function toEntry(line: ReceiptLine): EvidenceEntry {
  const record = line.record === undefined || line.what === 'sending' ? '' : JSON.stringify(line.record);
  const body = line.body ?? line.beginning ?? line.requestId ?? record;
  return {
    at: Date.parse(line.at),
    what: line.what,
    url: line.url ?? null,
    status: line.status ?? null,
    headers: line.headers ?? {},
    body: body.slice(0, INLINE_LIMIT),
    cut: line.bodyFile !== undefined || body.length > INLINE_LIMIT,
  };
}
