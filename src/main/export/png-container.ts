import { crc32 } from 'node:zlib';
import type { Container, Metadata } from './container';
import { ContainerFault } from './container-fault';

interface Chunk {
  readonly type: string;
  /** With length, type and checksum. */
  readonly bytes: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Keyword, no compression, no language, no translated keyword. */
const XMP = Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1');
const KEYWORD = Buffer.from('XML:com.adobe.xmp\0', 'latin1');
/** What pixels need to look right; the rest is words. */
const NEEDED: readonly string[] = [
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD'],
  ...['pHYs', 'hIST', 'acTL', 'fcTL', 'fdAT'],
];

/** PNG: chunks with a checksum each. What lies after the last one stays unless it is to be stripped. */
export const pngContainer: Container = {
  read(file): Metadata {
    const { chunks } = split(file);
    const exif = chunks.find(({ type }) => type === 'eXIf');
    const xmp = chunks.find(isXmp);
    return {
      exif: exif ? content(exif) : null,
      xmp: xmp ? plainText(content(xmp)) : null,
    };
  },
  write(file, { strip, exif, xmp }) {
    const { chunks, rest } = split(file);
    const kept = chunks.filter(
      (part) => !(strip && !NEEDED.includes(part.type)) && !(exif && part.type === 'eXIf') && !(xmp && isXmp(part)),
    );
    const [header, ...others] = kept.map(({ bytes }) => bytes);
    if (!header) throw new ContainerFault('no header');
    return [
      SIGNATURE,
      header,
      ...(exif ? [chunk('eXIf', exif)] : []),
      ...(xmp ? [chunk('iTXt', Buffer.concat([XMP, xmp]))] : []),
      ...others,
      ...(strip ? [] : [rest]),
    ];
  },
};

function isXmp(part: Chunk): boolean {
  return part.type === 'iTXt' && KEYWORD.equals(content(part).subarray(0, KEYWORD.length));
}

function content({ bytes }: Chunk): Uint8Array {
  return bytes.subarray(8, -4);
}

/** The text of an iTXt chunk; null where it is compressed, which nobody does with XMP. */
function plainText(text: Uint8Array): Uint8Array | null {
  if (text[KEYWORD.length] !== 0) return null;
  const language = text.indexOf(0, KEYWORD.length + 2);
  const translated = text.indexOf(0, language + 1);
  return language < 0 || translated < 0 ? null : text.subarray(translated + 1);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

function split(file: Uint8Array): { readonly chunks: readonly Chunk[]; readonly rest: Uint8Array } {
  const view = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (!SIGNATURE.equals(view.subarray(0, 8))) throw new ContainerFault('no PNG');
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= view.length;) {
    const end = at + 12 + view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    if (end > view.length) break;
    chunks.push({ type, bytes: view.subarray(at, end) });
    if (type === 'IEND' && chunks[0]?.type === 'IHDR') return { chunks, rest: view.subarray(end) };
    at = end;
  }
  throw new ContainerFault('no end');
}
