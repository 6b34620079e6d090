import type { RefCallback } from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { JobId } from '../../shared/ids';
import { store } from '../store/studio';

/** So many items are simply all in the page: nothing is won by leaving some out. */
const WHOLE = 60;
/** Pixels beyond either edge in which items are kept ready. */
const OVERSCAN = 800;
/** Which items are in the page is looked up anew after so many pixels of scrolling; well under the overscan. */
const STEP = 200;
/** Height in pixels of an item that was never in the page. */
const GUESS = 84;

/** Heights of items as they were last seen, by job. The window's own memory: a wrong one only moves the scroll bar's thumb. */
const heights = new Map<JobId, number>();

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
export function useItemWindow(scroller: HTMLElement | null, ids: readonly JobId[], height: number): ItemWindow {
  const [top, setTop] = useState(0);
  const tops = topsOf(ids);
  const range = rangeOf(tops, ids.length, top, height);
  const latest = useRef({ ids, tops });
  useLayoutEffect(() => {
    latest.current = { ids, tops };
  });

  useLayoutEffect(() => {
    const anchor = store.getState().queueAnchor;
    const at = anchor === null ? -1 : latest.current.ids.indexOf(anchor.id);
    if (!scroller || anchor === null || at < 0) return;
    scroller.scrollTo({ top: (latest.current.tops[at] ?? 0) + anchor.offset });
    setTop(stepped(scroller.scrollTop));
  }, [scroller]);

  const onScroll = useCallback(() => {
    if (!scroller) return;
    const now = scroller.scrollTop;
    setTop(stepped(now));
    const list = latest.current;
    const at = now <= 0 ? -1 : firstEndingAfter(list.tops, now);
    const id = list.ids[at];
    store.setState({ queueAnchor: id === undefined ? null : { id, offset: now - (list.tops[at] ?? 0) } });
  }, [scroller]);

  const reveal = useCallback(
    (at: number) => {
      const list = latest.current;
      const from = list.tops[at] ?? 0;
      const to = list.tops[at + 1] ?? from;
      if (!scroller) return;
      const foot = Number.parseFloat(getComputedStyle(scroller).paddingBottom);
      if (from < scroller.scrollTop) scroller.scrollTo({ top: from });
      else if (to > scroller.scrollTop + scroller.clientHeight - foot) {
        scroller.scrollTo({ top: to - scroller.clientHeight + foot });
      }
    },
    [scroller],
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

function stepped(top: number): number {
  return Math.floor(top / STEP) * STEP;
}

/** Where each item begins, and where the last one ends. */
function topsOf(ids: readonly JobId[]): readonly number[] {
  const tops = [0];
  let top = 0;
  for (const id of ids) {
    top += heights.get(id) ?? GUESS;
    tops.push(top);
  }
  return tops;
}

function rangeOf(tops: readonly number[], count: number, top: number, height: number): readonly [number, number] {
  if (count <= WHOLE) return [0, count];
  const first = firstEndingAfter(tops, top - OVERSCAN);
  const last = firstEndingAfter(tops, top + STEP + height + OVERSCAN) + 1;
  return [Math.min(first, count), Math.min(last, count)];
}

/** The first item whose end is after that place, or the number of items. */
function firstEndingAfter(tops: readonly number[], place: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function useMeasure(): RefCallback<HTMLElement> {
  const observer = useRef<ResizeObserver | null>(null);
  return useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    observer.current ??= new ResizeObserver((entries) => {
      for (const { target, borderBoxSize } of entries) {
        const id = target.getAttribute('data-job');
        const size = borderBoxSize[0]?.blockSize ?? 0;
        if (isJobId(id) && size > 0) heights.set(id, size);
      }
    });
    observer.current.observe(element);
    return () => observer.current?.unobserve(element);
  }, []);
}

/** True for the id that an item of the queue carries. */
export function isJobId(id: string | null | undefined): id is JobId {
  return typeof id === 'string' && id.startsWith('job_');
}
