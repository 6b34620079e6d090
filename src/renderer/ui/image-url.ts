import type { ImageId } from '../../shared/ids';

/** The longer side of a thumbnail, in pixels, as main makes them. */
const THUMBNAIL_PIXELS = 512;

/** The address of the original. `version` rises when its pixels changed, so that the new ones are fetched. */
export function originalUrl(id: ImageId, version = 0): string {
  return withVersion(`easel://image/${id}`, version);
}

/** The address of the thumbnail. */
export function thumbnailUrl(id: ImageId, version = 0): string {
  return withVersion(`easel://thumbnail/${id}`, version);
}

/** True for a tile whose longer side is so many device pixels that a thumbnail has too few for it. */
export function needsOriginal(devicePixels: number): boolean {
  // A thumbnail may be stretched a little before the original is worth its decoding.
  return devicePixels > THUMBNAIL_PIXELS * 1.25;
}

function withVersion(address: string, version: number): string {
  return version === 0 ? address : `${address}?v=${String(version)}`;
}
