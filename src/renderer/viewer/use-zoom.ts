import type { PointerEvent } from 'react';
import { useCallback, useRef, useState } from 'react';
import type { Size } from '../../shared/model';
import type { View } from './zoom';
import { clampView, FIT, fullZoom, panBy, wheelFactor, zoomAt } from './zoom';

/** Handlers of one stage; several stages may share a view. */
export interface ZoomHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: Readonly<{ clientX: number; clientY: number; currentTarget: HTMLElement }>) => void;
}

/** A view with the ways to change it. */
export interface Zoom {
  readonly view: View;
  readonly handlers: ZoomHandlers;
  /** True at one image pixel per screen pixel. */
  readonly isFull: boolean;
  /** Zooms about the middle. */
  readonly by: (factor: number) => void;
  readonly fit: () => void;
  readonly full: () => void;
  /** To be the ref of each stage, for the wheel: React's own listener could not keep the page still. */
  readonly attach: (element: HTMLElement | null) => (() => void) | undefined;
}

/** The view of the image named by `key`; another image starts fitted again. `stage` and `image` are the main ones. */
export function useZoom(key: string, stage: Size, image: Size): Zoom {
  const [state, setState] = useState({ key, view: FIT });
  const drag = useRef<Point | null>(null);
  const view = state.key === key ? state.view : FIT;
  const density = window.devicePixelRatio;
  const full = fullZoom(stage, image, density);

  const change = useCallback(
    (next: (view: View) => View) => {
      setState((before) => ({ key, view: next(before.key === key ? before.view : FIT) }));
    },
    [key],
  );
  const zoomBy = useCallback(
    (factor: number, point: Point) => {
      change((before) => zoomAt(before, factor, point, stage, image, density));
    },
    [change, stage, image, density],
  );
  const attach = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const listener = (event: WheelEvent): void => {
        event.preventDefault();
        zoomBy(wheelFactor(event.deltaY, event.deltaMode, event.ctrlKey), within(event, element));
      };
      element.addEventListener('wheel', listener, { passive: false });
      return () => {
        element.removeEventListener('wheel', listener);
      };
    },
    [zoomBy],
  );

  const middle = { x: stage.width / 2, y: stage.height / 2 };
  const handlers: ZoomHandlers = {
    onPointerDown: (event) => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, [role]'))) return;
      drag.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      const from = drag.current;
      if (!from) return;
      const to = { x: event.clientX, y: event.clientY };
      drag.current = to;
      change((before) => panBy(before, to.x - from.x, to.y - from.y, stage, image, density));
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onDoubleClick: (event) => {
      if (view.zoom > 1.001) change(() => FIT);
      else zoomBy(full / view.zoom, within(event, event.currentTarget));
    },
  };
  return {
    view: clampView(view, stage, image, density),
    handlers,
    isFull: Math.abs(view.zoom - full) < 0.001,
    by: (factor) => {
      zoomBy(factor, middle);
    },
    fit: () => {
      change(() => FIT);
    },
    full: () => {
      zoomBy(full / view.zoom, middle);
    },
    attach,
  };
}

type Point = Readonly<{ x: number; y: number }>;

function within(event: Readonly<{ clientX: number; clientY: number }>, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
