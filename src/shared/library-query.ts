import { z } from 'zod';
import { CollectionId, SmartId } from './ids';
import { Flag, ImageFormat, LibraryImage } from './image';
import { RATIO_NAMES } from './ratio-names';

/** The parts of the library that are always there. Only `trash` shows what is in the trash. */
export const FixedView = z.enum(['all', 'favourites', 'edits', 'imported', 'trash']);
/** See the schema of the same name. */
export type FixedView = z.infer<typeof FixedView>;

/** Which part of the library the grid shows: a fixed one, a collection or a smart collection. */
export const LibraryView = z.union([FixedView, CollectionId, SmartId]);
/** See the schema of the same name. */
export type LibraryView = z.infer<typeof LibraryView>;

/**
 * What is known of the cost of one image: `charged` came from a paid request, `free` from the demo, `none` was imported,
 * `unknown` was generated and nothing tells at what cost.
 */
export const ImageCharge = z.enum(['none', 'charged', 'free', 'unknown']);
/** See the schema of the same name. */
export type ImageCharge = z.infer<typeof ImageCharge>;

/** Conditions that must all hold. An empty list and null ask for nothing. */
export const LibraryFilter = z.strictObject({
  kinds: z.array(LibraryImage.shape.kind).readonly(),
  /** Milliseconds since 1970: the first moment that counts, and the first after the last. */
  from: z.number().nullable(),
  until: z.number().nullable(),
  ratios: z.array(z.enum(RATIO_NAMES)).readonly(),
  /** As asked for in the recipe, such as "2k". */
  resolutions: z.array(z.string().max(20)).readonly(),
  /** Ids of models. */
  models: z.array(z.string().max(200)).readonly(),
  formats: z.array(ImageFormat).readonly(),
  /** At least so many stars. */
  minStars: z.int().min(0).max(5),
  flags: z.array(z.union([Flag, z.literal('none')])).readonly(),
  favourite: z.boolean().nullable(),
  charges: z.array(ImageCharge).readonly(),
  missing: z.boolean().nullable(),
});
/** See the schema of the same name. */
export type LibraryFilter = Readonly<z.infer<typeof LibraryFilter>>;

/** The order of the grid. Days are its groups in the first two alone. `name` is that of the title. */
export const LibrarySort = z.enum(['newest', 'oldest', 'rating', 'pixels', 'file-size', 'name']);
/** See the schema of the same name. */
export type LibrarySort = z.infer<typeof LibrarySort>;

/** What a smart collection keeps. */
export const SavedQuery = z.strictObject({
  /** As typed; see `parseSearch`. */
  search: z.string().max(1000),
  filter: LibraryFilter,
  sort: LibrarySort,
});
/** See the schema of the same name. */
export type SavedQuery = Readonly<z.infer<typeof SavedQuery>>;
