import { z } from 'zod';
import type { ActionId } from './actions';
import { ACTIONS } from './actions';
import type {
  AppState,
  LibraryState,
  Backup,
  LibraryReport,
  Notice,
  JobList,
  QueueBlock,
  ImportOutcome,
} from './app-state';
import type { JobEvidence } from './evidence';
import type { ExportSummary } from './export';
import { ExportOrder } from './export';
import { Writing } from './draft';
import { BatchId, CollectionId, ImageId, IntentId, JobId, SmartId } from './ids';
import type { EditingAnswers, EditingEvents } from './ipc-editing';
import { editingRequests } from './ipc-editing';
import type { WritingAnswers, WritingEvents } from './ipc-writing';
import { writingRequests } from './ipc-writing';
import type { LibraryImage } from './image';
import { Tag } from './image';
import type { Job } from './job';
import type { KeyState, KeyTest } from './key';
import type { Ledger } from './ledger';
import type { Collection, LibraryChange, LibraryColumns, SmartCollection } from './library';
import { SavedQuery } from './library-query';
import type { HistoryEntry, OrganiseStep } from './organise';
import { OrganiseChange } from './organise';
import { MOST_ORDERS } from './orders';
import { Recipe } from './recipe';
import type { Result } from './result';
import type { Settings } from './settings';
import { Proxy, SettingsChange } from './settings';
import type { Task } from './task';
import { TaskId } from './task';
import { WebhookChoice } from './webhook';

/** The most that a picture without a file may weigh: it crosses to main once, whole. */
export const MOST_DATA_BYTES = 64 * 1024 * 1024;

const Nothing = z.undefined();
const One = z.strictObject({ id: ImageId });
const OneJob = z.strictObject({ id: JobId });
const OneCollection = z.strictObject({ id: CollectionId });
const CollectionName = z.string().trim().min(1).max(100);
const Images = z.array(ImageId).min(1).max(100_000);
/** Paths reach main only from the preload, which takes them from files that were dropped on or chosen in this window. */
const Paths = z.strictObject({ paths: z.array(z.string().min(1).max(4096)).min(1).max(10_000) });
/** Bytes of a picture that was pasted or dropped without a file behind it. */
const Data = z.strictObject({
  name: z.string().max(300),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MOST_DATA_BYTES),
});

/**
 * Every request that the window may make: the schema that its input must match. Main answers with the type of the same
 * name in `Answers`.
 */
export const requests = {
  'app.state': Nothing,
  'app.dismissNotice': z.strictObject({ id: z.string().max(100) }),
  'app.openConsole': Nothing,
  'app.enable': z.strictObject({ disabled: z.array(z.enum(ACTIONS.map(({ id }) => id))).max(ACTIONS.length) }),
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
    writing: Writing.nullable().default(null),
  }),
  'jobs.submitBatch': z.strictObject({
    batchId: BatchId,
    orders: z
      .array(z.strictObject({ intentId: IntentId, recipe: Recipe }))
      .min(1)
      .max(MOST_ORDERS),
    webhook: WebhookChoice.default('profile'),
    writing: Writing,
  }),
  'jobs.cancelBatch': z.strictObject({ id: BatchId }),
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
  'collections.members': OneCollection,
  'smart.save': z.strictObject({ id: SmartId.nullable(), name: CollectionName, query: SavedQuery }),
  'smart.remove': z.strictObject({ id: SmartId }),
  'tags.rename': z.strictObject({ from: Tag, to: Tag }),
  'tags.remove': z.strictObject({ tag: Tag }),
  'library.columns': Nothing,
  'library.search': z.strictObject({ search: z.string().max(1000) }),
  'library.byName': Nothing,
  'library.images': z.strictObject({ ids: z.array(ImageId).max(500) }),
  'library.found': One,
  'library.organise': z.strictObject({ ids: Images, change: OrganiseChange }),
  'library.undo': Nothing,
  'library.redo': Nothing,
  'library.history': Nothing,
  'library.emptyTrash': z.strictObject({ ids: z.array(ImageId).max(100_000).nullable() }),
  'library.importDialog': z.strictObject({ what: z.enum(['files', 'folder']) }),
  'library.importPaths': Paths,
  'library.importData': Data,
  'library.export': ExportOrder,
  'library.move': Nothing,
  'library.retry': Nothing,
  'library.takeOver': Nothing,
  'library.check': Nothing,
  'library.backUp': Nothing,
  'library.backups': Nothing,
  'library.restore': z.strictObject({ name: z.string().max(200) }),
  'library.rebuild': Nothing,
  'image.reveal': One,
  'image.openWith': z.strictObject({ id: ImageId, how: z.enum(['default', 'choose']) }),
  'images.drag': z.strictObject({ ids: Images }),
  'images.copyFiles': z.strictObject({ ids: Images }),
  'images.copyPaths': z.strictObject({ ids: Images }),
  'task.cancel': z.strictObject({ id: TaskId }),
  ...writingRequests,
  ...editingRequests,
} as const;

