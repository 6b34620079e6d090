/** The start and the end of a file; they overlap in a small one. */
export interface Sample {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** Of the whole file, in bytes. */
  readonly size: number;
}

/** What a format's header tells. Zero where it does not say. */
export interface Inspected {
  readonly width: number;
  readonly height: number;
  readonly complete: boolean;
}

/** The byte at a place, zero beyond the end. */
export function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Unsigned, big-endian, of the given length in bytes; zeros beyond the end. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let place = 0; place < length; place++) value = value * 256 + byte(bytes, at + place);
  return value;
}

/** Unsigned, little-endian, of the given length in bytes; zeros beyond the end. */
export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let place = length - 1; place >= 0; place--) value = value * 256 + byte(bytes, at + place);
  return value;
}

/** Bytes as Latin-1 text, shorter at the end of the bytes. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
}

/** Whether the bytes begin so. */
export function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((value, place) => bytes[place] === value);
}

/** Width and height as shown, for an EXIF orientation of 1 to 8. */
export function oriented(
  width: number,
  height: number,
  orientation: number,
): { readonly width: number; readonly height: number } {
  return orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };
}

/** The orientation that a TIFF structure (the content of EXIF) gives, 1 when it gives none. */
export function tiffOrientation(tiff: Uint8Array): number {
  const order = ascii(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const read = order === 'II' ? littleEndian : bigEndian;
  if (read(tiff, 2, 2) !== 42) return 1;
  const directory = read(tiff, 4, 4);
  const entries = Math.min(read(tiff, directory, 2), 1000);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    if (read(tiff, at, 2) === 0x0112) return read(tiff, at + 8, 2);
  }
  return 1;
}
