/** Tiny files for tests: right in their structure, with made-up pixels. */

const bytesOf = (...parts: readonly (readonly number[] | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const big = (value: number, length: number): readonly number[] =>
  Array.from({ length }, (_none, place) => Math.floor(value / 256 ** (length - 1 - place)) % 256);
const little = (value: number, length: number): readonly number[] => [...big(value, length)].reverse();

/** The content of an EXIF block that gives an orientation. */
export function madeExif(orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const number = order === 'MM' ? big : little;
  return bytesOf(order, number(42, 2), number(8, 4), number(1, 2), [
    ...number(0x0112, 2),
    ...number(3, 2),
    ...number(1, 4),
    ...number(orientation, 2),
    ...[0, 0],
    ...number(0, 4),
  ]);
}

/** A JPEG; `orientation` adds EXIF. `pixels` is what its scan holds. */
export function madeJpeg(width: number, height: number, orientation?: number, pixels = 'pixels'): Buffer {
  const exif = orientation === undefined ? Buffer.alloc(0) : bytesOf('Exif\0\0', [...madeExif(orientation)]);
  return bytesOf(
    [0xff, 0xd8],
    orientation === undefined ? [] : [0xff, 0xe1, ...big(exif.length + 2, 2), ...exif],
    [0xff, 0xc0, ...big(17, 2), 8, ...big(height, 2), ...big(width, 2), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
    [0xff, 0xda, ...big(12, 2), 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3f, 0],
    pixels,
    [0xff, 0xd9],
  );
}

/** A PNG; `orientation` adds an eXIf chunk. */
export function madePng(width: number, height: number, orientation?: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => bytesOf(big(data.length, 4), type, [...data], [0, 0, 0, 0]);
  return Buffer.concat([
    bytesOf([0x89], 'PNG\r\n', [0x1a, 0x0a]),
    chunk('IHDR', bytesOf(big(width, 4), big(height, 4), [8, 2, 0, 0, 0])),
    orientation === undefined ? Buffer.alloc(0) : chunk('eXIf', madeExif(orientation, 'II')),
    chunk('IDAT', Buffer.from('pixels')),
    bytesOf(big(0, 4), 'IEND\xaeB`\x82'),
  ]);
}

/** A WebP of one of its three kinds. */
export function madeWebp(width: number, height: number, kind: 'VP8 ' | 'VP8L' | 'VP8X' = 'VP8 '): Buffer {
  const content = {
    'VP8 ': bytesOf([0, 0, 0, 0x9d, 0x01, 0x2a], little(width, 2), little(height, 2)),
    VP8L: bytesOf([0x2f], little(width - 1 + (height - 1) * 2 ** 14, 4), [0]),
    VP8X: bytesOf([0, 0, 0, 0], little(width - 1, 3), little(height - 1, 3)),
  }[kind];
  const body = bytesOf('WEBP', kind, little(content.length, 4), [...content]);
  return bytesOf('RIFF', little(body.length, 4), [...body]);
}

/** A GIF. */
export function madeGif(width: number, height: number): Buffer {
  return bytesOf('GIF89a', little(width, 2), little(height, 2), [0, 0, 0], 'pixels', [0, 0x3b]);
}

/** An AVIF; `turned` rotates it by 90 degrees. `brand` makes it another file of its family. */
export function madeAvif(width: number, height: number, turned = false, brand = 'avif'): Buffer {
  const box = (type: string, ...content: readonly Buffer[]): Buffer => {
    const inside = Buffer.concat(content);
    return bytesOf(big(inside.length + 8, 4), type, [...inside]);
  };
  const size = (w: number, h: number): Buffer => box('ispe', bytesOf(big(0, 4), big(w, 4), big(h, 4)));
  const rotation = turned ? [box('irot', Buffer.from([1]))] : [];
  return Buffer.concat([
    box('ftyp', bytesOf(brand, [0, 0, 0, 0], 'mif1')),
    box('meta', Buffer.alloc(4), box('iprp', box('ipco', size(16, 16), size(width, height), ...rotation))),
    box('mdat', Buffer.from('pixels')),
  ]);
}
