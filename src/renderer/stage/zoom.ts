import type { Size } from '../../shared/model';
import type { Crop } from '../../shared/recipe';

/**
 * What part of an image is seen: `zoom` 1 fits it into its stage, and the point (x, y) of the image, from 0 to 1, lies in
 * the middle of the stage. Relative on purpose: two images of different pixels that share a view stay in step.
 */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** Where an image lies on its stage, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The whole image. */
export const FIT: View = { zoom: 1, x: 0.5, y: 0.5 };

/** True when a part of the image is outside of the stage, so that there is something to move. */
export function isZoomed(view: View): boolean {
  return view.zoom > 1.001;
}

/** CSS pixels per image pixel at which the whole image just fits. */
function fitScale(stage: Size, image: Size): number {
  if (image.width <= 0 || image.height <= 0) return 1;
  return Math.min(stage.width / image.width, stage.height / image.height);
}

/** The zoom at which one image pixel is one pixel of the screen. */
export function fullZoom(stage: Size, image: Size, devicePixelRatio: number): number {
  const fit = fitScale(stage, image);
  return fit > 0 ? 1 / (devicePixelRatio * fit) : 1;
}

/** Where the view puts the image. */
export function boxOf(view: View, stage: Size, image: Size): Box {
  const scale = fitScale(stage, image) * view.zoom;
  const width = image.width * scale;
  const height = image.height * scale;
  return { left: stage.width / 2 - view.x * width, top: stage.height / 2 - view.y * height, width, height };
}

/** A rectangle within a frame, in the units of the frame. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a picture stands in a frame that it may share with others, and what part of it; null is all of it. */
export interface Place {
  readonly frame: Size;
  readonly rect: Rect;
  readonly part: Crop | null;
}

/** Where the view puts the whole picture when its part lies in its place of the frame, in CSS pixels. */
export function boxIn(view: View, stage: Size, image: Size, { frame, rect, part }: Place): Box {
  const { x, y, width, height } = part ?? { x: 0, y: 0, ...image };
  const box = rectOn(view, stage, frame, rect);
  if (width <= 0 || height <= 0) return box;
  const across = box.width / width;
  const down = box.height / height;
  return {
    left: box.left - x * across,
    top: box.top - y * down,
    width: image.width * across,
    height: image.height * down,
  };
}

/** Where the view puts a rectangle of the frame, in CSS pixels. */
export function rectOn(view: View, stage: Size, frame: Size, rect: Rect): Box {
  const box = boxOf(view, stage, frame);
  const scale = frame.width > 0 ? box.width / frame.width : 0;
  return {
    left: box.left + rect.x * scale,
    top: box.top + rect.y * scale,
    width: rect.width * scale,
    height: rect.height * scale,
  };
}

/** The point of the frame that is seen at a point of the stage; null on a stage or frame without size. */
export function pointIn(
  view: View,
  stage: Size,
  frame: Size,
  point: Readonly<{ x: number; y: number }>,
): Readonly<{ x: number; y: number }> | null {
  const box = boxOf(view, stage, frame);
  if (!(box.width > 0) || !(box.height > 0)) return null;
  return {
    x: ((point.x - box.left) / box.width) * frame.width,
    y: ((point.y - box.top) / box.height) * frame.height,
  };
}

/** The view within its limits: no smaller than fitting or 100 %, no larger than eight times, and no edge dragged inside. */
export function clampView(view: View, stage: Size, image: Size, devicePixelRatio: number): View {
  const full = fullZoom(stage, image, devicePixelRatio);
  const zoom = Math.min(Math.max(view.zoom, Math.min(1, full)), Math.max(4, full * 8));
  const box = boxOf({ ...view, zoom }, stage, image);
  return { zoom, x: clampCentre(view.x, stage.width, box.width), y: clampCentre(view.y, stage.height, box.height) };
}

function clampCentre(at: number, stage: number, image: number): number {
  if (!(image > stage)) return 0.5;
  const half = stage / 2 / image;
  return Math.min(Math.max(at, half), 1 - half);
}

/** Zooms by a factor so that what is under the pointer stays there. `point` is in CSS pixels from the stage's top left. */
export function zoomAt(
  view: View,
  factor: number,
  point: Readonly<{ x: number; y: number }>,
  stage: Size,
  image: Size,
  devicePixelRatio: number,
): View {
  const box = boxOf(view, stage, image);
  if (box.width <= 0 || box.height <= 0) return view;
  const under = { x: (point.x - box.left) / box.width, y: (point.y - box.top) / box.height };
  const { zoom } = clampView({ ...view, zoom: view.zoom * factor }, stage, image, devicePixelRatio);
  const next = boxOf({ ...view, zoom }, stage, image);
  const x = under.x + (stage.width / 2 - point.x) / next.width;
  const y = under.y + (stage.height / 2 - point.y) / next.height;
  return clampView({ zoom, x, y }, stage, image, devicePixelRatio);
}

/** Moves the image by so many CSS pixels. */
export function panBy(view: View, dx: number, dy: number, stage: Size, image: Size, devicePixelRatio: number): View {
  const box = boxOf(view, stage, image);
  if (box.width <= 0 || box.height <= 0) return view;
  const moved = { zoom: view.zoom, x: view.x - dx / box.width, y: view.y - dy / box.height };
  return clampView(moved, stage, image, devicePixelRatio);
}

/** The factor that a turn of the wheel, or a pinch (which arrives as a wheel with Ctrl), zooms by. */
export function wheelFactor(deltaY: number, deltaMode: number, pinch: boolean): number {
  const inPixels = deltaMode === 1 ? deltaY * 16 : deltaMode === 2 ? deltaY * 400 : deltaY;
  const capped = Math.min(Math.max(inPixels, -240), 240);
  return Math.exp(-capped * (pinch ? 0.01 : 0.0022));
}

/** An image on a stage: what a view is relative to. */
export interface Framing {
  readonly image: Size;
  readonly stage: Size;
}

/**
 * The view of another image, or on a stage of another size: the same part, one image pixel as large on the screen as before.
 * A whole image stays whole.
 */
export function carryView(view: View, from: Framing, to: Framing, devicePixelRatio: number): View {
  const [before, after] = [fitScale(from.stage, from.image), fitScale(to.stage, to.image)];
  if (view.zoom === 1 || !(before > 0) || !(after > 0)) return FIT;
  return clampView({ ...view, zoom: (view.zoom * before) / after }, to.stage, to.image, devicePixelRatio);
}
