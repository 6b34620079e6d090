import type { MouseEvent, PointerEvent } from 'react';
import { useCallback, useRef, useState } from 'react';
import type { Size } from '../../shared/model';
import { held, wheelZoom, zoomed } from './camera';
import type { FamilyTree, LineageActs } from './family-tree';
import { memberAt } from './layout';
import { lineageView, setCamera } from './lineage-view';

/** CSS pixels that a pointer may slip while it presses. */
const SLIP = 4;

type Point = Readonly<{ x: number; y: number }>;

/** Pressing, dragging and the wheel on the graph. Cards need no handlers of their own: what lies under the pointer is worked out. */
export function usePointer({ layout, unfolded }: FamilyTree, stage: Size, acts: LineageActs) {
  const drag = useRef<{ readonly from: Point; last: Point; moved: boolean; readonly isFile: boolean } | null>(null);
  const [dragging, setDragging] = useState(false);

  const under = (event: MouseEvent<HTMLElement>): number => {
    const { camera } = lineageView.getState();
    if (!camera) return -1;
    const { x, y } = within(event, event.currentTarget);
    const at = memberAt(layout, (x - camera.x) / camera.scale, (y - camera.y) / camera.scale);
    return unfolded.shown[at] === true ? at : -1;
  };

  const attach = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const wheel = (event: WheelEvent): void => {
        const { camera } = lineageView.getState();
        if (!camera) return;
        event.preventDefault();
        const next = zoomed(camera, wheelZoom(event), within(event, element), layout, stage);
        setCamera(held(next, layout, stage));
      };
      // React's own listener could not keep the page still.
      element.addEventListener('wheel', wheel, { passive: false });
      return () => element.removeEventListener('wheel', wheel);
    },
    [layout, stage],
  );

  return {
    attach,
    dragging,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>): void => {
        if (event.button === 2) {
          const at = under(event);
          if (at >= 0) acts.focus(at);
        }
        if (event.button > 1) return;
        const from = { x: event.clientX, y: event.clientY };
        drag.current = { from, last: from, moved: false, isFile: event.button === 0 && isFile(event.target) };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>): void => {
        const { camera } = lineageView.getState();
        const own = drag.current;
        if (!own || !camera) return;
        if (event.buttons === 0) {
          drag.current = null;
          setDragging(false);
          return;
        }
        const to = { x: event.clientX, y: event.clientY };
        if (!own.moved) {
          if (Math.hypot(to.x - own.from.x, to.y - own.from.y) < SLIP) return;
          own.moved = true;
          // A picture that is dragged is its file.
          if (own.isFile) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }
        if (own.isFile) return;
        const next = { ...camera, x: camera.x + to.x - own.last.x, y: camera.y + to.y - own.last.y };
        own.last = to;
        setCamera(held(next, layout, stage));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>): void => {
        const own = drag.current;
        drag.current = null;
        setDragging(false);
        if (!own || own.moved || event.button !== 0) return;
        const at = under(event);
        const fold = foldUnder(event.target);
        if (fold !== null) acts.fold(fold);
        else if (at >= 0 && event.shiftKey) acts.mark(at);
        else if (at >= 0) acts.focus(at);
      },
      onDoubleClick: (event: MouseEvent<HTMLElement>): void => {
        const at = under(event);
        if (at >= 0 && foldUnder(event.target) === null) acts.open(at);
      },
    },
  };
}

function isFile(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[draggable="true"]') !== null;
}

/** The member whose fold is pressed; null for anywhere else. */
function foldUnder(target: EventTarget): number | null {
  const fold = target instanceof Element ? target.closest('[data-fold]') : null;
  const place = fold?.getAttribute('data-fold');
  return place === null || place === undefined ? null : Number(place);
}

function within(event: Readonly<{ clientX: number; clientY: number }>, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
