import type { ImageId, IntentId, JobId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { LibraryState } from '../../shared/ipc';
import type { Job, JobGateway, JobIn } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { Recipe } from '../../shared/recipe';

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
  /** Replaces the job of the same id. Throws when there is none: a job is inserted first. */
  save(job: Job): void;
  get(id: JobId): Job | undefined;
  findByIntent(intentId: IntentId): Job | undefined;
  /** What the list shows, newest first, without dismissed ones: all that are unfinished or unknown, and the newest 200 others. */
  listed(): readonly Job[];
  /** Jobs from which something still has to happen, oldest first. */
  unfinished(): readonly Job[];
  /** Queued jobs whose wait is over, oldest first, at most `limit`; none of the gateways in `except`. Cheap with any number of jobs. */
  due(now: number, except: readonly string[], limit: number): readonly JobIn<'queued'>[];
  /** When the wait of the next queued job ends that is not due yet, or null; none of the gateways in `except`. */
  nextDue(now: number, except: readonly string[]): number | null;
  /** Takes a job from the list; its row stays. */
  dismiss(id: JobId): void;
}

/** A reply of the gateway as it came. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The append-only journal of everything that may cost money, one JSON object a line, synced when the call returns.
 * Secrets are masked before anything is written.
 */
export interface Receipts {
  /** Before the first byte of a submit leaves. */
  sending(jobId: JobId, attempt: number, request: { readonly url: string; readonly body: string }): void;
  /** The raw reply of a submit, before it is parsed. */
  reply(jobId: JobId, attempt: number, reply: RawReply): void;
  /** The reply recorded for the job's attempt, or null: then its outcome can't be known. */
  findReply(jobId: JobId, attempt: number): RawReply | null;
}

/** What is sent for a job: built once, frozen, then handed over. */
export interface SubmitOrder {
  readonly gateway: JobGateway;
  readonly url: string;
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
  /** The images came at once; the gateway may have given no id. Each is a link or a data URI. */
  | { readonly kind: 'delivered'; readonly requestId: string | null; readonly media: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'blocked'; readonly by: 'key' | 'funds'; readonly problem: Problem }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null; readonly problem: Problem }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** What one look at the status of a request brought. */
export type StatusVerdict =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  /** Each is a link or a data URI; none at all is possible. */
  | { readonly kind: 'completed'; readonly media: readonly string[] }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'blocked'; readonly by: 'key'; readonly problem: Problem }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null; readonly problem: Problem }
  /** Not reached, not understood, not found: the job is untouched and asked about again. */
  | { readonly kind: 'retry'; readonly problem: Problem };

/** The bytes of one image as they arrive, or why they don't. */
export type MediaOutcome =
  | { readonly kind: 'bytes'; readonly body: AsyncIterable<Uint8Array>; readonly length: number | null }
  /** The link has expired or is refused: the status is asked for a fresh one. */
  | { readonly kind: 'gone'; readonly problem: Problem }
  | { readonly kind: 'retry'; readonly retryAfterMs: number | null; readonly problem: Problem };

/** The gateway as the core sees it. No method throws; each outcome is a value. */
export interface Gateway {
  /** Freezes the request of a recipe whose sources are given as URLs or data URIs. */
  order(gateway: JobGateway, recipe: Recipe, sourceUrls: readonly string[]): SubmitOrder;
  /** Sends the order once, never again, never redirected. */
  submit(order: SubmitOrder, signal: AbortSignal): Promise<SubmitOutcome>;
  /** Pure: reads a reply, recorded or fresh. */
  readReply(reply: RawReply): SubmitVerdict;
  status(gateway: JobGateway, requestId: string, signal: AbortSignal): Promise<StatusVerdict>;
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

/** Holds images that came inside a reply until they are in the library. File names only, never paths. */
export interface Spool {
  /** Writes the bytes of a base64 data URI, synced; returns the file's name, or null when it is no such thing. */
  writeDataUri(name: string, dataUri: string): Promise<string | null>;
  read(file: string): AsyncIterable<Uint8Array>;
  remove(file: string): Promise<void>;
}

/** Makes sources ready to be sent: a URL or a data URI each, in the same order. */
export interface SourceDelivery {
  prepare(
    sourceIds: readonly ImageId[],
  ): Promise<
    | { readonly kind: 'ready'; readonly urls: readonly string[] }
    | { readonly kind: 'failed'; readonly problem: Problem }
  >;
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
