import { z } from 'zod';
import { BatchId, ImageId, JobId } from './ids';
import { Recipe } from './recipe';

/** The file formats that Easel stores as they come. */
export const ImageFormat = z.enum(['jpeg', 'png', 'webp', 'gif', 'avif']);
/** See the schema of the same name. */
export type ImageFormat = z.infer<typeof ImageFormat>;

/** What is known of how the gateway made an image. */
export const Origin = z.strictObject({
  jobId: JobId,
  /** Images of one batch are one stack. */
  batchId: BatchId.nullable().default(null),
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

/** How a person judged an image at the first look; null is not yet. */
export const Flag = z.enum(['pick', 'reject']);
/** See the schema of the same name. */
export type Flag = z.infer<typeof Flag>;

/** A word that a person gave to images. Compared without regard to case; the first spelling stays. */
export const Tag = z.string().trim().min(1).max(60);

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
  stars: z.int().min(0).max(5),
  flag: Flag.nullable(),
  favourite: z.boolean(),
  /** In the order in which they were given. */
  tags: z.array(Tag).max(200).readonly(),
  note: z.string().max(20_000),
  /** Milliseconds since 1970: when it was put into the trash; null outside of it. */
  trashedAt: z.number().nullable(),
  /** The file was not in its place when it was last looked for. */
  missing: z.boolean(),
  /** The program that wrote into an imported file how it was made, such as "ComfyUI"; what it wrote is asked for by id. */
  madeWith: z.string().nullable(),
});
/** See the schema of the same name. */
export type LibraryImage = Readonly<z.infer<typeof LibraryImage>>;
