import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { idText } from '../shared/id-text';
import { ImageId, JobId } from '../shared/ids';
import { DEMO_GATEWAY, MODELS } from '../shared/models';
import type { AppState } from '../shared/ipc';
import { type Connection, createConnection } from './core/connection';
import { createJobEngine, type JobEngine } from './core/job-engine';
import type { Notices } from './core/notices';
import type { JobStore, KeyStore, Log } from './core/ports';
import { systemClock } from './core/system-clock';
import type { Environment } from './environment';
import { createGateway } from './gateway/client';
import { createDemoGateway } from './gateway/demo/demo-gateway';
import { createFileDemoStore } from './gateway/demo/demo-store';
import { createInProcessTransports } from './gateway/demo/in-process';
import type { Painter } from './gateway/demo/painter';
import type { GetTransport } from './gateway/transport';
import { createHttpsSubmit } from './gateway/https-submit';
import type { Desk } from './platform/desk';
import type { Secrets } from './platform/secrets';
import type { SettingsStore } from './platform/settings-store';
import { openDatabase } from './storage/database';
import type { ImageDecoder } from './storage/image-decoder';
import { createJobStore } from './storage/job-store';
import { createLibrary, type Library } from './storage/library';
import { jobMigrations } from './storage/migrations/jobs';
import { createReceipts } from './storage/receipts';
import { createInlineDelivery } from './storage/source-delivery';
import { createSpool } from './storage/spool';
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
  readonly decoder: ImageDecoder;
  readonly painter: Painter;
  /** GETs of polls and downloads. */
  readonly get: GetTransport;
  readonly proxyFor: (url: string) => Promise<string | null>;
  readonly openInBrowser: (address: string) => Promise<void>;
}

/** Everything that handlers may use. */
export interface Services {
  readonly studio: Studio;
  readonly connection: Connection;
  readonly engine: JobEngine;
  readonly library: Library;
  readonly desk: Desk;
  readonly notices: Notices;
  readonly settings: SettingsStore;
  /** Ends all work without cancelling a job, then closes the files. */
  close(): Promise<void>;
}

const newId = (): string => idText(randomBytes(20));
const newImageId = (): ImageId => ImageId.parse(`img_${newId()}`);
const newJobId = (): JobId => JobId.parse(`job_${newId()}`);

/** Builds every service, once. Throws when the journal can't be opened: without it nothing may be sent. */
export function createServices(ground: Ground): Services {
  const { settings, notices, log, desk, decoder, secrets, environment } = ground;
  const clock = systemClock;
  const inUserData = (name: string): string => join(ground.userData, name);
  const notify = (message: string): void => {
    notices.add('warning', message);
  };

  const connection = createConnection({
    keys: ground.keys,
    settings,
    fixedOrigin: environment.gatewayOrigin,
    demoOrigin: DEMO_GATEWAY,
    confirm: (question) => desk.confirm(question),
    testKey: (origin) => gateway.testKey(origin, AbortSignal.timeout(KEY_TEST_PATIENCE)),
    addSecret: (secret) => {
      secrets.add(secret);
    },
  });
  const background = new AbortController();
  const gateway = createGateway({
    models: MODELS,
    clock,
    keyFor: (origin) => connection.keyFor(origin),
    mask: (text) => secrets.mask(text),
    transports: {
      live: { submit: createHttpsSubmit({ proxyFor: ground.proxyFor }), get: ground.get },
      demo: createInProcessTransports(createDemo(ground, background.signal), DEMO_GATEWAY),
    },
  });

  const chosen = settings.read().libraryFolder;
  const folder = environment.libraryFolder ?? chosen ?? ground.defaultLibrary;
  // A folder that a person once chose and that is missing now lies on a disk that is away.
  const create = environment.libraryFolder !== null || chosen === null;
  const library = createLibrary(folder, { clock, decoder, log, notify }, create);
  const { store, close: closeJobs } = openJobs(inUserData('jobs.db'), notify, log);
  const engine = createJobEngine({
    clock,
    random: Math.random,
    newId: newJobId,
    models: MODELS,
    store,
    receipts: createReceipts({ folder: inUserData('receipts'), mask: (text) => secrets.mask(text), now: clock.now }),
    gateway,
    archive: library,
    spool: createSpool(inUserData('spool')),
    sources: createInlineDelivery(library, decoder),
    log,
    gatewaySpeed: environment.demoSpeed,
    settings: () => ({
      gateway: connection.gateway(),
      concurrency: settings.read().concurrency,
      prices: settings.read().prices,
    }),
  });
  const studio = createStudio({
    version: ground.version,
    platform: ground.platform,
    connection,
    library,
    desk,
    notices,
    fixed: { gateway: environment.gatewayOrigin !== null, library: environment.libraryFolder !== null },
    changeSettings: (change) => settings.change(change),
    newImageId,
    now: clock.now,
    openInBrowser: ground.openInBrowser,
  });

  return {
    studio,
    connection,
    engine,
    library,
    desk,
    notices,
    settings,
    async close() {
      const stopped = engine.stop();
      // A submit that waits for its sources is kept back anyway: nobody needs to wait for the decoder.
      decoder.close();
      try {
        await stopped;
      } finally {
        background.abort();
        library.close();
        closeJobs();
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

function openJobs(
  file: string,
  notify: (message: string) => void,
  log: Log,
): { readonly store: JobStore; readonly close: () => void } {
  const { database, setAside } = openDatabase({ file, migrations: jobMigrations, now: systemClock.now });
  if (setAside !== null) {
    notify(`The list of jobs was damaged and is kept as “${setAside}”. What was sent is in the receipts.`);
  }
  const store = createJobStore(database, (id, reason) => {
    log.error('A job can’t be read and was set aside', { id, reason });
    notify('Some jobs can’t be read. They are kept as they are; what was sent and answered is in the receipts.');
  });
  return {
    store,
    close: () => {
      database.close();
    },
  };
}
