import type { Canvas } from '../canvas';
import { fillDisc } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import type { Colour } from '../colour';
import type { Noise } from '../noise';
import { between } from '../random';
import type { Scene, Studio } from './scene';

/** Sheets of coloured paper, cut and stacked, each with its shadow on the one below. */
export const PAPER: Scene = {
  name: 'paper',
  words:
    /\b(paper\w*|poster|flat|illustration|minimal\w*|collage|origami|graphic|layered|cut-?out|logo|print|pattern|typography)\b/i,
  grain: 3,
  paint: paintPaper,
};

function paintPaper(studio: Studio): void {
  const { canvas, mood, noise, random } = studio;
  const { width, height, unit } = canvas;
  canvas.light.set(sheet(canvas, mix(mood.horizon, [1, 0.97, 0.92], mood.night ? 0.05 : 0.25), noise));
  const sun = { x: width * between(random, 0.3, 0.7), y: height * between(random, 0.26, 0.4) };
  const radius = unit * between(random, 120, 175);
  paintSunDisc(studio, sun, radius);
  const layers = 7;
  const sheets = Array.from({ length: layers }, (_, layer) => cutSheet(studio, layer / (layers - 1), layer));
  sheets.forEach(({ edge, colour }, layer) => {
    layPaper(canvas, edge, sheets[layer + 1]?.edge, colour, noise, layer);
  });
}

function cutSheet(
  { canvas, mood, noise, random }: Studio,
  nearness: number,
  layer: number,
): { edge: Float32Array; colour: Colour } {
  const { width, height, unit } = canvas;
  const stops = [mix(mood.horizon, mood.accent, 0.5), mood.accent, mood.middle, mood.top, mood.near] as const;
  const place = nearness * (stops.length - 1);
  const from = stops[Math.min(stops.length - 2, Math.floor(place))] ?? mood.near;
  const to = stops[Math.min(stops.length - 1, Math.floor(place) + 1)] ?? mood.near;
  const base = height * (0.4 + 0.54 * nearness ** 0.95);
  const tall = unit * (125 - 40 * nearness);
  const wide = unit * between(random, 330, 620);
  const shift = random() * 90;
  const edge = Float32Array.from({ length: width }, (_, x) => {
    const u = x / wide + shift;
    return base - tall * (noise.fbm(u, layer * 4.1, 2) * 1.25 + 0.3 * Math.sin(u * 2.2 + layer));
  });
  return { edge, colour: mix(from, to, place % 1) };
}

function paintSunDisc({ canvas, mood }: Studio, { x, y }: { x: number; y: number }, radius: number): void {
  const { unit } = canvas;
  const rings = [1.55, 1.25, 1] as const;
  rings.forEach((ring, index) => {
    const tone = mix(mood.horizon, mix(mood.glow, mood.accent, index === 2 ? 0.05 : 0.3), 0.35 + 0.32 * index);
    const colour = index === 2 ? scaled(mood.glow, 1.05) : tone;
    castShadow(canvas, x + unit * 2, y + unit * 6, radius * ring, unit * 16);
    fillDisc(canvas, x, y, radius * ring, () => colour);
  });
}

/** The soft shadow of a disc that will be laid over the canvas. */
function castShadow({ width, height, light }: Canvas, x: number, y: number, radius: number, soft: number): void {
  const reach = radius + soft * 3;
  for (let py = Math.max(0, Math.floor(y - reach)); py < Math.min(height, y + reach); py += 1) {
    for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(width, x + reach); px += 1) {
      const out = Math.max(0, Math.hypot(px - x, py - y) - radius);
      const keep = 1 - 0.22 * Math.exp(-out / soft);
      const i = (py * width + px) * 3;
      light[i] = (light[i] ?? 0) * keep;
      light[i + 1] = (light[i + 1] ?? 0) * keep;
      light[i + 2] = (light[i + 2] ?? 0) * keep;
    }
  }
}

function layPaper(
  canvas: Canvas,
  edge: Float32Array,
  next: Float32Array | undefined,
  colour: Colour,
  noise: Noise,
  layer: number,
): void {
  const { width, height, light, unit } = canvas;
  const soft = unit * 19;
  const top = Math.max(0, Math.floor(edge.reduce((low, value) => Math.min(low, value), height) - soft * 4));
  const rim = mix(colour, [1, 1, 1], 0.35);
  for (let y = top; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const depth = y + 0.5 - (edge[x] ?? 0);
      if (depth < -soft * 4 || y - 1 > (next?.[x] ?? height)) continue;
      const i = (y * width + x) * 3;
      const above = Math.min(0, depth) / soft;
      const dark = depth < 0.5 ? 1 - 0.42 * Math.exp(above) - 0.2 * Math.exp(above * 5) : 1;
      const cover = depth >= 0.5 ? 1 : depth > -0.5 ? depth + 0.5 : 0;
      const keep = dark * (1 - cover);
      const lip = depth < unit * 1.6 ? smooth(unit * 1.6, 0, depth) * 0.5 : 0;
      const fibre = cover > 0 ? 1 + 0.035 * noise.at(x / (unit * 1.7) + layer * 19, y / (unit * 1.7)) : 1;
      const body = (0.82 + 0.18 * Math.exp(-Math.max(0, depth) / (unit * 210))) * (1 - lip) * fibre * cover;
      const shine = lip * fibre * cover;
      light[i] = (light[i] ?? 0) * keep + colour[0] * body + rim[0] * shine;
      light[i + 1] = (light[i + 1] ?? 0) * keep + colour[1] * body + rim[1] * shine;
      light[i + 2] = (light[i + 2] ?? 0) * keep + colour[2] * body + rim[2] * shine;
    }
  }
}

/** A plain sheet with a paper's tooth. */
function sheet({ width, height, unit }: Canvas, colour: Colour, noise: Noise): Float32Array {
  const light = new Float32Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 3) {
      const fibre = 1 + 0.03 * noise.at(x / (unit * 1.7), y / (unit * 1.7)) - 0.1 * smooth(0.2, 1, y / height);
      light[i] = colour[0] * fibre;
      light[i + 1] = colour[1] * fibre;
      light[i + 2] = colour[2] * fibre;
    }
  }
  return light;
}
