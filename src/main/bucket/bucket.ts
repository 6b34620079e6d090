import type { Bucket, BucketTest } from '../../shared/delivery';
import type { JobId } from '../../shared/ids';
import type { BucketKeys } from '../../shared/ipc-editing';
import type { Job } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { Settings } from '../../shared/settings';

/** How putting a source into the bucket ended. */
export type PutOutcome =
  | {
      readonly kind: 'put';
      /** A signed address from which anyone can fetch it for 24 hours. Its query is a secret of the receipts. */
      readonly url: string;
      /** Its key in the bucket: not to be guessed, and saying nothing of the picture. */
      readonly object: string;
      /** Host of the service, for people. */
      readonly host: string;
    }
  /** One sentence. `no-connection` when trying again may help, else `bad-request`. */
  | { readonly kind: 'failed'; readonly problem: Problem };

/** The bucket as the delivery of sources sees it. No method throws or rejects. */
export interface SourceBucket {
  /** True when a bucket is set and its keys can be read. Cheap once the keychain has answered. */
  ready(): Promise<boolean>;
  /**
   * Puts the bytes there for the job and signs an address. The object is on a durable list before the first byte leaves, so that
   * it is removed when the job has ended, whatever happens. The same bytes for the same job are put once in a run.
   */
  put(jobId: JobId, bytes: Uint8Array, type: string): Promise<PutOutcome>;
  /** Removes the objects of jobs that have ended; those of a job in doubt stay until it is decided. */
  changed(jobs: readonly Job[]): void;
}

/** The bucket as the settings see it. */
export interface BucketSettings {
  keys(): Promise<BucketKeys>;
  /** Asks the person natively where the place is another one. `invalid` with field `endpoint`, `region`, `name`, `prefix` or `secret`. */
  save(bucket: Bucket, accessKey: string, secret: string | null): Promise<Settings>;
  test(bucket: Bucket, accessKey: string, secret: string | null): Promise<BucketTest>;
  remove(): Promise<Settings>;
}

/** The person's own bucket. */
export interface OwnBucket extends SourceBucket, BucketSettings {
  /** Begins to remove what was left, now and every hour. */
  start(): void;
  close(): void;
}
