import type { Delivery } from '../../shared/delivery';
import type { EvidenceEntry } from '../../shared/evidence';
import type { ImageId, IntentId, JobId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { LibraryState } from '../../shared/app-state';
import type { Job, JobGateway, JobIn, OutputOrigin } from '../../shared/job';
import type { Problem } from '../../shared/problem';

/** Time, as a parameter, so that tests can be the clock. */
export interface Clock {
  /** Milliseconds since 1970. May jump; for records and display. */
  now(): number;
  /** Milliseconds of a clock that never jumps; for durations. */
  monotonic(): number;
  /** Resolves after that many milliseconds, or rejects with the signal's reason as soon as it aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Jobs on disk. Each write is committed and synced when the call returns; memory can be dropped at any moment. */
export interface JobStore {
  /** Stores a new job. When its intent exists already nothing is written and the job of that intent is returned. */
  insert(job: Job): Job;
  /** The same for each of the jobs, in one commit: all of them or nothing. */
  insertAll(jobs: readonly Job[]): readonly Job[];
  /** Replaces the job of the same id. Throws when there is none: a job is inserted first. */
  save(job: Job): void;
  /** Writes the new state of each, in one commit: all of it or nothing. */
  saveAll(jobs: readonly Job[]): void;
  get(id: JobId): Job | undefined;
  findByIntent(intentId: IntentId): Job | undefined;
  /** What the list shows, newest first, without dismissed ones: all that are unfinished or unknown, the newest 200 others, and the rest of each one's batch. */
  listed(): readonly Job[];
  /** Jobs from which something still has to happen, oldest first. */
  unfinished(): readonly Job[];
  /** Queued jobs whose wait is over, oldest first, at most `limit`; none of the gateways in `except`. Cheap with any number of jobs. */
  due(now: number, except: readonly string[], limit: number): readonly JobIn<'queued'>[];
  /** When the wait of the next queued job ends that is not due yet, or null; none of the gateways in `except`. */
  nextDue(now: number, except: readonly string[]): number | null;
  /** Takes a job from the list; its row stays. */
  dismiss(id: JobId): void;
  /** The newest jobs that are done, newest first, listed or not: what is usual is learnt from them. */
  newestDone(count: number): readonly Job[];
  /** Takes from the list what ended well: done without a lost output, or cancelled. Returns those that were listed. */
  dismissFinished(): readonly JobId[];
  /** The job that a request of that gateway belongs to. */
  findByRequest(origin: string, requestId: string): Job | undefined;
}

/** A reply of the gateway as it came. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text with every secret masked; above 256 KiB the bytes as they came, which are masked off the main thread. */
  readonly body: string | Uint8Array;
}

/**
 * The append-only journal of everything that may cost money, one JSON object a line. Secrets are masked before anything
 * is written. What protects money is synced when the call returns or resolves; the rest helps to explain and to rebuild.
 */
export interface Receipts {
  /** Before the first byte of a submit leaves; with the whole job, so that a lost database can be rebuilt. Synced once it resolves. */
  sending(job: JobIn<'submitting'>, order: SubmitOrder): Promise<void>;
  /** The connection failed before anything was handed over. Not synced: without it the job is taken as in doubt. */
  notSent(jobId: JobId, attempt: number): void;
  /** The raw reply of a submit, before it is parsed. Synced once it resolves; a large one is written off the main thread. */
  reply(jobId: JobId, attempt: number, reply: RawReply): Promise<void>;
  /** The reply recorded for the job's last submit of that attempt, or null: then its outcome can't be known. */
  findReply(jobId: JobId, attempt: number): Promise<RawReply | null>;
  /** A reply to a look at the status that ended the job or could not be understood. Not synced. Never throws. */
  status(jobId: JobId, reply: RawReply): void;
  /** A person named the request. Synced. */
  identified(jobId: JobId, requestId: string): void;
  /** The job has ended, whole. Not synced: a rebuilt database would only ask the gateway again. Never throws. */
  ended(job: Job): void;
  /** Every line about the job, oldest first. Reads without blocking. */
  evidence(job: Pick<Job, 'id' | 'createdAt'>): Promise<readonly EvidenceEntry[]>;
}

/** Space kept beside the database, to be given up for the record of paid work when the disk is full. */
export interface Ballast {
  /** Gives it up; false when there is none to give. Never throws. */
  release(): boolean;
  /** Takes it again; false while the disk has no room for it. Never rejects. */
  restore(): Promise<boolean>;
}

/** Takes images out of the bodies of replies. */
export interface ReplyBodies {
  /**
   * The masked text of a body in which each image is replaced by `easel-spool:FILE`, the file being in the spool, synced.
   * Large ones are worked on off the main thread. The same words in the body as it came are made harmless.
   */
  slim(body: string | Uint8Array): Promise<string>;
}

/** What is sent for a job: built once, frozen, then handed over. */
export interface SubmitOrder {
  readonly gateway: JobGateway;
  readonly url: string;
  /** Those of this order, such as the webhook's; without the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text of the body. */
  readonly body: string;
}

/** How a submit ended on the wire. `lost` means handed over without a complete reply: it may have been accepted. */
export type SubmitOutcome =
  | { readonly kind: 'not-sent'; readonly problem: Problem }
  | { readonly kind: 'lost'; readonly problem: Problem }
  | { readonly kind: 'reply'; readonly reply: RawReply };

/** What a complete reply to a submit means. */
export type SubmitVerdict =
  | { readonly kind: 'accepted'; readonly requestId: string }
  /** The images came at once; the gateway may have given no id. */
  | { readonly kind: 'delivered'; readonly requestId: string | null; readonly media: readonly OutputOrigin[] }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'blocked'; readonly by: 'key' | 'funds'; readonly problem: Problem }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null; readonly problem: Problem }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** What one look at the status of a request brought. */
