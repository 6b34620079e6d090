import type { GridLayout } from './justify';

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
      return nearestIn(layout, cell, nextTiles(layout, layout.rowOfCell[cell] ?? 0, move === 'up' ? -1 : 1));
    case 'page-up':
    case 'page-down':
      return nearestIn(layout, cell, pageAway(layout, layout.rowOfCell[cell] ?? 0, move === 'page-up' ? -page : page));
  }
}

/** The next row of tiles in that direction, or the same where there is none. */
function nextTiles(layout: GridLayout, row: number, step: 1 | -1): number {
  for (let next = row + step; next >= 0 && next < layout.rows.length; next += step) {
    if (layout.rows[next]?.kind === 'tiles') return next;
  }
  return row;
}

function pageAway(layout: GridLayout, row: number, distance: number): number {
  const from = layout.rows[row];
  if (!from) return row;
  const step = distance < 0 ? -1 : 1;
  let reached = nextTiles(layout, row, step);
  for (;;) {
    const next = nextTiles(layout, reached, step);
    const top = layout.rows[next]?.top ?? from.top;
    if (next === reached || Math.abs(top - from.top) > Math.abs(distance)) return reached;
    reached = next;
  }
}

/** The cell of the row whose centre is nearest to the centre of the given cell. */
function nearestIn(layout: GridLayout, cell: number, rowIndex: number): number {
  const row = layout.rows[rowIndex];
  if (row?.kind !== 'tiles') return cell;
  const centre = centreOf(layout, cell);
  let best = row.first;
  let distance = Infinity;
  row.lefts.forEach((left, index) => {
    const away = Math.abs(left + (row.widths[index] ?? 0) / 2 - centre);
    if (away < distance) {
      distance = away;
      best = row.first + index;
    }
  });
  return best;
}

function centreOf(layout: GridLayout, cell: number): number {
  const row = layout.rows[layout.rowOfCell[cell] ?? 0];
  if (row?.kind !== 'tiles') return 0;
  const index = cell - row.first;
  return (row.lefts[index] ?? 0) + (row.widths[index] ?? 0) / 2;
}
