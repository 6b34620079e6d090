import type { Conversion } from '../../../shared/decoding';
import type { Crop } from '../../../shared/recipe';

/** What the sandboxed decoder made of an image. */
export type Decoded =
  | {
      readonly kind: 'decoded';
      /** Of the whole image as shown, after orientation, in pixels; of a delivered one, its own. */
      readonly width: number;
      readonly height: number;
      /** The newly encoded picture. */
      readonly bytes: Uint8Array;
      readonly type: 'image/webp' | 'image/jpeg' | 'image/png';
    }
  /** The bytes can't be shown: damaged, too large, or too slow. `message` is one sentence. */
  | { readonly kind: 'not-displayable'; readonly message: string }
  /** The decoder was closed or did not start: it says nothing of the image. */
  | { readonly kind: 'closed' };

/** How large a picture may be that goes out to the gateway. */
export interface DeliveryLimits {
  /** Of the longer side, in pixels. */
  readonly maxSide: number;
  readonly maxBytes: number;
}

/**
 * Decodes pictures where they can do no harm. Takes absolute paths of library files; never rejects, and never blocks main.
 * What a person waits for comes before thumbnails.
 */
export interface ImageDecoder {
  /** A WebP whose longer side is at most 512 pixels. */
  thumbnail(file: string): Promise<Decoded>;
  /**
   * A JPEG, or a PNG where something is transparent, within the limits, sRGB, without metadata. With a crop that part of the
   * upright picture, in its whole pixels; one that lies outside is `not-displayable` with `CROP_OUTSIDE`.
   */
  deliver(file: string, limits: DeliveryLimits, crop: Crop | null): Promise<Decoded>;
  close(): void;
}

/** Makes pictures for other programs out of those of the library, in the same place as they are decoded. */
export interface ImageConverter {
  /** As the conversion says, in sRGB, without metadata. Never rejects. */
  convert(file: string, conversion: Conversion): Promise<Decoded>;
}

/** Said of a crop that reaches over its picture, as when the file was changed since. */
export const CROP_OUTSIDE = 'The crop lies outside of the picture.';

/** Said of a picture that is sound, as far as anybody knows, and needs more time than there is. */
export const TOO_SLOW = 'The image takes too long to decode to be displayed.';

/** Said of a picture larger than `MOST_PIXELS`. */
export const MANY_PIXELS = 'The image can’t be displayed: it has more than 100 million pixels.';

/** Larger pictures are not decoded: they would take gigabytes. */
export const MOST_PIXELS = 100_000_000;
