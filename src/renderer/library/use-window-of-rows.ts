import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LibraryQuery } from '../store/query';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';
import type { ScrollAnchor } from '../store/view';
import { gridView } from '../store/view';
import { rowsBetween } from './justify';
import type { Cells } from './use-cells';
import { cellOf } from './use-cells';

/** Pixels beyond either edge in which rows are kept ready: more of them where the person is going. */
const OVERSCAN = { ahead: 600, behind: 300 };
/** The rows are looked up anew after so many pixels of scrolling; well under the overscan. */
const STEP = 150;
/** At the very top new images push the others down and are seen; below it the place is kept. */
const TOP = 4;
/** Of a day's heading at the top, and of a row: what stays free when a row is brought into sight. Pixels. */
const ROOM = { top: 38, edge: 8 };

/** Which rows to mount, and how to move. */
export interface RowWindow {
  /** First row, and one past the last. */
  readonly range: readonly [number, number];
  /** Where the grid is scrolled to, in steps of some pixels, and whether it went upwards to there. */
  readonly top: number;
  readonly isUp: boolean;
  readonly onScroll: () => void;
  /** Brings a cell into the part of the window that nothing covers. */
  readonly reveal: (cell: number) => void;
}

/** What was laid out when the person last saw the grid. */
interface Seen {
  readonly cells: Cells;
  readonly top: number;
}

/**
 * Windowing over laid-out rows. It keeps the place: when the layout changes, the active image stays where it is if it is in
 * sight, else the first image that is; at a restart that one is found again. `height` is that of the scroller, `covered`
 * what hides its foot.
 */
export function useWindowOfRows(
  scroller: HTMLElement | null,
  cells: Cells,
  height: number,
  covered: number,
): RowWindow {
  const { layout } = cells;
  const [at, setAt] = useState({ top: 0, isUp: false });
  const anchor = useRef<ScrollAnchor | null>(store.getState().scrollAnchor);
  /** Where this hook itself scrolled to: that is no new place of the person's. */
  const settled = useRef(-1);
  const seen = useRef<Seen | null>(null);
  const saving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const range = useMemo(() => {
    const { ahead, behind } = OVERSCAN;
    return rowsBetween(layout, at.top - (at.isUp ? ahead : behind), at.top + height + (at.isUp ? behind : ahead));
  }, [layout, at, height]);

  const draw = useCallback((top: number) => {
    setAt((before) => {
      const next = Math.floor(top / STEP) * STEP;
      return next === before.top ? before : { top: next, isUp: next < before.top };
    });
  }, []);

  const save = useCallback((of: Cells) => {
    if (saving.current !== null) clearTimeout(saving.current);
    saving.current = setTimeout(() => {
      // While another view is entered and its answer is on its way, the place is that view's.
      const state = store.getState();
      if (gridView(state) === of.shown.query.view) store.setState({ scrollAnchor: anchor.current });
    }, 120);
  }, []);

  const onScroll = useCallback(() => {
    const top = scroller?.scrollTop ?? 0;
    // In the very frame that shows the new place: one later, a fling would be ahead of its rows for as long as it lasts.
    flushSync(() => draw(top));
    if (seen.current) seen.current = { ...seen.current, top };
    if (top === settled.current) return;
    settled.current = -1;
    anchor.current = anchorAt(cells, top);
    save(cells);
  }, [scroller, cells, draw, save]);

  useLayoutEffect(() => {
    const before = seen.current;
    if (!scroller) return;
    seen.current = { cells, top: scroller.scrollTop };
    const held = before ? heldPlace(before, cells, anchor.current, height - covered) : anchor.current;
    if (held === 'top') {
      anchor.current = null;
      scroller.scrollTo({ top: 0 });
      draw(0);
      return;
    }
    const cell = held ? cellOf(cells, held.id) : -1;
    if (!held || cell < 0) return;
    scroller.scrollTo({ top: (layout.tops[layout.rowOfCell[cell] ?? 0] ?? 0) + held.offset });
    settled.current = scroller.scrollTop;
    seen.current = { cells, top: scroller.scrollTop };
    // Held by the active image: then another one is at the edge, and is what a restart has to find.
    if (held !== anchor.current) {
      anchor.current = anchorAt(cells, scroller.scrollTop);
      save(cells);
    }
    // The rows of the new place are drawn in this very frame: the scroll event would come one too late.
    draw(scroller.scrollTop);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another room alone moves nothing
  }, [scroller, layout, cells.order]);

  useLayoutEffect(() => {
    if (seen.current) seen.current = { ...seen.current, cells };
  });

  useEffect(
    () => () => {
      if (saving.current !== null) clearTimeout(saving.current);
    },
    [],
  );

  const reveal = useCallback(
    (cell: number) => {
      const row = layout.rowOfCell[cell];
      if (!scroller || row === undefined) return;
      // The day's heading is shown with its first row, and stays over the others.
      const from = row === layout.groupRows[0] ? 0 : (layout.tops[row] ?? 0) - ROOM.top;
      const to = (layout.tops[row] ?? 0) + (layout.heights[row] ?? 0) + ROOM.edge + covered;
      if (from < scroller.scrollTop) scroller.scrollTo({ top: Math.max(0, from) });
      else if (to > scroller.scrollTop + height) scroller.scrollTo({ top: to - height });
    },
    [scroller, layout, height, covered],
  );

  return { range, top: at.top, isUp: at.isUp, onScroll, reveal };
}

