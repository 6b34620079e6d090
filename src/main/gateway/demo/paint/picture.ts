import type { PaintOrder, Painting } from '../painter';
import { markSynthetic } from './badge';
import { createCanvas, develop } from './canvas';
import { decode, encode } from './codec';
import type { Pixels } from './codec';
import { paintEdit } from './edit';
import { moodFor } from './mood';
import { createNoise } from './noise';
import { createRandom, hashText } from './random';
import { sceneFor } from './scenes/choose';

/** How far each side is shortened; tests paint small. */
export interface PictureOptions {
  readonly shrink: number;
}

/** Paints the order from end to end. Rejects when a source can't be decoded. */
export async function paintPicture(order: PaintOrder, { shrink }: PictureOptions): Promise<Painting> {
  const sources: Pixels[] = [];
  for (const source of order.sources)
    sources.push(typeof source === 'string' ? paintScene(source, source, 1024, 1024, shrink) : await decode(source));
  const { width, height } = sizeOf(order.size, sources[0]);
  const pixels =
    sources.length > 0
      ? paintEdit(order.prompt, hashText(order.seed), sources, small(width, shrink), small(height, shrink))
      : paintScene(order.prompt, order.seed, width, height, shrink);
  markSynthetic(pixels);
  return { bytes: await encode(pixels, order.format), mediaType: `image/${order.format}` };
}

/** The size itself, or that many pixels in the source's ratio, in multiples of 16 as the models deliver them. */
function sizeOf(size: PaintOrder['size'], source: Pixels | undefined): { width: number; height: number } {
  if ('width' in size) return size;
  const ratio = source ? Math.min(Math.max(source.width / source.height, 0.4), 2.5) : 1;
  const width = Math.sqrt(size.area * ratio);
  return { width: Math.round(width / 16) * 16, height: Math.round(width / ratio / 16) * 16 };
}

function small(side: number, shrink: number): number {
  return Math.max(8, Math.round(side / shrink));
}

function paintScene(prompt: string, seed: string, width: number, height: number, shrink: number): Pixels {
  const number = hashText(seed);
  const random = createRandom(number);
  const canvas = createCanvas(small(width, shrink), small(height, shrink));
  const scene = sceneFor(prompt);
  scene.paint({ canvas, mood: moodFor(prompt), noise: createNoise(random), random, prompt });
  return develop(canvas, scene.grain, number);
}
