import { z } from 'zod';
import { RequestError } from '../../shared/result';
import type { KeyStore } from '../core/ports';
import type { BucketPlace, BucketSecret } from './s3';

/** What the keychain knows of a bucket. */
export type KeyringReading =
  | ({ readonly status: 'stored' | 'session' } & BucketSecret)
  | { readonly status: 'none' }
  | { readonly status: 'unavailable'; readonly message: string };

/** The keys of buckets, both halves under the bucket's own name in the keychain, never in the settings. */
export interface Keyring {
  /** Never rejects; asks the keychain once. */
  read(place: BucketPlace): Promise<KeyringReading>;
  /** `session` when no keychain took them: held in memory until quit. */
  keep(place: BucketPlace, keys: BucketSecret): Promise<'stored' | 'session'>;
  /** Throws `unavailable` when the keychain does not answer. */
  forget(place: BucketPlace): Promise<void>;
}

/** What the keyring needs. */
export interface KeyringPorts {
  readonly keys: KeyStore;
  /** A secret that must never be written anywhere. */
  readonly addSecret: (secret: string) => void;
}

const Kept = z.strictObject({ accessKey: z.string().min(1), secret: z.string().min(1) });

/** One bucket is one account: other keys of it replace the ones before, and remove what those had put there. */
export function accountOf({ endpoint, name }: BucketPlace): string {
  return `bucket ${endpoint} ${name}`;
}

/** A keyring over the given keychain. Nothing is asked before the first keys are wanted. */
export function createKeyring({ keys, addSecret }: KeyringPorts): Keyring {
  const held = new Map<string, KeyringReading>();
  return {
    async read(place) {
      const account = accountOf(place);
      const known = held.get(account);
      if (known) return known;
      const reading = await keys.read(account);
      if (reading.status === 'none') return reading;
      if ('message' in reading) return { status: 'unavailable', message: reading.message };
      const kept = parse(reading.key);
      if (!kept) return { status: 'none' };
      addSecret(kept.secret);
      const found = { status: reading.status, ...kept };
      held.set(account, found);
      return found;
    },
    async keep(place, { accessKey, secret }) {
      addSecret(secret);
      const status = await keys.save(accountOf(place), JSON.stringify({ accessKey, secret }));
      held.set(accountOf(place), { status, accessKey, secret });
      return status;
    },
    async forget(place) {
      await keys.remove(accountOf(place));
      held.delete(accountOf(place));
    },
  };
}

function parse(text: string): BucketSecret | null {
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The keys to go on with: those typed, or with a secret of null the stored ones. Throws `invalid` with field `secret`. */
export function keysOf(reading: KeyringReading, accessKey: string, secret: string | null): BucketSecret {
  if (secret !== null) return { accessKey, secret };
  if ('secret' in reading && reading.accessKey === accessKey) return { accessKey, secret: reading.secret };
  if (reading.status === 'unavailable') throw new RequestError('unavailable', reading.message, 'secret');
  throw new RequestError('invalid', 'Type the secret key that belongs to this access key and bucket.', 'secret');
}
