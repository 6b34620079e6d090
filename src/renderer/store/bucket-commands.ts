import { BUCKET_FIELDS, type BucketField, cleanBucket } from '../../shared/bucket-rules';
import type { Bucket } from '../../shared/delivery';
import type { BucketKeys } from '../../shared/ipc-editing';
import type { Input } from '../../shared/ipc';
import type { Failure } from '../../shared/result';
import type { CommandPorts } from './commands';

/** What the form of the bucket holds. An empty secret is the one that is stored. */
export interface TypedBucket extends Bucket {
  readonly accessKey: string;
  readonly secret: string;
}

/** What to say, and at which field; null is below all of them. */
export interface BucketSaying {
  readonly field: BucketField | null;
  readonly message: string;
}

/** How a test ended. */
export type BucketVerdict =
  ({ readonly ok: true } & { readonly message: string }) | ({ readonly ok: false } & BucketSaying);

/** Builds the commands of the bucket over their ports. */
export function createBucketCommands({ bridge, sync }: Pick<CommandPorts, 'bridge' | 'sync'>) {
  return {
    /** What main says of the keys; null when it can't say. */
    async read(): Promise<BucketKeys | null> {
      const result = await bridge.request('bucket.read', undefined);
      return result.ok ? result.data : null;
    },
    /** Null when it is saved; main asks back natively for another place. */
    async save(typed: TypedBucket): Promise<BucketSaying | null> {
      const entry = entryOf(typed);
      if ('field' in entry) return entry;
      const result = await bridge.request('bucket.save', entry);
      if (!result.ok) return sayingOf(result.error);
      sync.apply({ settings: result.data });
      return null;
    },
    /** Tries what is typed, and stores nothing. */
    async test(typed: TypedBucket): Promise<BucketVerdict> {
      const entry = entryOf(typed);
      if ('field' in entry) return { ok: false, ...entry };
      const result = await bridge.request('bucket.test', entry);
      if (!result.ok) return { ok: false, ...sayingOf(result.error) };
      const { ok, message } = result.data;
      return ok ? { ok, message } : { ok, field: null, message };
    },
    async remove(): Promise<BucketSaying | null> {
      const result = await bridge.request('bucket.remove', undefined);
      if (!result.ok) return sayingOf(result.error);
      sync.apply({ settings: result.data });
      return null;
    },
  };
}

function entryOf({ accessKey, secret, ...bucket }: TypedBucket): Input<'bucket.save'> | BucketSaying {
  const cleaned = cleanBucket(bucket);
  if ('fault' in cleaned) return { field: cleaned.field, message: cleaned.fault };
  if (accessKey.trim() === '') return { field: 'accessKey', message: 'Type the access key.' };
  return { bucket: cleaned.bucket, accessKey: accessKey.trim(), secret: secret.trim() === '' ? null : secret.trim() };
}

function sayingOf({ field, message }: Failure): BucketSaying {
  return { field: BUCKET_FIELDS.find((known) => known === field) ?? null, message };
}
