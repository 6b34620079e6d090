import type { EvidenceEntry } from '../../../shared/evidence';
import { attemptOf } from '../../../shared/job-status';
import type { RawReply, Receipts } from '../../core/ports';

interface Entry extends EvidenceEntry {
  readonly job: string;
  readonly attempt: number | null;
  readonly reply: RawReply | null;
}

/** The twin of the receipts in memory, for tests: the same promises, nothing on disk. */
export function createMemoryReceipts(mask: (text: string) => string = (text) => text, now = (): number => 0): Receipts {
  const entries: Entry[] = [];
  const add = (job: string, what: Entry['what'], more: Partial<Entry> = {}): void => {
    const none = { url: null, status: null, headers: {}, body: '', cut: false, attempt: null, reply: null };
    entries.push({ ...none, job, what, at: now(), ...more });
  };
  const masked = (reply: RawReply): RawReply & { readonly body: string } => ({
    status: reply.status,
    headers: Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, mask(value)])),
    body: mask(typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('utf8')),
  });
  return {
    sending: (job, { url, headers, body }) => {
      add(job.id, 'sending', { attempt: attemptOf(job), url, headers, body: mask(body) });
      return Promise.resolve();
    },
    notSent: (job, attempt) => {
      add(job, 'not-sent', { attempt });
    },
    reply: (job, attempt, reply) => {
      const kept = masked(reply);
      add(job, 'reply', { attempt, ...kept, reply: kept });
      return Promise.resolve();
    },
    findReply: (job, attempt) => {
      const isOf = (entry: Entry): boolean =>
        entry.job === job && entry.attempt === attempt && entry.what !== 'not-sent';
      return Promise.resolve(entries.findLast(isOf)?.reply ?? null);
    },
    status: (job, reply) => {
      add(job, 'status', masked(reply));
    },
    identified: (job, requestId) => {
      add(job, 'identified', { body: requestId });
    },
    ended: (job) => {
      add(job.id, 'ended', { body: JSON.stringify(job) });
    },
    evidence: ({ id }) => {
      const found = entries.filter(({ job }) => job === id);
      return Promise.resolve(found.map(({ job: _job, attempt: _attempt, reply: _reply, ...entry }) => entry));
    },
  };
}
