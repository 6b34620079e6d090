import { z } from 'zod';
import { CollectionId, ImageId, JobId } from './ids';
import { Recipe } from './recipe';

/** The file formats that Easel stores as they come. */
export const ImageFormat = z.enum(['jpeg', 'png', 'webp', 'gif', 'avif']);
/** See the schema of the same name. */
export type ImageFormat = z.infer<typeof ImageFormat>;

/** What is known of how the gateway made an image. */
export const Origin = z.strictObject({
  jobId: JobId,
  /** From 0, in the order of the reply. */
  outputIndex: z.int().nonnegative(),
  requestId: z.string(),
  /** True for images of the demo gateway. */
  synthetic: z.boolean(),
  /** Milliseconds from the submit to its completion as seen here. */
  tookMs: z.number().nonnegative(),
  /** US dollars, the job's estimate divided by its images. */
  estimate: z.number().nonnegative(),
});
/** See the schema of the same name. */
export type Origin = Readonly<z.infer<typeof Origin>>;

/** One image of the library. The file is the truth; this is its record. */
export const LibraryImage = z.strictObject({
  id: ImageId,
  kind: z.enum(['generation', 'edit', 'imported']),
  /** Milliseconds since 1970, by this machine's clock: when it came into the library. */
  createdAt: z.number().nonnegative(),
  /** Pixels as shown, after orientation. Zero while the file could not be decoded. */
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  /** False when the bytes are kept but Chromium can't show them. */
  displayable: z.boolean(),
  bytes: z.int().nonnegative(),
  format: ImageFormat,
  /** Path below the library folder, with forward slashes. */
  file: z.string(),
  /** Of the file's bytes, in hex. */
  sha256: z.string().length(64),
  /** The prompt of its recipe; the file's own name for an imported one. */
  title: z.string(),
  recipe: Recipe.nullable(),
  origin: Origin.nullable(),
});
/** See the schema of the same name. */
export type LibraryImage = Readonly<z.infer<typeof LibraryImage>>;

/** The parts of the library that are always there. */
export const FixedView = z.enum(['all', 'edits', 'imported']);
/** See the schema of the same name. */
export type FixedView = z.infer<typeof FixedView>;

/** Which part of the library the grid shows: one of the fixed ones, or a collection. */
export const LibraryView = z.union([FixedView, CollectionId]);
/** See the schema of the same name. */
export type LibraryView = z.infer<typeof LibraryView>;

/** A collection: images that the person put together under a name. An image may be in several. */
export interface Collection {
  readonly id: CollectionId;
  readonly name: string;
  readonly count: number;
}

/**
 * What the grid needs of every image to lay itself out, newest first, as columns of equal length:
 * small enough to hand over whole at 100,000 images. Details are asked for by id as tiles come into sight.
 */
export interface LibraryIndex {
  readonly revision: number;
  readonly ids: readonly ImageId[];
  readonly widths: readonly number[];
  readonly heights: readonly number[];
  readonly createdAt: readonly number[];
  /** Images per view, whatever the search. */
  readonly counts: Readonly<Record<FixedView, number>>;
  /** By name. */
  readonly collections: readonly Collection[];
}
