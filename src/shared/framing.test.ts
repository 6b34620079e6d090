import { describe, expect, it } from 'vitest';
import type { ExportFrame } from './export';
import { frameImage, isUnchanged, ratioText } from './framing';

const crop = (width: number, height: number, x = 0.5, y = 0.5): ExportFrame => ({ mode: 'crop', width, height, x, y });
const pad = (width: number, height: number): ExportFrame => ({ mode: 'pad', width, height, colour: '#ffffff' });

describe('frameImage', () => {
  it.each([
    { of: [1792, 1024], frame: crop(16, 9), is: [1792, 1008] },
    { of: [1408, 768], frame: crop(16, 9), is: [1360, 765] },
    { of: [1408, 768], frame: pad(16, 9), is: [1408, 792] },
    { of: [1024, 1024], frame: crop(1080, 1350), is: [816, 1020] },
    { of: [768, 1408], frame: crop(1, 1), is: [768, 768] },
    { of: [768, 1408], frame: pad(1, 1), is: [1408, 1408] },
  ])('makes $is of $of, the ratio exact to the pixel', ({ of: [width = 0, height = 0], frame, is }) => {
    const made = frameImage({ width, height }, frame, null);
    expect([made.width, made.height]).toEqual(is);
    if (frame.mode !== 'none') expect(made.width * frame.height).toBe(made.height * frame.width);
  });

  it('gives no tenth of a picture away for a ratio of long numbers', () => {
    const made = frameImage({ width: 1024, height: 1024 }, crop(1.91, 1), null);
    expect(made).toMatchObject({ width: 1024, height: 536 });
  });

  it('a long side is met exactly when cropped, padded or only made smaller', () => {
    const size = { width: 1792, height: 1024 };
    expect(frameImage(size, crop(16, 9), 1280)).toMatchObject({ width: 1280, height: 720 });
    expect(frameImage(size, pad(1, 1), 1080)).toMatchObject({
      ...{ width: 1080, height: 1080 },
      to: { x: 0, y: 232, width: 1080, height: 617 },
    });
    expect(frameImage(size, { mode: 'none' }, 1000)).toMatchObject({ width: 1000, height: 571 });
  });

  it('never enlarges', () => {
    const size = { width: 100, height: 80 };
    expect(frameImage(size, { mode: 'none' }, 4000)).toMatchObject(size);
    expect(frameImage(size, crop(1, 1), 4000)).toMatchObject({ width: 80, height: 80 });
    expect(frameImage(size, pad(1, 1), 4000).to).toMatchObject(size);
  });

  it('keeps the part that was asked for, up to the very edges', () => {
    const size = { width: 1000, height: 500 };
    expect(frameImage(size, crop(1, 1, 0), null).from).toEqual({ x: 0, y: 0, width: 500, height: 500 });
    expect(frameImage(size, crop(1, 1, 1), null).from).toEqual({ x: 500, y: 0, width: 500, height: 500 });
    expect(frameImage(size, crop(1, 1, 0.25), null).from.x).toBe(125);
  });

  it('stays inside the image and leaves nothing empty, whatever the sizes', () => {
    for (const width of [1, 2, 7, 333, 1408]) {
      for (const height of [1, 3, 768, 10_000]) {
        for (const ratio of [crop(16, 9, 0.3, 0.7), crop(1, 10_000), pad(9, 16), pad(2.35, 1)]) {
          for (const longSide of [null, 16, 500]) {
            const { from, to, ...size } = frameImage({ width, height }, ratio, longSide);
            for (const [box, around] of [
              [from, { width, height }],
              [to, size],
            ] as const) {
              expect(Math.min(box.width, box.height, around.width, around.height)).toBeGreaterThan(0);
              expect(box.x).toBeGreaterThanOrEqual(0);
              expect(box.y).toBeGreaterThanOrEqual(0);
              expect(box.x + box.width).toBeLessThanOrEqual(around.width);
              expect(box.y + box.height).toBeLessThanOrEqual(around.height);
            }
          }
        }
      }
    }
  });
});

describe('isUnchanged', () => {
  it('knows a ratio that the image has already', () => {
    const size = { width: 1600, height: 900 };
    expect(isUnchanged(size, frameImage(size, crop(16, 9), 2000))).toBe(true);
    expect(isUnchanged(size, frameImage(size, pad(16, 9), null))).toBe(true);
    expect(isUnchanged(size, frameImage(size, crop(16, 9), 1599))).toBe(false);
    expect(isUnchanged(size, frameImage(size, pad(1, 1), null))).toBe(false);
  });
});

describe('ratioText', () => {
  it.each([
    [1792, 1008, '16:9'],
    [1408, 768, '11:6'],
    [768, 1408, '6:11'],
    [1023, 537, '1.91:1'],
    [537, 1023, '1:1.91'],
  ])('%i×%i is %s', (width, height, is) => {
    expect(ratioText({ width, height })).toBe(is);
  });
});
