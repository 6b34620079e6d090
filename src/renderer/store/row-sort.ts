import type { LibrarySort } from '../../shared/library-query';
import type { Columns } from './columns';
import { FACET_BITS } from './columns';

/** Positions of the columns fit into this, so that a size and a position make one number that is still exact. */
const ROWS = 2 ** 22;
const LARGEST = 2 ** 31 - 1;

/**
 * Positions in that order; given newest first, which also decides between equals. `byName` is all records by title: those
 * that it does not know yet come first, where what is new is looked for.
 */
export function sortPositions(
  columns: Columns,
  positions: Int32Array,
  sort: LibrarySort,
  byName: Int32Array | null,
): Int32Array {
  switch (sort) {
    case 'newest':
      return positions;
    case 'oldest':
      return positions.slice().reverse();
    case 'rating':
      return byStars(columns, positions);
    case 'pixels':
      return largestFirst(positions, (at) => (columns.widths[at] ?? 0) * (columns.heights[at] ?? 0));
    case 'file-size':
      return largestFirst(positions, (at) => columns.bytes[at] ?? 0);
    case 'name':
      return byName ? byRank(columns, positions, byName) : positions;
  }
}

function byStars({ facets }: Columns, positions: Int32Array): Int32Array {
  const sorted = new Int32Array(positions.length);
  let next = 0;
  for (let stars: number = FACET_BITS.stars; stars >= 0; stars -= 1) {
    for (const at of positions) if (((facets[at] ?? 0) & FACET_BITS.stars) === stars) sorted[next++] = at;
  }
  return sorted;
}

/** Sorts plain numbers that hold both size and place: a hundred thousand comparisons in JavaScript would be seen. */
function largestFirst(positions: Int32Array, size: (at: number) => number): Int32Array {
  const keys = Float64Array.from(positions, (at, place) => -Math.min(size(at), LARGEST) * ROWS + place).sort();
  // The remainder is the place, whatever the size was.
  return Int32Array.from(keys, (key) => positions[((key % ROWS) + ROWS) % ROWS] ?? 0);
}

function byRank(columns: Columns, positions: Int32Array, byName: Int32Array): Int32Array {
  const rank = new Int32Array(columns.length).fill(-1);
  byName.forEach((seq, place) => {
    const at = columns.places.ofSeq(seq);
    if (at >= 0) rank[at] = place;
  });
  const keys = Float64Array.from(positions, (at, place) => (rank[at] ?? -1) * ROWS + place).sort();
  return Int32Array.from(keys, (key) => positions[((key % ROWS) + ROWS) % ROWS] ?? 0);
}
