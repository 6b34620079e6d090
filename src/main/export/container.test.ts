import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageFormat } from '../../shared/image';
import { inspectImage } from '../storage/images/image-header';
import { madeExif, madeJpeg, madePng, madeWebp } from '../storage/images/made-images';
import type { Container, MetadataChange } from './container';
import { CONTAINERS } from './container';
import { MOST_JPEG_XMP } from './jpeg-container';

const packet = Buffer.from('<x:xmpmeta>ü</x:xmpmeta>');
const nothing: MetadataChange = { strip: false, exif: null, xmp: null };

function containerOf(format: ImageFormat): Container {
  const container = CONTAINERS[format];
  if (!container) throw new Error(format);
  return container;
}
const written = (format: ImageFormat, file: Buffer, change: Partial<MetadataChange>): Buffer =>
  Buffer.concat(containerOf(format).write(file, { ...nothing, ...change }));
const read = (format: ImageFormat, file: Buffer) => {
  const { exif, xmp } = containerOf(format).read(file);
  return { exif: exif && Buffer.from(exif), xmp: xmp && Buffer.from(xmp) };
};

const segment = (marker: number, content: string): Buffer => {
  const body = Buffer.from(content, 'latin1');
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
};
const chunk = (type: string, content: string): Buffer => {
  const bytes = Buffer.from(`\0\0\0\0${type}${content}\0\0\0\0`, 'latin1');
  bytes.writeUInt32BE(content.length, 0);
  return bytes;
};
const after = (file: Buffer, start: number, added: readonly Buffer[]): Buffer =>
  Buffer.concat([file.subarray(0, start), ...added, file.subarray(start)]);

const jpeg = after(madeJpeg(300, 200, 6), 2, [
  segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0'),
  segment(0xe2, 'ICC_PROFILE\0\x01\x01colours'),
  segment(0xe2, 'MPF\0preview'),
  segment(0xed, 'Photoshop 3.0\0secret words'),
  segment(0xee, 'Adobe\0d\0\0\0\0\x01'),
  segment(0xfe, 'secret comment'),
]);
const png = after(madePng(300, 200, 6), 33, [
  chunk('iCCP', 'colours'),
  chunk('tEXt', 'parameters\0secret words'),
  chunk('tIME', 'secret'),
]);
const webp = madeWebp(300, 200, 'VP8L');
const FILES = [
  { format: 'jpeg', file: jpeg },
  { format: 'png', file: png },
  { format: 'webp', file: webp },
] as const;

describe.each(FILES)('container of $format', ({ format, file }) => {
  it('changes no byte when nothing is to be changed', () => {
    expect(written(format, file, {})).toEqual(file);
  });

  it('gives back what was put in, once, however often it was', () => {
    const once = written(format, file, { xmp: Buffer.from('old'), exif: madeExif(3) });
    const twice = written(format, once, { xmp: packet, exif: madeExif(8) });
    expect(read(format, twice)).toEqual({ exif: madeExif(8), xmp: packet });
    expect(twice.includes('old')).toBe(false);
    expect(written(format, file, { xmp: packet, exif: madeExif(8) })).toEqual(twice);
  });

  it('stays an image of the same size, complete', () => {
    const made = written(format, file, { xmp: packet });
    const size = format === 'webp' ? { width: 300, height: 200 } : { width: 200, height: 300 };
    expect(inspectImage(made, made.subarray(-1000), made.length)).toMatchObject({
      kind: 'image',
      complete: true,
      ...size,
    });
  });

  it('keeps of the words only what the pixels need when it is to be stripped', () => {
    const full = written(format, file, { xmp: packet, exif: madeExif(6) });
    const bare = written(format, full, { strip: true });
    expect(read(format, bare)).toEqual({ exif: null, xmp: null });
    expect(bare.includes('secret')).toBe(false);
    expect(bare.includes('preview')).toBe(false);
    expect(bare.includes('colours')).toBe(file.includes('colours'));
    expect(read(format, written(format, full, { strip: true, exif: madeExif(6) })).exif).toEqual(madeExif(6));
  });

  it('refuses what is cut short instead of making half a file of it', () => {
    for (const length of [0, 3, 11, 20, file.length >> 1]) {
      expect(() => written(format, Buffer.from(file.subarray(0, length)), { xmp: packet })).toThrow();
    }
  });
});

