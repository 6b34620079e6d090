import type { Canvas } from '../canvas';
import { addLight, paintField } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import type { Colour } from '../colour';
import type { Noise } from '../noise';
import { between } from '../random';
import type { Scene, Studio } from './scene';

/** Thousands of glowing particles drawn along the currents of a random field. */
export const FLOW: Scene = {
  name: 'flow',
  words:
    /\b(abstract|particle\w*|data|energy|silk|smoke|flow\w*|music|sound|motion|swirl\w*|aurora|neural|silhouette|wind|current\w*)\b/i,
  grain: 5,
  paint: paintFlow,
};

function paintFlow(studio: Studio): void {
  const { canvas, mood, random, noise } = studio;
  const { width, height, unit } = canvas;
  const middle = { x: width * between(random, 0.38, 0.62), y: height * between(random, 0.4, 0.6) };
  const deep = scaled(mix(mood.near, mood.top, 0.28), 0.2);
  const haze = mix(mood.middle, mood.accent, 0.3);
  paintField(canvas, unit * 8, (x, y, wash) => {
    const d = Math.hypot((x - middle.x) / width, (y - middle.y) / height);
    const glow = Math.exp(-d * d * 7) * 0.24;
    for (let c = 0; c < 3; c += 1) wash[c] = (deep[c] ?? 0) * (1.15 - d) + (haze[c] ?? 0) * glow * 0.42;
    wash[3] = 1;
  });
  const currents = currentsOf(noise, between(random, 1.1, 1.9), between(random, -1, 1) < 0 ? -1 : 1, canvas, middle);
  drawThreads(studio, currents, middle);
  bloom(canvas, Math.max(2, Math.round(unit * 5)), 0.42);
}

type Currents = (x: number, y: number) => readonly [number, number];

/** Directions that follow the contours of noise, so that threads never cross or pile up, turned round a middle. */
function currentsOf(
  noise: Noise,
  scale: number,
  turn: number,
  { unit }: Canvas,
  middle: { x: number; y: number },
): Currents {
  const span = unit * 1000;
  const bump = 0.004;
  const height = (u: number, v: number): number => noise.fbm(u * scale + 11, v * scale + 5, 3);
  return (x, y) => {
    const u = (x - middle.x) / span;
    const v = (y - middle.y) / span;
    const du = (height(u + bump, v) - height(u - bump, v)) / bump;
    const dv = (height(u, v + bump) - height(u, v - bump)) / bump;
    const pull = 2.6 / (0.25 + Math.hypot(u, v) * 3);
    const vx = dv * 0.5 - v * pull * turn * 1.2;
    const vy = -du * 0.5 + u * pull * turn * 1.2;
    const length = Math.hypot(vx, vy) || 1;
    return [vx / length, vy / length];
  };
}

function drawThreads(
  { canvas, mood, noise, random }: Studio,
  currents: Currents,
  middle: { x: number; y: number },
): void {
  const { unit } = canvas;
  const field = grid(canvas, currents);
  const stops = [mood.accent, mix(mood.accent, mood.horizon, 0.6), mood.glow] as const;
  const threads = 5200;
  const steps = 150;
  const pace = unit * 1.7;
  for (let thread = 0; thread < threads; thread += 1) {
    const angle = random() * Math.PI * 2;
    const far = Math.abs(random() + random() + random() - 1.5) * 0.62 + 0.02;
    let x = middle.x + Math.cos(angle) * far * unit * 1000;
    let y = middle.y + Math.sin(angle) * far * unit * 860;
    const bright = random() ** 3;
    const tone =
      stops[Math.min(2, Math.floor((noise.at(x / (unit * 240), y / (unit * 240)) * 0.5 + 0.5 + bright * 0.5) * 2.2))] ??
      mood.glow;
    const colour: Colour = scaled(tone, (0.05 + 0.34 * bright) * Math.exp(-far * 1.35));
    for (let step = 0; step < steps; step += 1) {
      const [vx, vy] = field(x, y);
      x += vx * pace;
      y += vy * pace;
      addLight(canvas, x, y, colour, Math.sin((Math.PI * (step + 0.5)) / steps) * pace * 0.62);
    }
    // The head of the thread: a grain of light.
    const grain = bright > 0.55 ? 2.6 : 0.9;
    for (const [dx, dy] of [
      [0, 0],
      [0.7, 0],
      [-0.7, 0],
      [0, 0.7],
      [0, -0.7],
    ] as const)
      addLight(canvas, x + dx * unit, y + dy * unit, mood.glow, bright * grain * unit * 0.55);
  }
}

/** The currents on a coarse grid: asked a million times, they must cost nothing. */
function grid({ width, height, unit }: Canvas, currents: Currents): Currents {
  const step = unit * 6;
  const columns = Math.ceil(width / step) + 1;
  const rows = Math.ceil(height / step) + 1;
  const cells = Array.from({ length: columns * rows }, (_, i) =>
    currents((i % columns) * step, Math.floor(i / columns) * step),
  );
  const still = [0, 0] as const;
  return (x, y) => {
    const column = Math.round(x / step);
    const row = Math.round(y / step);
    return column < 0 || row < 0 || column >= columns ? still : (cells[row * columns + column] ?? still);
  };
}

/** Lets bright places shine over their surroundings: a blurred copy on a coarse grid, added. */
function bloom(canvas: Canvas, step: number, strength: number): void {
  const { width, height, light } = canvas;
  const columns = Math.ceil(width / step);
  const rows = Math.ceil(height / step);
  let sums: Float32Array<ArrayBuffer> = new Float32Array(columns * rows * 3);
  for (let y = 0, i = 0; y < height; y += 1) {
    const row = Math.floor(y / step) * columns;
    for (let x = 0; x < width; x += 1, i += 3) {
      const o = (row + Math.floor(x / step)) * 3;
      for (let c = 0; c < 3; c += 1) sums[o + c] = (sums[o + c] ?? 0) + (light[i + c] ?? 0) / (step * step);
    }
  }
  for (let pass = 0; pass < 4; pass += 1) sums = blurred(sums, columns, rows);
  paintField(canvas, step, (x, y, wash) => {
    const column = Math.min(columns - 1, Math.floor(x / step));
    const row = Math.min(rows - 1, Math.floor(y / step));
    for (let c = 0; c < 3; c += 1)
      wash[c] =
        smooth(0, 0.5, sums[(row * columns + column) * 3 + c] ?? 0) *
        (sums[(row * columns + column) * 3 + c] ?? 0) *
        strength;
  });
}

function blurred(sums: Float32Array, columns: number, rows: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(sums.length);
  const at = (x: number, y: number, c: number): number =>
    sums[(Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x))) * 3 + c] ?? 0;
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1)
      for (let c = 0; c < 3; c += 1)
        result[(y * columns + x) * 3 + c] =
          at(x, y, c) * 0.28 + (at(x - 1, y, c) + at(x + 1, y, c) + at(x, y - 1, c) + at(x, y + 1, c)) * 0.18;
  return result;
}
