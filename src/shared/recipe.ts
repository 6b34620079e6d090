import { z } from 'zod';
import { ImageId } from './ids';

/** A part of a source, in whole pixels of the picture as shown, after orientation. */
export const Crop = z.strictObject({
  x: z.int().nonnegative(),
  y: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
});
/** See the schema of the same name. */
export type Crop = Readonly<z.infer<typeof Crop>>;

/** What of a source is sent, and how, where a person said so. */
export const SourceChoice = z.strictObject({
  /** Null sends the whole picture. The file stays as it is. */
  crop: Crop.nullable(),
  /** A public address of this very picture, typed by the person and sent as it stands; null leaves the way to Easel. */
  link: z.string().max(2000).nullable(),
});
/** See the schema of the same name. */
export type SourceChoice = Readonly<z.infer<typeof SourceChoice>>;

/**
 * Everything that makes an image again as far as a model without seed allows: model, prompt, parameters and sources.
 * The shape is checked here; whether the values suit the model is for `recipeFaults`.
 */
export const Recipe = z.strictObject({
  modelId: z.string().min(1).max(200),
  /** As typed by the person. */
  prompt: z.string().max(100_000),
  count: z.int().min(0).max(100),
  aspectRatio: z.string().max(20),
  resolution: z.string().max(20),
  format: z.string().max(20),
  /** True asks for the images inside the reply (`sync_mode`), so that no public link exists. */
  privateDelivery: z.boolean(),
  /** Parameters that only some models have, by the name of their field. */
  options: z.record(z.string().max(60), z.string().max(60)),
  sourceIds: z.array(ImageId).max(10).readonly(),
  /** By source; those that are sent whole and as usual are not in it. */
  sourceChoices: z.record(ImageId, SourceChoice).optional(),
});
/** See the schema of the same name. */
export type Recipe = Readonly<z.infer<typeof Recipe>>;
