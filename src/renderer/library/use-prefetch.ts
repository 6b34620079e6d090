import { useEffect } from 'react';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';
import { thumbnails } from '../ui/thumbnails';
import { rowsBetween } from './justify';
import type { Cells } from './use-cells';
import type { RowWindow } from './use-window-of-rows';

/** Pixels beyond the mounted rows in which pictures are fetched: what a fling passes in a fifth of a second. */
const AHEAD = 3000;

/** Fetches the pictures of the rows that come next, so that they are there when their tiles are. */
export function usePrefetch({ layout, order }: Cells, { range, isUp }: Pick<RowWindow, 'range' | 'isUp'>): void {
  useEffect(() => {
    const [first, last] = range;
    const edge = isUp ? (layout.tops[first] ?? 0) : (layout.tops[last] ?? layout.height);
    const [from, to] = isUp
      ? [rowsBetween(layout, edge - AHEAD, edge)[0], first]
      : [last, rowsBetween(layout, edge, edge + AHEAD)[1]];
    const { versions } = store.getState();
    const stops = order
      .slice(layout.firsts[from], layout.firsts[to])
      .filter(isImageCell)
      .map((id) => thumbnails.want(id, versions.get(id) ?? 0, () => undefined));
    return () => {
      for (const stop of stops) stop();
    };
  }, [layout, order, range, isUp]);
}
