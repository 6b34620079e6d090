import { describe, expect, it } from 'vitest';
import type { CellGroup } from './cell-groups';
import { groupDays } from './cell-groups';
import { moveFrom } from './grid-moves';
import type { GridLayout } from './justify';
import { cellsInRow, groupOfRow, justify, rowsBetween } from './justify';

const MEASURES = { width: 736, tileHeight: 168, gap: 6, dayHeight: 40 };
const NOW = new Date(2026, 10, 22, 15, 0).getTime();
const HOUR = 3_600_000;

function ratiosOf(count: number): number[] {
  const some = [1, 16 / 9, 9 / 16, 1.5, 0.75, 2, 0.45, 4 / 3];
  return Array.from({ length: count }, (_, index) => some[(index * 5) % some.length] ?? 1);
}

function day(cells: number, images = cells, first = 0): CellGroup {
  return { day: NOW, first, cells, images };
}

function oneDay(ratios: readonly number[]) {
  return justify(ratios, [day(ratios.length)], MEASURES);
}

interface Row {
  readonly first: number;
  readonly top: number;
  readonly height: number;
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
}

function rowsOf(layout: GridLayout): readonly Row[] {
  return Array.from({ length: layout.rows }, (_, row) => {
    const first = layout.firsts[row] ?? 0;
    const end = first + cellsInRow(layout, row);
    return {
      first,
      top: layout.tops[row] ?? 0,
      height: layout.heights[row] ?? 0,
      lefts: [...layout.lefts.slice(first, end)],
      widths: [...layout.widths.slice(first, end)],
    };
  });
}

function tiles(layout: GridLayout): readonly Row[] {
  return rowsOf(layout).filter((row) => row.widths.length > 0);
}

