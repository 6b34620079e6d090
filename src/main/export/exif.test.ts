import { describe, expect, it } from 'vitest';
import { tiffOrientation } from '../storage/images/header-bytes';
import { madeExif } from '../storage/images/made-images';
import { exifForNewPixels, turnOnly } from './exif';

/** EXIF of a camera: turned, with its size, a block of its own and a preview. */
function cameraExif(): Buffer {
  const tiff = Buffer.alloc(140);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  tiff.writeUInt16LE(2, 8);
  entry(10, 0x0112, 3, 1, 6);
  entry(22, 0x8769, 4, 1, 44);
  tiff.writeUInt32LE(74, 34);
  tiff.writeUInt16LE(2, 44);
  entry(46, 0xa002, 4, 1, 4000);
  entry(58, 0x927c, 7, 10, 110);
  tiff.writeUInt16LE(2, 74);
  entry(76, 0x0201, 4, 1, 125);
  entry(88, 0x0202, 4, 1, 12);
  tiff.write('maker note', 110, 'latin1');
  tiff.write('preview', 125, 'latin1');
  return tiff;
}

describe('exifForNewPixels', () => {
  it('is upright and shows nothing of what was cut off', () => {
    const made = Buffer.from(exifForNewPixels(cameraExif()) ?? []);
    expect(tiffOrientation(made)).toBe(1);
    expect(made.includes('preview')).toBe(false);
    expect(made.includes('maker')).toBe(false);
    expect(made.readUInt32LE(34)).toBe(0);
    expect(made.readUInt32LE(54)).toBe(0);
  });

  it('leaves the original as it is, and reads both byte orders', () => {
    for (const order of ['II', 'MM'] as const) {
      const original = madeExif(6, order);
      const made = exifForNewPixels(original);
      expect(made && tiffOrientation(made)).toBe(1);
      expect(original).toEqual(madeExif(6, order));
    }
  });

  it('never throws, whatever the bytes', () => {
    const whole = cameraExif();
    for (let length = 0; length < whole.length; length++) exifForNewPixels(whole.subarray(0, length));
    for (let place = 0; place < whole.length; place++) {
      for (const value of [0, 0x7f, 0xff]) {
        const broken = Buffer.from(whole);
        broken[place] = value;
        exifForNewPixels(broken);
      }
    }
    expect(exifForNewPixels(Buffer.from('no exif at all'))).toBeNull();
  });
});

describe('turnOnly', () => {
  it('says how the pixels are turned and nothing else', () => {
    const turn = turnOnly(cameraExif());
    expect(turn && tiffOrientation(turn)).toBe(6);
    expect(turn?.length).toBe(26);
    expect(turnOnly(madeExif(1))).toBeNull();
    expect(turnOnly(madeExif(77))).toBeNull();
    expect(turnOnly(null)).toBeNull();
  });
});