/** The first image in sight, or null at the top, where nothing needs to be held. */
function anchorAt(cells: Cells, top: number): ScrollAnchor | null {
  if (top <= TOP) return null;
  const { layout, order, jobs } = cells;
  const [first] = rowsBetween(layout, top, top + 1);
  const cell = Math.max(layout.firsts[first] ?? 0, jobs);
  const id = order[cell];
  if (id === undefined || !isImageCell(id)) return null;
  return { id, offset: top - (layout.tops[layout.rowOfCell[cell] ?? 0] ?? 0) };
}

/**
 * What stays in its place when `after` is drawn instead: the active image if it was in sight, else the first image that
 * was and still is there. Null leaves the place as it is; 'top' is for an answer to another question.
 */
function heldPlace(before: Seen, after: Cells, anchor: ScrollAnchor | null, room: number): ScrollAnchor | 'top' | null {
  const { cells, top } = before;
  const question = sameQuestion(cells.shown.query, after.shown.query);
  const unfolded = cells.shown.query.openStacks !== after.shown.query.openStacks;
  if (question && !unfolded && top <= TOP) return null;
  const active = store.getState().active;
  const inSight = active === null ? null : placeInSight(before, cellOf(cells, active), room);
  if (inSight && cellOf(after, inSight.id) >= 0) return inSight;
  if (anchor && cellOf(after, anchor.id) >= 0) return anchor;
  if (!question) return 'top';
  // The image at the edge is gone: the next one that is left takes its place.
  const first = anchor ? cellOf(cells, anchor.id) : -1;
  for (let cell = first + 1; first >= 0 && cell < cells.order.length; cell += 1) {
    const id = cells.order[cell];
    if (id === undefined || !isImageCell(id) || cellOf(after, id) < 0) continue;
    return { id, offset: top - (cells.layout.tops[cells.layout.rowOfCell[cell] ?? 0] ?? 0) };
  }
  return null;
}

function placeInSight({ cells, top }: Seen, cell: number, room: number): ScrollAnchor | null {
  const id = cells.order[cell];
  const row = cells.layout.rowOfCell[cell];
  if (id === undefined || row === undefined || !isImageCell(id)) return null;
  const rowTop = cells.layout.tops[row] ?? 0;
  const isSeen = rowTop + (cells.layout.heights[row] ?? 0) > top && rowTop < top + room;
  return isSeen ? { id, offset: top - rowTop } : null;
}

function sameQuestion(a: LibraryQuery, b: LibraryQuery): boolean {
  return a.search === b.search && a.filter === b.filter && a.sort === b.sort && a.stacking === b.stacking;
}
