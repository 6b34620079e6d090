import type { ImageId } from '../../shared/ids';
import type { Problem } from '../../shared/problem';
import type { Crop } from '../../shared/recipe';
import { CROP_OUTSIDE, type Decoded, type DeliveryLimits, type ImageDecoder } from '../storage/images/image-decoder';
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
  if (decoded.message === CROP_OUTSIDE)
    return unsendable(`The crop of the source “${name}” lies outside of its picture. Crop it again. Nothing was sent.`);
  return unsendable(`The source “${name}” can’t be read: its file was moved, removed or damaged. Nothing was sent.`);
}

/** A source that can't be sent, as the sentence says. */
export function unsendable(message: string): { readonly kind: 'failed'; readonly problem: Problem } {
  return { kind: 'failed', problem: { code: 'source-missing', message, httpStatus: null } };
}
