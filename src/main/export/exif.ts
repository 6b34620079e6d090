import { tiffOrientation } from '../storage/images/header-bytes';

const ORIENTATION = 0x0112;
/** Place and length of a preview in its directory: as a JPEG, and as plain pixels. */
const PREVIEWS = [
  [0x0201, 0x0202],
  [0x0111, 0x0117],
] as const;
/** A camera's own block, which may hold previews, too. */
const MAKER_NOTE = 0x927c;
/** Pixels of the picture as a camera noted them: no longer true for a converted one. */
const SIZES: readonly number[] = [0xa002, 0xa003];
const EXIF_DIRECTORY = 0x8769;
const MOST_ENTRIES = 1000;

/** EXIF that says nothing but how the pixels are turned; null where they are upright. */
export function turnOnly(exif: Uint8Array | null): Uint8Array | null {
  const orientation = exif === null ? 1 : tiffOrientation(exif);
  if (orientation < 2 || orientation > 8) return null;
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

/**
 * A copy of EXIF for pixels that were made anew: upright, without the preview, which would still show what was cut off,
 * and without the former size. Null for what is no EXIF.
 */
export function exifForNewPixels(exif: Uint8Array): Uint8Array | null {
  const tiff = Buffer.from(exif);
  const order = tiff.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 14) return null;
  const numbers = readerOf(tiff, order === 'II');
  const clear = (from: number, length: number): void => {
    // A short value lies where its place would be; what is so small shows nothing.
    if (length > 4) tiff.fill(0, Math.min(from, tiff.length), Math.min(from + length, tiff.length));
  };
  const first = numbers.directory(numbers.long(4));
  if (!first) return null;
  for (const entry of first.entries) {
    if (entry.tag === ORIENTATION) numbers.putShort(entry.value, 1);
    if (entry.tag === EXIF_DIRECTORY) {
      for (const inner of numbers.directory(numbers.long(entry.value))?.entries ?? []) {
        if (SIZES.includes(inner.tag)) tiff.fill(0, inner.value, inner.value + 4);
        if (inner.tag === MAKER_NOTE) clear(numbers.long(inner.value), numbers.long(inner.value - 4));
      }
    }
  }
  const second = first.next + 4 <= tiff.length ? numbers.directory(numbers.long(first.next)) : null;
  if (second) {
    const valueOf = (tag: number): number => {
      const entry = second.entries.find((candidate) => candidate.tag === tag);
      return entry ? numbers.long(entry.value) : 0;
    };
    for (const [from, length] of PREVIEWS) clear(valueOf(from), valueOf(length));
    tiff.writeUInt32BE(0, first.next);
  }
  return tiff;
}

interface Entry {
  readonly tag: number;
  /** Where its value lies, or the place of its value. */
  readonly value: number;
}

function readerOf(tiff: Buffer, little: boolean) {
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  return {
    long,
    putShort: (at: number, value: number): void => {
      if (little) tiff.writeUInt16LE(value, at);
      else tiff.writeUInt16BE(value, at);
    },
    /** Null where the bytes end before it does. */
    directory: (at: number): { readonly entries: readonly Entry[]; readonly next: number } | null => {
      if (at < 8 || at + 2 > tiff.length) return null;
      const count = short(at);
      const next = at + 2 + count * 12;
      if (count > MOST_ENTRIES || next > tiff.length) return null;
      const entries = Array.from({ length: count }, (_none, place) => {
        const start = at + 2 + place * 12;
        return { tag: short(start), value: start + 8 };
      });
      return { entries, next };
    },
  };
}
