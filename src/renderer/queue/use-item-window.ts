import type { RefCallback } from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { QueueEntryId } from '../store/jobs';
import { store } from '../store/studio';
import type { Place } from './item-places';
import { placeAt, rangeOf, STEP, topOf } from './item-places';

/** Height in pixels of an item that was never in the page. */
const GUESS = 83;

/** Heights of items as they were last seen. The window's own memory: a wrong one only moves the scroll bar's thumb. */
const heights = new Map<QueueEntryId, number>();

/** Which items to put in the page, and the room that the others take. */
export interface ItemWindow {
  /** First item, and one past the last. */
  readonly range: readonly [number, number];
  /** Pixels before the first and after the last one. */
  readonly room: readonly [number, number];
  readonly onScroll: () => void;
  /** For each item in the page: remembers its height. */
  readonly measure: RefCallback<HTMLElement>;
  /** Scrolls so far that the item is in the page and in sight. */
  readonly reveal: (at: number) => void;
}

/**
 * Windowing over items of unlike heights. The items in the page follow each other as they would without it, so the
 * browser's own scroll anchoring keeps the place when some before them grow, come or go.
 */
export function useItemWindow(scroller: HTMLElement | null, ids: readonly QueueEntryId[], height: number): ItemWindow {
  const [place, setPlace] = useState<Place | null>(null);
  const tops = topsOf(ids);
  const range = rangeOf(tops, ids.length, topOf(place, ids, tops), height);
  const latest = useRef({ ids, tops });
  useLayoutEffect(() => {
    latest.current = { ids, tops };
  });

  const look = useCallback((top: number) => {
    // Heights may have been seen since the last drawing.
    const now = { ids: latest.current.ids, tops: topsOf(latest.current.ids) };
    const next = placeAt(top, now.ids, now.tops);
    const [id] = next?.ids ?? [];
    store.setState({ queueAnchor: id === undefined || !next ? null : { id, offset: next.offset } });
    setPlace((before) => {
      const near = before !== null && next !== null && Math.abs(topOf(before, now.ids, now.tops) - top) < STEP;
      return near ? before : next;
    });
  }, []);

  // Coming back, the place is first looked for by remembered heights, then by the item itself.
  const sought = useRef(store.getState().queueAnchor);
  useLayoutEffect(() => {
    const anchor = sought.current;
    const at = anchor === null ? -1 : latest.current.ids.indexOf(anchor.id);
    if (!scroller || anchor === null || at < 0) return;
    scroller.scrollTo({ top: (latest.current.tops[at] ?? 0) + anchor.offset });
    look(scroller.scrollTop);
  }, [scroller, look]);
  useLayoutEffect(() => {
    const item = sought.current && scroller?.querySelector(`[data-job="${sought.current.id}"]`);
    if (!scroller || !item || !sought.current) return;
    const above = item.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollBy({ top: above + sought.current.offset });
    sought.current = null;
  });

  const onScroll = useCallback(() => {
    if (scroller) look(scroller.scrollTop);
  }, [scroller, look]);

  const reveal = useCallback(
    (at: number) => {
      const now = topsOf(latest.current.ids);
      const from = now[at] ?? 0;
      const to = now[at + 1] ?? from;
      if (!scroller) return;
      const foot = Number.parseFloat(getComputedStyle(scroller).paddingBottom);
      if (from < scroller.scrollTop) scroller.scrollTo({ top: from });
      else if (to > scroller.scrollTop + scroller.clientHeight - foot) {
        scroller.scrollTo({ top: to - scroller.clientHeight + foot });
      }
      // In this very turn: the event of scrolling would come a frame too late for the focus.
      look(scroller.scrollTop);
    },
    [scroller, look],
  );

  const end = tops[ids.length] ?? 0;
  return {
    range,
    room: [tops[range[0]] ?? 0, end - (tops[range[1]] ?? end)],
    onScroll,
    measure: useMeasure(),
    reveal,
  };
}

/** Where each item begins, and where the last one ends. */
function topsOf(ids: readonly QueueEntryId[]): readonly number[] {
  const tops = [0];
  let top = 0;
  for (const id of ids) {
    top += heights.get(id) ?? GUESS;
    tops.push(top);
  }
  return tops;
}

function useMeasure(): RefCallback<HTMLElement> {
  const observer = useRef<ResizeObserver | null>(null);
  return useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    observer.current ??= new ResizeObserver((entries) => {
      for (const { target, borderBoxSize } of entries) {
        const id = target.getAttribute('data-job');
        const size = borderBoxSize[0]?.blockSize ?? 0;
        if (isEntryId(id) && size > 0) heights.set(id, size);
      }
    });
    observer.current.observe(element);
    return () => observer.current?.unobserve(element);
  }, []);
}

/** True for the id that an item of the queue carries. */
export function isEntryId(id: string | null | undefined): id is QueueEntryId {
  return typeof id === 'string' && /^(job|bat)_/.test(id);
}
