import { paintField, washWith } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import { between } from '../random';
import { paintSky, skyColour } from '../sky';
import type { Sun } from '../sky';
import type { Scene, Studio } from './scene';

/** Open water under a wide sky, with the sun's path on it. */
export const SEA: Scene = {
  name: 'sea',
  words: /\b(sea|ocean|beach|wave\w*|coast\w*|island|boat|ship|harbou?r|horizon|water|swim\w*|whale)\b/i,
  grain: 4,
  paint: paintSea,
};

function paintSea(studio: Studio): void {
  const { canvas, mood, noise, random } = studio;
  const { width, height, unit } = canvas;
  const level = between(random, 0.5, 0.62);
  const sun: Sun = {
    x: width * between(random, 0.3, 0.7),
    y: height * level * between(random, 0.55, 0.9),
    radius: unit * between(random, 24, 38),
  };
  paintSky(canvas, mood, level, sun, noise, random);
  paintIslands(studio, level);
  paintWater(studio, Math.round(height * level), sun);
  paintHaze(studio, level);
}

function paintWater({ canvas, mood, noise }: Studio, level: number, sun: Sun): void {
  const { width, height, light, unit } = canvas;
  const depths = mix(mood.near, mood.top, mood.night ? 0.25 : 0.42);
  const spark = scaled(mood.glow, mood.night ? 1 : 1.5);
  for (let y = level; y < height; y += 1) {
    const v = (y - level) / (height - level);
    // Perspective: waves grow towards the eye.
    const near = 0.012 + v;
    const mirrored = skyColour(mood, 1 - v * 0.9);
    const fresnel = 0.72 - 0.5 * smooth(0, 0.9, v);
    const row = 1 / (unit * near);
    const path = unit * (26 + 210 * v);
    const wave = 34 / near;
    for (let x = 0; x < width; x += 1) {
      const u = (x - width / 2) * row;
      const swell = noise.at(u * 0.0042 + 7, wave * 0.16);
      const chop = noise.at(u * 0.016 + swell, wave * 0.62);
      const fine = noise.at(u * 0.05 + chop, wave * 1.5 + 90);
      const slope = swell * 0.45 + chop * 0.38 + fine * 0.25;
      const share = fresnel + slope * 0.34 * smooth(0, 0.15, v);
      const off = (x - sun.x + slope * unit * 60 * near) / path;
      const glitter = Math.exp(-off * off * 0.9) * smooth(0.04, 0.62, slope + 0.24 - v * 0.16) * 0.95;
      const sheen = Math.exp(-off * off * 0.14) * 0.1;
      const i = (y * width + x) * 3;
      light[i] = depths[0] + (mirrored[0] - depths[0]) * share + spark[0] * (glitter + sheen);
      light[i + 1] = depths[1] + (mirrored[1] - depths[1]) * share + spark[1] * (glitter + sheen);
      light[i + 2] = depths[2] + (mirrored[2] - depths[2]) * share + spark[2] * (glitter + sheen);
    }
  }
}

function paintIslands({ canvas, mood, noise, random }: Studio, level: number): void {
  const { width, height, unit } = canvas;
  const far = mix(mood.horizon, mood.near, 0.42);
  const middle = between(random, 0.05, 0.95);
  const reach = between(random, 0.12, 0.3);
  paintField(canvas, 1, (x, y, wash) => {
    const rise = (height * level - y) / unit;
    if (rise < 0 || rise > 90) return;
    const place = (x / width - middle) / reach;
    const shape = Math.max(0, 1 - place * place);
    const top = shape * (26 + 46 * noise.ridged(x / (unit * 260), 3, 5)) - 12;
    washWith(wash, far, smooth(-0.5, 0.9, top - rise) * 0.9);
  });
}

function paintHaze({ canvas, mood }: Studio, level: number): void {
  const { height, unit } = canvas;
  paintField(canvas, unit * 4, (_, y, wash) => {
    const distance = (y - height * level) / (unit * 22);
    washWith(wash, mood.horizon, 0.5 * Math.exp(-distance * distance));
  });
}
