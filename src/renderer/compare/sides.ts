import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Size } from '../../shared/model';
import type { Crop } from '../../shared/recipe';
import type { Shown } from '../stage/use-shown';
import type { Place, Rect } from '../stage/zoom';
import { pixels } from '../ui/format';
import { originalUrl } from '../ui/image-url';
import { cropFor } from './comparison';
import type { Alignment } from './mapping';
import { mapPair, overlapOf, partOf, pixelsUnder, pixelUnder } from './mapping';
import type { PictureOf } from './pixel-orders';

/** One of the two pictures of a comparison. */
export interface Side {
  /** What it is called, also by a screen reader. */
  readonly name: 'Before' | 'After';
  readonly id: ImageId;
  /** Null while it is not known yet, or gone from the library. */
  readonly shown: Shown | null;
  readonly gone: boolean;
  readonly place: Place;
  /** Which of its pixels are compared. */
  readonly part: Rect;
  readonly note: string;
}

/** Two pictures and how they lie over each other. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Its unit is a pixel of After. */
  readonly frame: Size;
  /** What both of them cover; null when one can't be read, or they have nothing in common. */
  readonly overlap: Rect | null;
}

/** Lays the two over each other. */
export function sidesOf(
  before: Readonly<{ id: ImageId; shown: Shown | null; gone: boolean }>,
  after: Shown,
  alignment: Alignment,
): Sides {
  const source = before.shown?.image;
  const cropOfBefore = source ? cropFor(source, after.image) : null;
  const cropOfAfter = cropFor(after.image, source);
  const beforePart = partOf(source ?? { width: 0, height: 0 }, cropOfBefore);
  const afterPart = partOf(after.image, cropOfAfter);
  const mapping = mapPair(beforePart, afterPart, alignment);
  const { frame } = mapping;
  const readable = source?.displayable === true && after.image.displayable;
  return {
    before: {
      ...{ name: 'Before', ...before, part: beforePart },
      place: { frame, rect: mapping.before, part: cropOfBefore && beforePart },
      note: before.gone ? 'deleted' : source ? noteOf(source, cropOfBefore) : '',
    },
    after: {
      ...{ name: 'After', id: after.image.id, shown: after, gone: false, part: afterPart },
      place: { frame, rect: mapping.after, part: cropOfAfter && afterPart },
      note: noteOf(after.image, cropOfAfter),
    },
    frame,
    overlap: readable ? overlapOf(mapping) : null,
  };
}

/** The pixels of a side that a rectangle of the frame shows; null without a picture. */
export function pictureUnder(side: Side, area: Rect): PictureOf | null {
  const { shown, place, part } = side;
  if (shown?.image.displayable !== true) return null;
  return { url: urlOf(shown), area: pixelsUnder(area, place.rect, part) };
}

/** The pixel of a side under a point of the frame; null beside it, and without a picture. */
export function pixelOf(side: Side, point: Readonly<{ x: number; y: number }>): PictureOf | null {
  const at = side.shown?.image.displayable === true ? pixelUnder(point, side.place.rect, side.part) : null;
  return at && side.shown ? { url: urlOf(side.shown), area: { ...at, width: 1, height: 1 } } : null;
}

function urlOf({ image, version }: Shown): string {
  return originalUrl(image.id, version);
}

/** What is written beside the name of a picture: its pixels, and what was asked for. */
export function noteOf(image: LibraryImage, crop: Crop | null): string {
  if (!image.displayable) return 'not displayable';
  const size = crop ? `${pixels(crop)} of ${pixels(image)}` : pixels(image);
  const { kind, recipe, trashedAt } = image;
  const from = kind === 'imported' || !recipe ? 'imported' : `asked ${recipe.aspectRatio} · ${recipe.resolution}`;
  return `${size} · ${trashedAt === null ? from : 'in the trash'}`;
}
