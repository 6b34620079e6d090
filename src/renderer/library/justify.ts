import { dayName, startOfDay } from '../ui/format';

/** A run of cells under one heading. */
export interface DayGroup {
  readonly label: string;
  /** First cell, and how many cells. */
  readonly first: number;
  readonly cells: number;
  /** Images among the cells; the rest are jobs. */
  readonly images: number;
}

/** One line of the grid, in CSS pixels from its top left. */
export type GridRow =
  | { readonly kind: 'day'; readonly top: number; readonly height: number; readonly group: DayGroup }
  | {
      readonly kind: 'tiles';
      readonly top: number;
      readonly height: number;
      /** First cell of the row; the others follow. */
      readonly first: number;
      readonly lefts: readonly number[];
      readonly widths: readonly number[];
    };

/** The whole grid, laid out. */
export interface GridLayout {
  readonly rows: readonly GridRow[];
  readonly height: number;
  /** The index into `rows` for each cell. */
  readonly rowOfCell: Int32Array;
}

/** Measures of the grid in CSS pixels. */
export interface GridMeasures {
  readonly width: number;
  readonly tileHeight: number;
  readonly gap: number;
  readonly dayHeight: number;
}

/** A picture wider or taller than this is laid out as if it had this ratio, and cropped in its tile. */
const RATIO_LIMITS = { min: 0.4, max: 3.2 };
/** How much taller than asked the last row of a day may be: it is not stretched to the full width. */
const LAST_ROW_STRETCH = 1.15;

/** Groups cells by day: first the jobs, which are of today, then images, newest first. */
export function groupDays(jobs: number, createdAt: readonly number[], now: number): readonly DayGroup[] {
  const groups: DayGroup[] = [];
  let cell = jobs;
  let image = 0;
  const today = startOfDay(now);
  while (image < createdAt.length && (createdAt[image] ?? 0) >= today) image += 1;
  if (jobs + image > 0) groups.push({ label: dayName(now, now), first: 0, cells: jobs + image, images: image });
  cell += image;
  while (image < createdAt.length) {
    const at = createdAt[image] ?? 0;
    const day = startOfDay(at);
    const from = image;
    while (image < createdAt.length && (createdAt[image] ?? 0) >= day) image += 1;
    const count = image - from;
    groups.push({ label: dayName(at, now), first: cell, cells: count, images: count });
    cell += count;
  }
  return groups;
}

/**
 * Lays cells out in rows that fill the width, each at its own ratio and near the asked height; a day starts a row of its
 * own. A ratio of 0 stands for "not known" and is laid out square. Pure, about 0.3 µs a cell.
 */
export function justify(ratios: readonly number[], groups: readonly DayGroup[], measures: GridMeasures): GridLayout {
  const { gap, dayHeight } = measures;
  const rows: GridRow[] = [];
  const rowOfCell = new Int32Array(ratios.length);
  let top = 0;
  for (const group of groups) {
    rows.push({ kind: 'day', top, height: dayHeight, group });
    top += dayHeight;
    let cell = group.first;
    const end = group.first + group.cells;
    while (cell < end) {
      const taken = takeRow(ratios, cell, end, measures);
      rowOfCell.fill(rows.length, cell, cell + taken.widths.length);
      rows.push({ kind: 'tiles', top, height: taken.height, first: cell, lefts: taken.lefts, widths: taken.widths });
      top += taken.height + gap;
      cell += taken.widths.length;
    }
    top += gap;
  }
  return { rows, height: top, rowOfCell };
}

interface TakenRow {
  readonly height: number;
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
}

function takeRow(ratios: readonly number[], from: number, end: number, measures: GridMeasures): TakenRow {
  const { width, tileHeight, gap } = measures;
  let sum = 0;
  let count = 0;
  let height = Infinity;
  // Cells are added while that brings the row nearer to the height asked for.
  while (from + count < end) {
    const nextSum = sum + tileRatio(ratios[from + count]);
    const nextHeight = (width - gap * count) / nextSum;
    if (count > 0 && Math.abs(height - tileHeight) <= Math.abs(nextHeight - tileHeight)) break;
    if (count > 0 && nextHeight < 24) break;
    sum = nextSum;
    height = nextHeight;
    count += 1;
  }
  const isLast = from + count === end;
  const limit = isLast ? tileHeight * LAST_ROW_STRETCH : tileHeight * 2;
  const stretched = height <= limit;
  const rowHeight = Math.max(1, Math.round(stretched ? height : isLast ? tileHeight : limit));
  return place(ratios, from, count, rowHeight, stretched ? width : null, gap);
}

/** Whole pixels, so that edges are sharp; the last tile takes what rounding left. */
function place(
  ratios: readonly number[],
  from: number,
  count: number,
  height: number,
  fill: number | null,
  gap: number,
): TakenRow {
  const lefts: number[] = [];
  const widths: number[] = [];
  let left = 0;
  for (let index = 0; index < count; index += 1) {
    const natural = Math.max(1, Math.round(height * tileRatio(ratios[from + index])));
    const width = fill !== null && index === count - 1 ? Math.max(1, fill - left) : natural;
    lefts.push(left);
    widths.push(width);
    left += width + gap;
  }
  return { height, lefts, widths };
}

function tileRatio(ratio: number | undefined): number {
  if (ratio === undefined || !(ratio > 0)) return 1;
  return Math.min(Math.max(ratio, RATIO_LIMITS.min), RATIO_LIMITS.max);
}

/** The rows that touch the stretch from `top` to `bottom`, as first and one past the last. */
export function rowsBetween(rows: readonly GridRow[], top: number, bottom: number): readonly [number, number] {
  const first = firstRow(rows, (row) => row.top + row.height > top);
  const last = firstRow(rows, (row) => row.top >= bottom);
  return [first, Math.max(first, last)];
}

/** The first row for which the test holds, given that it holds for all after it. */
function firstRow(rows: readonly GridRow[], holds: (row: GridRow) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && holds(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}
