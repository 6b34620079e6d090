import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { idText } from '../shared/id-text';
import { JobId } from '../shared/ids';
import { DEMO_GATEWAY, MODELS } from '../shared/models';
import type { AppState, Notice } from '../shared/app-state';
import type { BucketSettings } from './bucket/bucket';
import { createBucketCall } from './bucket/bucket-call';
import { createOwnBucket } from './bucket/own-bucket';
import { type Connection, createConnection } from './core/connection';
import { createJobEngine, type JobEngine } from './core/job-engine';
import type { NetworkSettings } from './core/network-settings';
import type { Notices } from './core/notices';
import type { KeyStore, Log } from './core/ports';
import { systemClock } from './core/system-clock';
import { createTasks, type Tasks } from './core/tasks';
import type { Environment } from './environment';
import { createGateway } from './gateway/client';
import { createDemoGateway } from './gateway/demo/demo-gateway';
import { createFileDemoStore } from './gateway/demo/demo-store';
import { createInProcessTransports } from './gateway/demo/in-process';
import type { Painter } from './gateway/demo/painter';
import type { GetTransport } from './gateway/transport';
import { createLibraryServices, type LibraryServices } from './library-services';
import { createLinks, type Links } from './links/links';
import { createOutbound } from './outbound';
import { createLearntSteps } from './delivery/learnt-steps';
import { createSourceDelivery } from './delivery/source-delivery';
import { openJournal } from './journal';
import type { Papers } from './papers';
import { createPromptServices, type PromptServices } from './prompt-services';
import type { Desk } from './platform/desk';
import type { FileDesk } from './platform/file-desk';
import type { Network, NetworkPorts } from './platform/network';
import type { Secrets } from './platform/secrets';
import type { SettingsStore } from './platform/settings-store';
import type { ImageConverter, ImageDecoder } from './storage/images/image-decoder';
import type { LibraryWorker } from './storage/library/library-worker-line';
import type { ReplyWorker } from './storage/jobs/reply-worker-line';
import { createStudio, type Studio } from './studio';

/** What the services stand on: everything that is Electron's or the machine's. */
export interface Ground {
  readonly version: string;
  readonly platform: AppState['platform'];
  readonly userData: string;
  readonly defaultLibrary: string;
  readonly environment: Environment;
  readonly settings: SettingsStore;
  readonly keys: KeyStore;
  readonly secrets: Secrets;
  readonly notices: Notices;
  readonly log: Log;
  readonly desk: Desk;
  readonly files: FileDesk;
  readonly decoder: ImageDecoder & ImageConverter;
  readonly painter: Painter;
  /** Writes and reads large replies on a thread of its own. */
  readonly replyWorker: ReplyWorker;
  /** A thread for the library's work that ends after so many milliseconds without any. */
  readonly libraryWorker: (idleMs: number) => LibraryWorker;
  /** Chromium's network, with its GETs. */
  readonly network: (ports: Omit<NetworkPorts, 'session'>) => Network & { readonly get: GetTransport };
  readonly online: () => boolean;
  readonly openInBrowser: (address: string) => Promise<void>;
}

/** Everything that handlers may use. */
export interface Services extends Omit<LibraryServices, 'close' | 'reader'>, Omit<PromptServices, 'close'> {
  readonly studio: Studio;
  readonly connection: Connection;
  readonly network: NetworkSettings;
  readonly bucket: BucketSettings;
  readonly links: Links;
  readonly papers: Papers;
  readonly engine: JobEngine;
  readonly tasks: Tasks;
  readonly notices: Notices;
  readonly settings: SettingsStore;
  /** Goes on with what an earlier run left; call once, when the window is up. */
  start(): Promise<void>;
  /** Ends all work without cancelling a job, then closes the files. */
  close(): Promise<void>;
}

const newId = (): string => idText(randomBytes(20));
const newJobId = (): JobId => JobId.parse(`job_${newId()}`);

