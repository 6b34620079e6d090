import type { IntentId, JobId } from '../../shared/ids';
import type { JobList, QueueBlock } from '../../shared/ipc';
import type { Job, JobGateway } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import type { Model } from '../../shared/model';
import { findModel } from '../../shared/models';
import type { Recipe } from '../../shared/recipe';
import { estimatePrice, type PriceTable, recipeFaults } from '../../shared/recipe-rules';
import { RequestError } from '../../shared/result';
import { createDurationBook } from './duration-book';
import { createJobBook, type JobChange } from './job-book';
import { createJobDriver } from './job-driver';
import { durationKey } from './job-follow';
import { createSubmitter } from './job-submit';
import { createPlaces } from './places';
import type { Clock, Gateway, ImageArchive, JobStore, Log, Receipts, SourceDelivery, Spool } from './ports';
import { createQueue } from './queue';
import { createRequestGate } from './request-gate';
import { createWaker } from './waker';

/** What the engine is built from. Settings are asked for at the moment they are needed. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => JobId;
  readonly models: readonly Model[];
  readonly store: JobStore;
  readonly receipts: Receipts;
  readonly gateway: Gateway;
  readonly archive: ImageArchive;
  readonly spool: Spool;
  readonly sources: SourceDelivery;
  readonly log: Log;
  /** How many times faster than life the gateway is believed to be before it was seen: 1, but for a quick demo. */
  readonly gatewaySpeed: number;
  readonly settings: () => {
    readonly gateway: JobGateway | null;
    readonly concurrency: number;
    readonly prices: PriceTable;
  };
}

/** The job engine: everything that a person can do to jobs. Each method returns when its effect is on disk. */
export interface JobEngine {
  /** Goes on with every job from the state it was left in. Call once, when the window is up. */
  start(): void;
  list(): JobList;
  /** Makes the job of an intent and queues it. The same intent again returns the same job. */
  submit(intentId: IntentId, recipe: Recipe): Job;
  cancel(id: JobId): Job;
  retryDownload(id: JobId): Job;
  submitAgain(id: JobId, intentId: IntentId): Job;
  dismiss(id: JobId): void;
  /** The person says: go on submitting (after funds, key, doubt or a long wait). Lifts what the list shows as the block. */
  resume(): void;
  /** Something outside got better (key saved, network back, machine awake): whoever waits tries now. */
  wake(): void;
  /** Another key was saved: jobs that waited for one go on. */
  keyChanged(): void;
  onChange(listener: (change: JobChange & { readonly blocked: QueueBlock | null }) => void): () => void;
  /** Stops without cancelling anything; a submit on its way is given some seconds to end. */
  stop(): Promise<void>;
}

/** Requests to one gateway are at least this far apart. Milliseconds. */
const REQUEST_SPACING = 500;
const DOWNLOADS_AT_ONCE = 6;
/** Believed of a model that says nothing of its speed. */
const LIKELY_SECONDS = 20;
/** How long quitting waits for the answer of a submit that is on its way. Milliseconds. */
const QUIT_PATIENCE = 8000;

/** An engine over the given ports. Nothing runs before `start`. */
export function createJobEngine(ports: EnginePorts): JobEngine {
  const { clock, store, log } = ports;
  const book = createJobBook(store);
  const shutdown = new AbortController();
  const cut = new AbortController();
  const waker = createWaker(clock, shutdown.signal);
  const submitter = createSubmitter({ ...ports, book, diskRefused: (error) => queue.diskRefused(error) });
  const queue = createQueue({
    book,
    store,
    clock,
    log,
    waker,
    submitter,
    signals: { quit: shutdown.signal, abort: cut.signal },
    concurrency: () => ports.settings().concurrency,
    left: (id) => driver.drive(id),
  });
  const durations = createDurationBook(
    ({ modelId, resolution }) =>
      (findModel(ports.models, modelId)?.likelySeconds[resolution] ?? LIKELY_SECONDS) / ports.gatewaySpeed,
  );
  const driver = createJobDriver({
    ...ports,
    book,
    pause: waker.pause,
    gate: createRequestGate(clock, REQUEST_SPACING),
    durations,
    inPlace: createPlaces(DOWNLOADS_AT_ONCE).run,
    signal: shutdown.signal,
    keyRefused: (message, origin) => {
      queue.block({ by: 'key', message, until: null }, origin);
    },
  });

  function create(intentId: IntentId, recipe: Recipe): Job {
    const existing = store.findByIntent(intentId);
    if (existing) return existing;
    const { gateway, prices } = ports.settings();
    if (!gateway) throw new RequestError('invalid', 'Choose a gateway first: paste a key or use the demo.', 'model');
    const model = knownModel(ports.models, recipe);
    if (!recipe.sourceIds.every((id) => ports.archive.has(id))) {
      throw new RequestError('invalid', 'A source image is no longer in the library. Remove it.', 'sources');
    }
    const estimate = estimatePrice(model, recipe, prices);
    const job = book.add({
      status: 'queued',
      id: ports.newId(),
      intentId,
      createdAt: clock.now(),
      recipe,
      gateway,
      estimate,
      tries: 0,
      notBefore: 0,
      problem: null,
    });
    queue.pump();
    return job;
  }

  return {
    start() {
      for (const job of store.listed().toReversed()) {
        if (job.status === 'done') durations.note(durationKey(job), (job.completedAt - job.acceptedAt) / 1000);
      }
      for (const job of store.unfinished()) driver.drive(job.id);
      queue.start().catch((error: unknown) => {
        log.error('The queue could not be started', { error });
      });
    },
    list: () => ({ revision: book.revision(), jobs: store.listed(), blocked: queue.blocked() }),
    submit: create,
    cancel(id) {
      const job = book.get(id);
      if (isFinished(job) || job.status === 'saving' || job.status === 'submitting') return job;
      return book.apply(id, { type: 'cancel', at: clock.now() });
    },
    retryDownload(id) {
      const job = book.get(id);
      if (job.status !== 'done' && job.status !== 'saving') return job;
      const again = book.apply(id, { type: 'retry-outputs' });
      waker.wake();
      driver.drive(id);
      return again;
    },
    submitAgain: (id, intentId) => create(intentId, book.get(id).recipe),
    dismiss(id) {
      if (isFinished(book.get(id))) book.dismiss(id);
    },
    resume: queue.resume,
    wake: waker.wake,
    keyChanged: queue.keyChanged,
    onChange: (listener) =>
      book.onChange((change) => {
        listener({ ...change, blocked: queue.blocked() });
      }),
    async stop() {
      shutdown.abort('shutdown');
      // An answer that is about to come is worth some seconds: without it the job would end as unknown.
      const patience = clock.sleep(QUIT_PATIENCE, cut.signal).catch(() => undefined);
      await Promise.race([queue.idle(), patience]);
      cut.abort('shutdown');
      await Promise.all([queue.idle(), driver.idle()]);
    },
  };
}

/** The model of the recipe. Throws `invalid` with the composer's field when the recipe can't be sent. */
function knownModel(models: readonly Model[], recipe: Recipe): Model {
  const model = findModel(models, recipe.modelId);
  if (!model) throw new RequestError('invalid', 'This version of Easel does not know that model.', 'model');
  const fault = recipeFaults(model, recipe)[0];
  if (fault) throw new RequestError('invalid', fault.message, fault.field);
  return model;
}
