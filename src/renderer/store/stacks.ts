import { readFacets } from '../../shared/library';
import type { Columns } from './columns';

/** The cells of the grid, by positions in the columns. */
export interface Cells {
  /** The image that is drawn. */
  readonly covers: Int32Array;
  /** The image whose place in the order it takes. */
  readonly leads: Int32Array;
  /** See `Shown.stackSizes`. */
  readonly sizes: Int32Array;
}

interface Stack {
  readonly images: number[];
  isDrawn: boolean;
}

/**
 * Puts images of one job or batch together. A closed stack is one cell in the place of its first image, drawn by its best:
 * most stars, then picked, then the first. The images of an open one follow each other there.
 */
export function cellsOf(columns: Columns, positions: Int32Array, open: ReadonlySet<number>): Cells {
  const stacks = gathered(columns, positions);
  const covers = new Int32Array(positions.length);
  const leads = new Int32Array(positions.length);
  const sizes = new Int32Array(positions.length);
  let next = 0;
  const draw = (cover: number, lead: number, size: number): void => {
    covers[next] = cover;
    leads[next] = lead;
    sizes[next++] = size;
  };
  for (const at of positions) {
    const number = columns.stacks[at] ?? 0;
    const stack = stacks.get(number);
    if (!stack) {
      draw(at, at, 1);
      continue;
    }
    if (stack.isDrawn) continue;
    stack.isDrawn = true;
    if (open.has(number)) for (const image of stack.images) draw(image, at, -stack.images.length);
    else draw(coverOf(columns, stack.images), at, stack.images.length);
  }
  return { covers: covers.slice(0, next), leads: leads.slice(0, next), sizes: sizes.slice(0, next) };
}

/** Stacks of two and more, by number. */
function gathered(columns: Columns, positions: Int32Array): ReadonlyMap<number, Stack> {
  let most = 0;
  for (let at = 0; at < columns.length; at += 1) most = Math.max(most, columns.stacks[at] ?? 0);
  const counts = new Int32Array(most + 1);
  for (let place = 0; place < positions.length; place += 1) {
    const number = columns.stacks[positions[place] ?? 0] ?? 0;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  const stacks = new Map<number, Stack>();
  for (const at of positions) {
    const number = columns.stacks[at] ?? 0;
    if ((counts[number] ?? 0) < 2) continue;
    const stack = stacks.get(number);
    if (stack) stack.images.push(at);
    else stacks.set(number, { images: [at], isDrawn: false });
  }
  return stacks;
}

function coverOf(columns: Columns, images: readonly number[]): number {
  const worth = (at: number): number => {
    const { stars, flag } = readFacets(columns.facets[at] ?? 0);
    return stars * 3 + (flag === 'pick' ? 2 : flag === 'reject' ? 0 : 1);
  };
  const better = (a: number, b: number): boolean => {
    const by = worth(a) - worth(b);
    return by > 0 || (by === 0 && (columns.seqs[a] ?? 0) < (columns.seqs[b] ?? 0));
  };
  return images.reduce((best, at) => (better(at, best) ? at : best));
}
