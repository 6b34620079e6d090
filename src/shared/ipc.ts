import { z } from 'zod';
import type { JobEvidence } from './evidence';
import { CollectionId, ImageId, IntentId, JobId } from './ids';
import type { Collection, LibraryImage, LibraryIndex } from './image';
import { LibraryView } from './image';
import type { Job } from './job';
import type { KeyState, KeyTest } from './key';
import type { Ledger } from './ledger';
import { Recipe } from './recipe';
import type { Result } from './result';
import type { Settings } from './settings';
import { Proxy, SettingsChange } from './settings';
import { WebhookChoice } from './webhook';

/** What the window needs to draw its first frame. */
export interface AppState {
  readonly version: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly settings: Settings;
  /** Set from outside (EASEL_GATEWAY_URL, EASEL_LIBRARY_DIR): shown, and not to be changed in the settings. */
  readonly fixed: { readonly gateway: boolean; readonly library: boolean };
  readonly key: KeyState;
  readonly library: LibraryState;
  readonly notices: readonly Notice[];
}

/** Where the library is and whether it can be used. */
export type LibraryState =
  | { readonly status: 'open'; readonly folder: string }
  | { readonly status: 'unavailable'; readonly folder: string; readonly message: string };

/** Something that happened by itself and that the person should know. Stays until it is dismissed. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Every job that is listed, newest first. */
export interface JobList {
  readonly revision: number;
  readonly jobs: readonly Job[];
  /** Set while jobs wait for something that only the person or the network can give. */
  readonly blocked: QueueBlock | null;
  /** The newest jobs that are done, listed or not, newest first: from them the window says what is typical. */
  readonly past: readonly PastJob[];
}

/** How long a job took the gateway, with what decides it. */
export interface PastJob {
  readonly id: JobId;
  readonly kind: 'demo' | 'live';
  readonly modelId: string;
  readonly resolution: string;
  readonly count: number;
  /** Milliseconds from the submit to its completion as seen here. */
  readonly tookMs: number;
}

/** Why nothing is submitted at the moment. An overlay: it changes no job. */
export interface QueueBlock {
  readonly by: 'key' | 'funds' | 'rate' | 'unknown' | 'confirm' | 'disk' | 'network' | 'user';
  readonly message: string;
  /** When it ends by itself, in milliseconds since 1970; null when it waits for the person. */
  readonly until: number | null;
}

/** What became of one file that was handed in. */
export type ImportOutcome =
  | { readonly name: string; readonly ok: true; readonly imageId: ImageId }
  | { readonly name: string; readonly ok: false; readonly message: string };

const Nothing = z.undefined();
const One = z.strictObject({ id: ImageId });
const OneJob = z.strictObject({ id: JobId });
const OneCollection = z.strictObject({ id: CollectionId });
const CollectionName = z.string().trim().min(1).max(100);
const Images = z.array(ImageId).min(1).max(100_000);
/** Paths reach main only from the preload, which takes them from files that were dropped on or chosen in this window. */
const Paths = z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(1000) });

/**
 * Every request that the window may make: the schema that its input must match. Main answers with the type of the same
 * name in `Answers`.
 */
export const requests = {
  'app.state': Nothing,
  'app.dismissNotice': z.strictObject({ id: z.string().max(100) }),
  'app.openConsole': Nothing,
  'settings.change': SettingsChange,
  'settings.useDemo': Nothing,
  'settings.useGateway': z.strictObject({ address: z.string().max(2000) }),
  'settings.chooseLibrary': Nothing,
  'settings.showLibrary': Nothing,
  'settings.setProxy': z.strictObject({
    proxy: Proxy,
    /** Null keeps the one that is stored; empty forgets it. */
    password: z.string().max(1000).nullable(),
  }),
  'settings.chooseCertificate': Nothing,
  'settings.removeCertificate': Nothing,
  'key.save': z.strictObject({ key: z.string().max(10_000) }),
  'key.remove': Nothing,
  'key.test': Nothing,
  'jobs.list': Nothing,
  'jobs.submit': z.strictObject({
    intentId: IntentId,
    recipe: Recipe,
    webhook: WebhookChoice.default('profile'),
  }),
  'jobs.cancel': OneJob,
  'jobs.retryDownload': OneJob,
  'jobs.submitAgain': z.strictObject({ id: JobId, intentId: IntentId }),
  'jobs.dismiss': OneJob,
  'jobs.identify': z.strictObject({ id: JobId, requestId: z.string().trim().min(1).max(300) }),
  'jobs.pause': Nothing,
  'jobs.resume': Nothing,
  'jobs.cancelQueued': Nothing,
  'jobs.retryDownloads': Nothing,
  'jobs.clearFinished': Nothing,
  'jobs.evidence': OneJob,
  'receipts.export': Nothing,
  'ledger.read': z.strictObject({ by: z.enum(['day', 'month', 'collection']) }),
  'ledger.export': Nothing,
  'collections.create': z.strictObject({ name: CollectionName, images: z.array(ImageId).max(100_000) }),
  'collections.rename': z.strictObject({ id: CollectionId, name: CollectionName }),
  'collections.remove': OneCollection,
  'collections.add': z.strictObject({ id: CollectionId, images: Images }),
  'collections.take': z.strictObject({ id: CollectionId, images: Images }),
  'library.index': z.strictObject({ view: LibraryView, search: z.string().max(1000) }),
  'library.images': z.strictObject({ ids: z.array(ImageId).max(500) }),
  'library.importDialog': Nothing,
  'library.importPaths': Paths,
  'image.reveal': One,
} as const;

