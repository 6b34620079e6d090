import { z } from 'zod';
import type { ImportOutcome } from './app-state';
import type { BucketTest } from './delivery';
import { Bucket } from './delivery';
import { ImageId } from './ids';
import type { Family } from './lineage';
import type { Settings } from './settings';

const Nothing = z.undefined();

/** The bucket with its keys. A secret of null is the one that is stored. */
const BucketEntry = z.strictObject({
  bucket: Bucket,
  accessKey: z.string().trim().min(1).max(300),
  secret: z.string().min(1).max(1000).nullable(),
});

/** The part of `requests` that is about sources and lineage. */
export const editingRequests = {
  'library.family': z.strictObject({ id: ImageId, near: z.boolean().optional() }),
  'library.forget': z.strictObject({ id: ImageId }),
  'library.importLink': z.strictObject({ url: z.string().max(4000) }),
  'library.animated': z.strictObject({ ids: z.array(ImageId).max(100) }),
  'bucket.read': Nothing,
  'bucket.save': BucketEntry,
  'bucket.test': BucketEntry,
  'bucket.remove': Nothing,
} as const;

/** What the window may know of the bucket's keys. */
export interface BucketKeys {
  /** The public half; empty while there is none. */
  readonly accessKey: string;
  /** `session`: no keychain took it, so that it is forgotten when Easel ends. */
  readonly secret: 'stored' | 'session' | 'none' | 'unavailable';
}

/** The part of `Answers` to the same. */
export interface EditingAnswers {
  /** With `near` parents and children alone. Null when nothing is known of the image. */
  'library.family': Family | null;
  /**
   * Forgets what is kept of an image that was removed for good: words, thumbnail and file. Asks natively; `cancelled` when the
   * person says no, `not-found` when nothing is kept of it. A nameless place stays where it joins relatives.
   */
  'library.forget': null;
  /** Fetched once, without key or cookie, after the person said so. Private addresses and what is no picture are refused with a sentence. */
  'library.importLink': readonly ImportOutcome[];
  /** Those of the images whose file holds more than one picture, as far as its beginning tells. */
  'library.animated': readonly ImageId[];
  'bucket.read': BucketKeys;
  /** Keys into the keychain, the rest into the settings; another place is confirmed natively. `invalid` or `cancelled` with a `BucketField`. */
  'bucket.save': Settings;
  /** Writes a small object, fetches it by a signed address, removes it. Stores nothing. */
  'bucket.test': BucketTest;
  /** Forgets the bucket and its keys. While jobs need objects in it the keys stay in the keychain: the last object takes them along. */
  'bucket.remove': Settings;
}

/** The part of `Events` about the same. */
export interface EditingEvents {
  /** Files came by "Open with" or were dropped on Easel's icon, and are in the library now: they become sources. */
  'images.offered': { readonly outcomes: readonly ImportOutcome[] };
}
