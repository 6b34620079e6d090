import type { Columns } from './columns';
import { FACET_BITS } from './columns';

/** The cells of the grid, by positions in the columns. */
export interface Cells {
  /** The image that is drawn. */
  readonly covers: Int32Array;
  /** The image whose place in the order it takes. */
  readonly leads: Int32Array;
  /** See `Shown.stackSizes`. */
  readonly sizes: Int32Array;
}

/**
 * Puts images of one job or batch together. A closed stack is one cell in the place of its first image, drawn by its best:
 * most stars, then picked, then the first. The images of an open one follow each other there. Numbers in columns instead of
 * an object for each stack: at every letter of a search there are twenty thousand of them.
 */
export function cellsOf(columns: Columns, positions: Int32Array, open: ReadonlySet<number>): Cells {
  const { counts, best } = gathered(columns, positions);
  const opened = imagesOfOpen(columns, positions, open);
  const covers = new Int32Array(positions.length);
  const leads = new Int32Array(positions.length);
  const sizes = new Int32Array(positions.length);
  let next = 0;
  const draw = (cover: number, lead: number, size: number): void => {
    covers[next] = cover;
    leads[next] = lead;
    sizes[next++] = size;
  };
  for (let place = 0; place < positions.length; place += 1) {
    const at = positions[place] ?? 0;
    const number = columns.stacks[at] ?? 0;
    const count = counts[number] ?? 0;
    if (count === DRAWN) continue;
    if (count === 1) {
      draw(at, at, 1);
      continue;
    }
    counts[number] = DRAWN;
    const images = opened.get(number);
    if (images) for (const image of images) draw(image, at, -count);
    else draw(best[number] ?? at, at, count);
  }
  return { covers: covers.slice(0, next), leads: leads.slice(0, next), sizes: sizes.slice(0, next) };
}

const DRAWN = -1;

/** By the number of each stack: how many images it has here, and the position of the best. */
function gathered(columns: Columns, positions: Int32Array): { readonly counts: Int32Array; readonly best: Int32Array } {
  let most = 0;
  for (let at = 0; at < columns.length; at += 1) most = Math.max(most, columns.stacks[at] ?? 0);
  const counts = new Int32Array(most + 1);
  const best = new Int32Array(most + 1);
  for (let place = 0; place < positions.length; place += 1) {
    const at = positions[place] ?? 0;
    const number = columns.stacks[at] ?? 0;
    if (counts[number] === 0 || isBetter(columns, at, best[number] ?? 0)) best[number] = at;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return { counts, best };
}

/** The images of stacks that show all of theirs, in order. */
function imagesOfOpen(
  columns: Columns,
  positions: Int32Array,
  open: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const images = new Map<number, number[]>();
  if (open.size === 0) return images;
  for (const at of positions) {
    const number = columns.stacks[at] ?? 0;
    if (!open.has(number)) continue;
    const found = images.get(number);
    if (found) found.push(at);
    else images.set(number, [at]);
  }
  return images;
}

function isBetter(columns: Columns, a: number, b: number): boolean {
  const by = worth(columns.facets[a] ?? 0) - worth(columns.facets[b] ?? 0);
  return by > 0 || (by === 0 && (columns.seqs[a] ?? 0) < (columns.seqs[b] ?? 0));
}

function worth(packed: number): number {
  const flag = packed & FACET_BITS.flag;
  return (packed & FACET_BITS.stars) * 3 + (flag === FACET_BITS.pick ? 2 : flag === 0 ? 1 : 0);
}
