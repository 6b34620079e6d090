import type { GridLayout } from './justify';
import { cellsInRow, rowsBetween } from './justify';

/** A rectangle in pixels from the top left of the grid; no corner is the first one. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box between two points. */
export function boxBetween(a: readonly [number, number], b: readonly [number, number]): Box {
  return {
    left: Math.min(a[0], b[0]),
    top: Math.min(a[1], b[1]),
    right: Math.max(a[0], b[0]),
    bottom: Math.max(a[1], b[1]),
  };
}

/** The cells that the box touches, in their order. */
export function cellsIn(layout: GridLayout, box: Box): readonly number[] {
  const found: number[] = [];
  const [from, to] = rowsBetween(layout, box.top, box.bottom);
  for (let row = from; row < to; row += 1) {
    const first = layout.firsts[row] ?? 0;
    for (let cell = first; cell < first + cellsInRow(layout, row); cell += 1) {
      const left = layout.lefts[cell] ?? 0;
      if (left < box.right && left + (layout.widths[cell] ?? 0) > box.left) found.push(cell);
    }
  }
  return found;
}

/** Pixels a frame that the grid scrolls while the pointer is so far beyond an edge; the farther, the faster. */
export function edgeSpeed(pointer: number, top: number, bottom: number): number {
  const beyond = pointer < top ? pointer - top : pointer > bottom ? pointer - bottom : 0;
  return Math.sign(beyond) * Math.min(60, Math.ceil(Math.abs(beyond) / 4));
}
