import { setMaxListeners } from 'node:events';
import type { JobList, QueueBlock } from '../../shared/app-state';
import type { Job } from '../../shared/job';
import { findModel } from '../../shared/models';
import { createDurationBook, durationKey } from './duration-book';
import { createTraffics } from './gateway-traffic';
import { createJobBook, type JobChange } from './job-book';
import { createJobCommands, type JobCommands, outputsOf } from './job-commands';
import { createJobDriver } from './job-driver';
import { tookSeconds } from './job-follow';
import { createSubmitter } from './job-submit';
import type { NewJobPorts } from './new-job';
import { createHostWaits } from './host-waits';
import { createPlaces } from './places';
import type { Ballast, Gateway, ImageArchive, JobStore, Log, Receipts, SourceDelivery, Spool } from './ports';
import { createProbe } from './probe';
import { createQueue } from './queue';
import { createReportLine } from './report-line';
import { DISK_PAUSE, LIBRARY_PAUSE } from './retry';
import { createWaker } from './waker';

/** What the engine is built from. */
export interface EnginePorts extends NewJobPorts {
  readonly random: () => number;
  readonly store: JobStore;
  readonly receipts: Receipts;
  readonly gateway: Gateway;
  readonly archive: ImageArchive;
  readonly spool: Spool;
  readonly sources: SourceDelivery;
  readonly ballast: Ballast;
  readonly log: Log;
  /** False when the system says that there is no network; true says little. */
  readonly online: () => boolean;
  /** How many times faster than life the gateway is believed to be before it was seen: 1, but for a quick demo. */
  readonly gatewaySpeed: number;
  readonly settings: () => ReturnType<NewJobPorts['settings']> & {
    readonly concurrency: number;
    readonly paused: boolean;
  };
  /** Keeps the person's pause over a restart. */
  readonly setPaused: (paused: boolean) => void;
}

/** The job engine: everything that a person can do to jobs. Each method returns when its effect is on disk. */
export interface JobEngine extends JobCommands {
  /** Goes on with every job from the state it was left in. Call once, when the window is up. */
  start(): void;
  list(): JobList;
  /** Nothing new is sent until `resume`, also after a restart. */
  pause(): void;
  /** The person says: go on submitting (after a pause, funds, key, doubt or a long wait). Lifts what the list shows as the block. */
  resume(): void;
  /** Something outside got better (key saved, network back, machine awake): whoever waits tries now. */
  wake(): void;
  /** The system says that the network went or came back. */
  networkChanged(): void;
  /** Another key was saved: jobs that waited for one go on. */
  keyChanged(): void;
  onChange(listener: (change: JobChange & { readonly blocked: QueueBlock | null }) => void): () => void;
  /** Stops without cancelling anything; a submit on its way is given some seconds to end. */
  stop(): Promise<void>;
}

/** Requests to one gateway are at least this far apart; less for a gateway that is quicker than life. Milliseconds. */
const REQUEST_SPACING = 500;
/** One fewer than Chromium's connections to a host: slow downloads must not keep polls of the same host waiting. */
const DOWNLOADS_AT_ONCE = 5;
/** Believed of a model that says nothing of its speed. */
const LIKELY_SECONDS = 20;
/** How long quitting waits for the answer of a submit that is on its way. Milliseconds. */
const QUIT_PATIENCE = 8000;

/** Jobs of the past of which the usual durations are learnt. */
const LEARN_FROM = 200;

