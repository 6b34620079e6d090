import { describe, expect, it } from 'vitest';
import { filmLength, filmPlace, filmRange, filmScroll } from './film';

describe('the filmstrip', () => {
  it('draws what is around the middle, however long the set is', () => {
    const { first, last } = filmRange(filmScroll(50_000), 800, 100_000);
    expect(first).toBeLessThan(50_000 - 6);
    expect(last).toBeGreaterThan(50_000 + 6);
    expect(last - first).toBeLessThan(40);
  });

  it('draws nothing beyond its ends', () => {
    expect(filmRange(0, 800, 3)).toEqual({ first: 0, last: 3 });
    expect(filmRange(filmScroll(99_999), 800, 100_000).last).toBe(100_000);
    expect(filmRange(5000, 800, 0)).toEqual({ first: 0, last: 0 });
  });

  it('can show the first and the last picture in the middle', () => {
    for (const at of [0, 41]) expect(filmPlace(at, 800) - filmScroll(at) + 32).toBe(400);
    expect(filmLength(42, 800) - 800).toBe(filmScroll(41));
  });
});
