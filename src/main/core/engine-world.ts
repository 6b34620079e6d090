import { createHash } from 'node:crypto';
import { idText } from '../../shared/id-text';
import { type ImageId, IntentId, JobId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Job, JobGateway, OutputOrigin } from '../../shared/job';
import { MODELS } from '../../shared/models';
import type { Recipe } from '../../shared/recipe';
import { emptyRecipe } from '../../shared/recipe-rules';
import type { Webhook } from '../../shared/webhook';
import { createJobEngine, type EnginePorts, type JobEngine } from './job-engine';
import {
  createRememberedArchive,
  createRememberedReceipts,
  createRememberedSpool,
  createScriptedDelivery,
  ENDLESS_ROOM,
} from './engine-fakes';
import { createManualClock, type ManualClock } from './manual-clock';
import type {
  Gateway,
  JobStore,
  MediaOutcome,
  RawReply,
  Receipts,
  StatusLook,
  StatusVerdict,
  SubmitOutcome,
  SubmitVerdict,
} from './ports';

/** The disk of a test: what outlives a crash of the engine. */
export interface Disk {
  readonly store: JobStore;
  readonly receipts: Receipts;
  readonly images: Map<ImageId, LibraryImage>;
  /** The files of the spool. */
  readonly spooled: Map<string, Uint8Array>;
}

/** The gateway of a test, with what it saw. Its answers can be changed at any moment. */
export interface ScriptedGateway extends Gateway {
  /** Bodies of all submits that reached it, in order. */
  readonly submits: string[];
  submitOutcome: (nth: number) => SubmitOutcome;
  verdict: (reply: RawReply) => SubmitVerdict;
  statusVerdict: (requestId: string, nth: number) => StatusVerdict;
  /** Whether a reply came with the verdict; by default with every one but those that say that nobody was reached. */
  statusReply: (verdict: StatusVerdict) => StatusLook['reply'];
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
    verdict: (reply) => ({ kind: 'accepted', requestId: String(reply.body) }),
    statusVerdict: (id, count) =>
      count < 2
        ? { kind: 'running' }
        : { kind: 'completed', media: linksTo(`https://media.test/${id}/0`, `https://media.test/${id}/1`) },
    statusReply: (verdict) =>
      'problem' in verdict && verdict.problem.code === 'no-connection'
        ? null
        : { status: 200, headers: {}, body: verdict.kind },
    mediaOutcome: (url) => ({ kind: 'bytes', body: bytesOf(url), length: null }),
    order: ({ gateway: to, recipe }, urls) => ({
      gateway: to,
      url: `${to.origin}/submit`,
      headers: {},
      body: JSON.stringify({ recipe, urls }),
    }),
    async submit(order) {
      await Promise.resolve();
      gateway.submits.push(order.body);
      return gateway.submitOutcome(gateway.submits.length);
    },
    readReply: (reply) => Promise.resolve(gateway.verdict(reply)),
    status: (_, id) => {
      const verdict = gateway.statusVerdict(id, nth(`status ${id}`));
      return Promise.resolve({ verdict, reply: gateway.statusReply(verdict) });
    },
    media: async (_, url) => Promise.resolve(gateway.mediaOutcome(url, nth(`media ${url}`))),
  };
  return gateway;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** Outputs to be had at those addresses. */
export function linksTo(...urls: readonly string[]): readonly OutputOrigin[] {
  return urls.map((url) => ({ from: 'link', url }));
}

/** One run of the engine over a disk. */
export interface World {
  readonly engine: JobEngine;
  readonly clock: ManualClock;
  readonly gateway: ScriptedGateway;
  readonly disk: Disk;
  readonly archive: ReturnType<typeof createRememberedArchive>;
  /** What the person and the system say; to be changed at any moment. */
  readonly outside: Outside;
}

/** The world outside the engine. */
export interface Outside {
  online: boolean;
  paused: boolean;
  concurrency: number;
  gateway: JobGateway;
  webhook: Webhook | null;
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

/** A disk with that store, on which nothing is yet. */
export function newDisk(store: JobStore): Disk & { readonly receipts: ReturnType<typeof createRememberedReceipts> } {
  const receipts = createRememberedReceipts();
  return { store, receipts, images: new Map(), spooled: new Map() };
}

/** An engine over the disk, as after a start of the app; `change` replaces single ports. */
export function createWorld(
  disk: Disk,
  gateway = createScriptedGateway(),
  clock = createManualClock(),
  change: Partial<EnginePorts> = {},
): World {
  const archive = createRememberedArchive(disk.images);
  const outside: Outside = {
    online: true,
    paused: false,
    concurrency: 2,
    gateway: { kind: 'live', origin: 'https://gateway.test' },
    webhook: null,
  };
  const engine = createJobEngine({
    clock,
    random: () => 0.5,
    newId: () => JobId.parse(`job_${unique()}`),
    models: MODELS,
    store: disk.store,
    receipts: disk.receipts,
    gateway,
    archive,
    spool: createRememberedSpool(disk.spooled),
    sources: createScriptedDelivery(),
    ballast: ENDLESS_ROOM,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    online: () => outside.online,
    gatewaySpeed: 1,
    settings: () => ({ ...outside, prices: {} }),
    setPaused: (paused) => {
      outside.paused = paused;
    },
    ...change,
  });
  return { engine, clock, gateway, disk, archive, outside };
}

/** Starts the engine and lets that many seconds pass. */
export async function run(world: World, seconds = 60): Promise<void> {
  world.engine.start();
  await world.clock.advance(seconds * 1000);
}

/** The only listed job. */
export function onlyJob(disk: Disk): Job {
  const [job, second] = disk.store.listed();
  if (!job || second) throw new Error('Expected exactly one job.');
  return job;
}
