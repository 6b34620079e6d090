import { ascii, bigEndian, byte, littleEndian, oriented, tiffOrientation } from './header-bytes';
import type { Inspected, Sample } from './header-bytes';

/** Size and completeness of a PNG. */
export function inspectPng({ head, tail }: Sample): Inspected {
  const isHeader = ascii(head, 12, 4) === 'IHDR';
  const [width, height] = isHeader ? [bigEndian(head, 16, 4), bigEndian(head, 20, 4)] : [0, 0];
  const complete = Buffer.from(tail.buffer, tail.byteOffset, tail.length).includes('IEND\xaeB`\x82', 0, 'latin1');
  return { ...oriented(width, height, pngOrientation(head)), complete };
}

/** From an `eXIf` chunk before the pixels. */
function pngOrientation(head: Uint8Array): number {
  for (let at = 8; at + 12 <= head.length;) {
    const length = bigEndian(head, at, 4);
    const type = ascii(head, at + 4, 4);
    if (type === 'eXIf') return tiffOrientation(head.subarray(at + 8, at + 8 + length));
    if (type === 'IDAT') return 1;
    at += 12 + length;
  }
  return 1;
}

/** Size and completeness of a WebP, by the length that its container declares. */
export function inspectWebp({ head, size }: Sample): Inspected {
  const complete = littleEndian(head, 4, 4) + 8 <= size;
  switch (ascii(head, 12, 4)) {
    case 'VP8 ':
      if (bigEndian(head, 23, 3) !== 0x9d012a) return { width: 0, height: 0, complete };
      return { width: littleEndian(head, 26, 2) & 0x3fff, height: littleEndian(head, 28, 2) & 0x3fff, complete };
    case 'VP8L': {
      if (byte(head, 20) !== 0x2f) return { width: 0, height: 0, complete };
      const bits = littleEndian(head, 21, 4);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, complete };
    }
    case 'VP8X':
      return { width: littleEndian(head, 24, 3) + 1, height: littleEndian(head, 27, 3) + 1, complete };
    default:
      return { width: 0, height: 0, complete };
  }
}

/** Size and completeness of a GIF. Zeros after its trailer do no harm. */
export function inspectGif({ head, tail }: Sample): Inspected {
  let last = tail.length - 1;
  while (last > 0 && tail[last] === 0) last -= 1;
  return { width: littleEndian(head, 6, 2), height: littleEndian(head, 8, 2), complete: tail[last] === 0x3b };
}
