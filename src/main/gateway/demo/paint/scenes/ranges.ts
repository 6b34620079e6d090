import { depthColours, fillBelow, paintField, washWith } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import type { Colour } from '../colour';
import type { Noise } from '../noise';
import { between } from '../random';
import type { Random } from '../random';
import { paintSky } from '../sky';
import type { Sun } from '../sky';
import type { Scene, Studio } from './scene';

/** Mountain ranges one behind the other, in haze, with firs in front and sometimes a lake. */
export const RANGES: Scene = {
  name: 'ranges',
  words: /\b(mountain\w*|peak\w*|alp\w*|valley|lake|landscape|hill\w*|ridge\w*|fjord|volcano|horizon)\b/i,
  grain: 3,
  paint: paintRanges,
};

function paintRanges(studio: Studio): void {
  const { canvas, mood, noise, random, prompt } = studio;
  const { width, height, unit } = canvas;
  const lake = /\b(lake|water|reflect\w*|fjord)\b/i.test(prompt) || random() < 0.4;
  const shore = lake ? between(random, 0.68, 0.74) : 1.02;
  const horizon = lake ? shore - 0.1 : between(random, 0.6, 0.68);
  const sun: Sun = {
    x: width * between(random, 0.24, 0.76),
    y: height * horizon * between(random, 0.42, 0.78),
    radius: unit * (mood.night ? between(random, 26, 40) : between(random, 20, 30)),
  };
  paintSky(canvas, mood, horizon + 0.06, sun, noise, random);
  const layers = lake ? 4 : 7;
  for (let layer = 0; layer < layers; layer += 1) {
    const nearness = layer / (layers - 1);
    paintRange(studio, { nearness, layer, horizon, shore, lake });
    if (nearness < 0.9) paintMist(studio, horizon + (shore - horizon) * nearness * 0.8, 1 - nearness * 0.85, layer);
  }
  if (lake) {
    paintLake(studio, Math.round(height * shore));
    paintBank(studio);
  }
}

interface Place {
  readonly nearness: number;
  readonly layer: number;
  readonly horizon: number;
  readonly shore: number;
  readonly lake: boolean;
}

function paintRange({ canvas, mood, noise, random }: Studio, place: Place): void {
  const { width, height, unit } = canvas;
  const { nearness, layer, horizon, shore, lake } = place;
  const base = height * (horizon + (Math.min(shore, 0.94) - horizon) * nearness ** 1.2 * (lake ? 0.96 : 1));
  const tall =
    unit * (170 - 95 * nearness) * between(random, 0.85, 1.25) * Math.min(1.25, Math.max(0.8, height / width));
  const wide = 1.6 + nearness * 0.9;
  const edge = new Float32Array(width);
  const firs = nearness > 0.55 ? firLine(width, unit * (14 + 46 * (nearness - 0.55)), noise, random, layer) : null;
  for (let x = 0; x < width; x += 1) {
    const u = (x / (unit * 1000)) * wide + layer * 23.7;
    const crest = noise.ridged(u, layer * 7.1, nearness < 0.5 ? 7 : 5);
    const roll = noise.fbm(u * 0.6, layer * 3.3, 3) * 0.5;
    const shape = nearness < 0.5 ? crest * 1.25 - 0.35 + roll : 0.35 + roll * 1.2 + crest * 0.18;
    edge[x] = base - tall * shape - (firs?.[x] ?? 0);
  }
  const haze = mix(mood.horizon, mood.middle, 0.35);
  const rock = mix(haze, mood.near, 0.12 + 0.88 * nearness ** 0.9);
  const foot = mix(rock, haze, 0.75 * (1 - nearness) + 0.08);
  const colours = depthColours(height, (depth) => mix(rock, foot, 1 - Math.exp(-depth / (unit * 120))));
  const relief = nearness < 0.6 ? slopes(noise, unit, layer, 1 - nearness) : undefined;
  fillBelow(canvas, edge, colours, relief);
}

/** Light on the flanks of a far range. */
function slopes(noise: Noise, unit: number, layer: number, strength: number): (x: number, depth: number) => number {
  const scale = 1 / (unit * 60);
  return (x, depth) => {
    if (depth > unit * 190) return 1;
    const flank = noise.at((x + depth * 0.7) * scale + layer * 9, depth * scale * 0.55);
    return 1 + 0.24 * strength * flank * Math.exp(-depth / (unit * 130));
  };
}

