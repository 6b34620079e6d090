import type { Container, Metadata } from './container';
import { ContainerFault } from './container-fault';

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** What pixels need; the rest is words. */
const NEEDED: readonly string[] = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];
const [HAS_XMP, HAS_EXIF, HAS_ALPHA] = [0x04, 0x08, 0x10];
const MOST_BYTES = 0xffff_fffe;

/** WebP: RIFF chunks. A simple file becomes an extended one when it gets words; what lies after the RIFF goes. */
export const webpContainer: Container = {
  read(file): Metadata {
    const chunks = split(file);
    const data = (type: string): Uint8Array | null => chunks.find((chunk) => chunk.type === type)?.data ?? null;
    return { exif: data('EXIF'), xmp: data('XMP ') };
  },
  write(file, { strip, exif, xmp }) {
    const words: readonly Chunk[] = [
      ...(exif ? [{ type: 'EXIF', data: exif }] : []),
      ...(xmp ? [{ type: 'XMP ', data: xmp }] : []),
    ];
    const kept = split(file).filter(
      ({ type }) => !(strip && !NEEDED.includes(type)) && !words.some((word) => word.type === type),
    );
    // The order of the format: header, profile, animation, pixels, EXIF, XMP.
    const chunks = [...kept, ...words].map((chunk, place) => ({ chunk, place }));
    chunks.sort((one, other) => rank(one.chunk) - rank(other.chunk) || one.place - other.place);
    return riff(headed(chunks.map(({ chunk }) => chunk)));
  },
};

function rank({ type }: Chunk): number {
  return type === 'XMP ' ? 2 : type === 'EXIF' ? 1 : 0;
}

/** With an extended header that says what is inside, where one is needed. */
function headed(chunks: readonly Chunk[]): readonly Chunk[] {
  const has = (type: string): boolean => chunks.some((chunk) => chunk.type === type);
  const extended = chunks.find(({ type }) => type === 'VP8X');
  if (!extended && !has('EXIF') && !has('XMP ')) return chunks;
  const data = Buffer.from(extended?.data ?? simpleHeader(chunks));
  if (data.length < 10) throw new ContainerFault('short header');
  const flags = data.readUInt8(0) & ~(HAS_XMP | HAS_EXIF);
  data.writeUInt8(flags | (has('XMP ') ? HAS_XMP : 0) | (has('EXIF') ? HAS_EXIF : 0), 0);
  return [{ type: 'VP8X', data }, ...chunks.filter((chunk) => chunk !== extended)];
}

/** The extended header of a file that has none: its size, and whether something may be transparent. */
function simpleHeader(chunks: readonly Chunk[]): Uint8Array {
  const picture = chunks.find(({ type }) => type === 'VP8 ' || type === 'VP8L');
  if (!picture || picture.data.length < (picture.type === 'VP8 ' ? 10 : 5)) throw new ContainerFault('no picture');
  const data = Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.length);
  const header = Buffer.alloc(10);
  if (picture.type === 'VP8 ') {
    header.writeUIntLE((data.readUInt16LE(6) & 0x3fff) - 1, 4, 3);
    header.writeUIntLE((data.readUInt16LE(8) & 0x3fff) - 1, 7, 3);
  } else {
    const bits = data.readUInt32LE(1);
    header.writeUInt8((bits >>> 28) & 1 ? HAS_ALPHA : 0, 0);
    header.writeUIntLE(bits & 0x3fff, 4, 3);
    header.writeUIntLE((bits >>> 14) & 0x3fff, 7, 3);
  }
  return header;
}

function riff(chunks: readonly Chunk[]): readonly Uint8Array[] {
  const pieces = chunks.flatMap(({ type, data }) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length % 2)];
  });
  const length = pieces.reduce((sum, piece) => sum + piece.length, 4);
  if (length > MOST_BYTES) throw new ContainerFault('too long');
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(length, 4);
  return [head, ...pieces];
}

function split(file: Uint8Array): readonly Chunk[] {
  const view = Buffer.from(file.buffer, file.byteOffset, file.length);
  const isWebp = view.length >= 12 && /^RIFF[^]{4}WEBP$/.test(view.toString('latin1', 0, 12));
  const end = isWebp ? view.readUInt32LE(4) + 8 : 0;
  if (!isWebp || end > view.length) throw new ContainerFault('no WebP');
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= end;) {
    const length = view.readUInt32LE(at + 4);
    if (at + 8 + length > end) throw new ContainerFault('cut short');
    chunks.push({ type: view.toString('latin1', at, at + 4), data: view.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}
