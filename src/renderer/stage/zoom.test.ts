import { describe, expect, it } from 'vitest';
import { boxOf, carryView, clampView, FIT, fullZoom, panBy, wheelFactor, zoomAt } from './zoom';

const STAGE = { width: 800, height: 600 };
const IMAGE = { width: 2048, height: 1024 };

describe('the view of an image', () => {
  it('shows the whole image in the middle when it fits', () => {
    expect(boxOf(FIT, STAGE, IMAGE)).toEqual({ left: 0, top: 100, width: 800, height: 400 });
  });

  it('keeps the point under the pointer where it is while zooming', () => {
    const point = { x: 620, y: 250 };
    const before = boxOf(FIT, STAGE, IMAGE);
    const after = boxOf(zoomAt(FIT, 3, point, STAGE, IMAGE, 1), STAGE, IMAGE);
    expect((point.x - after.left) / after.width).toBeCloseTo((point.x - before.left) / before.width, 9);
    expect((point.y - after.top) / after.height).toBeCloseTo((point.y - before.top) / before.height, 9);
  });

  it('never lets an edge of a larger image come inside the stage', () => {
    const zoomed = zoomAt(FIT, 4, { x: 400, y: 300 }, STAGE, IMAGE, 1);
    const box = boxOf(panBy(zoomed, 9999, -9999, STAGE, IMAGE, 1), STAGE, IMAGE);
    expect(box.left).toBeCloseTo(0, 9);
    expect(box.top + box.height).toBeCloseTo(STAGE.height, 9);
  });

  it('shows one image pixel on one screen pixel at 100 %, on dense screens too', () => {
    for (const density of [1, 2]) {
      const zoom = fullZoom(STAGE, IMAGE, density);
      expect(boxOf({ ...FIT, zoom }, STAGE, IMAGE).width * density).toBeCloseTo(IMAGE.width, 6);
    }
  });

  it('lets a small image shrink to 100 % although that is less than fitting', () => {
    const small = { width: 100, height: 100 };
    const zoom = fullZoom(STAGE, small, 1);
    expect(clampView({ ...FIT, zoom }, STAGE, small, 1).zoom).toBe(zoom);
  });

  it('keeps two images of different pixels in step', () => {
    const before = { width: 512, height: 256 };
    const view = zoomAt(FIT, 2.5, { x: 700, y: 120 }, STAGE, IMAGE, 1);
    const one = boxOf(view, STAGE, IMAGE);
    const other = boxOf(view, STAGE, before);
    for (const side of ['left', 'top', 'width', 'height'] as const) expect(other[side]).toBeCloseTo(one[side], 9);
  });

  it('survives a stage without size and an image without pixels', () => {
    const none = { width: 0, height: 0 };
    for (const [stage, image] of [
      [none, IMAGE],
      [STAGE, none],
      [none, none],
    ] as const) {
      const view = panBy(zoomAt(FIT, 2, { x: 0, y: 0 }, stage, image, 1), 5, 5, stage, image, 1);
      expect(Object.values(view).every(Number.isFinite)).toBe(true);
    }
  });
});

describe('a zoom that is kept from image to image', () => {
  const other = { width: 1000, height: 4000 };
  const [one, next] = [
    { image: IMAGE, stage: STAGE },
    { image: other, stage: STAGE },
  ];

  it('stays at 100 % on a stage of half the width, as of two beside each other', () => {
    const full = { ...FIT, zoom: fullZoom(STAGE, IMAGE, 1) };
    const half = { width: STAGE.width / 2, height: STAGE.height };
    expect(carryView(full, one, { image: IMAGE, stage: half }, 1).zoom).toBeCloseTo(fullZoom(half, IMAGE, 1), 9);
  });

  it('shows the next image at 100 % when this one is, whatever its pixels', () => {
    const full = { ...FIT, zoom: fullZoom(STAGE, IMAGE, 1) };
    expect(carryView(full, one, next, 1).zoom).toBeCloseTo(fullZoom(STAGE, other, 1), 9);
  });

  it('leaves a whole image whole instead of showing a part of a taller one', () => {
    expect(carryView(FIT, one, next, 1)).toEqual(FIT);
  });

  it('comes back to where it was after a detour over an image of other pixels', () => {
    const there = zoomAt(FIT, 5, { x: 420, y: 310 }, STAGE, IMAGE, 1);
    const back = carryView(carryView(there, one, next, 1), next, one, 1);
    expect(back.zoom).toBeCloseTo(there.zoom, 9);
  });

  it('survives an image without pixels and a stage that is not laid out yet', () => {
    const none = { image: { width: 0, height: 0 }, stage: STAGE };
    for (const [from, to] of [
      [none, one],
      [one, none],
      [one, { image: IMAGE, stage: none.image }],
    ] as const) {
      expect(Object.values(carryView({ ...FIT, zoom: 3 }, from, to, 1)).every(Number.isFinite)).toBe(true);
    }
  });
});

describe('wheelFactor', () => {
  it('zooms in when turned away, and undoes itself when turned back', () => {
    expect(wheelFactor(-100, 0, false)).toBeGreaterThan(1);
    expect(wheelFactor(-100, 0, false) * wheelFactor(100, 0, false)).toBeCloseTo(1, 9);
  });

  it('does not leap when a device reports a huge turn', () => {
    expect(wheelFactor(-100_000, 0, false)).toBeLessThan(2);
  });
});
