import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { RawReply, Receipts } from '../core/ports';
import { makeFolder, syncFolder } from './durable';

/** What the receipts need. */
export interface ReceiptsPlan {
  /** Folder in user data; created when missing. */
  readonly folder: string;
  /** Takes every known secret out of a text before it is written. */
  readonly mask: (text: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Longer texts go to a file of their own, so that the journal stays readable. */
const INLINE_LIMIT = 64 * 1024;
const KEPT_LIMIT = 128 * 1024 * 1024;

const Line = z.object({
  what: z.enum(['sending', 'reply']),
  job: z.string(),
  attempt: z.number(),
});
const ReplyLine = Line.extend({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
  bodyFile: z.string().optional(),
});

/**
 * The receipts on disk: one NDJSON file a month, `receipts-2026-11.ndjson`, with long bodies in `bodies/`. Each line is
 * synced when the call returns. A line torn by a crash or a full disk is left as it is; the next begins on a line of its own.
 */
export function createReceipts(plan: ReceiptsPlan): Receipts {
  const bodies = join(plan.folder, 'bodies');
  makeFolder(bodies);

  const keep = (text: string, name: string): { readonly body: string } | { readonly bodyFile: string } => {
    const masked = plan.mask(text.slice(0, KEPT_LIMIT));
    if (masked.length <= INLINE_LIMIT) return { body: masked };
    let bodyFile = `${name}.txt`;
    for (let more = 2; existsSync(join(bodies, bodyFile)); more++) bodyFile = `${name} (${String(more)}).txt`;
    writeSynced(join(bodies, bodyFile), 'wx', masked);
    syncFolder(bodies);
    return { bodyFile };
  };
  const append = (line: Readonly<Record<string, unknown>>): void => {
    const at = new Date(plan.now()).toISOString();
    const [newest = ''] = journalNames(plan.folder);
    const thisMonth = `receipts-${at.slice(0, 7)}.ndjson`;
    // Never a file before the newest: a clock set back must not put a later line ahead of an earlier one.
    const name = newest > thisMonth ? newest : thisMonth;
    writeSynced(join(plan.folder, name), 'a+', `${JSON.stringify({ at, ...line })}\n`);
    if (name !== newest) syncFolder(plan.folder);
  };

  return {
    sending: (jobId, attempt, request) => {
      const kept = keep(shortenSources(request.body), `${jobId}-${String(attempt)}-request`);
      append({ what: 'sending', job: jobId, attempt, url: plan.mask(request.url), ...kept });
    },
    reply: (jobId, attempt, reply) => {
      const kept = keep(reply.body, `${jobId}-${String(attempt)}-reply`);
      const headers = maskValues(reply.headers, plan.mask);
      append({ what: 'reply', job: jobId, attempt, status: reply.status, headers, ...kept });
    },
    findReply: (jobId, attempt) => {
      for (const line of newestFirst(plan.folder)) {
        if (!line.includes(jobId)) continue;
        const json = parseJson(line);
        const entry = Line.safeParse(json).data;
        if (entry?.job !== jobId || entry.attempt !== attempt) continue;
        // Sent again since: an older reply says nothing about the last submit.
        if (entry.what === 'sending') return null;
        const reply = ReplyLine.safeParse(json).data;
        if (!reply) return null;
        const body = reply.body ?? readBody(bodies, reply.bodyFile);
        // A reply without its body proves nothing: the outcome stays unknown.
        return body === null ? null : { status: reply.status, headers: reply.headers, body };
      }
      return null;
    },
  };
}

/** Writes the text whole and syncs it; a file that ends in a torn line gets its line end first. */
function writeSynced(path: string, flag: 'a+' | 'wx', text: string): void {
  const descriptor = openSync(path, flag, 0o600);
  try {
    const bytes = Buffer.from(endsTorn(descriptor) ? `\n${text}` : text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function endsTorn(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

/** The bytes of sources are in the library; here their length and digest are enough. */
function shortenSources(body: string): string {
  return body.replace(/"(data:[^",]{0,100},)([^"]{200,})"/g, (_all, head: string, data: string) => {
    const digest = createHash('sha256').update(data).digest('hex');
    return `"${head}(${String(data.length)} characters, SHA-256 of the text ${digest})"`;
  });
}

function maskValues(headers: RawReply['headers'], mask: (text: string) => string): RawReply['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
}

function journalNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^receipts-\d{4}-\d{2}\.ndjson$/.test(name))
    .sort()
    .reverse();
}

function* newestFirst(folder: string): Generator<string> {
  for (const name of journalNames(folder)) {
    yield* readFileSync(join(folder, name), 'utf8').split('\n').reverse();
  }
}

function readBody(bodies: string, file: string | undefined): string | null {
  if (file === undefined || !/^[\w-]+( \(\d+\))?\.txt$/.test(file)) return null;
  try {
    return readFileSync(join(bodies, file), 'utf8');
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The twin of the receipts in memory, for tests. */
export function createMemoryReceipts(mask: (text: string) => string = (text) => text): Receipts {
  const replies = new Map<string, RawReply>();
  const key = (jobId: string, attempt: number): string => `${jobId}/${String(attempt)}`;
  return {
    sending: (jobId, attempt) => {
      replies.delete(key(jobId, attempt));
    },
    reply: (jobId, attempt, { status, headers, body }) => {
      replies.set(key(jobId, attempt), { status, headers: maskValues(headers, mask), body: mask(body) });
    },
    findReply: (jobId, attempt) => replies.get(key(jobId, attempt)) ?? null,
  };
}
