import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ImageId } from '../../shared/ids';
import type { Camera } from './camera';
import { between } from './camera';

/** How the lineage is looked at; kept while the window is open, so that whoever comes back finds it as it was left. */
interface LineageView {
  /** Null before the graph was first seen. */
  readonly camera: Camera | null;
  /** Who had the keys last: a family that it is not of begins with a camera of its own. */
  readonly last: ImageId | null;
  /** Images whose branch is folded. */
  readonly folded: ReadonlySet<ImageId>;
  /** The first of two that are to be compared. */
  readonly marked: ImageId | null;
  /** Lines instead of a drawing. */
  readonly outline: boolean;
}

/** The one of this window. */
export const lineageView = createStore<LineageView>(() => ({
  camera: null,
  last: null,
  folded: new Set(),
  marked: null,
  outline: false,
}));

/** Selects from it. */
export function useLineageView<T>(select: (view: LineageView) => T): T {
  return useStore(lineageView, select);
}

/** Length of a glide, in milliseconds. */
const GLIDE = 140;
let glide = 0;

/** Shows that part at once; a glide that is under way ends. */
export function setCamera(camera: Camera): void {
  glide += 1;
  lineageView.setState({ camera });
}

/** Goes there in a few frames, or at once for who wants no motion. */
export function glideTo(to: Camera): void {
  const { camera: from } = lineageView.getState();
  if (!from || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    setCamera(to);
    return;
  }
  if (from.x === to.x && from.y === to.y && from.scale === to.scale) return;
  glide += 1;
  const own = glide;
  const began = performance.now();
  const step = (now: number): void => {
    if (own !== glide) return;
    const part = Math.min(1, Math.max(0, now - began) / GLIDE);
    lineageView.setState({ camera: part === 1 ? to : between(from, to, 1 - (1 - part) ** 3) });
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