/** An engine over the given ports. Nothing runs before `start`. */
export function createJobEngine(ports: EnginePorts): JobEngine {
  const { clock, store, log, settings } = ports;
  const book = createJobBook(store, ports.receipts.ended);
  const shutdown = new AbortController();
  const cut = new AbortController();
  // Hundreds of jobs may wait at once; Node would call it a leak.
  setMaxListeners(0, shutdown.signal, cut.signal);
  const waker = createWaker(clock, shutdown.signal);
  const concurrency = (): number => settings().concurrency;
  const spacing = REQUEST_SPACING / ports.gatewaySpeed;
  const traffics = createTraffics({ clock, random: ports.random, spacing, concurrency });
  const submitter = createSubmitter({
    ...ports,
    book,
    traffics,
    mayGo: (job) => queue.mayGo(job),
    answered: (origin) => {
      queue.answered(origin);
    },
    diskRefused: (error) => {
      queue.diskRefused(error);
    },
    makeRoom: () => queue.makeRoom(),
  });
  const queue = createQueue({
    ...ports,
    book,
    waker,
    submitter,
    traffics,
    signals: { quit: shutdown.signal, abort: cut.signal },
    paused: () => settings().paused,
    left: (id) => {
      driver.drive(id);
    },
  });
  const durations = createDurationBook(
    ({ modelId, resolution }) =>
      (findModel(ports.models, modelId)?.likelySeconds[resolution] ?? LIKELY_SECONDS) / ports.gatewaySpeed,
  );
  const following = {
    ...ports,
    book,
    traffics,
    durations,
    pause: waker.pause,
    signal: shutdown.signal,
    keyRefused: (message: string, origin: string) => {
      queue.block('key', message, null, origin);
    },
    rateLimited: (message: string, until: number, origin: string) => {
      queue.block('rate', message, until, origin);
    },
  };
  const driver = createJobDriver({
    ...following,
    hosts: createHostWaits(clock),
    inPlace: createPlaces(DOWNLOADS_AT_ONCE).run,
    reports: createReportLine(book),
    mayProbe: createProbe(clock, LIBRARY_PAUSE),
    diskRefused: queue.diskRefused,
    makeRoom: queue.makeRoom,
  });

  /** Goes on with everything once the spool is tidy: before, a file that is about to be named could be swept away. */
  async function goOn(): Promise<void> {
    await ports.spool.clean(namedFiles([...store.listed(), ...store.unfinished()]));
    if (shutdown.signal.aborted) return;
    for (const job of store.unfinished()) driver.drive(job.id);
    await queue.start();
  }

  /** A disk that can't be read now is read again: what is paid must not wait for the next start. */
  async function begin(): Promise<void> {
    while (!shutdown.signal.aborted) {
      try {
        await goOn();
        return;
      } catch (error) {
        queue.diskRefused(error);
        await clock.sleep(DISK_PAUSE, shutdown.signal).catch(() => undefined);
      }
    }
  }

  function learn(): void {
    try {
      for (const job of store.newestDone(LEARN_FROM).toReversed()) {
        const took = tookSeconds(job);
        if (took !== null) durations.note(durationKey(job), took);
      }
    } catch (error) {
      log.error('Nothing could be learnt of earlier jobs', { error });
    }
  }

  return {
    ...createJobCommands({ ...following, queue, driver, waker }),
    start() {
      learn();
      void begin();
    },
    list: () => ({ ...listOf(store), revision: book.revision(), blocked: queue.blocked() }),
    pause: queue.pause,
    resume: queue.resume,
    wake() {
      traffics.look();
      waker.wake();
      queue.pump();
    },
    networkChanged: queue.networkChanged,
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

/** Files of the spool that the jobs still need; those of lost outputs too, which a person may ask for again. */
function namedFiles(jobs: readonly Job[]): ReadonlySet<string> {
  const missing = jobs.flatMap(outputsOf).filter(({ state }) => state !== 'saved');
  const origins = missing.map(({ origin }) => origin);
  return new Set(origins.flatMap((origin) => (origin.from === 'spool' ? origin.file : [])));
}

function listOf(store: JobStore): Pick<JobList, 'jobs' | 'past'> {
  return { jobs: store.listed(), past: store.newestDone(LEARN_FROM).flatMap(pastOf) };
}

function pastOf(job: Job): JobList['past'] {
  const { gateway, recipe } = job;
  if (job.status !== 'done') return [];
  const { modelId, resolution, count } = recipe;
  return [{ id: job.id, kind: gateway.kind, modelId, resolution, count, tookMs: job.completedAt - job.submittedAt }];
}
