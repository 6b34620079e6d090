import type { LibraryImage } from './image';
import type { Model, Size } from './model';
import { expectedPixels, ratioValue } from './model';
import type { Crop, Recipe } from './recipe';

/** In what an image is other than what was asked for, in the words of the composer. */
export interface Difference {
  /** A ratio such as "16:9", "auto", or a resolution such as "2k". */
  readonly asked: string;
  /** The same of what came; pixels such as "1200 × 803" where no word fits. */
  readonly got: string;
}

/** Ratios that are within this of each other are the same: pixels are rounded to what a model's blocks are made of. */
const SAME_SHAPE = 0.03;
/** Sizes, side by side. Wider, since the registry's pixels are only likely ones: what is told is a size that was ignored. */
const SAME_SIZE = 0.1;

/**
 * How an image differs from its recipe in shape, else in size; null when it does not, or when that can't be known.
 * `sourceSize` says how large a source is as shown, and null when it doesn't know: what follows its source has the shape of
 * any of them, or of the part of it that was sent.
 */
export function differenceOf(
  model: Model | undefined,
  image: Pick<LibraryImage, 'recipe' | 'width' | 'height'>,
  sourceSize: (id: Recipe['sourceIds'][number]) => Size | null,
): Difference | null {
  const { recipe, width, height } = image;
  if (!model || !recipe || width === 0 || height === 0) return null;
  const { aspectRatio, resolution, sourceIds, sourceChoices } = recipe;
  const got = width / height;
  if (ratioValue(aspectRatio) === null) {
    const sources = sourceIds.map((id) => shapeOf(sourceChoices?.[id]?.crop ?? sourceSize(id)));
    if (sources.length === 0 || sources.some((shape) => shape === null || isNear(got, shape, SAME_SHAPE))) return null;
    return { asked: aspectRatio, got: shapeWord(model, resolution, image) };
  }
  const size = expectedPixels(model, aspectRatio, resolution);
  if (!isShape(model, aspectRatio, resolution, got)) {
    return { asked: aspectRatio, got: shapeWord(model, resolution, image) };
  }
  if (!size || isScale(size, image)) return null;
  const other = model.resolution.values.find((word) => {
    const pixels = expectedPixels(model, aspectRatio, word);
    return pixels !== null && isScale(pixels, image);
  });
  return { asked: resolution, got: other ?? `${String(width)} × ${String(height)}` };
}

/** The difference as a sentence without its full stop. */
export function differenceWords({ asked, got }: Difference): string {
  return `asked ${asked === 'auto' ? 'auto, the shape of its source' : asked} · got ${got}`;
}

function shapeOf(size: Size | Crop | null): number | null {
  return size && size.width > 0 && size.height > 0 ? size.width / size.height : null;
}

function isNear(one: number, other: number, by: number): boolean {
  return one / other <= 1 + by && other / one <= 1 + by;
}

function isScale(expected: Size, { width, height }: Size): boolean {
  return isNear(Math.sqrt(width * height), Math.sqrt(expected.width * expected.height), SAME_SIZE);
}

/** True for the ratio itself, for the one that the model's pixels of that name have, and for all between. */
function isShape(model: Model, name: string, resolution: string, got: number): boolean {
  const named = ratioValue(name);
  if (named === null) return false;
  const pixels = shapeOf(expectedPixels(model, name, resolution)) ?? named;
  return got >= Math.min(named, pixels) / (1 + SAME_SHAPE) && got <= Math.max(named, pixels) * (1 + SAME_SHAPE);
}

/** The name of the shape where the model has one, else its pixels. */
function shapeWord(model: Model, resolution: string, { width, height }: Size): string {
  const got = width / height;
  const fits = model.aspectRatio.values.filter((name) => isShape(model, name, resolution, got));
  const distance = (name: string): number => Math.abs(Math.log(got / (ratioValue(name) ?? 1)));
  const [nearest] = fits.sort((a, b) => distance(a) - distance(b));
  return nearest ?? `${String(width)} × ${String(height)}`;
}
