import { createHash } from 'node:crypto';
import { idText } from '../../shared/id-text';
import { type ImageId, IntentId, JobId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Job } from '../../shared/job';
import { MODELS } from '../../shared/models';
import type { Problem } from '../../shared/problem';
import type { Recipe } from '../../shared/recipe';
import { emptyRecipe } from '../../shared/recipe-rules';
import { createJobEngine, type EnginePorts, type JobEngine } from './job-engine';
import { createManualClock, type ManualClock } from './manual-clock';
import type {
  Gateway,
  ImageArchive,
  JobStore,
  MediaOutcome,
  RawReply,
  Receipts,
  SecureOutcome,
  StatusVerdict,
  SubmitOutcome,
  SubmitVerdict,
} from './ports';

/** A problem for tests. */
export const PROBLEM: Problem = { code: 'no-connection', message: 'No connection.', httpStatus: null };

/** The disk of a test: what outlives a crash of the engine. */
export interface Disk {
  readonly store: JobStore;
  readonly receipts: Receipts;
  readonly images: Map<ImageId, LibraryImage>;
}

/** The gateway of a test, with what it saw. Its answers can be changed at any moment. */
export interface ScriptedGateway extends Gateway {
  /** Bodies of all submits that reached it, in order. */
  readonly submits: string[];
  submitOutcome: (nth: number) => SubmitOutcome;
  verdict: (reply: RawReply) => SubmitVerdict;
  statusVerdict: (requestId: string, nth: number) => StatusVerdict;
  mediaOutcome: (url: string, nth: number) => MediaOutcome;
}

/** A gateway that accepts everything, completes at the second look and delivers two images, until told otherwise. */
export function createScriptedGateway(): ScriptedGateway {
  const looks = new Map<string, number>();
  const nth = (key: string): number => {
    const count = (looks.get(key) ?? 0) + 1;
    looks.set(key, count);
    return count;
  };
  const gateway: ScriptedGateway = {
    submits: [],
    submitOutcome: (count) => ({
      kind: 'reply',
      reply: { status: 202, headers: {}, body: `request-${String(count)}` },
    }),
    verdict: (reply) => ({ kind: 'accepted', requestId: reply.body }),
    statusVerdict: (id, count) =>
      count < 2
        ? { kind: 'running' }
        : { kind: 'completed', media: [`https://media.test/${id}/0`, `https://media.test/${id}/1`] },
    mediaOutcome: (url) => ({ kind: 'bytes', body: bytesOf(url), length: null }),
    order: (to, recipe, urls) => ({ gateway: to, url: `${to.origin}/submit`, body: JSON.stringify({ recipe, urls }) }),
    async submit(order) {
      await Promise.resolve();
      gateway.submits.push(order.body);
      return gateway.submitOutcome(gateway.submits.length);
    },
    readReply: (reply) => gateway.verdict(reply),
    status: async (_, id) => Promise.resolve(gateway.statusVerdict(id, nth(`status ${id}`))),
    media: async (_, url) => Promise.resolve(gateway.mediaOutcome(url, nth(`media ${url}`))),
  };
  return gateway;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** Receipts that only remember. */
export function createRememberedReceipts(): Receipts & { readonly sent: string[] } {
  const replies = new Map<string, RawReply>();
  const sent: string[] = [];
  return {
    sent,
    sending: (id, attempt) => void sent.push(`${id} ${String(attempt)}`),
    reply: (id, attempt, reply) => void replies.set(`${id} ${String(attempt)}`, reply),
    findReply: (id, attempt) => replies.get(`${id} ${String(attempt)}`) ?? null,
  };
}

/** An archive that keeps records in the disk's map. */
export function createRememberedArchive(disk: Disk): ImageArchive & { outcome: SecureOutcome | null } {
  return {
    outcome: null,
    state: () => ({ status: 'open', folder: '/library' }),
    has: (id) => disk.images.has(id),
    async secure(image, body) {
      let bytes = 0;
      for await (const chunk of body) bytes += chunk.length;
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
      };
      disk.images.set(image.id, stored);
      return { kind: 'secured', image: stored };
    },
  };
}

/** One run of the engine over a disk. */
export interface World {
  readonly engine: JobEngine;
  readonly clock: ManualClock;
  readonly gateway: ScriptedGateway;
  readonly disk: Disk;
  readonly archive: ReturnType<typeof createRememberedArchive>;
}

let serial = 0;
const unique = (): string =>
  idText(
    createHash('sha256')
      .update(String((serial += 1)))
      .digest(),
  );

/** A fresh intent. */
export const newIntent = (): IntentId => IntentId.parse(`intent_${unique()}`);

/** A recipe that can be sent. */
export function someRecipe(change: Partial<Recipe> = {}): Recipe {
  const model = MODELS[0];
  if (!model) throw new Error('The registry is empty.');
  return { ...emptyRecipe(model), prompt: 'golden particles', count: 2, ...change };
}

/** An engine over the disk, as after a start of the app; `change` replaces single ports. */
export function createWorld(
  disk: Disk,
  gateway = createScriptedGateway(),
  clock = createManualClock(),
  change: Partial<EnginePorts> = {},
): World {
  const archive = createRememberedArchive(disk);
  const engine = createJobEngine({
    clock,
    random: () => 0.5,
    newId: () => JobId.parse(`job_${unique()}`),
    models: MODELS,
    store: disk.store,
    receipts: disk.receipts,
    gateway,
    archive,
    spool: {
      writeDataUri: (name) => Promise.resolve(`${name}.spool`),
      read: (file) => bytesOf(file),
      remove: () => Promise.resolve(),
    },
    sources: {
      prepare: (ids) => Promise.resolve({ kind: 'ready', urls: ids.map((id) => `https://source.test/${id}`) }),
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    gatewaySpeed: 1,
    settings: () => ({ gateway: { kind: 'live', origin: 'https://gateway.test' }, concurrency: 2, prices: {} }),
    ...change,
  });
  return { engine, clock, gateway, disk, archive };
}

/** The only listed job. */
export function onlyJob(disk: Disk): Job {
  const [job, second] = disk.store.listed();
  if (!job || second) throw new Error('Expected exactly one job.');
  return job;
}
