import type { ImageId } from '../../shared/ids';
import type { Problem } from '../../shared/problem';
import type { Crop } from '../../shared/recipe';
import {
  CROP_OUTSIDE,
  type Decoded,
  type DeliveryLimits,
  type ImageDecoder,
  MANY_PIXELS,
  TOO_SLOW,
} from '../storage/images/image-decoder';
import type { Library } from '../storage/library/library';

/** Pictures of sources as they are about to be sent. */
export interface PictureSources {
  readonly library: Pick<Library, 'fileOf' | 'images'>;
  readonly decoder: Pick<ImageDecoder, 'deliver'>;
}

/** The picture encoded anew, or one sentence that says why not. */
export type SourcePicture =
  Extract<Decoded, { kind: 'decoded' }> | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Encoded in the sandbox within the limits, cropped after orientation: neither metadata nor a place leaves with it. `width`
 * and `height` are its own.
 */
export async function sourcePicture(
  { library, decoder }: PictureSources,
  id: ImageId,
  crop: Crop | null,
  limits: DeliveryLimits,
): Promise<SourcePicture> {
  const file = library.fileOf(id);
  if (file === null) return unsendable('A source image is no longer in the library. Nothing was sent.');
  const decoded = await decoder.deliver(file, limits, crop);
  if (decoded.kind === 'decoded') return decoded;
  if (decoded.kind === 'closed')
    return unsendable('The part of Easel that reads pictures did not start. Nothing was sent.');
  const name = library.images([id])[0]?.title.slice(0, 60) ?? id;
  return unsendable(`The source “${name}” ${FAULTS[decoded.message] ?? UNREADABLE} Nothing was sent.`);
}

const UNREADABLE = 'can’t be read: its file was moved, removed or damaged.';
/** What the decoder says, as words about a source. A picture that it can take in fits every step of a ladder. */
const FAULTS: Readonly<Record<string, string>> = {
  [CROP_OUTSIDE]: 'has a crop that lies outside of its picture. Crop it again.',
  [TOO_SLOW]: 'is too large to be made ready in time. Crop it, or send it as a public link.',
  [MANY_PIXELS]: 'has more than 100 million pixels. Add a smaller copy of it, or send it as a public link.',
};

/** A source that can't be sent, as the sentence says. */
export function unsendable(message: string): { readonly kind: 'failed'; readonly problem: Problem } {
  return { kind: 'failed', problem: { code: 'source-missing', message, httpStatus: null } };
}
