import type { Canvas } from './canvas';
import { canvasOf, develop } from './canvas';
import type { Pixels } from './codec';
import { EFFECTS } from './effects';
import type { Effect, EffectStudio } from './effects';
import { fit } from './fit';
import { createNoise } from './noise';
import { smooth } from './colour';
import { createRandom, hashText, pick } from './random';
import { skylineOf } from './skyline';

/**
 * Changes the first source as the prompt's words ask (time of day, weather, things to add, a look), its composition kept; further
 * sources shine through on the right, as in a double exposure. Words that mean nothing to it still change the light.
 */
export function paintEdit(
  prompt: string,
  seed: number,
  sources: readonly Pixels[],
  width: number,
  height: number,
): Pixels {
  const [first, ...more] = sources;
  if (!first) throw new Error('There is nothing to edit.');
  const canvas = canvasOf(fit(first, width, height));
  more.forEach((source, index) => {
    expose(canvas, canvasOf(fit(source, width, height)), (index + 1) / (more.length + 1));
  });
  const random = createRandom(seed);
  const studio: EffectStudio = { canvas, noise: createNoise(random), random, skyline: skylineOf(canvas), prompt };
  for (const effect of effectsFor(prompt)) effect.apply(studio);
  return develop(canvas, 3, seed);
}

function effectsFor(prompt: string): readonly Effect[] {
  const asked = EFFECTS.filter(({ words }) => words.test(prompt));
  if (asked.length > 0) return asked;
  const chance = createRandom(hashText(prompt));
  return [
    pick(
      EFFECTS.filter(({ kind }) => kind === 'light'),
      chance,
    ),
  ];
}

/** Lays a second picture over the first from `from` (share of the width) to the right. */
function expose(canvas: Canvas, other: Canvas, from: number): void {
  const { width, height, light } = canvas;
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 3) {
      const share = smooth(from - 0.2, from + 0.2, x / width) * 0.9;
      for (let c = i; c < i + 3; c += 1) light[c] = (light[c] ?? 0) * (1 - share) + (other.light[c] ?? 0) * share;
    }
  }
}