describe('justify', () => {
  it('fills each full row to the pixel, so that the right edge is straight', () => {
    const full = tiles(oneDay(ratiosOf(200)));
    expect(full.length).toBeGreaterThan(20);
    for (const row of full) expect((row.lefts.at(-1) ?? 0) + (row.widths.at(-1) ?? 0)).toBe(MEASURES.width);
  });

  it('keeps each cell once and in order, so that no image is missing or shown twice', () => {
    const layout = oneDay(ratiosOf(1000));
    const cells = rowsOf(layout).flatMap((row, at) =>
      row.widths.map((_, index) => ({ cell: row.first + index, row: at })),
    );
    expect(cells.map(({ cell }) => cell)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect(cells.map(({ row }) => row)).toEqual([...layout.rowOfCell]);
  });

  it('keeps rows near the asked height whatever the ratios', () => {
    for (const row of tiles(oneDay(ratiosOf(500)))) {
      expect(row.height).toBeGreaterThan(MEASURES.tileHeight * 0.55);
      expect(row.height).toBeLessThan(MEASURES.tileHeight * 1.7);
    }
  });

  it('moves only the first two rows of a day when an image is added, so that what is looked at below stays', () => {
    const ratios = ratiosOf(120);
    const widthsFromBottom = (cells: readonly number[]) =>
      tiles(oneDay(cells))
        .map((row) => row.widths)
        .reverse();
    for (let added = 1; added <= 12; added += 1) {
      const before = widthsFromBottom(ratios.slice(added));
      const after = widthsFromBottom(ratios.slice(added - 1));
      expect(after.slice(0, before.length - 2)).toEqual(before.slice(0, -2));
    }
  });

  it('moves nothing above an image that goes where there are no days, so that the eye keeps its place', () => {
    const ratios = ratiosOf(400);
    const flat = (cells: readonly number[]) =>
      tiles(justify(cells, [{ day: null, first: 0, cells: cells.length, images: cells.length }], MEASURES));
    const before = flat(ratios);
    const gone = before[20]?.first ?? 0;
    const after = flat(ratios.filter((_, index) => index !== gone));
    expect(after.slice(0, 19)).toEqual(before.slice(0, 19));
  });

  it('never squeezes the tiles of jobs, which hold words and buttons', () => {
    for (let images = 0; images < 40; images += 1) {
      for (const jobs of [1, 2, 3]) {
        const ratios = [...Array<number>(jobs).fill(1.6), ...ratiosOf(images)];
        const [first] = tiles(justify(ratios, [day(jobs + images, images)], MEASURES));
        expect(first?.height).toBeGreaterThan(MEASURES.tileHeight * 0.7);
      }
    }
  });

  it('does not blow a lone image of a day up to the full width', () => {
    expect(tiles(oneDay([1]))).toMatchObject([{ height: 168, widths: [168] }]);
  });

  it('lays an image of unknown size out as a square instead of dividing by zero', () => {
    expect(tiles(oneDay([0, Number.NaN]))).toMatchObject([{ widths: [168, 168] }]);
  });

  it('survives a window too narrow for a tile', () => {
    const layout = justify(ratiosOf(10), [day(10)], { ...MEASURES, width: 40 });
    expect(tiles(layout).every((row) => row.height >= 1 && row.widths.every((width) => width >= 1))).toBe(true);
    expect(Number.isFinite(layout.height)).toBe(true);
  });

  it('finds exactly the rows that touch the window, at both ends and in between', () => {
    const layout = oneDay(ratiosOf(300));
    for (const top of [0, 39, 40, 41, 1000, layout.height - 500]) {
      const [first, last] = rowsBetween(layout, top, top + 500);
      const touching = rowsOf(layout).filter((row) => row.top + row.height > top && row.top < top + 500);
      expect(rowsOf(layout).slice(first, last)).toEqual(touching);
    }
  });

  it('knows the day of each row, also of the last one of a day', () => {
    const layout = justify(ratiosOf(60), [day(20), day(1, 1, 20), day(39, 39, 21)], MEASURES);
    const groups = Array.from({ length: 60 }, (_, cell) => groupOfRow(layout, layout.rowOfCell[cell] ?? -1));
    expect(groups).toEqual([...Array<number>(20).fill(0), 1, ...Array<number>(39).fill(2)]);
    expect([...layout.groupRows].map((row) => groupOfRow(layout, row))).toEqual([0, 1, 2]);
  });

  it('is an empty grid for an empty library', () => {
    expect(justify([], [], MEASURES)).toMatchObject({ rows: 0, height: 0 });
  });
});

describe('groupDays', () => {
  it('puts running jobs under Today even when no image is of today', () => {
    const groups = groupDays(2, [NOW - 24 * HOUR], NOW);
    expect(groups).toEqual([
      { day: NOW, first: 0, cells: 2, images: 0 },
      { day: NOW - 24 * HOUR, first: 2, cells: 1, images: 1 },
    ]);
  });

  it('splits at midnight and not 24 hours ago', () => {
    const midnight = new Date(2026, 10, 22).getTime();
    const groups = groupDays(0, [midnight, midnight - 1, midnight - 24 * HOUR - 1], NOW);
    expect(groups.map((group) => group.day)).toEqual([NOW, midnight - 1, midnight - 24 * HOUR - 1]);
  });

  it('shows an image from a clock that ran ahead under Today', () => {
    expect(groupDays(0, [NOW + 48 * HOUR, NOW], NOW)).toEqual([{ day: NOW, first: 0, cells: 2, images: 2 }]);
  });

  it('goes forwards when the oldest come first, with jobs still at the top', () => {
    const groups = groupDays(1, [NOW - 30 * HOUR, NOW - 29 * HOUR, NOW], NOW, 'oldest');
    expect(groups.map(({ first, cells }) => [first, cells])).toEqual([
      [0, 1],
      [1, 2],
      [3, 1],
    ]);
  });

  it('makes one group of images in another order than that of time', () => {
    expect(groupDays(1, [NOW - 30 * HOUR, NOW], NOW, 'none')).toEqual([{ day: null, first: 0, cells: 3, images: 2 }]);
  });

  it('has no group at all for an empty library', () => {
    expect(groupDays(0, [], NOW)).toEqual([]);
    expect(groupDays(0, [], NOW, 'none')).toEqual([]);
  });
});

describe('moveFrom', () => {
  const layout = justify(ratiosOf(40), [day(3), day(37, 37, 3)], MEASURES);

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
    const far = layout.tops[layout.rowOfCell[moveFrom(layout, 0, 'page-down', 600)] ?? 0];
    expect(far).toBeGreaterThan(300);
    expect(far).toBeLessThanOrEqual(640);
    expect(moveFrom(layout, 0, 'page-down', 10)).toBe(3);
  });
});
