import type { ImageFormat } from '../../../shared/image';
import { inspectAvif } from './header-avif';
import { inspectGif, inspectPng, inspectWebp } from './header-formats';
import { inspectJpeg } from './header-jpeg';
import { ascii, startsWith } from './header-bytes';
import type { Inspected, Sample } from './header-bytes';

/** How many bytes from the start of a file `inspectImage` wants. */
export const HEAD_BYTES = 512 * 1024;
/** How many bytes from the end of a file `inspectImage` wants. */
export const TAIL_BYTES = 64 * 1024;

/** What a file is, judged by its bytes and never by its name. */
export type Inspection =
  | {
      readonly kind: 'image';
      readonly format: ImageFormat;
      /** Pixels as shown, after EXIF orientation; zero where the header does not say. */
      readonly width: number;
      readonly height: number;
      /** Whether the end of the image is there. */
      readonly complete: boolean;
    }
  /** No image that Easel stores; `name` is what it is, with its article, such as "a HEIC photo", or null. */
  | { readonly kind: 'other'; readonly name: string | null };

/**
 * Tells format, size and completeness from the first `HEAD_BYTES` and the last `TAIL_BYTES` of a file of `size` bytes.
 * Never throws, decodes no pixel, and takes time in proportion to the bytes given, whatever they say.
 */
export function inspectImage(head: Uint8Array, tail: Uint8Array, size: number): Inspection {
  const sample: Sample = { head, tail, size };
  const format = formatOf(head);
  if (format === null) return { kind: 'other', name: otherName(head) };
  return { kind: 'image', format, ...INSPECTORS[format](sample) };
}

const INSPECTORS: Readonly<Record<ImageFormat, (sample: Sample) => Inspected>> = {
  jpeg: inspectJpeg,
  png: inspectPng,
  webp: inspectWebp,
  gif: inspectGif,
  avif: inspectAvif,
};

function formatOf(head: Uint8Array): ImageFormat | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return 'gif';
  if (brands(head).some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return null;
}

/** The brands of an ISO media file, the major one first. */
function brands(head: Uint8Array): readonly string[] {
  if (ascii(head, 4, 4) !== 'ftyp') return [];
  const compatible = Array.from({ length: 16 }, (_none, place) => ascii(head, 16 + 4 * place, 4));
  return [ascii(head, 8, 4), ...compatible];
}

function otherName(head: Uint8Array): string | null {
  const iso = brands(head);
  if (iso.some((brand) => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand))) return 'a HEIC photo';
  if (iso.length > 0) return 'a video';
  const start = ascii(head, 0, 1024);
  const known = OTHERS.find(({ begins }) => begins.test(start));
  return known?.name ?? null;
}

// Magic bytes are control characters by nature.
/* eslint-disable no-control-regex */
const OTHERS: readonly { readonly begins: RegExp; readonly name: string }[] = [
  { begins: /^(II\*\0|MM\0\*|II\+\0|MM\0\+)/, name: 'a TIFF or camera raw file' },
  { begins: /^BM/, name: 'a BMP picture' },
  { begins: /^8BPS/, name: 'a Photoshop file' },
  { begins: /^%PDF/, name: 'a PDF' },
  { begins: /^(\xff\x0a|\0{3}\x0cJXL )/, name: 'a JPEG XL picture' },
  { begins: /^\0{3}\x0cjP {2}/, name: 'a JPEG 2000 picture' },
  { begins: /^\0\0\x01\0/, name: 'an icon file' },
  { begins: /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>|<!--[^]*?-->|<!DOCTYPE svg|\s)*<svg/i, name: 'an SVG drawing' },
  { begins: /^PK\x03\x04/, name: 'a ZIP archive' },
];
/* eslint-enable no-control-regex */
