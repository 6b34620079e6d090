import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { promptId } from '../store/prompt-history';
import type { HeldRows, PromptAnswer } from '../store/prompt-history';
import { store } from '../store/studio';
import type { RowPlaces } from './row-places';
import { heldTop, ROW_HEIGHT } from './row-places';

/** Pixels beyond either edge in which rows are kept ready. */
const OVERSCAN = 340;
/** The rows are looked up anew after so many pixels of scrolling; well under the overscan. */
const STEP = 72;
/** The place is kept for a restart so long after the last scrolling, in milliseconds. */
const SAVE_AFTER = 200;
/** At the very top what is new pushes the others down and is seen; below it the place is kept. */
const TOP = 4;

/** Which rows to have in the page, and how to move. */
export interface RowWindow {
  /** First row, and one past the last. */
  readonly range: readonly [number, number];
  readonly onScroll: () => void;
  /** Brings a row into the part of the list that nothing covers. */
  readonly reveal: (row: number) => void;
}

interface Seen {
  readonly answer: PromptAnswer;
  readonly places: RowPlaces;
  readonly top: number;
}

/**
 * Windowing over rows of a fixed height. What is in sight stays where it is when the list changes, and is found again when
 * the place is entered anew; an answer to another question starts at its top. `height` is that of the scroller, `covered`
 * what hides its foot.
 */
export function useRowWindow(
  scroller: HTMLElement | null,
  answer: PromptAnswer,
  places: RowPlaces,
  height: number,
  covered: number,
): RowWindow {
  const [top, setTop] = useState(0);
  const seen = useRef<Seen | null>(null);
  const room = useRef(height);
  const saving = useRef<ReturnType<typeof setTimeout>>(undefined);

  const draw = useCallback((next: number) => setTop(Math.floor(next / STEP) * STEP), []);

  useLayoutEffect(() => {
    room.current = height;
  }, [height]);

  useLayoutEffect(() => {
    if (!scroller) return;
    const before = seen.current;
    const held = before ? heldRows(before, room.current) : store.getState().promptHeld;
    const isOther = before !== null && !sameQuestion(before.answer, answer);
    const rows = held.map(({ id, y }) => ({ row: answer.ids.indexOf(id), y }));
    const next = isOther ? 0 : heldTop(places, rows);
    if (next !== null) scroller.scrollTo({ top: next });
    seen.current = { answer, places, top: scroller.scrollTop };
    // eslint-disable-next-line react-hooks/set-state-in-effect -- drawn in this very frame: the scroll event would come one too late
    draw(scroller.scrollTop);
  }, [scroller, answer, places, draw]);

  const save = useCallback(() => {
    clearTimeout(saving.current);
    if (seen.current) store.setState({ promptHeld: heldRows(seen.current, room.current) });
  }, []);
  useEffect(() => save, [save]);

  const onScroll = useCallback(() => {
    if (!scroller) return;
    flushSync(() => draw(scroller.scrollTop));
    if (seen.current) seen.current = { ...seen.current, top: scroller.scrollTop };
    clearTimeout(saving.current);
    saving.current = setTimeout(save, SAVE_AFTER);
  }, [scroller, draw, save]);

  const reveal = useCallback(
    (row: number) => {
      if (!scroller) return;
      // A heading stays over the rows of its group.
      const from = places.topOf(row) - places.topOf(0);
      const to = places.topOf(row) + ROW_HEIGHT + covered;
      if (from < scroller.scrollTop) scroller.scrollTo({ top: from });
      else if (to > scroller.scrollTop + scroller.clientHeight) scroller.scrollTo({ top: to - scroller.clientHeight });
      // Drawn at once: the focus goes there in this very turn.
      flushSync(() => draw(scroller.scrollTop));
      if (seen.current) seen.current = { ...seen.current, top: scroller.scrollTop };
    },
    [scroller, places, covered, draw],
  );

  const range =
    places.count === 0
      ? ([0, 0] as const)
      : ([places.rowAt(top - OVERSCAN), places.rowAt(top + STEP + height + OVERSCAN) + 1] as const);
  return { range, onScroll, reveal };
}

function heldRows({ answer, places, top }: Seen, height: number): HeldRows {
  if (top <= TOP || places.count === 0) return [];
  const held: { id: ReturnType<typeof promptId>; y: number }[] = [];
  for (let row = places.rowAt(top); row <= places.rowAt(top + height); row += 1) {
    held.push({ id: promptId(answer.ids[row] ?? 0), y: places.topOf(row) - top });
  }
  return held;
}

function sameQuestion({ query: a }: PromptAnswer, { query: b }: PromptAnswer): boolean {
  return a.search === b.search && a.order === b.order && a.favourites === b.favourites && a.tag === b.tag;
}
