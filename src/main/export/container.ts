import type { ImageFormat } from '../../shared/image';
import { jpegContainer } from './jpeg-container';
import { pngContainer } from './png-container';
import { webpContainer } from './webp-container';

/** What a file says beside its pixels, as far as it can be carried from one format to another. */
export interface Metadata {
  /** A TIFF structure, without what a container puts before it. */
  readonly exif: Uint8Array | null;
  /** An XMP packet in UTF-8. */
  readonly xmp: Uint8Array | null;
}

/** Changes to what a file says. */
export interface MetadataChange extends Metadata {
  /**
   * First takes away all but what the pixels need to look right, among it the colour profile. `exif` and `xmp` are then
   * put in where they are not null; without `strip` null leaves what is there.
   */
  readonly strip: boolean;
}

/** A file format as a list of blocks, some of which hold pixels. Both throw `ContainerFault` for bytes that are no such list. */
export interface Container {
  read(file: Uint8Array): Metadata;
  /** The new file in pieces; blocks that hold pixels are the very bytes of `file`. */
  write(file: Uint8Array, change: MetadataChange): readonly Uint8Array[];
}

/** The formats whose metadata can be changed without touching the pixels. */
export const CONTAINERS: Readonly<Partial<Record<ImageFormat, Container>>> = {
  jpeg: jpegContainer,
  png: pngContainer,
  webp: webpContainer,
};
