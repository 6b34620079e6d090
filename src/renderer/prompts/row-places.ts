/** Heights in CSS pixels: of each row, and of a heading between them. See Prompts.module.css. */
export const ROW_HEIGHT = 72;
export const HEADING_HEIGHT = 36;

/** Rows under a heading. */
export interface RowGroup {
  /** Its first row. */
  readonly first: number;
  readonly label: string;
}

/** Where rows and headings lie, in pixels from the top of the list. */
export interface RowPlaces {
  readonly count: number;
  readonly groups: readonly RowGroup[];
  readonly height: number;
  readonly topOf: (row: number) => number;
  /** Of its heading; the end of the list for the one after the last. */
  readonly topOfGroup: (group: number) => number;
  /** The row at that place; the one below where that is a heading. */
  readonly rowAt: (top: number) => number;
}

/** The places of so many rows. The groups are in order, and the first one starts with the first row; none is fine. */
export function rowPlaces(count: number, groups: readonly RowGroup[]): RowPlaces {
  const topOfGroup = (group: number): number => (groups[group]?.first ?? count) * ROW_HEIGHT + group * HEADING_HEIGHT;
  const groupOf = (row: number): number => lastUpTo(groups.length, (at) => (groups[at]?.first ?? 0) <= row);
  const topOf = (row: number): number => row * ROW_HEIGHT + (groupOf(row) + 1) * HEADING_HEIGHT;
  return {
    ...{ count, groups, topOf, topOfGroup },
    height: count * ROW_HEIGHT + groups.length * HEADING_HEIGHT,
    rowAt: (top) => {
      const group = lastUpTo(groups.length, (at) => topOfGroup(at) <= top);
      const headings = (group + 1) * HEADING_HEIGHT;
      const row = Math.floor((top - headings) / ROW_HEIGHT);
      return Math.max(0, Math.min(count - 1, Math.max(row, groups[group]?.first ?? 0)));
    },
  };
}

/** The last of so many for which it holds; it holds for all up to that one. -1 for none. */
function lastUpTo(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [-1, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows that were in sight with their distance from the edge. */
export interface HeldRow {
  readonly row: number;
  readonly y: number;
}

/**
 * Where to scroll to so that what was in sight stays where it was: each row that is still there has a place for it, and the
 * one in the middle counts, so that a row that went elsewhere takes nobody along. Null when none of them is there.
 */
export function heldTop(places: RowPlaces, held: readonly HeldRow[]): number | null {
  const tops = held.filter(({ row }) => row >= 0).map(({ row, y }) => places.topOf(row) - y);
  return tops.sort((a, b) => a - b)[tops.length >> 1] ?? null;
}
