import { describe, expect, it } from 'vitest';
import { jobId } from '../store/fake-ids';
import { placeAt, rangeOf, topOf } from './item-places';

const HEIGHT = 80;
const ids = Array.from({ length: 500 }, (_, at) => jobId(1000 - at));
const topsOf = (list: readonly unknown[]) => [0, ...list.map((_, at) => (at + 1) * HEIGHT)];
const tops = topsOf(ids);

describe('the place in a long queue', () => {
  it('is the same job when forty before it go or three come', () => {
    const place = placeAt(100 * HEIGHT + 30, ids, tops);
    const fewer = ids.slice(40);
    expect(topOf(place, fewer, topsOf(fewer))).toBe(60 * HEIGHT + 30);
    const more = [jobId(1003), jobId(1002), jobId(1001), ...ids];
    expect(topOf(place, more, topsOf(more))).toBe(103 * HEIGHT + 30);
  });

  it('is the next job that is left when the one in sight goes itself', () => {
    const place = placeAt(100 * HEIGHT + 30, ids, tops);
    const left = ids.filter((_, at) => at < 90 || at > 105);
    expect(topOf(place, left, topsOf(left))).toBe(90 * HEIGHT);
  });

  it('stays at the top, where what is new is to be seen', () => {
    const more = [jobId(1001), ...ids];
    expect(topOf(placeAt(0, ids, tops), more, topsOf(more))).toBe(0);
  });

  it('survives the end of the list and an empty one', () => {
    expect(topOf(placeAt(9_999_999, ids, tops), ids, tops)).toBe(0);
    expect(topOf(placeAt(500, ids, tops), [], [0])).toBe(0);
    expect(rangeOf([0], 0, 500, 600)).toEqual([0, 0]);
  });

  it('has what is in sight in the page, and not all of five hundred', () => {
    const [first, last] = rangeOf(tops, 500, 250 * HEIGHT, 600);
    expect(first).toBeLessThan(250);
    expect(last).toBeGreaterThan(250 + 600 / HEIGHT);
    expect(last - first).toBeLessThan(60);
    expect(rangeOf(topsOf(ids.slice(0, 60)), 60, 0, 600)).toEqual([0, 60]);
  });
});
