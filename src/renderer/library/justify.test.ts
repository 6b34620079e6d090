import { describe, expect, it } from 'vitest';
import { moveFrom } from './grid-moves';
import type { GridRow } from './justify';
import { groupDays, justify, rowsBetween } from './justify';

const MEASURES = { width: 736, tileHeight: 168, gap: 6, dayHeight: 40 };
const NOW = new Date(2026, 10, 22, 15, 0).getTime();
const HOUR = 3_600_000;

function ratiosOf(count: number): number[] {
  const some = [1, 16 / 9, 9 / 16, 1.5, 0.75, 2, 0.45, 4 / 3];
  return Array.from({ length: count }, (_, index) => some[(index * 5) % some.length] ?? 1);
}

function oneDay(ratios: readonly number[]) {
  return justify(ratios, [{ label: 'Today', first: 0, cells: ratios.length, images: ratios.length }], MEASURES);
}

function tiles(rows: readonly GridRow[]) {
  return rows.filter((row) => row.kind === 'tiles');
}

describe('justify', () => {
  it('fills each full row to the pixel, so that the right edge is straight', () => {
    for (const row of tiles(oneDay(ratiosOf(200)).rows)) {
      const last = row.widths.length - 1;
      expect((row.lefts[last] ?? 0) + (row.widths[last] ?? 0)).toBe(MEASURES.width);
    }
  });

  it('keeps each cell once and in order, so that no image is missing or shown twice', () => {
    const layout = oneDay(ratiosOf(1000));
    const cells = tiles(layout.rows).flatMap((row) => row.widths.map((_, index) => row.first + index));
    expect(cells).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect(tiles(layout.rows).every((row) => layout.rows[layout.rowOfCell[row.first] ?? -1] === row)).toBe(true);
  });

  it('keeps rows near the asked height whatever the ratios', () => {
    for (const row of tiles(oneDay(ratiosOf(500)).rows)) {
      expect(row.height).toBeGreaterThan(MEASURES.tileHeight * 0.55);
      expect(row.height).toBeLessThan(MEASURES.tileHeight * 1.7);
    }
  });

  it('moves only the first two rows of a day when an image is added, so that what is looked at below stays', () => {
    const ratios = ratiosOf(120);
    const widthsFromBottom = (cells: readonly number[]) =>
      tiles(oneDay(cells).rows)
        .map((row) => row.widths)
        .reverse();
    for (let added = 1; added <= 12; added += 1) {
      const before = widthsFromBottom(ratios.slice(added));
      const after = widthsFromBottom(ratios.slice(added - 1));
      expect(after.slice(0, before.length - 2)).toEqual(before.slice(0, -2));
    }
  });

  it('never squeezes the tiles of jobs, which hold words and buttons', () => {
    for (let images = 0; images < 40; images += 1) {
      for (const jobs of [1, 2, 3]) {
        const cells = jobs + images;
        const ratios = [...Array<number>(jobs).fill(1.6), ...ratiosOf(images)];
        const { rows } = justify(ratios, [{ label: 'Today', first: 0, cells, images }], MEASURES);
        const first = tiles(rows)[0];
        expect(first?.height).toBeGreaterThan(MEASURES.tileHeight * 0.7);
      }
    }
  });

  it('does not blow a lone image of a day up to the full width', () => {
    const [row] = tiles(oneDay([1]).rows);
    expect(row).toMatchObject({ height: 168, widths: [168] });
  });

  it('lays an image of unknown size out as a square instead of dividing by zero', () => {
    const [row] = tiles(oneDay([0, Number.NaN]).rows);
    expect(row?.widths).toEqual([168, 168]);
  });

  it('survives a window too narrow for a tile', () => {
    const layout = justify(ratiosOf(10), [{ label: 'Today', first: 0, cells: 10, images: 10 }], {
      ...MEASURES,
      width: 40,
    });
    expect(tiles(layout.rows).every((row) => row.height >= 1 && row.widths.every((width) => width >= 1))).toBe(true);
    expect(Number.isFinite(layout.height)).toBe(true);
  });

  it('finds exactly the rows that touch the window, at both ends and in between', () => {
    const { rows, height } = oneDay(ratiosOf(300));
    for (const top of [0, 39, 40, 41, 1000, height - 500]) {
      const [first, last] = rowsBetween(rows, top, top + 500);
      const touching = rows.filter((row) => row.top + row.height > top && row.top < top + 500);
      expect(rows.slice(first, last)).toEqual(touching);
    }
  });
});

describe('groupDays', () => {
  it('puts running jobs under Today even when no image is of today', () => {
    const groups = groupDays(2, [NOW - 24 * HOUR], NOW);
    expect(groups).toEqual([
      { label: 'Today', first: 0, cells: 2, images: 0 },
      { label: 'Yesterday', first: 2, cells: 1, images: 1 },
    ]);
  });

  it('splits at midnight and not 24 hours ago', () => {
    const midnight = new Date(2026, 10, 22).getTime();
    const groups = groupDays(0, [midnight, midnight - 1, midnight - 24 * HOUR - 1], NOW);
    expect(groups.map((group) => group.label)).toEqual(['Today', 'Yesterday', 'Friday 20 November']);
  });

  it('shows an image from a clock that ran ahead under Today', () => {
    expect(groupDays(0, [NOW + 48 * HOUR], NOW).map((group) => group.label)).toEqual(['Today']);
  });

  it('has no group at all for an empty library', () => {
    expect(groupDays(0, [], NOW)).toEqual([]);
  });
});

describe('moveFrom', () => {
  const layout = justify(
    ratiosOf(40),
    [
      { label: 'Today', first: 0, cells: 3, images: 3 },
      { label: 'Yesterday', first: 3, cells: 37, images: 37 },
    ],
    MEASURES,
  );

  it('goes down over a day heading and comes back up to the same cell', () => {
    const below = moveFrom(layout, 0, 'down', 500);
    expect(below).toBe(3);
    expect(moveFrom(layout, below, 'up', 500)).toBe(0);
  });

  it('stays at the ends instead of falling off', () => {
    expect(moveFrom(layout, 0, 'left', 500)).toBe(0);
    expect(moveFrom(layout, 0, 'up', 500)).toBe(0);
    expect(moveFrom(layout, 39, 'right', 500)).toBe(39);
    expect(moveFrom(layout, 39, 'page-down', 500)).toBe(39);
  });

  it('pages by about a window, and at least by a row when the window is lower than one', () => {
    const far = layout.rows[layout.rowOfCell[moveFrom(layout, 0, 'page-down', 600)] ?? 0];
    expect(far?.top).toBeGreaterThan(300);
    expect(far?.top).toBeLessThanOrEqual(640);
    expect(moveFrom(layout, 0, 'page-down', 10)).toBe(3);
  });
});
