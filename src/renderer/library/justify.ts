import type { CellGroup } from './cell-groups';
import type { GridMeasures } from './row-breaks';
import { filledHeight, rowBreaks } from './row-breaks';

/**
 * The whole grid, laid out, in CSS pixels from its top left. Columns instead of an object for each row and tile: a hundred
 * thousand images are laid out at every change of the width.
 */
export interface GridLayout {
  readonly rows: number;
  /** For each row. */
  readonly tops: Float64Array;
  readonly heights: Int32Array;
  /** First cell of each row, and at the end how many cells there are. A heading has none: the next row starts with the same. */
  readonly firsts: Int32Array;
  /** For each cell. */
  readonly rowOfCell: Int32Array;
  readonly lefts: Int32Array;
  readonly widths: Int32Array;
  readonly groups: readonly CellGroup[];
  /** The first row of each group: its heading, where it has one. */
  readonly groupRows: Int32Array;
  readonly height: number;
}

/** A picture wider or taller than this is laid out as if it had this ratio, and cropped in its tile. */
const RATIO_LIMITS = { min: 0.4, max: 3.2 };
/** How much taller than asked a row may become to fill the width. */
const MOST_GROWTH = 1.65;

/**
 * Lays cells out in rows that fill the width, each at its own ratio and near the asked height; a day starts a row of its
 * own. Rows of a day are filled from its end on, so that a new image moves only the first rows of its day and nothing that
 * lies below. A ratio of 0 stands for "not known" and is laid out square. Pure, about 0.1 µs a cell.
 */
export function justify(ratios: ArrayLike<number>, groups: readonly CellGroup[], measures: GridMeasures): GridLayout {
  const { gap, dayHeight } = measures;
  const shapes = tileRatios(ratios);
  const cells = shapes.length;
  const [tops, heights] = [new Float64Array(cells + groups.length), new Int32Array(cells + groups.length)];
  const firsts = new Int32Array(cells + groups.length + 1);
  const [rowOfCell, lefts, widths] = [new Int32Array(cells), new Int32Array(cells), new Int32Array(cells)];
  const groupRows = new Int32Array(groups.length);
  let row = 0;
  let top = 0;
  const add = (first: number, height: number): void => {
    tops[row] = top;
    heights[row] = height;
    firsts[row] = first;
    row += 1;
    top += height;
  };
  groups.forEach((group, at) => {
    groupRows[at] = row;
    if (group.day !== null) add(group.first, dayHeight);
    const breaks = rowBreaks(shapes, group, measures);
    for (let line = 0; line + 1 < breaks.length; line += 1) {
      const [from, to] = [breaks[line] ?? 0, breaks[line + 1] ?? 0];
      rowOfCell.fill(row, from, to);
      add(from, fillRow(shapes, from, to, measures, lefts, widths));
      top += gap;
    }
    top += gap;
  });
  firsts[row] = cells;
  const trimmed = { tops: tops.slice(0, row), heights: heights.slice(0, row), firsts: firsts.slice(0, row + 1) };
  return { rows: row, ...trimmed, rowOfCell, lefts, widths, groups, groupRows, height: top };
}

function tileRatios(ratios: ArrayLike<number>): Float64Array {
  const shapes = new Float64Array(ratios.length);
  for (let cell = 0; cell < shapes.length; cell += 1) {
    const ratio = ratios[cell] ?? 0;
    shapes[cell] = ratio > 0 ? Math.min(Math.max(ratio, RATIO_LIMITS.min), RATIO_LIMITS.max) : 1;
  }
  return shapes;
}

/**
 * Places the cells of a row that is as wide as the grid and answers its height; one that would have to grow too much for
 * it keeps the height asked for and ends earlier. Whole pixels, so that edges are sharp; the last tile takes what rounding
 * left.
 */
function fillRow(
  shapes: Float64Array,
  from: number,
  to: number,
  measures: GridMeasures,
  lefts: Int32Array,
  widths: Int32Array,
): number {
  const { width, tileHeight, gap } = measures;
  const natural = filledHeight(shapes, from, to, measures);
  const fills = natural <= tileHeight * MOST_GROWTH;
  const height = Math.max(1, Math.round(fills ? natural : tileHeight));
  let left = 0;
  for (let cell = from; cell < to; cell += 1) {
    const own = Math.max(1, Math.round(height * (shapes[cell] ?? 1)));
    const tile = fills && cell === to - 1 ? Math.max(1, width - left) : own;
    lefts[cell] = left;
    widths[cell] = tile;
    left += tile + gap;
  }
  return height;
}

/** How many cells a row has; none for a heading. */
export function cellsInRow(layout: GridLayout, row: number): number {
  return (layout.firsts[row + 1] ?? 0) - (layout.firsts[row] ?? 0);
}

/** The group that a row belongs to, as its place in `groups`; -1 in an empty grid. */
export function groupOfRow(layout: GridLayout, row: number): number {
  return firstWhere(layout.groupRows.length, (at) => (layout.groupRows[at] ?? 0) > row) - 1;
}

/** The rows that touch the stretch from `top` to `bottom`, as first and one past the last. */
export function rowsBetween(layout: GridLayout, top: number, bottom: number): readonly [number, number] {
  const { rows, tops, heights } = layout;
  const first = firstWhere(rows, (at) => (tops[at] ?? 0) + (heights[at] ?? 0) > top);
  const last = firstWhere(rows, (at) => (tops[at] ?? 0) >= bottom);
  return [first, Math.max(first, last)];
}

/** The first of `count` places for which the test holds, given that it holds for all after it. */
export function firstWhere(count: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
