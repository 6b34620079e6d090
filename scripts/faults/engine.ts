import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { idText } from '../../src/shared/id-text';
import { CollectionId, ImageId, JobId, SmartId } from '../../src/shared/ids';
import type { Model } from '../../src/shared/model';
import { findModel, MODELS } from '../../src/shared/models';
import { emptyRecipe } from '../../src/shared/recipe-rules';
import { createJobEngine, type EnginePorts, type JobEngine } from '../../src/main/core/job-engine';
import type { Clock, Gateway, Log, ReplyBodies } from '../../src/main/core/ports';
import { createLearntSteps } from '../../src/main/delivery/learnt-steps';
import { createSourceDelivery } from '../../src/main/delivery/source-delivery';
import { createGateway } from '../../src/main/gateway/client';
import { createHttpsGet } from '../../src/main/gateway/https-get';
import { createHttpsSubmit } from '../../src/main/gateway/https-submit';
import type { GetTransport } from '../../src/main/gateway/transport';
import { createSecrets } from '../../src/main/platform/secrets';
import { createBallast } from '../../src/main/storage/jobs/ballast';
import type { ImageDecoder } from '../../src/main/storage/images/image-decoder';
import { createLibrary } from '../../src/main/storage/library/library';
import { createInlineLibraryWorker } from '../../src/main/storage/library/library-worker-line';
import { makeFolder } from '../../src/main/storage/durable';
import { openJobs } from '../../src/main/storage/jobs/open-jobs';
import { createReceipts } from '../../src/main/storage/jobs/receipts';
import { createReplyBodies } from '../../src/main/storage/jobs/reply-bodies';
import { createReplyWorker } from '../../src/main/storage/jobs/reply-worker-line';
import { createSpool } from '../../src/main/storage/jobs/spool';
import { plant } from './planted';
import type { RunPlan } from './plan';

/** An engine on the files of a run. */
export interface OpenEngine {
  readonly engine: JobEngine;
  /** Presses Generate for a press of the plan. */
  readonly press: (press: RunPlan['presses'][number]) => void;
  readonly close: () => Promise<void>;
}

const MODEL = 'grok-imagine-pro-text-to-image-quality';
const EDIT_MODEL = 'grok-imagine-pro-edit-quality';
/** That of the app, in its own clock's milliseconds. */
const REPLY_PATIENCE = 120_000;

/** Opens the real services of the plan's folder, without Electron; with the plan's mistake, where it has one. */
export function openEngine(plan: RunPlan): OpenEngine {
  const userData = join(plan.folder, 'user-data');
  makeFolder(userData);
  const clock = createFastClock(plan);
  const worker = createReplyWorker(new URL('./reply-worker.js', import.meta.url));
  const secrets = createSecrets();
  secrets.add(plan.key);
  const masks = { mask: (text: string): string => secrets.mask(text), secretForms: () => secrets.forms(), worker };
  const notify = (message: string): void => {
    log.warn(message);
  };
  const newId = (): string => idText(randomBytes(20));
  const libraryFolder = join(plan.folder, 'library');
  const newCollectionId = (): CollectionId => CollectionId.parse(`col_${newId()}`);
  const newSmartId = (): SmartId => SmartId.parse(`smt_${newId()}`);
  const libraryPorts = {
    ...{ clock, decoder: closedDecoder, log, notify, newCollectionId, newSmartId },
    ...{ reader: createInlineLibraryWorker(), memory: join(userData, 'library') },
    machine: { host: 'here', pid: process.pid },
  };
  const library = createLibrary(libraryFolder, libraryPorts, true);
  const receipts = join(userData, 'receipts');
  const { database, store } = openJobs({
    file: join(userData, 'jobs.db'),
    receipts,
    now: clock.now,
    report: (id, reason) => {
      log.error('A job can’t be read', { id, reason });
    },
  });
  let paused = false;
  const ports: EnginePorts = {
    clock,
    random: Math.random,
    newId: () => JobId.parse(`job_${newId()}`),
    models: MODELS,
    store,
    receipts: createReceipts({ ...masks, folder: receipts, now: clock.now, report: notify }),
    gateway: openGateway(plan, clock, createReplyBodies({ ...masks, spool: join(userData, 'spool') }), masks.mask),
    // The one source of edits is no file: how it gets there is not what is killed here.
    archive: plan.edits ? { ...library, has: () => true } : library,
    spool: createSpool(join(userData, 'spool')),
    sources: createSourceDelivery({
      ...{ clock, decoder: madeDecoder, jobs: store, models: MODELS },
      bucket: { ready: () => Promise.resolve(false), put: () => Promise.reject(new Error('There is no bucket.')) },
      library: { fileOf: () => 'source', images: () => [] },
      transports: { live: { get: createHttpsGet() }, demo: { get: createHttpsGet() } },
      learnt: createLearntSteps(join(userData, 'delivery.json'), clock.now),
      choice: () => 'auto',
    }),
    ballast: createBallast({ file: join(userData, 'ballast'), bytes: plan.ballastBytes }),
    log,
    online: () => true,
    gatewaySpeed: plan.gatewaySpeed,
    settings: () => {
      const gateway = { kind: 'live', origin: plan.origin } as const;
      return { gateway, concurrency: 2, prices: {}, paused, webhook: null };
    },
    setPaused: (to) => {
      paused = to;
    },
  };
  const engine = createJobEngine(plant(plan.planted, libraryFolder, ports));
  return {
    engine,
    press: ({ intentId, prompt, count }) => {
      const { privateDelivery, edits } = plan;
      const recipe = { ...emptyRecipe(knownModel(edits ? EDIT_MODEL : MODEL)), prompt, count, privateDelivery };
      engine.submit(intentId, { ...recipe, sourceIds: edits ? [SOURCE] : [] }, 'none');
    },
    async close() {
      await engine.stop();
      await worker.close();
      library.close();
      database.close();
    },
  };
}

