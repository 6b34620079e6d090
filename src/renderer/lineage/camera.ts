import type { Size } from '../../shared/model';
import type { Rect } from './layout';

/** What part of the graph is seen: a point of it times `scale`, plus (x, y), is where it lies on the stage, in CSS pixels. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Room that is left around what is brought into sight, in CSS pixels of the stage. */
const ROOM = 48;
const LARGEST = 2;
/** Whole families are never that small, unless they do not fit otherwise. */
const SMALLEST = 0.05;
/** So much of the graph stays on the stage, in CSS pixels of it. */
const KEPT = 80;

/** The whole graph, no larger than 100 %. */
export function fitted(graph: Size, stage: Size): Camera {
  const scale = Math.min(1, wholeScale(graph, stage));
  return {
    scale,
    x: (stage.width - graph.width * scale) / 2,
    y: (stage.height - graph.height * scale) / 2,
  };
}

function wholeScale(graph: Size, stage: Size): number {
  const across = (stage.width - 2 * ROOM) / Math.max(1, graph.width);
  return Math.max(0.001, Math.min(across, (stage.height - 2 * ROOM) / Math.max(1, graph.height)));
}

/** Zooms by a factor so that what is at that point of the stage stays there. */
export function zoomed(
  camera: Camera,
  factor: number,
  at: Readonly<{ x: number; y: number }>,
  graph: Size,
  stage: Size,
): Camera {
  const least = Math.min(SMALLEST, wholeScale(graph, stage));
  const scale = Math.min(Math.max(camera.scale * factor, least), LARGEST);
  const by = scale / camera.scale;
  return { scale, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by };
}

/** Within its limits: some of the graph is always on the stage. */
export function held(camera: Camera, graph: Size, stage: Size): Camera {
  const hold = (at: number, whole: number, room: number): number => {
    const kept = Math.min(KEPT, whole, room);
    return Math.min(Math.max(at, kept - whole), room - kept);
  };
  return {
    scale: camera.scale,
    x: hold(camera.x, graph.width * camera.scale, stage.width),
    y: hold(camera.y, graph.height * camera.scale, stage.height),
  };
}

/** That part of the graph in the middle of the stage, at that scale. */
export function centred(part: Rect, scale: number, stage: Size): Camera {
  return {
    scale,
    x: stage.width / 2 - ((part.left + part.right) / 2) * scale,
    y: stage.height / 2 - ((part.top + part.bottom) / 2) * scale,
  };
}

/** The smallest scale at which words can be read, and the one at which they are read with ease; 1 is 100 %. */
export const LEGIBLE = { just: 0.7, well: 0.9 } as const;

/**
 * How a family is first seen: whole where its words can be read then, else with that part as near to the middle as leaves no
 * more of the stage empty than there must be.
 */
export function first(part: Rect, graph: Size, stage: Size): Camera {
  const whole = fitted(graph, stage);
  if (whole.scale >= LEGIBLE.just) return whole;
  const { scale, x, y } = centred(part, LEGIBLE.well, stage);
  const fill = (at: number, length: number, room: number): number => {
    const spare = room - length * scale;
    return spare >= 2 * ROOM ? spare / 2 : Math.min(ROOM, Math.max(at, spare - ROOM));
  };
  return { scale, x: fill(x, graph.width, stage.width), y: fill(y, graph.height, stage.height) };
}

/** Moved no further than it takes to have that part in sight with a little room; its scale stays. */
export function broughtIn(camera: Camera, part: Rect, stage: Size): Camera {
  const move = (at: number, from: number, to: number, room: number): number => {
    const [low, high] = [from * camera.scale + at, to * camera.scale + at];
    const margin = Math.max(0, Math.min(ROOM, (room - (high - low)) / 2));
    if (low < margin) return at + margin - low;
    return high > room - margin ? at - (high - room + margin) : at;
  };
  return {
    scale: camera.scale,
    x: move(camera.x, part.left, part.right, stage.width),
    y: move(camera.y, part.top, part.bottom, stage.height),
  };
}

/** The part of the graph that is on the stage, and so many CSS pixels of the stage around it. */
export function inSight({ x, y, scale }: Camera, stage: Size, around: number): Rect {
  return {
    left: (-x - around) / scale,
    top: (-y - around) / scale,
    right: (stage.width - x + around) / scale,
    bottom: (stage.height - y + around) / scale,
  };
}

/** The camera a part of the way from one to the other, from 0 to 1. */
export function between(from: Camera, to: Camera, part: number): Camera {
  const mix = (a: number, b: number): number => a + (b - a) * part;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
}

/** The factor that a turn of the wheel, or a pinch (which arrives as a wheel with Ctrl), zooms by. */
export function wheelZoom({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number {
  const pixels = deltaMode === 1 ? deltaY * 16 : deltaMode === 2 ? deltaY * 400 : deltaY;
  return Math.exp(-Math.min(Math.max(pixels, -240), 240) * (ctrlKey ? 0.01 : 0.0022));
}
