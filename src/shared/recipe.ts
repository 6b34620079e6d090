import { z } from 'zod';
import { ImageId } from './ids';

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
});
/** See the schema of the same name. */
export type Recipe = Readonly<z.infer<typeof Recipe>>;