/** Builds every service, once. Throws when the journal can't be opened: without it nothing may be sent. */
export function createServices(ground: Ground): Services {
  const { settings, notices, log, desk, decoder, secrets, environment } = ground;
  const clock = systemClock;
  const notify = (message: string, tone: Notice['tone'] = 'warning'): void => {
    notices.add(tone, message);
  };

  /** What handles secrets of the person: keys, and questions that no page can answer. */
  const guarded = {
    keys: ground.keys,
    settings,
    confirm: (question: Parameters<Desk['confirm']>[0]) => desk.confirm(question),
    addSecret: (secret: string) => {
      secrets.add(secret);
    },
  };
  const connection = createConnection({
    ...guarded,
    fixedOrigin: environment.gatewayOrigin,
    demoOrigin: DEMO_GATEWAY,
    testKey: (origin) => gateway.testKey(origin, AbortSignal.timeout(KEY_TEST_PATIENCE)),
  });
  const journal = openJournal(ground, notify);
  const outbound = createOutbound(ground, connection.settings, notify);
  const background = new AbortController();
  const transports = {
    live: outbound.transports,
    demo: createInProcessTransports(createDemo(ground, background.signal), DEMO_GATEWAY),
  };
  const gateway = createGateway({
    models: MODELS,
    clock,
    keyFor: (origin) => connection.keyFor(origin),
    mask: (text) => secrets.mask(text),
    bodies: journal.bodies,
    transports,
  });

  const bucket = createOwnBucket({
    ...{ ...guarded, clock, log, notify, userData: ground.userData },
    call: createBucketCall(outbound.connections),
    jobOf: (id) => journal.jobs.get(id),
  });
  const tasks = createTasks(clock.monotonic);
  const ofLibrary = createLibraryServices(ground, tasks, notify);
  const { library } = ofLibrary;
  const ofPrompts = createPromptServices(ground, library, ofLibrary.reader, notify);
  const engine = createJobEngine({
    ...{ clock, log, gateway, models: MODELS, random: Math.random, newId: newJobId },
    store: journal.jobs,
    receipts: journal.receipts,
    archive: library,
    spool: journal.spool,
    sources: createSourceDelivery({
      ...{ library, decoder, clock, transports, jobs: journal.jobs, models: MODELS, bucket },
      learnt: createLearntSteps(join(ground.userData, 'delivery.json'), clock.now),
      choice: (modelId) => settings.read().delivery[modelId] ?? 'auto',
    }),
    ballast: journal.ballast,
    online: ground.online,
    gatewaySpeed: environment.demoSpeed,
    settings: () => {
      const { concurrency, prices, paused, webhook } = settings.read();
      return { gateway: connection.gateway(), concurrency, prices, paused, webhook };
    },
    setPaused: (paused) => {
      settings.change({ paused });
    },
  });
  engine.onChange(({ jobs }) => {
    ofPrompts.prompts.changed(jobs);
    bucket.changed(jobs);
  });
  const fixed = { gateway: environment.gatewayOrigin !== null, library: environment.libraryFolder !== null };
  const studio = createStudio({
    version: ground.version,
    platform: ground.platform,
    ...{ connection, library, desk, notices, tasks, fixed },
    changeSettings: (change) => settings.change(change),
    openInBrowser: ground.openInBrowser,
  });

  let closing = false;
  return {
    ...ofLibrary,
    ...ofPrompts,
    studio,
    connection,
    network: outbound.settings,
    bucket,
    links: createLinks({ connections: outbound.connections, trusted: environment.gatewayOrigin }, ofLibrary.imports),
    papers: journal.papers(library),
    engine,
    tasks,
    notices,
    settings,
    async start() {
      // Before the first request: a job must not go round the proxy.
      await outbound.start();
      if (closing) return;
      engine.start();
      library.startDecoding();
      ofLibrary.care.start();
      ofPrompts.prompts.start();
      bucket.start();
    },
    async close() {
      closing = true;
      const stopped = engine.stop();
      tasks.close();
      // A submit that waits for its sources is kept back anyway: nobody needs to wait for the decoder or the bucket.
      decoder.close();
      bucket.close();
      try {
        await stopped;
      } finally {
        background.abort();
        void ground.replyWorker.close();
        ofPrompts.close();
        await ofLibrary.close();
        journal.close();
      }
    },
  };
}

/** Longest wait for the test of a key. Milliseconds. */
const KEY_TEST_PATIENCE = 20_000;

/** The gateway in a box, with its jobs in user data so that they outlive a restart. */
function createDemo(ground: Ground, signal: AbortSignal): ReturnType<typeof createDemoGateway> {
  return createDemoGateway({
    models: MODELS,
    clock: systemClock,
    random: Math.random,
    store: createFileDemoStore(join(ground.userData, 'demo-gateway')),
    painter: ground.painter,
    speed: ground.environment.demoSpeed,
    keys: null,
    submitsPerMinute: null,
    signal,
  });
}
