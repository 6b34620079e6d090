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
  const starsOf = (place: number): number => (facets[positions[place] ?? 0] ?? 0) & FACET_BITS.stars;
  // How many have more stars is where those with so many begin.
  const next = new Int32Array(FACET_BITS.stars + 1);
  for (let place = 0; place < positions.length; place += 1) {
    for (let fewer = starsOf(place) - 1; fewer >= 0; fewer -= 1) next[fewer] = (next[fewer] ?? 0) + 1;
  }
  const sorted = new Int32Array(positions.length);
  for (let place = 0; place < positions.length; place += 1) {
    const stars = starsOf(place);
    const at = next[stars] ?? 0;
    sorted[at] = positions[place] ?? 0;
    next[stars] = at + 1;
  }
  return sorted;
}

function largestFirst(positions: Int32Array, size: (at: number) => number): Int32Array {
  return smallestFirst(positions, (at) => LARGEST - Math.min(size(at), LARGEST));
}

function byRank(columns: Columns, positions: Int32Array, byName: Int32Array): Int32Array {
  const rank = new Int32Array(columns.length);
  for (let place = 0; place < byName.length; place += 1) {
    const at = columns.places.ofSeq(byName[place] ?? -1);
    if (at >= 0) rank[at] = place + 1;
  }
  return smallestFirst(positions, (at) => rank[at] ?? 0);
}

/** Sorts plain numbers that hold both size and place: a hundred thousand comparisons in JavaScript would be seen. */
function smallestFirst(positions: Int32Array, size: (at: number) => number): Int32Array {
  const keys = new Float64Array(positions.length);
  for (let place = 0; place < keys.length; place += 1) keys[place] = size(positions[place] ?? 0) * ROWS + place;
  keys.sort();
  const sorted = new Int32Array(keys.length);
  for (let place = 0; place < keys.length; place += 1) sorted[place] = positions[(keys[place] ?? 0) % ROWS] ?? 0;
  return sorted;
}
