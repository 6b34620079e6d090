import type { GridLayout } from './justify';
import { cellsInRow } from './justify';

/** Where a key moves to in the grid. */
export type Move = 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down';

/** The move that a key asks for, or null. */
export function moveOfKey(key: string): Move | null {
  return MOVES[key] ?? null;
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
};

/** The cell that the move reaches from `cell`; the same at an end. `page` is the visible height in pixels. */
export function moveFrom(layout: GridLayout, cell: number, move: Move, page: number): number {
  const last = layout.rowOfCell.length - 1;
  const row = layout.rowOfCell[cell] ?? 0;
  switch (move) {
    case 'left':
      return Math.max(0, cell - 1);
    case 'right':
      return Math.min(last, cell + 1);
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'up':
    case 'down':
      return nearestIn(layout, cell, nextTiles(layout, row, move === 'up' ? -1 : 1));
    case 'page-up':
    case 'page-down':
      return nearestIn(layout, cell, pageAway(layout, row, move === 'page-up' ? -page : page));
  }
}

/** The next row of tiles in that direction, or the same where there is none. */
function nextTiles(layout: GridLayout, row: number, step: 1 | -1): number {
  for (let next = row + step; next >= 0 && next < layout.rows; next += step) {
    if (cellsInRow(layout, next) > 0) return next;
  }
  return row;
}

function pageAway(layout: GridLayout, row: number, distance: number): number {
  const from = layout.tops[row] ?? 0;
  const step = distance < 0 ? -1 : 1;
  let reached = nextTiles(layout, row, step);
  for (;;) {
    const next = nextTiles(layout, reached, step);
    if (next === reached || Math.abs((layout.tops[next] ?? 0) - from) > Math.abs(distance)) return reached;
    reached = next;
  }
}

/** The cell of the row whose centre is nearest to the centre of the given cell. */
function nearestIn(layout: GridLayout, cell: number, row: number): number {
  const first = layout.firsts[row] ?? 0;
  const centre = centreOf(layout, cell);
  let best = cell;
  let distance = Infinity;
  for (let other = first; other < first + cellsInRow(layout, row); other += 1) {
    const away = Math.abs(centreOf(layout, other) - centre);
    if (away < distance) {
      distance = away;
      best = other;
    }
  }
  return best;
}

function centreOf(layout: GridLayout, cell: number): number {
  return (layout.lefts[cell] ?? 0) + (layout.widths[cell] ?? 0) / 2;
}