/** How many something was done to. */
interface Count {
  readonly count: number;
}

/** What main answers to each request. */
export interface Answers extends WritingAnswers, EditingAnswers {
  'app.state': AppState;
  'app.dismissNotice': null;
  'app.openConsole': null;
  /** What the application menu shows as not possible now; all else as possible. */
  'app.enable': null;
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
  /** One job for each order, in one commit: all of them or none; those of intents that exist already as they are. */
  'jobs.submitBatch': readonly Job[];
  /** Takes back what of the batch still waits to be sent. */
  'jobs.cancelBatch': Count;
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
  /** Images of the collection, in the trash or not, as numbers of their records. */
  'collections.members': Int32Array;
  /** Null for `id` makes a new one. `invalid` with field `name` when the name is taken. */
  'smart.save': SmartCollection;
  'smart.remove': null;
  /** To a tag that exists: the two become one. */
  'tags.rename': OrganiseStep;
  'tags.remove': OrganiseStep;
  'library.columns': LibraryColumns;
  /** Numbers of the records that the words are found in, in no order; see `parseSearch` for what may be typed. */
  'library.search': Int32Array;
  /** Numbers of all records in the order of their titles. */
  'library.byName': Int32Array;
  /** Only those that exist. */
  'library.images': readonly LibraryImage[];
  /** What another program wrote into an imported file of how it was made, as found. */
  'library.found': { readonly text: string | null };
  /** One step of the history, however many images. `unavailable` when the library can't be changed now. */
  'library.organise': OrganiseStep;
  /** Null when there is nothing to undo. */
  'library.undo': OrganiseStep | null;
  'library.redo': OrganiseStep | null;
  /** Newest first, the last 500. */
  'library.history': readonly HistoryEntry[];
  /** After a native confirmation; null empties all of it. Files go to the system's trash where there is one. */
  'library.emptyTrash': Count;
  /** Files or folders chosen in a native dialog; `cancelled` when none were. */
  'library.importDialog': readonly ImportOutcome[];
  'library.importPaths': readonly ImportOutcome[];
  'library.importData': readonly ImportOutcome[];
  /** To a folder or ZIP chosen in a native dialog; `cancelled` when none was. Replaces no file. */
  'library.export': ExportSummary;
  /** Moves every file to a folder chosen in a native dialog; `cancelled` when none was or the person ended it. */
  'library.move': LibraryState;
  /** Looks at the folder again: its disk may be back. */
  'library.retry': LibraryState;
  /** After a native confirmation, where `mayTakeOver` says so. */
  'library.takeOver': LibraryState;
  'library.check': LibraryReport;
  'library.backUp': Backup;
  /** Newest first. */
  'library.backups': readonly Backup[];
  /** After a native confirmation; the records of the moment are backed up first. */
  'library.restore': LibraryState;
  /** After a native confirmation: records made anew from files, sidecars and receipts; the old ones are kept aside. */
  'library.rebuild': LibraryState;
  'image.reveal': null;
  /** In the system's program for it, or in one that the person chooses; `cancelled` when none was. */
  'image.openWith': null;
  /** Begins a native drag of the files; answers when the system has taken it over or it has ended. */
  'images.drag': null;
  'images.copyFiles': Count;
  'images.copyPaths': Count;
  'task.cancel': null;
}

/** Everything that main tells the window by itself. Revisions rise by one per store: an older one is to be ignored. */
export interface Events extends WritingEvents, EditingEvents {
  /** Jobs that are new or have changed. */
  'jobs.changed': {
    readonly revision: number;
    readonly jobs: readonly Job[];
    readonly removed: readonly JobId[];
    readonly blocked: QueueBlock | null;
  };
  'library.changed': LibraryChange;
  'library.state': LibraryState;
  'settings.changed': Settings;
  'key.changed': KeyState;
  'notice.added': Notice;
  'task.changed': Task;
  /** A notification was clicked: the image is to be shown large. */
  'image.open': { readonly id: ImageId };
  /** A line of the application menu was chosen, `byKey` when its key was pressed. */
  'menu.command': { readonly id: ActionId; readonly byKey: boolean };
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
  /** Imports files and folders that were dropped, pasted or chosen here; pictures without a file behind them as data. */
  importFiles(files: readonly File[]): Promise<Result<readonly ImportOutcome[]>>;
  /** Listens to one event; returns the way to stop. */
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void;
}
