import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, inspectImage, TAIL_BYTES } from './image-header';
import type { Inspection } from './image-header';
import { madeAvif, madeExif, madeGif, madeJpeg, madePng, madeWebp } from './made-images';

function inspect(file: Uint8Array): Inspection {
  return inspectImage(file.subarray(0, HEAD_BYTES), file.subarray(Math.max(0, file.length - TAIL_BYTES)), file.length);
}

const FILES: readonly { readonly name: string; readonly file: Buffer; readonly is: object }[] = [
  { name: 'a JPEG', file: madeJpeg(640, 480), is: { format: 'jpeg', width: 640, height: 480 } },
  { name: 'a JPEG turned by EXIF', file: madeJpeg(640, 480, 6), is: { format: 'jpeg', width: 480, height: 640 } },
  { name: 'a JPEG mirrored by EXIF', file: madeJpeg(640, 480, 2), is: { format: 'jpeg', width: 640, height: 480 } },
  { name: 'a PNG', file: madePng(640, 480), is: { format: 'png', width: 640, height: 480 } },
  { name: 'a PNG turned by eXIf', file: madePng(640, 480, 8), is: { format: 'png', width: 480, height: 640 } },
  { name: 'a lossy WebP', file: madeWebp(640, 480), is: { format: 'webp', width: 640, height: 480 } },
  { name: 'a lossless WebP', file: madeWebp(640, 480, 'VP8L'), is: { format: 'webp', width: 640, height: 480 } },
  { name: 'the largest lossless WebP', file: madeWebp(16384, 16384, 'VP8L'), is: { width: 16384, height: 16384 } },
  { name: 'an extended WebP', file: madeWebp(70_000, 480, 'VP8X'), is: { format: 'webp', width: 70_000, height: 480 } },
  { name: 'a GIF', file: madeGif(640, 480), is: { format: 'gif', width: 640, height: 480 } },
  { name: 'an AVIF', file: madeAvif(640, 480), is: { format: 'avif', width: 640, height: 480 } },
  { name: 'a turned AVIF', file: madeAvif(640, 480, true), is: { format: 'avif', width: 480, height: 640 } },
];

describe('inspectImage', () => {
  it.each(FILES)('reads format and size of $name', ({ file, is }) => {
    expect(inspect(file)).toMatchObject({ kind: 'image', complete: true, ...is });
  });

  it.each(FILES)('notices that the end of $name is missing, wherever it was cut', ({ file }) => {
    for (let length = 12; length < file.length; length++) {
      const found = inspect(file.subarray(0, length));
      if (found.kind === 'image') expect({ length, complete: found.complete }).toEqual({ length, complete: false });
    }
  });

  it.each(FILES)('survives any damage to $name', ({ file }) => {
    for (let place = 0; place < file.length; place++) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const damaged = Buffer.from(file);
        damaged[place] = value;
        const found = inspect(damaged);
        if (found.kind === 'image') {
          expect(found.width * found.height).toBeGreaterThanOrEqual(0);
          expect(Number.isInteger(found.width) && Number.isInteger(found.height)).toBe(true);
        }
      }
    }
  });

  it('does not take the end of an EXIF preview for the end of the photo', () => {
    const preview = madeJpeg(160, 120);
    const photo = madeJpeg(640, 480, 6);
    const withPreview = Buffer.concat([
      photo.subarray(0, 2),
      Buffer.from([0xff, 0xe1, (preview.length + 2) >> 8, (preview.length + 2) & 0xff]),
      preview,
      photo.subarray(2),
    ]);
    expect(inspect(withPreview)).toMatchObject({ width: 480, height: 640, complete: true });
    expect(inspect(withPreview.subarray(0, -2))).toMatchObject({ width: 480, height: 640, complete: false });
  });

  it.each([
    { name: 'a JPEG', file: madeJpeg(64, 48) },
    { name: 'a PNG', file: madePng(64, 48) },
    { name: 'a WebP', file: madeWebp(64, 48) },
    { name: 'a GIF', file: madeGif(64, 48) },
    { name: 'an AVIF', file: madeAvif(64, 48) },
  ])('forgives zeros after the end of $name', ({ file }) => {
    expect(inspect(Buffer.concat([file, Buffer.alloc(300)]))).toMatchObject({ width: 64, height: 48, complete: true });
  });

  it('finds size and end of a JPEG larger than what it is shown', () => {
    const large = madeJpeg(640, 480, 6, 'p'.repeat(2 * HEAD_BYTES));
    expect(inspect(large)).toMatchObject({ width: 480, height: 640, complete: true });
    expect(inspect(large.subarray(0, -1))).toMatchObject({ complete: false });
  });

  it.each([
    { name: 'a HEIC photo', file: madeAvif(64, 48, false, 'heic') },
    { name: 'a TIFF or camera raw file', file: madeExif(1) },
    { name: 'a TIFF or camera raw file', file: madeExif(1, 'II') },
    { name: 'a BMP picture', file: Buffer.from('BM some pixels') },
    { name: 'an SVG drawing', file: Buffer.from('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns=""/>') },
    { name: 'a PDF', file: Buffer.from('%PDF-1.7') },
    { name: null, file: Buffer.from('just a text') },
    { name: null, file: Buffer.alloc(0) },
  ])('names what it does not store: $name', ({ name, file }) => {
    expect(inspect(file)).toEqual({ kind: 'other', name });
  });

  it('takes no long time over chains of tiny boxes, chunks and segments', () => {
    const avif = Buffer.concat([madeAvif(64, 48), Buffer.alloc(HEAD_BYTES)]);
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(HEAD_BYTES, 0xff)]);
    const svg = Buffer.from(`<svgx ${'<!--'.repeat(200_000)}`);
    for (const file of [avif, jpeg, svg]) expect(inspect(file).kind).toMatch(/image|other/);
  });
});
