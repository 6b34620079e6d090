import { describe, expect, it } from 'vitest';
import { timeGroups } from './row-groups';
import { heldTop, HEADING_HEIGHT as H, ROW_HEIGHT as R, rowPlaces } from './row-places';

const groups = [
  { first: 0, label: 'Today' },
  { first: 2, label: 'Yesterday' },
  { first: 3, label: 'November' },
];

describe('places of rows', () => {
  it('each row is below the headings before it, and found again where it is', () => {
    const places = rowPlaces(10, groups);
    expect([0, 1, 2, 3, 9].map(places.topOf)).toEqual([H, H + R, 2 * H + 2 * R, 3 * H + 3 * R, 3 * H + 9 * R]);
    for (let row = 0; row < 10; row += 1) {
      expect(places.rowAt(places.topOf(row))).toBe(row);
      expect(places.rowAt(places.topOf(row) + R - 1)).toBe(row);
    }
    expect(places.height).toBe(3 * H + 10 * R);
  });

  it('at a heading it is the row below, and beyond the ends the first and the last', () => {
    const places = rowPlaces(10, groups);
    expect(places.rowAt(places.topOfGroup(1))).toBe(2);
    expect(places.rowAt(-50)).toBe(0);
    expect(places.rowAt(1e9)).toBe(9);
  });

  it('without groups there is no heading', () => {
    const places = rowPlaces(3, []);
    expect([places.topOf(0), places.topOf(2), places.rowAt(R), places.height]).toEqual([0, 2 * R, 1, 3 * R]);
  });
});

describe('what stays in its place', () => {
  it('rows above that came or went move nothing that is in sight', () => {
    const places = rowPlaces(100, []);
    const held = [10, 11, 12].map((row, at) => ({ row: row + 3, y: at * R - 20 }));
    expect(heldTop(places, held)).toBe(13 * R + 20);
  });

  it('a row that was sent to the top takes nobody along', () => {
    const places = rowPlaces(100, []);
    const held = [0, 12, 13].map((row, at) => ({ row, y: at * R }));
    expect(heldTop(places, held)).toBe(11 * R);
  });

  it('when all are gone there is no such place', () => {
    expect(heldTop(rowPlaces(100, []), [{ row: -1, y: 0 }])).toBeNull();
  });
});

describe('headings by time', () => {
  const now = new Date(2026, 10, 23, 12).getTime();
  const at = (...date: readonly [number, number, number]): number => new Date(...date, 9).getTime();

  it('are days in the last week and months before it', () => {
    const times = [
      at(2026, 10, 23),
      at(2026, 10, 23),
      at(2026, 10, 22),
      at(2026, 10, 18),
      at(2026, 10, 3),
      at(2025, 10, 3),
    ];
    expect(timeGroups(Float64Array.from(times), now)).toEqual([
      { first: 0, label: 'Today' },
      { first: 2, label: 'Yesterday' },
      { first: 3, label: 'Wednesday 18 November' },
      { first: 4, label: 'November 2026' },
      { first: 5, label: 'November 2025' },
    ]);
  });

  it('orders by something else have none', () => {
    expect(timeGroups(new Float64Array(), now)).toEqual([]);
  });
});
