import { mixAt, paintField, paintRows, washWith } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import type { Colour } from '../colour';
import { between } from '../random';
import type { Scene, Studio } from './scene';

/** A wood in mist: trunks that fade with distance, and light that falls through them. */
export const FOREST: Scene = {
  name: 'forest',
  words: /\b(forest|tree\w*|wood\w*|jungle|pine\w*|birch\w*|fox|deer|owl|moss\w*|trail|path)\b/i,
  grain: 4,
  paint: paintForest,
};

function paintForest(studio: Studio): void {
  const { canvas, mood, random } = studio;
  const { width, height } = canvas;
  const lamp = { x: width * between(random, 0.3, 0.7), y: height * between(random, 0.22, 0.42) };
  const air = mix(mix(mood.horizon, mood.middle, mood.night ? 0.75 : 0.3), mood.top, mood.night ? 0.4 : 0);
  const deep = mix(mix(mood.middle, mood.top, 0.5), mood.near, 0.25);
  paintRows(canvas, (v) => mix(mix(deep, air, smooth(-0.1, 0.45, v)), deep, smooth(0.72, 1.1, v)));
  paintGlow(studio, lamp, 1);
  const layers = 6;
  for (let layer = 0; layer < layers; layer += 1) {
    const nearness = layer / (layers - 1);
    const bark = mix(mix(air, deep, 0.35), mood.near, 0.12 + 0.88 * nearness ** 0.85);
    paintGround(studio, nearness, bark, layer);
    paintTrunks(studio, nearness, bark, layer);
    if (layer < layers - 1) paintMist(studio, air, nearness, layer);
    if (layer === 2) paintGlow(studio, lamp, 0.5);
    if (layer === 3) paintBeams(studio, lamp);
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function paintGlow({ canvas, mood }: Studio, lamp: Point, strength: number): void {
  const reach = canvas.unit * 420;
  paintField(canvas, canvas.unit * 10, (x, y, wash) => {
    const d = Math.hypot(x - lamp.x, (y - lamp.y) * 0.9) / reach;
    const amount = strength * (mood.night ? 0.45 : 0.8) * Math.exp(-d * d * 2.4);
    wash[0] = mood.glow[0] * amount;
    wash[1] = mood.glow[1] * amount;
    wash[2] = mood.glow[2] * amount;
    wash[3] = amount * 0.7;
  });
}

function paintTrunks(studio: Studio, nearness: number, bark: Colour, layer: number): void {
  const { canvas, random } = studio;
  const { width, height, unit } = canvas;
  const count = Math.round((30 - 26 * nearness ** 0.6) * Math.max(0.55, width / height));
  for (let trunk = 0; trunk < count; trunk += 1) {
    const x = width * ((trunk + between(random, 0.05, 0.95)) / count);
    const thick = unit * (5 + 44 * nearness ** 1.6) * between(random, 0.5, 1.5);
    const foot = height * (0.66 + 0.36 * nearness ** 1.3) + unit * between(random, -12, 12);
    paintTrunk(
      studio,
      { x, foot, thick, lean: between(random, -0.05, 0.05), nearness, seed: layer * 31 + trunk },
      bark,
    );
  }
}

interface Trunk {
  readonly x: number;
  readonly foot: number;
  readonly thick: number;
  readonly lean: number;
  readonly nearness: number;
  readonly seed: number;
}

function paintTrunk(
  { canvas, noise, mood }: Studio,
  { x, foot, thick, lean, nearness, seed }: Trunk,
  bark: Colour,
): void {
  const { width, height, unit } = canvas;
  const rim = mix(bark, mood.glow, 0.28 * (1 - nearness * 0.4));
  for (let y = 0; y < Math.min(height, foot); y += 1) {
    const up = (foot - y) / height;
    const flare = 1 + 0.9 * Math.exp(-((foot - y) / (thick * 0.9)));
    const half = (thick / 2) * (1 - 0.42 * Math.min(1, up)) * flare;
    const middle = x + lean * (foot - y) + noise.at(seed, y / (unit * 260)) * unit * 9;
    const rough = noise.fbm(seed * 3.3 + 9, y / (unit * 38), 3) * Math.min(half * 0.13, unit * 2.4);
    const left = middle - half + rough;
    const right = middle + half + rough * 0.5;
    for (let px = Math.max(0, Math.floor(left)); px <= Math.min(width - 1, Math.ceil(right)); px += 1) {
      const cover = Math.min(1, px + 1 - left) * Math.min(1, right - px);
      if (cover <= 0) continue;
      const side = (px - middle) / half;
      const furrow = nearness > 0.35 ? noise.at(px / (unit * 5) + seed, y / (unit * 46)) * 0.22 * nearness : 0;
      const tone = mix(bark, rim, smooth(0.35, 1, Math.abs(side)) * 0.75);
      mixAt(canvas, px, y, scaled(tone, 1 + furrow), Math.max(0, cover));
    }
  }
}

function paintGround({ canvas, noise }: Studio, nearness: number, bark: Colour, layer: number): void {
  const { width, height, unit } = canvas;
  const line = 0.64 + 0.34 * nearness ** 1.3;
  for (let x = 0; x < width; x += 1) {
    const grass = noise.ridged(x / (unit * (7 + 10 * nearness)), layer * 3, 2) * unit * (5 + 13 * nearness);
    const rise = noise.fbm(x / (unit * 420) + layer * 8, layer, 2) * unit * 26;
    const edge = height * line + rise - grass;
    for (let y = Math.max(0, Math.floor(edge)); y < height; y += 1)
      mixAt(canvas, x, y, bark, Math.min(1, y + 1 - edge) * smooth(height * 0.5 + unit * 320, 0, y - edge));
  }
}

function paintMist({ canvas, mood, noise }: Studio, air: Colour, nearness: number, layer: number): void {
  const { height, unit } = canvas;
  const span = unit * 1000;
  paintField(canvas, unit * 7, (x, y, wash) => {
    const level = 0.68 + 0.26 * nearness;
    const d = (y / height - level) / (0.17 - 0.05 * nearness);
    const bank = 0.55 + 0.6 * noise.fbm((x / span) * 2.6 + layer * 7, (y / span) * 6, 3);
    const low = Math.exp(-d * d) * Math.max(0, bank);
    washWith(
      wash,
      mix(air, mood.glow, 0.12),
      (mood.night ? 0.3 : 0.62) * low * (1 - 0.6 * nearness) + 0.06 * (1 - nearness),
    );
  });
}

/** Shafts of light from the lamp, broken by what hangs in the crowns. */
function paintBeams({ canvas, mood, noise }: Studio, lamp: Point): void {
  const { unit } = canvas;
  paintField(canvas, unit * 4, (x, y, wash) => {
    const dx = x - lamp.x;
    const dy = y - lamp.y + unit * 520;
    const angle = Math.atan2(dx, dy);
    const far = Math.hypot(dx, dy) / (unit * 1300);
    const shaft = smooth(0.05, 0.6, noise.fbm(angle * 9 + 3, 0.4, 3));
    const amount = shaft * Math.exp(-far * far * 1.6) * smooth(1.2, 0.1, Math.abs(angle)) * (mood.night ? 0.1 : 0.22);
    wash[0] = mood.glow[0] * amount;
    wash[1] = mood.glow[1] * amount;
    wash[2] = mood.glow[2] * amount;
    wash[3] = amount * 0.4;
  });
}