/** Heights of a row of firs above the ground, per column. */
function firLine(width: number, tall: number, noise: Noise, random: Random, layer: number): Float32Array {
  const line = new Float32Array(width);
  const pace = tall * 0.24;
  for (let at = -tall; at < width + tall; at += pace * between(random, 0.35, 1.2)) {
    const grove = smooth(-0.35, 0.35, noise.at(at / (tall * 9) + layer * 5, layer));
    const high = tall * between(random, 0.35, 1) * (0.25 + 0.75 * grove);
    const half = high * between(random, 0.13, 0.19);
    for (let x = Math.max(0, Math.floor(at - half)); x < Math.min(width, at + half); x += 1) {
      const slant = Math.max(0, 1 - Math.abs(x - at) / half);
      // Branches step down from the top, finer on taller trees.
      const step = slant * (6 + high / (tall * 0.16));
      const branches = slant - (0.055 * (step % 1)) / (0.4 + slant);
      line[x] = Math.max(line[x] ?? 0, high * Math.max(0, branches) ** 1.15);
    }
  }
  return line;
}

function paintMist({ canvas, mood, noise }: Studio, level: number, strength: number, layer: number): void {
  const { height, unit } = canvas;
  const span = unit * 1000;
  const colour: Colour = mix(mood.horizon, mood.glow, 0.25);
  paintField(canvas, unit * 6, (x, y, wash) => {
    const distance = (y / height - level) * (height / span);
    if (distance > 0.12 || distance < -0.1) return;
    const bank = 0.5 + 0.5 * noise.fbm((x / span) * 2.4 + layer * 11, (y / span) * 7, 3);
    const profile = Math.exp(-((distance / 0.045) ** 2));
    washWith(wash, colour, bank * profile * strength * (mood.night ? 0.22 : 0.42));
  });
}

/** The near bank of a lake: dark grass and firs that frame the picture on one side. */
function paintBank({ canvas, mood, noise, random }: Studio): void {
  const { width, height, unit } = canvas;
  const left = random() < 0.5;
  const firs = firLine(width, unit * between(random, 210, 290), noise, random, 77);
  const edge = Float32Array.from({ length: width }, (_, x) => {
    const inward = (left ? x : width - x) / (unit * 1000);
    const rise = unit * (95 * Math.exp(-((inward / 0.36) ** 2)) + 24 * noise.fbm(x / (unit * 300), 70, 3) - 12);
    const grass = unit * 9 * noise.ridged(x / (unit * 8), 60, 2);
    return height * 0.985 - rise - grass - (firs[x] ?? 0) * smooth(0.42, 0.12, inward);
  });
  const colours = depthColours(height, () => scaled(mood.near, 0.8));
  fillBelow(canvas, edge, colours);
}

/** Mirrors what is above the shore, darker and rippled. */
function paintLake({ canvas, mood, noise }: Studio, shore: number): void {
  const { width, height, light, unit } = canvas;
  const tint = scaled(mix(mood.near, mood.top, 0.5), 0.9);
  for (let y = shore; y < height; y += 1) {
    const depth = (y - shore) / (height - shore);
    const near = 1 + depth * 3;
    for (let x = 0; x < width; x += 1) {
      const ripple = noise.at((x / unit) * (0.012 / near) + 3, ((y - shore) / unit) * (0.22 / near));
      const fine = noise.at((x / unit) * (0.05 / near), ((y - shore) / unit) * (0.9 / near) + 50);
      const bend = ripple * unit * 9 * (0.15 + depth) + fine * unit * 3 * depth;
      const from = Math.min(shore - 1, Math.max(0, Math.round(shore - 1 - (y - shore) * 1.08 + bend * 1.6)));
      const side = Math.min(width - 1, Math.max(0, Math.round(x + bend * 0.5)));
      const i = (y * width + x) * 3;
      const o = (from * width + side) * 3;
      const keep = 0.82 - 0.22 * depth + 0.1 * fine * depth;
      light[i] = (light[o] ?? 0) * keep + tint[0] * (1 - keep);
      light[i + 1] = (light[o + 1] ?? 0) * keep + tint[1] * (1 - keep);
      light[i + 2] = (light[o + 2] ?? 0) * keep + tint[2] * (1 - keep);
    }
  }
}
