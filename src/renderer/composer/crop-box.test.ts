import { describe, expect, it } from 'vitest';
import { resized, wholeOf, within, withRatio } from './crop-box';

const size = { width: 600, height: 400 };
const crop = { x: 100, y: 100, width: 200, height: 100 };

describe('a crop', () => {
  it('stays in the picture in whole pixels, whatever is typed', () => {
    expect(within({ x: 550.4, y: -3, width: 100.6, height: 9000 }, size)).toEqual({
      x: 499,
      y: 0,
      width: 101,
      height: 400,
    });
    expect(within({ x: 0, y: 0, width: 0, height: 0 }, size)).toMatchObject({ width: 16, height: 16 });
    expect(within({ x: 5, y: 5, width: 9, height: 9 }, { width: 4, height: 4 })).toEqual(
      wholeOf({ width: 4, height: 4 }),
    );
  });

  it('keeps the side across from the one that is pulled, and does not turn inside out', () => {
    const pull = (x: -1 | 0 | 1, y: -1 | 0 | 1, width: number, height: number) =>
      resized(crop, size, { x, y }, { width, height }, null);
    expect(pull(1, 1, 50, -20)).toEqual({ x: 100, y: 100, width: 250, height: 80 });
    expect(pull(-1, -1, -500, 500)).toEqual({ x: 0, y: 184, width: 300, height: 16 });
    expect(pull(0, 1, 99, 999)).toEqual({ x: 100, y: 100, width: 200, height: 300 });
  });

  it('keeps its ratio to the edge of the picture', () => {
    expect(withRatio(wholeOf(size), size, 1)).toEqual({ x: 100, y: 0, width: 400, height: 400 });
    expect(withRatio(wholeOf(size), size, 3)).toEqual({ x: 0, y: 100, width: 600, height: 200 });
    const grown = resized({ ...crop, height: 200 }, size, { x: 1, y: 1 }, { width: 900, height: 0 }, 1);
    expect(grown).toEqual({ x: 100, y: 100, width: 300, height: 300 });
    const back = resized({ ...crop, height: 200 }, size, { x: -1, y: -1 }, { width: 40, height: 50 }, 1);
    expect(back).toEqual({ x: 140, y: 140, width: 160, height: 160 });
  });
});
