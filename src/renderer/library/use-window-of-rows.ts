import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CellId } from '../store/selection';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';
import type { ScrollAnchor } from '../store/view';
import type { GridLayout } from './justify';
import { rowsBetween } from './justify';

/** Pixels beyond either edge in which rows are kept ready. */
const OVERSCAN = 600;
/** The rows are looked up anew after so many pixels of scrolling; well under the overscan. */
const STEP = 150;
/** At the very top new images push the others down and are seen; below it the place is kept. */
const TOP = 4;

/** Which rows to mount, and how to move. */
export interface RowWindow {
  /** First row, and one past the last. */
  readonly range: readonly [number, number];
  readonly onScroll: () => void;
  /** Brings a cell into the part of the window that nothing covers. */
  readonly reveal: (cell: number) => void;
}

/**
 * Windowing over laid-out rows. It keeps the place: when the layout changes, the first image in sight stays where it is,
 * and at a restart it is found again. `height` is that of the scroller, `covered` what hides its foot.
 */
export function useWindowOfRows(
  scroller: HTMLElement | null,
  layout: GridLayout,
  order: readonly CellId[],
  height: number,
  covered: number,
): RowWindow {
  const [top, setTop] = useState(0);
  const anchor = useRef<ScrollAnchor | null>(store.getState().scrollAnchor);
  /** Where this hook itself scrolled to: that is no new place of the person's. */
  const settled = useRef(-1);
  const saving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const range = useMemo(() => rowsBetween(layout.rows, top - OVERSCAN, top + height + OVERSCAN), [layout, top, height]);

  const onScroll = useCallback(() => {
    const at = scroller?.scrollTop ?? 0;
    setTop(Math.floor(at / STEP) * STEP);
    if (at === settled.current) return;
    settled.current = -1;
    anchor.current = anchorAt(layout, order, at);
    if (saving.current !== null) clearTimeout(saving.current);
    saving.current = setTimeout(() => {
      store.setState({ scrollAnchor: anchor.current });
    }, 120);
  }, [scroller, layout, order]);

  useLayoutEffect(() => {
    const held = anchor.current;
    if (!scroller || !held) return;
    const cell = order.indexOf(held.id);
    const row = layout.rows[layout.rowOfCell[cell] ?? -1];
    if (cell < 0 || !row) return;
    scroller.scrollTo({ top: row.top + held.offset });
    settled.current = scroller.scrollTop;
    // The rows of the new place are drawn in this very frame: the scroll event would come one too late.
    setTop(Math.floor(scroller.scrollTop / STEP) * STEP);
  }, [scroller, layout, order]);

  useEffect(
    () => () => {
      if (saving.current !== null) clearTimeout(saving.current);
    },
    [],
  );

  const reveal = useCallback(
    (cell: number) => {
      const rowAt = layout.rowOfCell[cell] ?? -1;
      const row = layout.rows[rowAt];
      if (!scroller || !row) return;
      // The day's heading is shown with its first row.
      const above = layout.rows[rowAt - 1];
      const from = above?.kind === 'day' ? above.top : row.top - 8;
      const to = row.top + row.height + 8 + covered;
      if (from < scroller.scrollTop) scroller.scrollTo({ top: from });
      else if (to > scroller.scrollTop + height) scroller.scrollTo({ top: to - height });
    },
    [scroller, layout, height, covered],
  );

  return { range, onScroll, reveal };
}

/** The first image in sight, or null at the top, where nothing needs to be held. */
function anchorAt(layout: GridLayout, order: readonly CellId[], top: number): ScrollAnchor | null {
  if (top <= TOP) return null;
  const [first] = rowsBetween(layout.rows, top, top + 1);
  for (let at = first; at < layout.rows.length; at += 1) {
    const row = layout.rows[at];
    if (row?.kind !== 'tiles') continue;
    const id = order.slice(row.first, row.first + row.widths.length).find(isImageCell);
    if (id !== undefined) return { id, offset: top - row.top };
  }
  return null;
}
