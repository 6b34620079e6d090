import { ascii, bigEndian, byte, oriented, tiffOrientation } from './header-bytes';
import type { Inspected, Sample } from './header-bytes';

const START_OF_SCAN = 0xda;

/** Size and completeness of a JPEG. Bytes after its end marker, as cameras leave them, do no harm. */
export function inspectJpeg({ head, tail, size }: Sample): Inspected {
  const { width, height, orientation, scan } = readSegments(head);
  return { ...oriented(width, height, orientation), complete: hasEnd(tail, size, scan) };
}

interface Segments {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  /** Where the pixels begin, or null when that lies beyond the head. */
  readonly scan: number | null;
}

function readSegments(head: Uint8Array): Segments {
  let [width, height, orientation, seenExif] = [0, 0, 1, false];
  let at = 2;
  while (at + 4 <= head.length) {
    // Anything else in a marker's place is damage: what was read so far is all there is.
    if (byte(head, at) !== 0xff) break;
    const marker = byte(head, at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isStandalone(marker)) {
      at += 2;
      continue;
    }
    if (marker === START_OF_SCAN) return { width, height, orientation, scan: at };
    const length = bigEndian(head, at + 2, 2);
    if (length < 2) break;
    if (isFrame(marker)) [height, width] = [bigEndian(head, at + 5, 2), bigEndian(head, at + 7, 2)];
    if (marker === 0xe1 && !seenExif && ascii(head, at + 4, 6) === 'Exif\0\0') {
      orientation = tiffOrientation(head.subarray(at + 10, at + 2 + length));
      seenExif = true;
    }
    at += 2 + length;
  }
  return { width, height, orientation, scan: null };
}

function isStandalone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Only an end marker after the start of the pixels counts: the preview inside EXIF has one of its own. */
function hasEnd(tail: Uint8Array, size: number, scan: number | null): boolean {
  const tailStart = size - tail.length;
  for (let place = tail.length - 2; place >= 0; place--) {
    if (tail[place] === 0xff && tail[place + 1] === 0xd9) return scan === null || tailStart + place > scan;
  }
  return false;
}
