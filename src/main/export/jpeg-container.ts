import type { Container, Metadata } from './container';
import { ContainerFault } from './container-fault';

interface Segment {
  readonly marker: number;
  /** With marker and length. */
  readonly bytes: Uint8Array;
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const XMP = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const MORE_XMP = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1');
const PROFILE = Buffer.from('ICC_PROFILE\0', 'latin1');
const [APP0, APP1, APP2, APP14, APP15, COMMENT] = [0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe];
const [START_OF_SCAN, END] = [0xda, 0xd9];
/** A segment's length has two bytes and counts itself. */
const MOST_CONTENT = 0xffff - 2;

/** The most that an XMP packet may weigh inside a JPEG. */
export const MOST_JPEG_XMP = MOST_CONTENT - XMP.length;

/** JPEG: segments up to the first scan, then pixels up to the end marker, then what cameras leave behind them. */
export const jpegContainer: Container = {
  read(file): Metadata {
    const { segments } = split(file);
    const content = (mark: Buffer): Uint8Array | null =>
      segments.find((segment) => holds(segment, mark))?.bytes.subarray(4 + mark.length) ?? null;
    return { exif: content(EXIF), xmp: content(XMP) };
  },
  write(file, { strip, exif, xmp }) {
    const { segments, pixels } = split(file);
    const kept = segments.filter(
      (segment) =>
        !(strip && !isNeeded(segment)) &&
        !(exif && holds(segment, EXIF)) &&
        !(xmp && (holds(segment, XMP) || holds(segment, MORE_XMP))),
    );
    // Readers look for EXIF and XMP at the front, after the JFIF header.
    const front = kept.findIndex(({ marker, bytes }) => marker !== APP0 && !holds({ marker, bytes }, EXIF));
    const at = front < 0 ? kept.length : front;
    return [
      file.subarray(0, 2),
      ...kept.slice(0, at).map(({ bytes }) => bytes),
      ...(exif ? [segment(EXIF, exif)] : []),
      ...(xmp ? [segment(XMP, xmp)] : []),
      ...kept.slice(at).map(({ bytes }) => bytes),
      strip ? pixels.subarray(0, endOf(pixels)) : pixels,
    ];
  },
};

/** Comments and applications' own segments go, but for the colour profile, JFIF and the colour transform of Adobe. */
function isNeeded(segment: Segment): boolean {
  const { marker } = segment;
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  return marker === APP0 || marker === APP14 || (marker === APP2 && holds(segment, PROFILE));
}

function holds({ marker, bytes }: Segment, mark: Buffer): boolean {
  return (marker === APP1 || marker === APP2) && mark.equals(bytes.subarray(4, 4 + mark.length));
}

function segment(mark: Buffer, content: Uint8Array): Uint8Array {
  const length = mark.length + content.length;
  if (length > MOST_CONTENT) throw new ContainerFault('too much for a segment');
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(length + 2, 2);
  return Buffer.concat([head, mark, content]);
}

function split(file: Uint8Array): { readonly segments: readonly Segment[]; readonly pixels: Uint8Array } {
  const view = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) throw new ContainerFault('no JPEG');
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= view.length;) {
    if (view[at] !== 0xff) break;
    const marker = view.readUInt8(at + 1);
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN) return { segments, pixels: view.subarray(at) };
    const end = at + 2 + view.readUInt16BE(at + 2);
    if (end > view.length || end < at + 4) break;
    segments.push({ marker, bytes: view.subarray(at, end) });
    at = end;
  }
  throw new ContainerFault('no pixels');
}

/** Where the picture ends: after its end marker, or at the end of the bytes when there is none. */
function endOf(pixels: Uint8Array): number {
  const view = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length);
  for (let at = view.indexOf(0xff); at >= 0 && at + 1 < view.length; at = view.indexOf(0xff, at)) {
    const marker = view.readUInt8(at + 1);
    if (marker === END) return at + 2;
    const isInScan = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    // Tables and headers between two scans are passed over by their length: they may hold any byte.
    if (isInScan || at + 4 > view.length) at += marker === 0xff ? 1 : 2;
    else at += 2 + Math.max(2, view.readUInt16BE(at + 2));
  }
  return view.length;
}
