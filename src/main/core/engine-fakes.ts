import { createHash } from 'node:crypto';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { attemptOf } from '../../shared/job-status';
import type { Problem } from '../../shared/problem';
import type { Ballast, ImageArchive, RawReply, Receipts, SecureOutcome, SourceDelivery, Spool } from './ports';

/** A problem for tests. */
export const PROBLEM: Problem = { code: 'no-connection', message: 'No connection.', httpStatus: null };

/** Receipts that only remember: what was written, as words in order. */
export function createRememberedReceipts(): Receipts & { readonly lines: string[] } {
  const replies = new Map<string, RawReply>();
  const lines: string[] = [];
  const note = (...words: readonly (string | number)[]): void => void lines.push(words.join(' '));
  return {
    lines,
    sending: (job) => {
      const attempt = attemptOf(job);
      replies.delete(`${job.id} ${String(attempt)}`);
      note('sending', job.id, attempt);
      return Promise.resolve();
    },
    notSent: (id, attempt) => {
      note('not-sent', id, attempt);
    },
    reply: (id, attempt, reply) => {
      replies.set(`${id} ${String(attempt)}`, reply);
      note('reply', id, attempt);
      return Promise.resolve();
    },
    findReply: (id, attempt) => Promise.resolve(replies.get(`${id} ${String(attempt)}`) ?? null),
    status: (id, { body }) => {
      note('status', id, String(body));
    },
    identified: (id, requestId) => {
      note('identified', id, requestId);
    },
    ended: ({ id, status }) => {
      note('ended', id, status);
    },
    evidence: () => Promise.resolve([]),
  };
}

/** A spool in the given map. What is written is an image unless it is empty. */
export function createRememberedSpool(
  spooled: Map<string, Uint8Array>,
): Spool & { cleaned: ReadonlySet<string> | null } {
  return {
    cleaned: null,
    async write(name, bytes) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      spooled.set(name, Buffer.concat(chunks));
      return { kind: 'written', file: name };
    },
    async *read(file) {
      const bytes = await Promise.resolve(spooled.get(file));
      if (!bytes) throw new Error('The file is gone.');
      yield bytes;
    },
    remove: (file) => {
      spooled.delete(file);
      return Promise.resolve();
    },
    clean(named) {
      this.cleaned = named;
      return Promise.resolve();
    },
  };
}

/** A ladder of so many steps, each with addresses of its own; `begins` is where a new job begins, `learnt` what was accepted. */
export function createScriptedDelivery(steps = 1): SourceDelivery & { begins: number; readonly learnt: number[] } {
  return {
    begins: 0,
    learnt: [],
    prepare({ recipe, delivery }) {
      const step = delivery?.step ?? this.begins;
      const none = { width: null, height: null, bytes: null, host: null, object: null };
      const sent = recipe.sourceIds.map((id) => ({ ...none, id, way: 'inline' as const }));
      const urls = recipe.sourceIds.map((id) => `https://source.test/${String(step)}/${id}`);
      return Promise.resolve({ kind: 'ready', urls, delivery: { step, sent } });
    },
    below: ({ delivery }) => {
      const next = (delivery?.step ?? 0) + 1;
      return Promise.resolve(next < steps ? next : null);
    },
    accepted({ delivery }) {
      if (delivery) this.learnt.push(delivery.step);
    },
  };
}

/** A reserve that can always be had. */
export const ENDLESS_ROOM: Ballast = { release: () => false, restore: () => Promise.resolve(true) };

/** An archive that keeps records in the given map. */
export function createRememberedArchive(
  images: Map<ImageId, LibraryImage>,
): ImageArchive & { outcome: SecureOutcome | null; isAway: boolean } {
  return {
    outcome: null,
    isAway: false,
    state() {
      const folder = '/library';
      return this.isAway
        ? { status: 'unavailable', folder, message: 'The library is away.', remembered: false, mayTakeOver: false }
        : { status: 'open', folder, readOnly: null, warning: null };
    },
    has: (id) => images.has(id),
    async secure(image, body) {
      if (this.isAway)
        return { kind: 'unavailable', problem: { ...PROBLEM, code: 'disk', message: 'The library is away.' } };
      let bytes = 0;
      try {
        for await (const chunk of body) bytes += chunk.length;
      } catch {
        return { kind: 'rejected', problem: { ...PROBLEM, code: 'bad-media' } };
      }
      if (this.outcome) return this.outcome;
      const sha256 = createHash('sha256').update(image.id).digest('hex');
      const stored: LibraryImage = {
        ...image,
        width: 1,
        height: 1,
        displayable: true,
        bytes,
        format: 'jpeg',
        file: 'x.jpg',
        sha256,
        ...{
          stars: 0,
          flag: null,
          favourite: false,
          tags: [],
          note: '',
          trashedAt: null,
          missing: false,
          madeWith: null,
        },
      };
      images.set(image.id, stored);
      return { kind: 'secured', image: stored };
    },
  };
}
