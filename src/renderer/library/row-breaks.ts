import type { CellGroup } from './cell-groups';

/** Measures of the grid in CSS pixels. */
export interface GridMeasures {
  readonly width: number;
  readonly tileHeight: number;
  readonly gap: number;
  readonly dayHeight: number;
}

/** How much lower than asked a row may become when jobs are in it, whose tiles hold words and buttons. */
const LEAST_FOR_JOBS = 0.88;

/**
 * The first cell of each row of a group, and its end. Jobs come first, filled from the newest; images of a day are filled
 * from its end, so that the first row of images takes what is left over; those in no order of days from their start. Where
 * two kinds of rows meet, one that is too short joins its neighbour. `shapes` are ratios of all cells, none of them 0.
 */
export function rowBreaks(shapes: Float64Array, group: CellGroup, measures: GridMeasures): readonly number[] {
  const end = group.first + group.cells;
  const border = end - group.images;
  const starts: number[] = [];
  for (let cell = group.first; cell < border; cell += rowLength(shapes, cell, border, measures)) starts.push(cell);
  const jobRows = starts.length;
  if (group.day === null) {
    for (let cell = border; cell < end; cell += rowLength(shapes, cell, end, measures)) starts.push(cell);
  } else {
    const upwards: number[] = [];
    for (let cell = end; cell > border;) {
      cell -= rowLength(shapes, cell - 1, border - 1, measures);
      upwards.push(cell);
    }
    starts.push(...upwards.reverse());
  }
  starts.push(end);
  joinShort(shapes, starts, jobRows, group.day !== null, measures);
  return starts;
}

/** The height at which the cells fill the width. */
export function filledHeight(shapes: Float64Array, from: number, to: number, { width, gap }: GridMeasures): number {
  let sum = 0;
  for (let cell = from; cell < to; cell += 1) sum += shapes[cell] ?? 1;
  return Math.max(1, (width - gap * (to - from - 1)) / sum);
}

/** How many cells make a row from `first` towards `end`: one is added while that brings it nearer to the height asked for. */
function rowLength(shapes: Float64Array, first: number, end: number, { width, tileHeight, gap }: GridMeasures): number {
  const step = first < end ? 1 : -1;
  let sum = 0;
  let count = 0;
  let height = Infinity;
  for (let cell = first; cell !== end; cell += step) {
    const nextSum = sum + (shapes[cell] ?? 1);
    const nextHeight = (width - gap * count) / nextSum;
    if (count > 0 && Math.abs(height - tileHeight) <= Math.abs(nextHeight - tileHeight)) break;
    sum = nextSum;
    height = nextHeight;
    count += 1;
  }
  return count;
}

/** Takes the break away between two rows that look better as one: the last of jobs and the first two of images. */
function joinShort(shapes: Float64Array, starts: number[], jobRows: number, fromEnd: boolean, measures: GridMeasures) {
  const rows = starts.length - 1;
  const joins = (second: number, least: number): boolean => {
    const [from, middle, to] = [starts[second - 1] ?? 0, starts[second] ?? 0, starts[second + 1] ?? 0];
    const both = filledHeight(shapes, from, to, measures);
    const first = filledHeight(shapes, from, middle, measures);
    return both >= measures.tileHeight * least && strain(both, measures) < strain(first, measures);
  };
  if (jobRows > 0 && rows > jobRows && joins(jobRows, LEAST_FOR_JOBS)) starts.splice(jobRows, 1);
  else if (fromEnd && rows > jobRows + 1 && joins(jobRows + 1, 0)) starts.splice(jobRows + 1, 1);
}

/** How far a height is from the one asked for; twice and half are equally far. */
function strain(height: number, { tileHeight }: GridMeasures): number {
  return Math.abs(Math.log(height / tileHeight));
}
