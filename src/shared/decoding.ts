import type { ExportFrame } from './export';
import type { ImageFormat } from './image';
import type { Crop } from './recipe';

/** What a picture is to become for an export. */
export interface Conversion {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** 1 to 100; of WebP 100 is lossless, of PNG it means nothing. */
  readonly quality: number;
  /** Together with `longSide` as in `frameImage`. */
  readonly frame: ExportFrame;
  readonly longSide: number | null;
}

/** One piece of work for the sandboxed decoder page, as main hands it over. */
export interface DecodeTask {
  /** Names the work in the addresses of its source and its result. */
  readonly token: string;
  /** What the header says; sizes as shown, in pixels, zero where it says nothing. Not to be relied on. */
  readonly header: { readonly format: ImageFormat; readonly width: number; readonly height: number };
  readonly work: DecodeWork;
}

/** thumbnail: WebP · deliver: JPEG, or PNG where something is transparent · export: as the conversion says. */
export type DecodeWork =
  | { readonly operation: 'thumbnail'; readonly maxSide: number }
  | {
      readonly operation: 'deliver';
      readonly maxSide: number;
      readonly maxBytes: number;
      /** Of the upright picture; null is all of it. */
      readonly crop: Crop | null;
    }
  | { readonly operation: 'export'; readonly conversion: Conversion };

/** How many pieces of work the page takes in hand at a time. */
export const DECODER_LANES = 2;

/** Where the decoder page finds its work, the bytes of a source, and the place for a result. */
export const DECODER_ADDRESS = {
  next: 'decoder://orders/next',
  source: 'decoder://orders/source/',
  result: 'decoder://orders/result/',
} as const;
