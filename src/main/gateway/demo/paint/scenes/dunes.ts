import type { Colour } from '../colour';
import { mix, scaled, smooth } from '../colour';
import { between } from '../random';
import { paintSky } from '../sky';
import type { Sun } from '../sky';
import type { Scene, Studio } from './scene';

/** Sand in low light: sharp crests, one side lit, the other in shadow, ripples near the eye. */
export const DUNES: Scene = {
  name: 'dunes',
  words: /\b(dune\w*|desert|sand\w*|sahara|mars|canyon|arid|camel\w*)\b/i,
  grain: 4,
  paint: paintDunes,
};

function paintDunes(studio: Studio): void {
  const { canvas, mood, noise, random } = studio;
  const { width, height, unit } = canvas;
  const horizon = between(random, 0.4, 0.5);
  const side = random() < 0.5 ? -1 : 1;
  const sun: Sun = {
    x: width * (0.5 + side * between(random, 0.16, 0.3)),
    y: height * horizon * between(random, 0.5, 0.8),
    radius: unit * between(random, 22, 34),
  };
  paintSky(canvas, mood, horizon + 0.05, sun, noise, random);
  const layers = 6;
  const dunes = Array.from({ length: layers }, (_, layer) =>
    shapeDune(studio, layer / (layers - 1), layer, horizon, side),
  );
  dunes.forEach((dune, layer) => {
    paintDune(studio, dune, dunes[layer + 1]?.edge);
  });
}

interface Dune {
  readonly edge: Float32Array;
  /** How steep the crest falls away from the sun, over twice the width and centred on it. */
  readonly steep: Float32Array;
  readonly lit: Colour;
  readonly dark: Colour;
  readonly nearness: number;
  readonly layer: number;
  readonly side: number;
  readonly tall: number;
}

function shapeDune(
  { canvas, mood, noise, random }: Studio,
  nearness: number,
  layer: number,
  horizon: number,
  side: number,
): Dune {
  const { width, height, unit } = canvas;
  const base = height * (horizon + 0.03 + (0.94 - horizon) * nearness ** 1.5 * 0.78);
  const tall = unit * (26 + 150 * nearness);
  const wide = unit * (260 + 640 * nearness);
  const shift = random() * 60;
  const crest = (x: number): number => {
    const u = x / wide + shift;
    // Folding the noise makes the ridge line sharp where two slopes meet.
    const fold = 1 - Math.abs(noise.fbm(u * 0.75, layer * 5.7, 2)) * 1.5;
    return base - tall * (0.62 * fold + 0.5 * noise.at(u * 0.5, layer + 40));
  };
  const reach = Math.max(2, Math.round(unit * 4));
  const steep = Float32Array.from({ length: width * 2 }, (_, i) => {
    const x = i - width / 2;
    return ((crest(x + reach) - crest(x - reach)) / (2 * reach)) * side;
  });
  const sand = mix(mix(mood.horizon, mood.accent, 0.42), mood.middle, 0.15);
  const lit = mix(mix(mood.horizon, sand, 0.35 + 0.5 * nearness), mood.glow, 0.2 * (1 - nearness));
  const dark = mix(mix(mood.middle, mood.near, 0.4 + 0.5 * nearness), mood.horizon, 0.34 * (1 - nearness));
  const edge = Float32Array.from({ length: width }, (_, x) => crest(x));
  const share = mood.night ? 0.42 : 1;
  return { edge, steep, lit: scaled(lit, share), dark: scaled(dark, share), nearness, layer, side, tall };
}

/** Paints one dune where the next does not hide it. */
function paintDune({ canvas, noise }: Studio, dune: Dune, next: Float32Array | undefined): void {
  const { width, height, light, unit } = canvas;
  const { edge, steep, lit, dark, nearness, layer, side, tall } = dune;
  const top = Math.max(0, Math.floor(edge.reduce((low, value) => Math.min(low, value), height)) - 1);
  for (let y = top; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const depth = y + 0.5 - (edge[x] ?? 0);
      if (depth <= -0.5 || y - 1 > (next?.[x] ?? height)) continue;
      // A face runs down from its crest in a curve, so its light is that of the crest uphill.
      const run = depth * 0.5 + (depth * depth) / (tall * 2.6);
      const up = Math.round(x + side * run + width / 2);
      const slope = steep[Math.min(steep.length - 1, Math.max(0, up))] ?? 0;
      const drift = noise.at(x / (unit * 190) + layer * 3, y / (unit * 90));
      const fall = Math.exp(-depth / (tall * 1.7));
      let shine = smooth(-0.17, 0.2, slope * (0.35 + 0.65 * fall) + 0.05 + drift * 0.08);
      if (nearness > 0.55) {
        const bend = noise.at(x / (unit * 120), y / (unit * 60) + 20) * 3;
        const ripple = Math.sin(depth / (unit * (1.4 + 2.4 * nearness)) + x / (unit * 34) + bend);
        shine += ripple * 0.07 * (nearness - 0.5) * smooth(0, unit * 30, depth);
      }
      const tone = (0.95 + drift * 0.1) * (1 - 0.3 * nearness * smooth(0, height * 0.5, depth));
      const cover = depth >= 0.5 ? 1 : depth + 0.5;
      const a = (1 - shine) * tone * cover;
      const b = shine * tone * cover;
      const i = (y * width + x) * 3;
      light[i] = (light[i] ?? 0) * (1 - cover) + dark[0] * a + lit[0] * b;
      light[i + 1] = (light[i + 1] ?? 0) * (1 - cover) + dark[1] * a + lit[1] * b;
      light[i + 2] = (light[i + 2] ?? 0) * (1 - cover) + dark[2] * a + lit[2] * b;
    }
  }
}
