import { describe, expect, it } from 'vitest';
import { isAnimated } from './header-motion';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const chunk = (type: string, length = 0): Buffer => bytes([0, 0, 0, length], type, Array<number>(length + 4).fill(0));
const png = (...chunks: readonly Buffer[]): Buffer => Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), ...chunks]);
// One picture of one pixel, with a colour table of its own and one piece of data.
const picture = bytes([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, ...Array<number>(6).fill(9), 2, 2, 0x44, 1, 0]);
const delay = bytes([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
const gif = (...blocks: readonly Buffer[]): Buffer =>
  Buffer.concat([bytes('GIF89a', [1, 0, 1, 0, 0x80, 0, 0, ...Array<number>(6).fill(0)]), ...blocks, bytes([0x3b])]);

describe('a picture that moves', () => {
  it('is told from one that does not, in every format that can', () => {
    expect(isAnimated(gif(delay, picture))).toBe(false);
    expect(isAnimated(gif(delay, picture, delay, picture))).toBe(true);
    expect(isAnimated(png(chunk('IHDR', 13), chunk('acTL', 8), chunk('IDAT')))).toBe(true);
    expect(isAnimated(png(chunk('IHDR', 13), chunk('IDAT'), chunk('acTL', 8)))).toBe(false);
    expect(isAnimated(bytes('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0', [2, 0, 0, 0]))).toBe(true);
    expect(isAnimated(bytes('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0', [0x10, 0, 0, 0]))).toBe(false);
    expect(isAnimated(bytes('\0\0\0\x20ftypavis'))).toBe(true);
    expect(isAnimated(bytes('\0\0\0\x20ftypavif'))).toBe(false);
  });

  it('is not sought for ever in bytes that lead nowhere', () => {
    expect(isAnimated(png(bytes([0xff, 0xff, 0xff, 0xff], 'tEXt')))).toBe(false);
    expect(isAnimated(gif(bytes([0x21, 0xfe], Array<number>(300).fill(255))))).toBe(false);
    expect(isAnimated(Buffer.alloc(0))).toBe(false);
  });
});
