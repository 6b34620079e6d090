import type { MouseEvent, PointerEvent } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Size } from '../../shared/model';
import { keptZoom, useKeptZoom } from './kept-zoom';
import type { View } from './zoom';
import { carryView, FIT, fullZoom, isZoomed, panBy, wheelFactor, zoomAt } from './zoom';

/** Handlers of one stage; several stages may share a view. */
export interface ZoomHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
}

/** A view with the ways to change it. */
export interface Zoom {
  readonly view: View;
  readonly handlers: ZoomHandlers;
  /** True at one image pixel per screen pixel. */
  readonly isFull: boolean;
  /** How large an image pixel is on the screen; 1 is 100 %. */
  readonly scale: number;
  /** The next image is shown at the zoom of this one. */
  readonly kept: boolean;
  readonly toggleKept: () => void;
  /** Zooms about the middle. */
  readonly by: (factor: number) => void;
  /** Moves what is seen by so many CSS pixels. */
  readonly pan: (dx: number, dy: number) => void;
  readonly fit: () => void;
  readonly full: () => void;
  /** To be the ref of each stage, for the wheel: React's own listener could not keep the page still. */
  readonly attach: (element: HTMLElement | null) => (() => void) | undefined;
}

/** A view that the person chose, of the image named by `key`. */
interface Chosen {
  readonly key: string;
  readonly view: View;
  readonly stage: Size;
}

/**
 * The view of the image named by `key`; another image starts whole, unless the zoom is kept. `stage` and `image` are the main
 * ones. On a stage of another size a pixel stays as large as it was.
 */
export function useZoom(key: string, stage: Size, image: Size): Zoom {
  const [state, setState] = useState<Chosen | null>(null);
  const kept = useKeptZoom();
  const drag = useRef<Point | null>(null);
  const density = window.devicePixelRatio;
  const { width, height } = image;
  const now = useMemo(() => ({ image: { width, height }, stage }), [width, height, stage]);
  const viewOf = useCallback(
    (chosen: Chosen | null): View => {
      // Of those that share a key any may be the main one, each with its own pixels: none of them may leap for that.
      if (chosen?.key === key) return carryView(chosen.view, { image: now.image, stage: chosen.stage }, now, density);
      return kept ? carryView(kept.view, kept.of, now, density) : FIT;
    },
    [key, kept, now, density],
  );
  const view = viewOf(state);
  const full = fullZoom(stage, image, density);

  const change = useCallback(
    (next: (view: View) => View) => {
      setState((before) => ({ key, view: next(viewOf(before)), stage: now.stage }));
    },
    [key, viewOf, now],
  );
  // What is looked at last is what the next image starts with.
  useEffect(() => {
    if (kept !== null && state?.key === key)
      keptZoom.setState({ kept: { view: state.view, of: { image, stage: state.stage } } });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the person has changed the view
  }, [state]);
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
      if (event.button !== 0 || onControl(event)) return;
      // A whole image is not moved on its stage: there the same gesture takes its file out.
      if (!isZoomed(view)) return;
      drag.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      const from = drag.current;
      // Where the stage gave way to another one while it was dragged, nobody told of the end.
      if ((event.buttons & 1) === 0) drag.current = null;
      if (!from || !drag.current) return;
      const to = { x: event.clientX, y: event.clientY };
      drag.current = to;
      change((before) => panBy(before, to.x - from.x, to.y - from.y, stage, image, density));
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onDoubleClick: (event) => {
      if (onControl(event)) return;
      if (isZoomed(view)) change(() => FIT);
      else zoomBy(full / view.zoom, within(event, event.currentTarget));
    },
  };
  return {
    view,
    handlers,
    isFull: Math.abs(view.zoom - full) < 0.001,
    scale: view.zoom / full,
    kept: kept !== null,
    toggleKept: () => {
      keptZoom.setState({ kept: kept === null ? { view, of: now } : null });
      setState({ key, view, stage });
    },
    by: (factor) => {
      zoomBy(factor, middle);
    },
    pan: (dx, dy) => {
      change((before) => panBy(before, dx, dy, stage, image, density));
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

/** True for a control that lies over the picture, such as the divider of a comparison: it is used for its own sake. */
function onControl({ target, currentTarget }: MouseEvent<HTMLElement>): boolean {
  const control = target instanceof Element ? target.closest('button, input, [role="slider"]') : null;
  return control !== null && currentTarget.contains(control);
}

function within(event: Readonly<{ clientX: number; clientY: number }>, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
