import { describe, expect, it } from 'vitest';
import { justify } from './justify';
import { boxBetween, cellsIn, edgeSpeed } from './marquee';

// Rows of four squares of 100 with gaps of 6, under one heading of 40.
const layout = justify(Array<number>(12).fill(1), [{ day: 0, first: 0, cells: 12, images: 12 }], {
  ...{ width: 418, tileHeight: 100, gap: 6, dayHeight: 40 },
});

describe('cellsIn', () => {
  it('takes each tile that the box touches and none beside it, whichever corner was first', () => {
    expect(cellsIn(layout, boxBetween([50, 60], [150, 160]))).toEqual([0, 1, 4, 5]);
    expect(cellsIn(layout, boxBetween([150, 160], [50, 60]))).toEqual([0, 1, 4, 5]);
  });

  it('takes nothing between two tiles and nothing in a heading', () => {
    expect(cellsIn(layout, boxBetween([101, 50], [105, 400]))).toEqual([]);
    expect(cellsIn(layout, boxBetween([0, 0], [400, 39]))).toEqual([]);
  });

  it('takes everything when it is drawn beyond all edges', () => {
    expect(cellsIn(layout, boxBetween([-50, -50], [900, 9000]))).toHaveLength(12);
  });
});

describe('edgeSpeed', () => {
  it('scrolls only beyond an edge, towards it, and not without bounds', () => {
    expect(edgeSpeed(300, 100, 700)).toBe(0);
    expect(edgeSpeed(90, 100, 700)).toBeLessThan(0);
    expect(edgeSpeed(740, 100, 700)).toBeGreaterThan(0);
    expect(edgeSpeed(90_000, 100, 700)).toBe(60);
  });
});
