import { z } from 'zod';
import { ImageId } from './ids';

/** An exact ratio for exported images: cut to it, or padded to it with a colour. */
export const ExportFrame = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({
    mode: z.literal('crop'),
    /** Width and height of the ratio, such as 16 and 9. */
    width: z.number().min(1).max(10_000),
    height: z.number().min(1).max(10_000),
    /** Which part is kept: 0 is left or top, 1 right or bottom. */
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
  }),
  z.strictObject({
    mode: z.literal('pad'),
    width: z.number().min(1).max(10_000),
    height: z.number().min(1).max(10_000),
    /** Such as "#ffffff"; "transparent" where the format can. */
    colour: z.string().regex(/^(#[0-9a-f]{6}|transparent)$/i),
  }),
]);
/** See the schema of the same name. */
export type ExportFrame = Readonly<z.infer<typeof ExportFrame>>;

/** How images leave the library. */
export const ExportPlan = z.strictObject({
  /** `original` keeps the bytes as they came, unless frame, size or metadata ask for others. */
  format: z.enum(['original', 'jpeg', 'png', 'webp']),
  /** Of JPEG and WebP, 1 to 100. */
  quality: z.int().min(1).max(100),
  /** Longest side in pixels; smaller images stay as they are. Null leaves the size. */
  longSide: z.int().min(16).max(32_768).nullable(),
  frame: ExportFrame,
  /** See `exportName`. */
  name: z.string().min(1).max(300),
  /** `keep` what the file has, `recipe` also prompt and origin as XMP, `strip` nothing of either. */
  metadata: z.enum(['keep', 'recipe', 'strip']),
  /** Files in a folder, or one ZIP. */
  into: z.enum(['folder', 'zip']),
  /** An HTML contact sheet beside them, or alone. */
  sheet: z.enum(['none', 'with', 'only']),
});
/** See the schema of the same name. */
export type ExportPlan = Readonly<z.infer<typeof ExportPlan>>;

/** What `library.export` takes. */
export const ExportOrder = z.strictObject({ ids: z.array(ImageId).min(1).max(100_000), plan: ExportPlan });
/** See the schema of the same name. */
export type ExportOrder = Readonly<z.infer<typeof ExportOrder>>;

/** What became of an export. */
export interface ExportSummary {
  /** Folder or ZIP, as the person chose it. */
  readonly path: string;
  readonly written: number;
  /** Why each of the others was not, in a sentence or two that name it. */
  readonly failed: readonly string[];
}
