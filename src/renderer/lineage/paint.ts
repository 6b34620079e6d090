import type { Size } from '../../shared/model';
import type { Camera } from './camera';
import { inSight } from './camera';
import type { Kinship, Unfolded } from './kinship';
import type { Layout, Rect } from './layout';
import { CARD, membersIn } from './layout';

/** The lines of a family: from the right edge of a parent's picture to the left edge of its child's. */
export interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 for a line from another parent than the one under which the child is drawn. */
  readonly aside: Uint8Array;
  readonly count: number;
}

/** Every line between two members in sight. */
export function edgesOf({ parents }: Kinship, { shown, leads }: Unfolded): Edges {
  const pairs = parents.flatMap((own, to) =>
    shown[to] === true ? own.filter((parent) => shown[parent] === true).map((from) => [from, to] as const) : [],
  );
  return {
    from: Int32Array.from(pairs, ([from]) => from),
    to: Int32Array.from(pairs, ([, to]) => to),
    aside: Uint8Array.from(pairs, ([from, to]) => Number(leads[to] !== from)),
    count: pairs.length,
  };
}

/** Below this scale no words can be read: cards are drawn as their pictures alone. */
export const FAR = 0.42;
/** Below this one, curves are straight: from so far nobody sees them, and thousands would take their time. */
const STRAIGHT = 0.25;
/** Pictures narrower than so many CSS pixels are a grey box. */
const SMALLEST_PICTURE = 10;

/** So much is left of lines from other parents there: hundreds that cross all others would hide the branches. */
const FAINT = 0.22;
/** The one that has the keys is a dot where its card is smaller than that, in CSS pixels. */
const DOT = 14;

/** Colours of the theme, as the canvas takes them. */
export interface Colours {
  readonly line: string;
  readonly path: string;
  readonly card: string;
  readonly ground: string;
}

/** The colours that the theme has now. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return { line: of('--edge'), path: of('--sel'), card: of('--bg-3'), ground: of('--bg-0') };
}

/** All that a frame is drawn from. */
export interface Scene {
  readonly layout: Layout;
  readonly edges: Edges;
  /** The one that has the keys, and all that it was made from. */
  readonly focused: number;
  readonly path: ReadonlySet<number>;
  readonly isGone: (at: number) => boolean;
  readonly picture: (at: number) => ImageBitmap | null;
}

/** Draws what is in sight: lines, and from afar the cards. */
export function paint(
  context: CanvasRenderingContext2D,
  scene: Scene,
  camera: Camera,
  stage: Size,
  density: number,
  colours: Colours,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, stage.width * density, stage.height * density);
  const { scale, x, y } = camera;
  context.setTransform(density * scale, 0, 0, density * scale, density * x, density * y);
  const sight = inSight(camera, stage, 8);
  strokeEdges(context, scene, sight, scale, colours);
  if (scale < FAR) drawFar(context, scene, sight, scale, colours);
  if (CARD.width * scale < DOT) drawDot(context, scene, scale, colours);
}

/** Where the one with the keys is, in a family that is seen as a whole. */
function drawDot(context: CanvasRenderingContext2D, { layout, focused }: Scene, scale: number, colours: Colours): void {
  const [x, y] = [(layout.x[focused] ?? 0) + CARD.width / 2, (layout.y[focused] ?? 0) + CARD.picture / 2];
  for (const [colour, radius] of [
    [colours.ground, 9],
    [colours.path, 6],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius / scale, 0, 2 * Math.PI);
    context.fill();
  }
}

function strokeEdges(
  context: CanvasRenderingContext2D,
  { layout, edges, path, focused }: Scene,
  sight: Rect,
  scale: number,
  colours: Colours,
): void {
  const [lines, linesAside, marked, markedAside] = [new Path2D(), new Path2D(), new Path2D(), new Path2D()];
  for (let edge = 0; edge < edges.count; edge += 1) {
    const from = edges.from[edge] ?? 0;
    const to = edges.to[edge] ?? 0;
    const x1 = (layout.x[from] ?? 0) + CARD.width;
    const x2 = layout.x[to] ?? 0;
    const y1 = (layout.y[from] ?? 0) + CARD.picture / 2;
    const y2 = (layout.y[to] ?? 0) + CARD.picture / 2;
    if (x2 < sight.left || x1 > sight.right || Math.max(y1, y2) < sight.top || Math.min(y1, y2) > sight.bottom)
      continue;
    const isOnPath = path.has(from) && (to === focused || path.has(to));
    const isAside = edges.aside[edge] === 1 && scale < STRAIGHT;
    const target = isOnPath ? (isAside ? markedAside : marked) : isAside ? linesAside : lines;
    target.moveTo(x1, y1);
    if (scale < STRAIGHT) target.lineTo(x2, y2);
    else {
      // Bent near the parent, so that a line to a far generation runs beside the cards between.
      const bend = Math.min(x2 - x1, CARD.across) * 0.55;
      target.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    }
  }
  const stroke = (path: Path2D, aside: Path2D): void => {
    context.globalAlpha = FAINT;
    context.stroke(aside);
    context.globalAlpha = 1;
    context.stroke(path);
  };
  context.lineWidth = Math.max(1.25, 0.8 / scale);
  context.strokeStyle = colours.line;
  stroke(lines, linesAside);
  context.lineWidth = Math.max(2, 1.6 / scale);
  context.strokeStyle = colours.path;
  stroke(marked, markedAside);
}

function drawFar(
  context: CanvasRenderingContext2D,
  { layout, focused, path, isGone, picture }: Scene,
  sight: Rect,
  scale: number,
  colours: Colours,
): void {
  const withPictures = CARD.width * scale >= SMALLEST_PICTURE;
  for (const at of membersIn(layout, sight)) {
    const [x, y] = [layout.x[at] ?? 0, layout.y[at] ?? 0];
    context.fillStyle = colours.card;
    context.fillRect(x, y, CARD.width, CARD.picture);
    const image = withPictures ? picture(at) : null;
    if (image) {
      context.globalAlpha = isGone(at) ? 0.35 : 1;
      drawFilling(context, image, x, y);
      context.globalAlpha = 1;
    }
    if (at !== focused && !path.has(at)) continue;
    context.strokeStyle = colours.path;
    context.lineWidth = (at === focused ? 3 : 1.5) / scale;
    context.strokeRect(x, y, CARD.width, CARD.picture);
  }
}

/** As `object-fit: cover`. */
function drawFilling(context: CanvasRenderingContext2D, image: ImageBitmap, x: number, y: number): void {
  const scale = Math.max(CARD.width / image.width, CARD.picture / image.height);
  const [width, height] = [CARD.width / scale, CARD.picture / scale];
  const [left, top] = [(image.width - width) / 2, (image.height - height) / 2];
  context.drawImage(image, left, top, width, height, x, y, CARD.width, CARD.picture);
}
