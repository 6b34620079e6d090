/** Tiny image files with texts inside, for tests. */
import { deflateSync } from 'node:zlib';
import { madeAvif, madeJpeg, madePng, madeWebp } from '../images/made-images';

const big = (value: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
};
const little = (value: number): Buffer => Buffer.from(big(value, 4)).reverse();
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** One chunk of a PNG; `length` lies about it. */
export function pngChunk(type: string, content: Buffer, length = content.length): Buffer {
  return Buffer.concat([big(length, 4), latin(type), content, Buffer.alloc(4)]);
}

/** A plain, a packed or an international text of a PNG. */
export function pngText(key: string, text: string, kind: 'tEXt' | 'zTXt' | 'iTXt' | 'packed iTXt' = 'tEXt'): Buffer {
  const name = latin(`${key}\0`);
  switch (kind) {
    case 'tEXt':
      return pngChunk('tEXt', Buffer.concat([name, Buffer.from(text)]));
    case 'zTXt':
      return pngChunk('zTXt', Buffer.concat([name, Buffer.alloc(1), deflateSync(text)]));
    case 'iTXt':
      return pngChunk('iTXt', Buffer.concat([name, latin('\0\0en\0\0'), Buffer.from(text)]));
    case 'packed iTXt':
      return pngChunk('iTXt', Buffer.concat([name, latin('\x01\0\0\0'), deflateSync(text)]));
  }
}

/** A PNG with those chunks before its pixels, or behind them. */
export function pngWith(chunks: readonly Buffer[], behind = false): Buffer {
  const png = madePng(8, 8);
  const at = png.indexOf(behind ? 'IEND' : 'IDAT') - 4;
  return Buffer.concat([png.subarray(0, at), ...chunks, png.subarray(at)]);
}

/** A JPEG with those segments at its start. */
export function jpegWith(segments: readonly (readonly [marker: number, content: Buffer])[]): Buffer {
  const jpeg = madeJpeg(8, 8);
  const made = segments.map(([marker, content]) =>
    Buffer.concat([Buffer.from([0xff, marker]), big(Math.min(0xffff, content.length + 2), 2), content]),
  );
  return Buffer.concat([jpeg.subarray(0, 2), ...made, jpeg.subarray(2)]);
}

/** The segment of a JPEG that holds EXIF, or XMP. */
export function exifSegment(exif: Buffer): readonly [number, Buffer] {
  return [0xe1, Buffer.concat([latin('Exif\0\0'), exif])];
}
/** See `exifSegment`. */
export function xmpSegment(packet: string): readonly [number, Buffer] {
  return [0xe1, Buffer.concat([latin('http://ns.adobe.com/xap/1.0/\0'), Buffer.from(packet)])];
}

/** A WebP with those chunks behind its pixels. */
export function webpWith(chunks: readonly (readonly [type: string, content: Buffer])[]): Buffer {
  const made = chunks.map(([type, content]) =>
    Buffer.concat([latin(type), little(content.length), content, Buffer.alloc(content.length & 1)]),
  );
  const body = Buffer.concat([madeWebp(8, 8, 'VP8X').subarray(8), ...made]);
  return Buffer.concat([latin('RIFF'), little(body.length), body]);
}

/** An AVIF with those bytes among its pixels. */
export function avifWith(bytes: Buffer): Buffer {
  const avif = madeAvif(8, 8);
  const content = Buffer.concat([Buffer.from('pixels'), bytes]);
  return Buffer.concat([
    avif.subarray(0, avif.indexOf('mdat') - 4),
    big(content.length + 8, 4),
    latin('mdat'),
    content,
  ]);
}

/** EXIF with text fields by tag; those of its inner directory apart. Big-endian. */
export function exifWith(
  main: readonly (readonly [tag: number, value: Buffer])[],
  inner: readonly (readonly [tag: number, value: Buffer])[] = [],
): Buffer {
  const innerAt = 8 + 2 + 12 * (main.length + Number(inner.length > 0)) + 4;
  const valuesAt = innerAt + (inner.length > 0 ? 2 + 12 * inner.length + 4 : 0);
  const values: Buffer[] = [];
  let at = valuesAt;
  const field = ([tag, value]: readonly [number, Buffer]): Buffer => {
    const isShort = value.length <= 4;
    const place = isShort ? Buffer.concat([value, Buffer.alloc(4 - value.length)]) : big(at, 4);
    if (!isShort) {
      values.push(value);
      at += value.length;
    }
    return Buffer.concat([big(tag, 2), big(tag === 0x9286 ? 7 : 2, 2), big(value.length, 4), place]);
  };
  const pointer = inner.length > 0 ? [Buffer.concat([big(0x8769, 2), big(4, 2), big(1, 4), big(innerAt, 4)])] : [];
  const first = [...main.map(field), ...pointer];
  const second = inner.length > 0 ? [big(inner.length, 2), ...inner.map(field), Buffer.alloc(4)] : [];
  return Buffer.concat([
    latin('MM\0*'),
    big(8, 4),
    big(first.length, 2),
    ...first,
    Buffer.alloc(4),
    ...second,
    ...values,
  ]);
}

/** What EXIF holds of a comment, in one of its encodings. */
export function userComment(text: string, kind: 'ASCII' | 'UTF-16BE' | 'UTF-16LE' | 'none' = 'ASCII'): Buffer {
  const wide = Buffer.from(text, 'utf16le');
  switch (kind) {
    case 'ASCII':
      return Buffer.concat([latin('ASCII\0\0\0'), Buffer.from(text)]);
    case 'UTF-16BE':
      return Buffer.concat([latin('UNICODE\0'), Buffer.from(wide).swap16()]);
    case 'UTF-16LE':
      return Buffer.concat([latin('UNICODE\0'), wide]);
    case 'none':
      return Buffer.concat([Buffer.alloc(8), Buffer.from(text)]);
  }
}

/** An XMP packet with those fields, as elements or as attributes. */
export function xmpWith(fields: Readonly<Record<string, string>>, asAttributes = false): string {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const entries = Object.entries(fields);
  const attributes = asAttributes ? entries.map(([name, text]) => `\n   ${name}="${escaped(text)}"`).join('') : '';
  const elements = asAttributes
    ? ''
    : entries
        .map(
          ([name, text]) =>
            `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt></${name}>`,
        )
        .join('');
  return `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description${attributes}>${elements}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}
