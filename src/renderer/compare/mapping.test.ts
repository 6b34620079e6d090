import { describe, expect, it } from 'vitest';
import { boxIn, FIT, pointIn, zoomAt } from '../stage/zoom';
import { comparedSize, isStacked, mapPair, overlapOf, partOf, pixelsUnder, pixelUnder } from './mapping';

const AFTER = { width: 2048, height: 1024 };

describe('two pictures in one frame', () => {
  it('lays a smaller picture of the same ratio exactly over the larger one', () => {
    for (const alignment of ['fit', 'fill'] as const) {
      const { frame, before, after } = mapPair({ width: 512, height: 256 }, AFTER, alignment);
      expect(frame).toEqual(AFTER);
      expect(before).toEqual(after);
    }
  });

  it('shows all of a taller picture when fitted, and covers all of the other when filled', () => {
    const tall = { width: 1000, height: 2000 };
    const fit = mapPair(tall, AFTER, 'fit');
    expect(fit.before).toEqual({ x: 768, y: 0, width: 512, height: 1024 });
    const fill = mapPair(tall, AFTER, 'fill');
    expect(fill.frame).toEqual({ width: 2048, height: 4096 });
    expect(fill.after).toEqual({ x: 0, y: 1536, width: 2048, height: 1024 });
  });

  it('does not make a speck of a square inside a strip', () => {
    const strip = { width: 4096, height: 256 };
    const { frame, before, after } = mapPair({ width: 512, height: 512 }, strip, 'fit');
    expect(frame).toEqual({ width: 4096, height: 1024 });
    expect(before).toEqual({ x: 1536, y: 0, width: 1024, height: 1024 });
    expect(after).toEqual({ x: 0, y: 384, ...strip });
    expect(mapPair(strip, { width: 1024, height: 1024 }, 'fit').frame).toEqual({ width: 4096, height: 1024 });
  });

  it('still finds a page on end inside one on its side, as of an edit that made it wider', () => {
    const { frame } = mapPair({ width: 1024, height: 2048 }, AFTER, 'fit');
    expect(frame).toEqual(AFTER);
  });

  it('keeps every pixel of a larger picture when laid pixel on pixel', () => {
    const { frame, before, after } = mapPair({ width: 3000, height: 500 }, AFTER, 'pixels');
    expect(frame).toEqual({ width: 3000, height: 1024 });
    expect(before).toEqual({ x: 0, y: 262, width: 3000, height: 500 });
    expect(after).toEqual({ x: 476, y: 0, width: 2048, height: 1024 });
    expect(overlapOf({ frame, before, after })).toEqual({ x: 476, y: 262, width: 2048, height: 500 });
  });

  it('gives After the frame when nothing is known of Before', () => {
    expect(mapPair(null, AFTER, 'fit').frame).toEqual(AFTER);
    expect(mapPair({ width: 0, height: 0 }, AFTER, 'pixels').frame).toEqual(AFTER);
  });

  it('finds the same spot in both pictures, also where a source was cropped', () => {
    const part = partOf({ width: 4000, height: 3000 }, { x: 1000, y: 500, width: 1024, height: 512 });
    const { before, after } = mapPair(part, AFTER, 'fit');
    expect(pixelUnder({ x: 1024, y: 512 }, before, part)).toEqual({ x: 1512, y: 756 });
    expect(pixelUnder({ x: 1024, y: 512 }, after, partOf(AFTER, null))).toEqual({ x: 1024, y: 512 });
    expect(pixelsUnder({ x: 0, y: 0, ...AFTER }, before, part)).toEqual(part);
  });

  it('reads no pixel beside a picture, not even on its far edge', () => {
    const part = partOf(AFTER, null);
    const { after } = mapPair(null, AFTER, 'fit');
    expect(pixelUnder({ x: 2048, y: 10 }, after, part)).toBeNull();
    expect(pixelUnder({ x: -0.01, y: 10 }, after, part)).toBeNull();
    expect(pixelUnder({ x: 2047.9, y: 1023.9 }, after, part)).toEqual({ x: 2047, y: 1023 });
  });

  it('cuts a crop that reaches over the edge, as of a file that was swapped for a smaller one', () => {
    expect(partOf({ width: 100, height: 100 }, { x: 60, y: 60, width: 80, height: 80 })).toEqual({
      ...{ x: 60, y: 60, width: 40, height: 40 },
    });
    expect(partOf({ width: 50, height: 50 }, { x: 60, y: 0, width: 10, height: 10 })).toEqual({
      ...{ x: 0, y: 0, width: 50, height: 50 },
    });
  });
});

describe('two pictures side by side', () => {
  it('lie above each other when they are strips, and stay beside each other for any ratio of the models', () => {
    const area = { width: 848, height: 400 };
    expect(isStacked(area, { width: 4096, height: 256 })).toBe(true);
    expect(isStacked(area, { width: 2048, height: 1024 })).toBe(false);
    expect(isStacked(area, { width: 1024, height: 1024 })).toBe(false);
    expect(isStacked(area, { width: 256, height: 4096 })).toBe(false);
    expect(isStacked({ width: 0, height: 0 }, AFTER)).toBe(false);
  });
});

describe('the size that two pictures are compared at', () => {
  it('is their own, up to what a machine can hold', () => {
    expect(comparedSize({ width: 4096, height: 4096 })).toEqual({ width: 4096, height: 4096, isSmaller: false });
    expect(comparedSize({ width: 12_000, height: 8000 })).toEqual({ width: 5017, height: 3344, isSmaller: true });
    expect(comparedSize({ width: 1, height: 60_000_000 })).toMatchObject({ width: 1, isSmaller: true });
  });
});

describe('a picture in its place', () => {
  const stage = { width: 800, height: 600 };

  it('shows the cropped part where the whole frame is', () => {
    const image = { width: 4000, height: 3000 };
    const part = { x: 1000, y: 500, width: 1024, height: 512 };
    const rect = mapPair(part, AFTER, 'fit').before;
    const box = boxIn(FIT, stage, image, { frame: AFTER, rect, part });
    const scale = box.width / image.width;
    expect(box.left + part.x * scale).toBeCloseTo(0, 9);
    expect(box.top + part.y * scale).toBeCloseTo(100, 9);
    expect(part.width * scale).toBeCloseTo(800, 9);
  });

  it('finds the point of the frame again that a view put somewhere', () => {
    const view = zoomAt(FIT, 3, { x: 500, y: 300 }, stage, AFTER, 1);
    const point = pointIn(view, stage, AFTER, { x: 123, y: 456 });
    const box = boxIn(view, stage, AFTER, { frame: AFTER, rect: { x: 0, y: 0, ...AFTER }, part: null });
    expect(box.left + (point?.x ?? 0) * (box.width / AFTER.width)).toBeCloseTo(123, 9);
    expect(pointIn(FIT, { width: 0, height: 0 }, AFTER, { x: 1, y: 1 })).toBeNull();
  });
});
