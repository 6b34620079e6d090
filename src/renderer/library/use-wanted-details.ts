import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import { isImageCell } from '../store/selection';
import { sync } from '../store/studio';
import { cellsInRow } from './justify';
import type { MountedGroup } from './GridRows';
import type { Cells } from './use-cells';

/** Details are names and marks for readers, no pixels: they are asked for when scrolling rests so long. Milliseconds. */
const REST = 60;

/** Asks for the details of the images that are mounted. */
export function useWantedDetails({ layout, order }: Cells, mounted: readonly MountedGroup[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const ids: ImageId[] = [];
      for (const row of mounted.flatMap((group) => group.rows)) {
        const first = layout.firsts[row] ?? 0;
        for (const id of order.slice(first, first + cellsInRow(layout, row))) if (isImageCell(id)) ids.push(id);
      }
      sync.wantImages(ids);
    }, REST);
    return () => {
      clearTimeout(timer);
    };
  }, [layout, order, mounted]);
}