export type StatusVerdict =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  /** None at all is possible. */
  | { readonly kind: 'completed'; readonly media: readonly OutputOrigin[] }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'blocked'; readonly by: 'key'; readonly problem: Problem }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null; readonly problem: Problem }
  /** Not reached, not understood, not found: the job is untouched and asked about again. */
  | { readonly kind: 'retry'; readonly problem: Problem };

/** One look at the status: what it means, and the reply, slim and masked, where there was a complete one. */
export interface StatusLook {
  readonly verdict: StatusVerdict;
  readonly reply: RawReply | null;
}

/** The bytes of one image as they arrive, or why they don't. */
export type MediaOutcome =
  | { readonly kind: 'bytes'; readonly body: AsyncIterable<Uint8Array>; readonly length: number | null }
  /** The link has expired or is refused: the status is asked for a fresh one. */
  | { readonly kind: 'gone'; readonly problem: Problem }
  | { readonly kind: 'retry'; readonly retryAfterMs: number | null; readonly problem: Problem };

/** The gateway as the core sees it. But for what is said below no method throws; each outcome is a value. */
export interface Gateway {
  /** Freezes the request of a job whose sources are given as URLs or data URIs. Throws for a model that is not known. */
  order(job: Pick<Job, 'gateway' | 'recipe' | 'webhook'>, sourceUrls: readonly string[]): SubmitOrder;
  /** Sends the order once, never again, never redirected. */
  submit(order: SubmitOrder, signal: AbortSignal): Promise<SubmitOutcome>;
  /** Reads a reply, recorded or fresh; doing it again gives the same. Rejects only when the spool can't be written. */
  readReply(reply: RawReply): Promise<SubmitVerdict>;
  status(gateway: JobGateway, requestId: string, signal: AbortSignal): Promise<StatusLook>;
  media(gateway: JobGateway, url: string, signal: AbortSignal): Promise<MediaOutcome>;
}

/** An image about to come into the library. */
export type NewImage = Pick<LibraryImage, 'id' | 'kind' | 'createdAt' | 'title' | 'recipe' | 'origin'>;

/** How securing an image ended. */
export type SecureOutcome =
  | { readonly kind: 'secured'; readonly image: LibraryImage }
  /** What arrived is cut short or no image; `bad-media`. */
  | { readonly kind: 'rejected'; readonly problem: Problem }
  /** The library or the disk refused; to be tried again later; `disk`. */
  | { readonly kind: 'unavailable'; readonly problem: Problem };

/** The library as the job engine sees it. */
export interface ImageArchive {
  state(): LibraryState;
  has(id: ImageId): boolean;
  /**
   * Brings bytes into the library exactly as they come: part file, length, magic bytes and end marker, fsync, exclusive
   * link, folder fsync, row; decoding comes after. Doing it again for the same id and the same bytes adopts what is there.
   */
  secure(image: NewImage, bytes: AsyncIterable<Uint8Array>, length: number | null): Promise<SecureOutcome>;
}

/** Holds images until the library takes them: those that came inside a reply, and those that a missing library could not take. File names only, never paths. */
export interface Spool {
  /**
   * Writes bytes as they come, synced, and returns the file's name: only what is a whole image of the given length.
   * `rejected` when it is none, `unavailable` when the disk refuses.
   */
  write(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    length: number | null,
  ): Promise<
    | { readonly kind: 'written'; readonly file: string }
    | { readonly kind: 'rejected' | 'unavailable'; readonly problem: Problem }
  >;
  read(file: string): AsyncIterable<Uint8Array>;
  remove(file: string): Promise<void>;
  /** Removes what no job names and what is older than this run. Never rejects. */
  clean(named: ReadonlySet<string>): Promise<void>;
}

/** What a job's sources were made into. */
export type PreparedSources =
  /** A URL or a data URI each, in the order of the recipe; no `delivery` for a job without sources. */
  | { readonly kind: 'ready'; readonly urls: readonly string[]; readonly delivery: Delivery | null }
  /** They can't be sent; with `no-connection` they may be later. */
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Makes sources ready to be sent, along the ladder of the job's model. */
export interface SourceDelivery {
  /** At the job's own step, or, for one that was never sent, where its model and gateway are best begun with. Never rejects. */
  prepare(job: Job): Promise<PreparedSources>;
  /**
   * The step below the one that was just refused: the next that would send something else. Null when there is none. Never
   * rejects, and reads no source: doing it again gives the same while the settings are the same.
   */
  below(job: Job): Promise<number | null>;
  /** What was sent last has been accepted: the next job begins there. Never throws. */
  accepted(job: Job): void;
}

/** Notes for whoever looks after the program. Never a key, a prompt or a path of a person. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** The key store of one machine. Answers within three seconds or says that it could not. */
export interface KeyStore {
  read(origin: string): Promise<KeyReading>;
  /** `session` when no keychain took it: held in memory until quit. */
  save(origin: string, key: string): Promise<'stored' | 'session'>;
  remove(origin: string): Promise<void>;
}

/** What the keychain said. */
export type KeyReading =
  | { readonly status: 'stored' | 'session'; readonly key: string }
  | { readonly status: 'none' }
  | { readonly status: 'locked' | 'unavailable'; readonly message: string };
