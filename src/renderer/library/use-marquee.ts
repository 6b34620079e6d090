import type { PointerEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CellId } from '../store/selection';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';
import { focusOn } from '../ui/focus';
import type { Box } from './marquee';
import { boxBetween, cellsIn, edgeSpeed } from './marquee';
import type { Cells } from './use-cells';

/** Pixels that the pointer moves before a press is a box and no click. */
const SLACK = 5;

/** A box that selects, and what the scroller needs for it. */
export interface Marquee {
  /** In pixels of the grid; null while there is none. */
  readonly box: Box | null;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  /** True once after a box was drawn: the click that ends it means nothing. */
  readonly tookClick: () => boolean;
}

/** One press on empty room, until it is let go. */
interface Drawing {
  readonly from: readonly [number, number];
  readonly kept: ReadonlySet<CellId>;
  readonly toggles: boolean;
  pointer: readonly [number, number];
  last: Box | null;
  drawn: boolean;
}

/**
 * Selects with a box that is drawn from empty room, or from anywhere with Alt held. Shift adds, Ctrl or ⌘ turns round;
 * beyond an edge the grid scrolls on. `content` is the element whose top left the layout counts from.
 */
export function useMarquee(scroller: HTMLElement | null, content: HTMLElement | null, cells: Cells): Marquee {
  const [box, setBox] = useState<Box | null>(null);
  const latest = useRef(cells);
  const stop = useRef<(() => void) | null>(null);
  const ended = useRef(false);
  useEffect(() => {
    latest.current = cells;
  });
  useEffect(() => () => stop.current?.(), []);

  const onPointerDown = useCallback(
    (event: PointerEvent<HTMLElement>) => {
      ended.current = false;
      if (!scroller || !content || event.button !== 0 || !isRoom(event, scroller)) return;
      const place = (x: number, y: number): readonly [number, number] => {
        const origin = content.getBoundingClientRect();
        return [x - origin.left, y - origin.top];
      };
      const adds = event.shiftKey || event.ctrlKey || event.metaKey;
      const drawing: Drawing = {
        from: place(event.clientX, event.clientY),
        kept: adds ? store.getState().selected : new Set(),
        toggles: event.ctrlKey || event.metaKey,
        pointer: [event.clientX, event.clientY],
        last: null,
        drawn: false,
      };
      const show = (): void => {
        const next = boxBetween(drawing.from, place(...drawing.pointer));
        if (sameBox(next, drawing.last)) return;
        drawing.last = next;
        if (!drawing.drawn && next.right - next.left < SLACK && next.bottom - next.top < SLACK) return;
        drawing.drawn = true;
        setBox(next);
        selectIn(latest.current, next, drawing);
      };
      stop.current = follow(scroller, drawing, show, () => {
        ended.current = drawing.drawn;
        stop.current = null;
        setBox(null);
        // The press on empty room took the focus from the images; what was selected is judged next.
        if (drawing.drawn) focusOn('grid');
      });
    },
    [scroller, content],
  );

  const tookClick = useCallback(() => {
    const took = ended.current;
    ended.current = false;
    return took;
  }, []);
  return { box, onPointerDown, tookClick };
}

/** Empty room, and no bar: presses on those scroll. */
function isRoom(event: PointerEvent<HTMLElement>, scroller: HTMLElement): boolean {
  if (!(event.target instanceof Element) || event.target.closest('button') !== null) return false;
  const bounds = scroller.getBoundingClientRect();
  if (event.clientX >= bounds.left + scroller.clientLeft + scroller.clientWidth) return false;
  return event.altKey || event.target.closest('[data-cell]') === null;
}

function sameBox(a: Box, b: Box | null): boolean {
  return b !== null && a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
}

/** Follows the pointer until it is let go or Escape is pressed; scrolls at the edges. Answers the way to stop. */
function follow(scroller: HTMLElement, drawing: Drawing, show: () => void, end: () => void): () => void {
  let frame = 0;
  const step = (): void => {
    const { top, bottom } = scroller.getBoundingClientRect();
    const speed = edgeSpeed(drawing.pointer[1], top + 8, bottom - 8);
    if (speed !== 0 && drawing.drawn) scroller.scrollTop += speed;
    show();
    frame = requestAnimationFrame(step);
  };
  const moved = (event: globalThis.PointerEvent): void => {
    drawing.pointer = [event.clientX, event.clientY];
  };
  const stop = (): void => {
    cancelAnimationFrame(frame);
    window.removeEventListener('pointermove', moved);
    window.removeEventListener('pointerup', stop);
    window.removeEventListener('pointercancel', stop);
    window.removeEventListener('keydown', onKey, true);
    end();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (drawing.drawn) store.setState({ selected: drawing.kept });
    stop();
  };
  window.addEventListener('pointermove', moved);
  window.addEventListener('pointerup', stop);
  window.addEventListener('pointercancel', stop);
  window.addEventListener('keydown', onKey, true);
  frame = requestAnimationFrame(step);
  return stop;
}

function selectIn({ layout, order }: Cells, box: Box, { kept, toggles }: Drawing): void {
  const selected = new Set<CellId>(kept);
  let last: CellId | null = null;
  for (const cell of cellsIn(layout, box)) {
    const id = order[cell];
    if (id === undefined || !isImageCell(id)) continue;
    if (toggles && kept.has(id)) selected.delete(id);
    else selected.add(id);
    last = id;
  }
  const before = store.getState();
  if (before.selected.size === selected.size && [...selected].every((id) => before.selected.has(id))) return;
  store.setState(last === null ? { selected } : { selected, active: last, anchor: last });
}
