import type { QueueEntryId } from '../store/jobs';

/** So many items are simply all in the page: nothing is won by leaving some out. */
const WHOLE = 60;
/** Pixels beyond either edge in which items are kept ready. */
const OVERSCAN = 500;
/** Which items are in the page is looked up anew after so many pixels of scrolling; well under the overscan. */
export const STEP = 200;
/** A place in the list that outlives changes of it: items from the first in sight on, and the pixels of it that are above the edge. */
export interface Place {
  readonly ids: readonly QueueEntryId[];
  readonly offset: number;
}

/** The place at so many pixels from the top; null at the very top, where what arrives is to be seen. */
export function placeAt(top: number, ids: readonly QueueEntryId[], tops: readonly number[]): Place | null {
  if (top <= 0) return null;
  const at = firstEndingAfter(tops, top);
  return { ids: ids.slice(at, at + WHOLE), offset: top - (tops[at] ?? 0) };
}

/** Where the place is by now, in pixels: what is left of its items decides. The top when all of them are gone. */
export function topOf(place: Place | null, ids: readonly QueueEntryId[], tops: readonly number[]): number {
  for (const id of place?.ids ?? []) {
    const at = ids.indexOf(id);
    if (at >= 0) return (tops[at] ?? 0) + (id === place?.ids[0] ? place.offset : 0);
  }
  return 0;
}

/** The items to have in the page, the first and one past the last, for a view of that height at that place. */
export function rangeOf(
  tops: readonly number[],
  count: number,
  top: number,
  height: number,
): readonly [number, number] {
  if (count <= WHOLE) return [0, count];
  const first = firstEndingAfter(tops, top - OVERSCAN);
  const last = firstEndingAfter(tops, top + STEP + height + OVERSCAN) + 1;
  return [Math.min(first, count), Math.min(last, count)];
}

/** The first item whose end is after that place, or the number of items. */
function firstEndingAfter(tops: readonly number[], place: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
