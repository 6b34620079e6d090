import type { Size } from '../../shared/model';
import type { Crop } from '../../shared/recipe';
import type { Rect } from '../stage/zoom';

/** How pictures of different pixels are laid over each other: Before inside After, over all of it, or pixel on pixel. */
export type Alignment = 'fit' | 'fill' | 'pixels';
/** Every way, in the order of the choice. */
export const ALIGNMENTS: readonly Alignment[] = ['fit', 'fill', 'pixels'];

/** Two pictures in one frame, whose unit is a pixel of After; both in its middle. */
export interface Mapping {
  readonly frame: Size;
  readonly before: Rect;
  readonly after: Rect;
}

/** Ratios further apart than a page on end and one on its side, each twice as long as wide, are of no edit. */
const FAR_APART = 4;

/**
 * Lays the part of Before that counts over After. Without pixels of Before, After has the frame for itself. Where a strip
 * meets a page there is no same spot to find, and one of them would be a speck inside the other: they get the same area.
 */
export function mapPair(before: Size | null, after: Size, alignment: Alignment): Mapping {
  const whole = { x: 0, y: 0, width: after.width, height: after.height };
  if (!before || !hasPixels(before) || !hasPixels(after)) return { frame: after, before: whole, after: whole };
  const across = after.width / before.width;
  const down = after.height / before.height;
  const [less, more] = [Math.min(across, down), Math.max(across, down)];
  const fit = more / less > FAR_APART ? Math.sqrt(less * more) : less;
  const scale = { pixels: 1, fit, fill: more }[alignment];
  const size = { width: before.width * scale, height: before.height * scale };
  const frame = { width: Math.max(size.width, after.width), height: Math.max(size.height, after.height) };
  return { frame, before: inMiddle(size, frame), after: inMiddle(after, frame) };
}

/** True when the ways to lay them over each other differ. */
export function mattersHow(before: Size, after: Size): boolean {
  return before.width !== after.width || before.height !== after.height;
}

/** Above each other two pictures are seen at least that many times as large before they leave their places side by side. */
const WORTH_STACKING = 1.5;

/** True for frames so wide that two of them are seen better above each other than beside each other. */
export function isStacked(area: Size, { width, height }: Size): boolean {
  if (!hasPixels(area) || !hasPixels({ width, height })) return false;
  const beside = Math.min(area.width / 2 / width, area.height / height);
  return Math.min(area.width / width, area.height / 2 / height) >= beside * WORTH_STACKING;
}

/** More pixels than this are compared at a smaller size: each takes nine bytes while it is looked at. */
const MOST_PIXELS = 4096 * 4096;

/** The size that an area is compared at, in pixels, and whether that is smaller than it is. */
export function comparedSize({ width, height }: Size): Size & { readonly isSmaller: boolean } {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height), isSmaller: scale < 1 };
}

/** What both pictures cover, in the units of the frame; null when they have nothing in common. */
export function overlapOf({ before, after }: Mapping): Rect | null {
  const x = Math.max(before.x, after.x);
  const y = Math.max(before.y, after.y);
  const width = Math.min(before.x + before.width, after.x + after.width) - x;
  const height = Math.min(before.y + before.height, after.y + after.height) - y;
  return width >= 1 && height >= 1 ? { x, y, width, height } : null;
}

/** What a rectangle of the frame shows of a picture that stands at `rect` with that part of it, in its own pixels. */
export function pixelsUnder(area: Rect, rect: Rect, part: Rect): Rect {
  const across = part.width / rect.width;
  const down = part.height / rect.height;
  return {
    x: part.x + (area.x - rect.x) * across,
    y: part.y + (area.y - rect.y) * down,
    width: area.width * across,
    height: area.height * down,
  };
}

/** The pixel of the picture that lies under a point of the frame; null beside it. */
export function pixelUnder(
  point: Readonly<{ x: number; y: number }>,
  rect: Rect,
  part: Rect,
): Readonly<{ x: number; y: number }> | null {
  const { x, y } = pixelsUnder({ ...point, width: 0, height: 0 }, rect, part);
  const inside = x >= part.x && y >= part.y && x < part.x + part.width && y < part.y + part.height;
  return inside ? { x: Math.floor(x), y: Math.floor(y) } : null;
}

/** The part of a picture that is compared: that of the crop as far as there are pixels, else all of it. */
export function partOf(image: Size, crop: Crop | null): Rect {
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  if (!crop) return whole;
  const width = Math.min(crop.width, image.width - crop.x);
  const height = Math.min(crop.height, image.height - crop.y);
  return width > 0 && height > 0 ? { x: crop.x, y: crop.y, width, height } : whole;
}

function hasPixels({ width, height }: Size): boolean {
  return width > 0 && height > 0;
}

function inMiddle({ width, height }: Size, frame: Size): Rect {
  return { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height };
}
