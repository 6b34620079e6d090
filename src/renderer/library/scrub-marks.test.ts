import { describe, expect, it } from 'vitest';
import { groupDays } from './cell-groups';
import { justify } from './justify';
import { groupAt, groupForKey, scrollFor, scrubAt, scrubMarks } from './scrub-marks';

const NOW = new Date(2026, 10, 22, 15).getTime();
const DAY = 86_400_000;

// Three years, an image in every third day.
const times = Array.from({ length: 365 }, (_, at) => NOW - at * 3 * DAY);
const measures = { width: 700, tileHeight: 168, gap: 6, dayHeight: 40 };
const layout = justify(Array<number>(times.length).fill(1), groupDays(0, times, NOW), measures);
const reach = layout.height - 700;

describe('scrubMarks', () => {
  it('names each year once, in order, and draws no two lines onto each other', () => {
    const marks = scrubMarks(layout, reach, 700);
    expect(marks.flatMap(({ year }) => year ?? [])).toEqual(['2026', '2025', '2024', '2023']);
    const gaps = marks.slice(1).map(({ at }, index) => at - (marks[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5);
    expect(marks.length).toBeGreaterThan(30);
  });

  it('leaves numbers out rather than printing them over each other on a low track', () => {
    const years = scrubMarks(layout, reach, 50).filter(({ year }) => year !== null);
    expect(years.length).toBeGreaterThan(0);
    expect(years.length).toBeLessThan(4);
  });

  it('has no scale where the order is not that of days', () => {
    const flat = justify(Array<number>(99).fill(1), groupDays(0, times.slice(0, 99), NOW, 'none'), measures);
    expect(scrubMarks(flat, 5000, 700)).toEqual([]);
  });
});

describe('the track', () => {
  it('leads to where its line is, and back', () => {
    for (const { at } of scrubMarks(layout, reach, 700)) {
      expect(scrubAt(scrollFor(at, reach, 700), reach, 700)).toBeCloseTo(at, 6);
    }
  });

  it('stays within the grid when it is dragged beyond its ends, and where nothing scrolls', () => {
    expect(scrollFor(-50, reach, 700)).toBe(0);
    expect(scrollFor(9000, reach, 700)).toBe(reach);
    expect(scrollFor(10, -3, 700)).toBe(0);
    expect(scrubAt(10, 0, 700)).toBe(0);
  });

  it('knows the day at each height, from its heading to its last pixel', () => {
    const second = layout.tops[layout.groupRows[1] ?? 0] ?? 0;
    expect([groupAt(layout, 0), groupAt(layout, second - 1), groupAt(layout, second)]).toEqual([0, 0, 1]);
    expect(groupAt(layout, layout.height + 999)).toBe(layout.groups.length - 1);
  });
});

describe('groupForKey', () => {
  it('goes by days and by months, and stays at the ends', () => {
    expect(groupForKey(layout, 0, 'ArrowDown')).toBe(1);
    expect(groupForKey(layout, 0, 'ArrowUp')).toBe(0);
    expect(groupForKey(layout, 5, 'End')).toBe(364);
    const month = (group: number | null) => new Date(layout.groups[group ?? 0]?.day ?? 0).getMonth();
    expect(month(groupForKey(layout, 0, 'PageDown'))).toBe(9);
    expect(month(groupForKey(layout, groupForKey(layout, 0, 'PageDown') ?? 0, 'PageUp'))).toBe(10);
    expect(groupForKey(layout, 0, 'a')).toBeNull();
  });
});