function openGateway(plan: RunPlan, clock: Clock, bodies: ReplyBodies, mask: (text: string) => string): Gateway {
  const submit = createHttpsSubmit({ replyTimeoutMs: REPLY_PATIENCE / plan.clockSpeed });
  const transports = { submit, get: plan.oneByOne ? keptGet : createHttpsGet() };
  const keyFor = (): Promise<string> => Promise.resolve(plan.key);
  return createGateway({
    models: MODELS,
    clock,
    mask,
    bodies,
    keyFor,
    transports: { live: transports, demo: transports },
  });
}

/** Like the app's first way, it keeps connections and uses them again. */
const keptGet: GetTransport = (url, { headers, signal }) =>
  fetch(url, { headers, signal, redirect: 'manual', cache: 'no-store' });

function knownModel(id: string): Model {
  const model = findModel(MODELS, id);
  if (!model) throw new Error('The model of the harness is not in the registry.');
  return model;
}

/** A clock that goes faster than life, in dates and in waits alike. */
function createFastClock({ clockSpeed, clockEpoch }: RunPlan): Clock {
  return {
    now: () => clockEpoch + (Date.now() - clockEpoch) * clockSpeed,
    monotonic: () => performance.now() * clockSpeed,
    sleep: async (milliseconds, signal) => {
      await sleep(Math.min(milliseconds / clockSpeed, 2 ** 31 - 1), undefined, { signal });
    },
  };
}

const closedDecoder: ImageDecoder = {
  thumbnail: () => Promise.resolve({ kind: 'closed' }),
  deliver: () => Promise.resolve({ kind: 'closed' }),
  close: () => undefined,
};

const SOURCE = ImageId.parse(`img_${'s'.repeat(20)}`);

/** Makes pictures of which the demo's word for small sources takes the third size: the two above are over its 800 kB. */
const madeDecoder: ImageDecoder = {
  ...closedDecoder,
  deliver: (_file, { maxSide }) => {
    const bytes = new Uint8Array(maxSide > 1024 ? 800_000 + maxSide : maxSide);
    return Promise.resolve({ kind: 'decoded', width: maxSide, height: maxSide, bytes, type: 'image/jpeg' });
  },
};

const log: Log = {
  info: () => undefined,
  warn: (message, details) => {
    console.error(message, details ?? '');
  },
  error: (message, details) => {
    console.error(message, details ?? '');
  },
};
