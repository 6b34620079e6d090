import { z } from 'zod';
import { ImageId } from './ids';

/**
 * The ways in which a source reaches the gateway, which wants addresses. `result`: the gateway's own link of an earlier
 * result, while it answers. `inline`: a data URI inside the request. `bucket`: a signed address in the person's own
 * S3-compatible bucket. `link`: a public address that the person typed.
 */
export const DeliveryWay = z.enum(['result', 'inline', 'bucket', 'link']);
/** See the schema of the same name. */
export type DeliveryWay = z.infer<typeof DeliveryWay>;

/** One source as it was really sent. */
export const SentSource = z.strictObject({
  id: ImageId,
  way: DeliveryWay,
  /** Pixels; null where they are the server's business, as of a typed link. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** Of the picture itself, before it is written as text; null as above. */
  bytes: z.int().nonnegative().nullable(),
  /** Where the gateway fetches it, without what is signed; null for what went inside the request. */
  host: z.string().max(300).nullable(),
  /** The key of the object in the bucket, to be removed when the job has ended; null for the other ways. */
  object: z.string().max(1024).nullable(),
});
/** See the schema of the same name. */
export type SentSource = Readonly<z.infer<typeof SentSource>>;

/** How a job's sources were delivered. */
export const Delivery = z.strictObject({
  /** The step of the model's ladder that the next try takes; rises by one with each synchronous refusal, so that no step is tried twice. */
  step: z.int().nonnegative(),
  /** What the last try sent, in the order of the sources. */
  sent: z.array(SentSource).max(10).readonly(),
});
/** See the schema of the same name. */
export type Delivery = Readonly<z.infer<typeof Delivery>>;

/** One step of the way down from the best delivery of a source to the smallest. */
export type DeliveryStep =
  /** Links of own results where they answer, and what is inside the request within these limits for the rest. */
  | { readonly way: 'result'; readonly maxSide: number; readonly maxBytes: number }
  | { readonly way: 'inline'; readonly maxSide: number; readonly maxBytes: number }
  | { readonly way: 'bucket' };

/** How the sources of a model are to be sent. `auto` goes down the ladder from where it worked last. */
export const DeliveryChoice = z.enum(['auto', 'inline', 'bucket']);
/** See the schema of the same name. */
export type DeliveryChoice = z.infer<typeof DeliveryChoice>;

/** The person's own bucket, without its keys, which lie in the keychain. */
export const Bucket = z.strictObject({
  /** Origin of the S3-compatible service, such as `https://s3.eu-central-1.amazonaws.com`; https, or http on this machine. */
  endpoint: z.string().max(2000),
  region: z.string().max(100),
  name: z.string().min(1).max(255),
  /** Folder of the objects inside the bucket, without slashes at its ends; may be empty. */
  prefix: z.string().max(300),
});
/** See the schema of the same name. */
export type Bucket = Readonly<z.infer<typeof Bucket>>;

/** What a test of the bucket found: an object was written, fetched through a signed address and removed, or why not. */
export interface BucketTest {
  readonly ok: boolean;
  readonly message: string;
}
