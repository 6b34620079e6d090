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
/** How much taller than asked a row may become to fill the width. */
const MOST_GROWTH = 1.65;
/** How much lower than asked a row may become when jobs are in it, whose tiles hold words and buttons. */
const LEAST_FOR_JOBS = 0.88;

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
 * own. Rows are filled from the oldest cell of a day on, so that a new image moves only the first rows of its day and
 * nothing that lies below. A ratio of 0 stands for "not known" and is laid out square. Pure, about 0.3 µs a cell.
 */
export function justify(ratios: readonly number[], groups: readonly DayGroup[], measures: GridMeasures): GridLayout {
  const { gap, dayHeight } = measures;
  const rows: GridRow[] = [];
  const rowOfCell = new Int32Array(ratios.length);
  let top = 0;
  for (const group of groups) {
    rows.push({ kind: 'day', top, height: dayHeight, group });
    top += dayHeight;
    for (const [from, count] of splitRows(ratios, group, measures)) {
      const row = fillRow(ratios, from, count, measures);
      rowOfCell.fill(rows.length, from, from + count);
      rows.push({ kind: 'tiles', top, first: from, ...row });
      top += row.height + gap;
    }
    top += gap;
  }
  return { rows, height: top, rowOfCell };
}

/** First cell and number of cells of a row. */
type Span = readonly [from: number, count: number];

/**
 * The rows of a day from top to bottom. Jobs come first, filled from the newest; images are filled from the oldest, so that
 * the first row of images takes what is left over. Where the two meet, a row that is too short joins its neighbour.
 */
function splitRows(ratios: readonly number[], group: DayGroup, measures: GridMeasures): readonly Span[] {
  const border = group.first + group.cells - group.images;
  const end = group.first + group.cells;
  const jobs: Span[] = [];
  for (let from = group.first; from < border;) {
    const count = rowLength((at) => ratios[from + at], border - from, measures);
    jobs.push([from, count]);
    from += count;
  }
  const images: Span[] = [];
  for (let to = end; to > border;) {
    const count = rowLength((at) => ratios[to - 1 - at], to - border, measures);
    to -= count;
    images.push([to, count]);
  }
  return joinShort(ratios, jobs, images.reverse(), measures);
}

function joinShort(
  ratios: readonly number[],
  jobs: readonly Span[],
  images: readonly Span[],
  measures: GridMeasures,
): readonly Span[] {
  const lastJobs = jobs.at(-1);
  const [first, second, ...rest] = images;
  if (lastJobs && first && joins(ratios, lastJobs, first, measures, LEAST_FOR_JOBS)) {
    return [...jobs.slice(0, -1), joined(lastJobs, first), ...images.slice(1)];
  }
  if (first && second && joins(ratios, first, second, measures, 0)) {
    return [...jobs, joined(first, second), ...rest];
  }
  return [...jobs, ...images];
}

/** True when one row of both is nearer to the height asked for than the first alone, and not lower than `least` of it. */
function joins(ratios: readonly number[], a: Span, b: Span, measures: GridMeasures, least: number): boolean {
  const both = joined(a, b);
  if (filledHeight(ratios, both, measures) < measures.tileHeight * least) return false;
  return strain(ratios, both, measures) < strain(ratios, a, measures);
}

function joined(a: Span, b: Span): Span {
  return [a[0], a[1] + b[1]];
}

/** How many of the cells make a row: one is added while that brings the row nearer to the height asked for. */
function rowLength(ratioAt: (at: number) => number | undefined, available: number, measures: GridMeasures): number {
  const { width, tileHeight, gap } = measures;
  let sum = 0;
  let count = 0;
  let height = Infinity;
  while (count < available) {
    const nextSum = sum + tileRatio(ratioAt(count));
    const nextHeight = (width - gap * count) / nextSum;
    if (count > 0 && Math.abs(height - tileHeight) <= Math.abs(nextHeight - tileHeight)) break;
    sum = nextSum;
    height = nextHeight;
    count += 1;
  }
  return count;
}

/** The height at which the cells fill the width. */
function filledHeight(ratios: readonly number[], [from, count]: Span, { width, gap }: GridMeasures): number {
  let sum = 0;
  for (let cell = from; cell < from + count; cell += 1) sum += tileRatio(ratios[cell]);
  return Math.max(1, (width - gap * (count - 1)) / sum);
}

/** How far a row that fills the width is from the height asked for; twice and half are equally far. */
function strain(ratios: readonly number[], span: Span, measures: GridMeasures): number {
  return Math.abs(Math.log(filledHeight(ratios, span, measures) / measures.tileHeight));
}

interface FilledRow {
  readonly height: number;
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
}

/** A row as wide as the grid; one that would have to grow too much for it keeps its height and ends earlier. */
function fillRow(ratios: readonly number[], from: number, count: number, measures: GridMeasures): FilledRow {
  const natural = filledHeight(ratios, [from, count], measures);
  const fills = natural <= measures.tileHeight * MOST_GROWTH;
  const height = Math.max(1, Math.round(fills ? natural : measures.tileHeight));
  return place(ratios, from, count, height, fills ? measures.width : null, measures.gap);
}

/** Whole pixels, so that edges are sharp; the last tile takes what rounding left. */
function place(
  ratios: readonly number[],
  from: number,
  count: number,
  height: number,
  fill: number | null,
  gap: number,
): FilledRow {
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