describe('JPEG', () => {
  it('is in the order in which readers look: JFIF, EXIF, XMP, the rest', () => {
    const made = written('jpeg', jpeg, { xmp: packet, exif: madeExif(6) });
    const places = ['JFIF', 'Exif\0', 'ns.adobe.com/xap', 'ICC_PROFILE', 'Adobe'].map((mark) => made.indexOf(mark));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBe(6);
  });

  it('loses what cameras leave behind the picture, and not an end marker’s likeness inside it', () => {
    const table = segment(0xc4, '\xff\xd9 in a table');
    const scans = Buffer.concat([Buffer.from('\xff\x00\xff\xd0more\xff', 'latin1'), Buffer.from([0xff]), table]);
    const start = jpeg.lastIndexOf('pixels');
    const picture = after(jpeg, start, [scans]);
    const made = written('jpeg', Buffer.concat([picture, Buffer.from('secret video')]), { strip: true });
    expect(made.subarray(-8)).toEqual(picture.subarray(-8));
    expect(made.includes('in a table')).toBe(true);
    expect(made.includes('secret')).toBe(false);
  });

  it('drops the second part of XMP that is replaced', () => {
    const file = after(jpeg, 2, [segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0more')]);
    expect(written('jpeg', file, { xmp: packet }).includes('xmp/extension')).toBe(false);
  });

  it('takes XMP up to its limit and no more', () => {
    const most = Buffer.alloc(MOST_JPEG_XMP, 'a');
    expect(read('jpeg', written('jpeg', jpeg, { xmp: most })).xmp?.equals(most)).toBe(true);
    expect(() => written('jpeg', jpeg, { xmp: Buffer.alloc(MOST_JPEG_XMP + 1) })).toThrow();
  });
});

describe('PNG', () => {
  it('has right checksums', () => {
    const made = written('png', png, { xmp: packet, exif: madeExif(6) });
    for (const type of ['iTXt', 'eXIf']) {
      const at = made.indexOf(type);
      const end = at + 4 + made.readUInt32BE(at - 4);
      expect(made.readUInt32BE(end)).toBe(crc32(made.subarray(at, end)));
    }
  });

  it('finds XMP whose text is translated, and none that is compressed', () => {
    const text = chunk('iTXt', 'XML:com.adobe.xmp\0\0\0en\0XMP\0words');
    expect(read('png', after(png, 33, [text])).xmp?.toString()).toBe('words');
    expect(read('png', after(png, 33, [chunk('iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0words')])).xmp).toBeNull();
  });
});

describe('WebP', () => {
  const flagsOf = (file: Buffer): number => file.readUInt8(file.indexOf('VP8X') + 8);

  it('says in its header what is inside, and nothing that is not', () => {
    const full = written('webp', webp, { xmp: packet, exif: madeExif(6) });
    expect(flagsOf(full) & 0x0c).toBe(0x0c);
    expect(flagsOf(written('webp', full, { strip: true })) & 0x0c).toBe(0);
  });

  it('keeps transparency and size when it becomes an extended file', () => {
    const transparent = Buffer.from(webp);
    transparent.writeUInt8(transparent.readUInt8(24) | 0x10, 24);
    const made = written('webp', transparent, { xmp: packet });
    expect(flagsOf(made) & 0x10).toBe(0x10);
    expect(inspectImage(made, made, made.length)).toMatchObject({ width: 300, height: 200 });
    expect(flagsOf(written('webp', webp, { xmp: packet })) & 0x10).toBe(0);
  });

  it('has even chunks and the length that it declares', () => {
    const made = written('webp', webp, { xmp: Buffer.from('odd') });
    expect(made.readUInt32LE(4) + 8).toBe(made.length);
    expect(made.length % 2).toBe(0);
  });
});
