import { hashText } from '../random';
import { DUNES } from './dunes';
import { FLOW } from './flow';
import { FOREST } from './forest';
import { NEBULA } from './nebula';
import { PAPER } from './paper';
import { RANGES } from './ranges';
import type { Scene } from './scene';
import { SEA } from './sea';
import { STILL } from './studio-still';

/** Every scene. */
export const SCENES: readonly Scene[] = [RANGES, SEA, DUNES, FOREST, NEBULA, PAPER, FLOW, STILL];

/** The scene whose words come first in the prompt, or one by chance of the words. */
export function sceneFor(prompt: string): Scene {
  const found = SCENES.map((scene) => ({ scene, at: prompt.search(scene.words) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  const scene = found?.scene ?? SCENES[(hashText(prompt) >>> 8) % SCENES.length];
  if (!scene) throw new Error('There is no scene to paint.');
  return scene;
}