/** How many something was done to. */
interface Count {
  readonly count: number;
}

/** What main answers to each request. */
export interface Answers {
  'app.state': AppState;
  'app.dismissNotice': null;
  'app.openConsole': null;
  'settings.change': Settings;
  'settings.useDemo': Settings;
  /** `cancelled` when the person declines the native confirmation of a new address. */
  'settings.useGateway': Settings;
  /** The folder chosen in a native dialog; `cancelled` when none was. */
  'settings.chooseLibrary': LibraryState;
  'settings.showLibrary': null;
  /** `cancelled` when the person declines the native confirmation; `invalid` with field `proxy`. */
  'settings.setProxy': Settings;
  /** Chosen in a native dialog and confirmed there; `invalid` when the file is no certificate of an authority. */
  'settings.chooseCertificate': Settings;
  'settings.removeCertificate': Settings;
  'key.save': KeyState;
  'key.remove': KeyState;
  'key.test': KeyTest;
  'jobs.list': JobList;
  /** The job of that intent; the same again when it exists already. `invalid` with the composer's field when it can't be sent. */
  'jobs.submit': Job;
  /** Before it was sent: cancelled. After: "left running", its images still arrive. */
  'jobs.cancel': Job;
  'jobs.retryDownload': Job;
  /** A new job with the same recipe; the old one stays as it is. */
  'jobs.submitAgain': Job;
  /** Takes a finished job from the list, never from the history. */
  'jobs.dismiss': null;
  /** An unknown job goes on with the id found in the gateway's console. `invalid` when the gateway or another job says no. */
  'jobs.identify': Job;
  /** Nothing new is submitted until `jobs.resume`, also after a restart. What was submitted goes on. */
  'jobs.pause': null;
  /** Submits again after a pause, or after funds, key, doubt or a long wait stopped the queue. */
  'jobs.resume': null;
  /** Takes back every job that waits to be sent. */
  'jobs.cancelQueued': Count;
  /** Tries every missing image again. */
  'jobs.retryDownloads': Count;
  /** Takes finished jobs from the list that need no decision any more. */
  'jobs.clearFinished': Count;
  'jobs.evidence': JobEvidence;
  /** Copies every receipt to a folder chosen in a native dialog; `cancelled` when none was. */
  'receipts.export': { readonly path: string };
  'ledger.read': Ledger;
  /** One line for each job as CSV, to a file chosen in a native dialog; `cancelled` when none was. */
  'ledger.export': { readonly path: string };
  /** A new collection with those images; `invalid` with field `name` when the name is taken. */
  'collections.create': Collection;
  'collections.rename': null;
  /** Takes the collection away, none of its images. */
  'collections.remove': null;
  'collections.add': null;
  'collections.take': null;
  'library.index': LibraryIndex;
  /** Only those that exist. */
  'library.images': readonly LibraryImage[];
  'library.importDialog': readonly ImportOutcome[];
  'library.importPaths': readonly ImportOutcome[];
  'image.reveal': null;
}

/** A command that a menu sends to the window. */
export type MenuCommand =
  | 'settings'
  | 'focus-prompt'
  | 'generate'
  | 'search'
  | 'import'
  | 'toggle-rail'
  | 'toggle-inspector'
  | 'show-library'
  | 'show-queue'
  | 'show-ledger'
  | 'pause-queue'
  | 'cancel-waiting'
  | 'retry-downloads'
  | 'clear-finished'
  | 'export-receipts'
  | 'larger-tiles'
  | 'smaller-tiles'
  | 'shortcuts';

/** Everything that main tells the window by itself. Revisions rise by one per store: an older one is to be ignored. */
export interface Events {
  /** Jobs that are new or have changed. */
  'jobs.changed': {
    readonly revision: number;
    readonly jobs: readonly Job[];
    readonly removed: readonly JobId[];
    readonly blocked: QueueBlock | null;
  };
  /** The library has changed; the index is to be asked for again. `changed` names images whose details or pixels are new. */
  'library.changed': {
    readonly revision: number;
    readonly added: readonly ImageId[];
    readonly changed: readonly ImageId[];
  };
  'library.state': LibraryState;
  'settings.changed': Settings;
  'key.changed': KeyState;
  'notice.added': Notice;
  /** A notification was clicked: the image is to be shown large. */
  'image.open': { readonly id: ImageId };
  'menu.command': { readonly command: MenuCommand };
}

/** The name of a request. */
export type Route = keyof typeof requests;
/** What a request takes, as the window writes it. */
export type Input<R extends Route> = z.input<(typeof requests)[R]>;
/** What a request takes after its schema. */
export type Parsed<R extends Route> = z.output<(typeof requests)[R]>;

/** Requests that only the preload makes, with paths of files that a person handed in; the page can't name them. */
export type PreloadRoute = 'library.importPaths';
/** Requests that the page may make. */
export type PageRoute = Exclude<Route, PreloadRoute>;

/** What the preload puts on `window.easel`. */
export interface Bridge {
  /** Asks main; never throws, never rejects. */
  request<R extends PageRoute>(route: R, input: Input<R>): Promise<Result<Answers[R]>>;
  /** Imports files that were dropped or chosen here. Files without a path (dragged out of a web page) are answered with a sentence. */
  importFiles(files: readonly File[]): Promise<Result<readonly ImportOutcome[]>>;
  /** Listens to one event; returns the way to stop. */
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void;
}

/** The one channel of requests and the one of events. */
export const REQUEST_CHANNEL = 'easel:request';
/** See `REQUEST_CHANNEL`. */
export const EVENT_CHANNEL = 'easel:event';
