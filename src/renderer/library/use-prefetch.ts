import { useEffect, useRef } from 'react';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';
import { thumbnails } from '../ui/thumbnails';
import { rowsBetween } from './justify';
import type { Cells } from './use-cells';
import type { RowWindow } from './use-window-of-rows';

/** Pixels beyond the mounted rows in which pictures are fetched: what a fling passes in a fifth of a second. */
const AHEAD = 3000;
/** After a leap the pictures in sight come first, and the next leap may follow. Milliseconds. */
const AFTER_LEAP = 100;

/** Fetches the pictures of the rows that come next, so that they are there when their tiles are. */
export function usePrefetch({ layout, order }: Cells, { range, isUp }: Pick<RowWindow, 'range' | 'isUp'>): void {
  const before = useRef(range);
  useEffect(() => {
    const leapt = range[0] > before.current[1] || range[1] < before.current[0];
    before.current = range;
    let stops: readonly (() => void)[] = [];
    const fetchNext = (): void => {
      const [first, last] = range;
      const edge = isUp ? (layout.tops[first] ?? 0) : (layout.tops[last] ?? layout.height);
      const [from, to] = isUp
        ? [rowsBetween(layout, edge - AHEAD, edge)[0], first]
        : [last, rowsBetween(layout, edge, edge + AHEAD)[1]];
      const { versions } = store.getState();
      stops = order
        .slice(layout.firsts[from], layout.firsts[to])
        .filter(isImageCell)
        .map((id) => thumbnails.want(id, versions.get(id) ?? 0, () => undefined));
    };
    const later = leapt ? setTimeout(fetchNext, AFTER_LEAP) : undefined;
    if (!leapt) fetchNext();
    return () => {
      clearTimeout(later);
      for (const stop of stops) stop();
    };
  }, [layout, order, range, isUp]);
}
