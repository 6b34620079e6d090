import type { Canvas } from '../canvas';
import type { Mood } from '../mood';
import type { Noise } from '../noise';
import type { Random } from '../random';

/** What a scene is painted with. */
export interface Studio {
  readonly canvas: Canvas;
  readonly mood: Mood;
  readonly noise: Noise;
  readonly random: Random;
  readonly prompt: string;
}

/** One family of pictures. */
export interface Scene {
  readonly name: string;
  /** Words of a prompt that ask for it. */
  readonly words: RegExp;
  /** Strength of the film grain in screen values. */
  readonly grain: number;
  paint(studio: Studio): void;
}
