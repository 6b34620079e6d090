import { webcrypto } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { Bucket } from '../../shared/delivery';
import { ConnectError } from '../gateway/connection';
import type { BucketAnswer, BucketCall } from './bucket-call';
import { type S3Action, s3Refusal } from './s3-refusal';

/** Where objects lie: the service, its region and the bucket. */
export type BucketPlace = Pick<Bucket, 'endpoint' | 'region' | 'name'>;

/** The two halves of a key. */
export interface BucketSecret {
  readonly accessKey: string;
  readonly secret: string;
}

/** How a request to the bucket ended. */
export type S3Outcome =
  | { readonly kind: 'done'; readonly answer: BucketAnswer }
  /** The service said no, in one sentence; `passing` when it may say yes later. Nothing was changed. */
  | { readonly kind: 'refused'; readonly message: string; readonly passing: boolean }
  /** No answer: what was asked may or may not have been done. */
  | { readonly kind: 'no-answer'; readonly message: string };

/** The few words of S3 that are spoken here, with the bucket in the path: every service knows that form. Nothing rejects. */
export interface S3 {
  put(key: string, bytes: Uint8Array, type: string, signal: AbortSignal): Promise<S3Outcome>;
  /** Done also when there was no such object. */
  remove(key: string, signal: AbortSignal): Promise<S3Outcome>;
  /** An address from which anyone can fetch the object for that many seconds. */
  signedAddress(key: string, seconds: number): Promise<string>;
  /** Fetches what such an address leads to, with nothing but the address; at most 64 KiB of it. */
  fetchSigned(address: string, signal: AbortSignal): Promise<S3Outcome>;
}

/** What speaking to a bucket needs. */
export interface S3Ports {
  readonly call: BucketCall;
  /** Milliseconds since 1970; signatures hold for some minutes around the service's own. */
  readonly now: () => number;
}

/** A bucket at that place, spoken to with those keys. */
export function createS3({ call, now }: S3Ports, place: BucketPlace, { accessKey, secret }: BucketSecret): S3 {
  const signing = () => ({
    accessKeyId: accessKey,
    secretAccessKey: secret,
    service: 's3',
    region: place.region,
    datetime: new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const address = (key: string): string => `${place.endpoint}/${place.name}/${key}`;

  async function ask(
    action: S3Action,
    request: { readonly method: 'PUT' | 'DELETE'; readonly key: string; readonly body: Uint8Array | null },
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<S3Outcome> {
    const { method, key, body } = request;
    const hash = await contentHash(body ?? new Uint8Array());
    const signed = await new AwsV4Signer({
      ...signing(),
      method,
      url: address(key),
      headers: { ...headers, 'X-Amz-Content-Sha256': hash },
    }).sign();
    return await settled(action, () =>
      call({ method, url: signed.url, headers: Object.fromEntries(signed.headers), body }, signal),
    );
  }

  async function settled(action: S3Action, send: () => Promise<BucketAnswer>): Promise<S3Outcome> {
    try {
      const answer = await send();
      if (isDone(action, answer)) return { kind: 'done', answer };
      return { kind: 'refused', ...s3Refusal(action, answer, place) };
    } catch (error) {
      if (error instanceof ConnectError) return { kind: 'no-answer', message: error.message };
      // Such as a key with a character that no header takes.
      return { kind: 'refused', message: 'The request can’t be put together. Check the keys.', passing: false };
    }
  }

  return {
    put: (key, bytes, type, signal) =>
      ask('put', { method: 'PUT', key, body: bytes }, { 'Content-Type': type }, signal),
    remove: (key, signal) => ask('remove', { method: 'DELETE', key, body: null }, {}, signal),
    async signedAddress(key, seconds) {
      const url = `${address(key)}?X-Amz-Expires=${String(seconds)}`;
      const signed = await new AwsV4Signer({ ...signing(), method: 'GET', url, signQuery: true }).sign();
      return signed.url.href;
    },
    fetchSigned: (signed, signal) =>
      settled('fetch', () => call({ method: 'GET', url: new URL(signed), headers: {}, body: null }, signal)),
  };
}

/** SHA-256 in hex, worked out off the main thread: pictures are large. */
export async function contentHash(bytes: Uint8Array): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes);
  return Buffer.from(digest).toString('hex');
}

function isDone(action: S3Action, { status, body }: BucketAnswer): boolean {
  // Some services say so where others just say done: what is to be removed is not there.
  if (action === 'remove' && status === 404) return Buffer.from(body).includes('<Code>NoSuchKey<');
  return status >= 200 && status < 300;
}
