import type { Colour } from './colour';
import { lightValue, screenValue } from './colour';
import type { Pixels } from './codec';

/** A picture in the making: light per pixel, three numbers each, row by row. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly light: Float32Array;
  /** Pixels to one thousandth of a square picture's side, so that a picture looks the same at any size. */
  readonly unit: number;
}

/** A black canvas. */
export function createCanvas(width: number, height: number): Canvas {
  return { width, height, light: new Float32Array(width * height * 3), unit: Math.sqrt(width * height) / 1000 };
}

/** Fills each row with the colour for its height, from 0 at the top to 1 at the bottom. */
export function paintRows({ width, height, light }: Canvas, colourAt: (v: number) => Colour): void {
  for (let y = 0, i = 0; y < height; y += 1) {
    const [r, g, b] = colourAt(y / height);
    for (let x = 0; x < width; x += 1, i += 3) {
      light[i] = r;
      light[i + 1] = g;
      light[i + 2] = b;
    }
  }
}

/** A colour with its opacity, as `paintField` wants it: red, green and blue already multiplied by the opacity. */
export type Wash = [number, number, number, number];

/**
 * Lays something soft over the canvas: `washAt` is asked on a grid of `step` pixels only, in pixel places, and the rest lies smoothly
 * between. An opacity of 0 with colour adds light.
 */
export function paintField(canvas: Canvas, step: number, washAt: (x: number, y: number, wash: Wash) => void): void {
  const { width, height } = canvas;
  const pace = Math.max(1, step);
  const columns = Math.ceil(width / pace) + 2;
  const line = new Float32Array(columns * 4);
  let above = fieldRow(columns, pace, 0, washAt);
  let below = fieldRow(columns, pace, pace, washAt);
  for (let y = 0, row = 0; y < height; y += 1) {
    while (y >= (row + 1) * pace) {
      row += 1;
      above = below;
      below = fieldRow(columns, pace, (row + 1) * pace, washAt);
    }
    const fy = y / pace - row;
    for (let i = 0; i < line.length; i += 1) line[i] = (above[i] ?? 0) * (1 - fy) + (below[i] ?? 0) * fy;
    paintFieldLine(canvas, y, pace, line);
  }
}

function paintFieldLine({ width, light }: Canvas, y: number, pace: number, line: Float32Array): void {
  for (let column = 0, x = 0; x < width; column += 1) {
    const at = column * 4;
    const r = line[at] ?? 0;
    const g = line[at + 1] ?? 0;
    const b = line[at + 2] ?? 0;
    const a = line[at + 3] ?? 0;
    const dr = (line[at + 4] ?? 0) - r;
    const dg = (line[at + 5] ?? 0) - g;
    const db = (line[at + 6] ?? 0) - b;
    const da = (line[at + 7] ?? 0) - a;
    const end = Math.min(width, Math.ceil((column + 1) * pace));
    // Most washes are empty over most of the canvas.
    if (r + g + b + a === 0 && dr + dg + db + da === 0) {
      x = end;
      continue;
    }
    for (let i = (y * width + x) * 3; x < end; x += 1, i += 3) {
      const fx = x / pace - column;
      const rest = 1 - a - da * fx;
      light[i] = (light[i] ?? 0) * rest + r + dr * fx;
      light[i + 1] = (light[i + 1] ?? 0) * rest + g + dg * fx;
      light[i + 2] = (light[i + 2] ?? 0) * rest + b + db * fx;
    }
  }
}

function fieldRow(
  columns: number,
  step: number,
  y: number,
  washAt: (x: number, y: number, wash: Wash) => void,
): Float32Array {
  const row = new Float32Array(columns * 4);
  const wash: Wash = [0, 0, 0, 0];
  for (let column = 0; column < columns; column += 1) {
    wash[0] = wash[1] = wash[2] = wash[3] = 0;
    washAt(column * step, y, wash);
    row.set(wash, column * 4);
  }
  return row;
}

/** Sets a wash to a colour at an opacity. */
export function washWith(wash: Wash, [r, g, b]: Colour, opacity: number): void {
  wash[0] = r * opacity;
  wash[1] = g * opacity;
  wash[2] = b * opacity;
  wash[3] = opacity;
}

/**
 * Fills everything below a line with smooth edges. `edge` is the height of the line in pixels from the top for each column;
 * `colours` the colour by depth below it; `shade`, where given, multiplies it.
 */
export function fillBelow(
  { width, height, light }: Canvas,
  edge: Float32Array,
  colours: Float32Array,
  shade?: (x: number, depth: number) => number,
): void {
  const last = colours.length / 3 - 1;
  const top = Math.max(0, Math.floor(edge.reduce((low, value) => Math.min(low, value), height)) - 1);
  for (let y = top; y < height; y += 1) {
    let i = y * width * 3;
    for (let x = 0; x < width; x += 1, i += 3) {
      const depth = y + 0.5 - (edge[x] ?? 0);
      if (depth <= -0.5) continue;
      const cover = depth >= 0.5 ? 1 : depth + 0.5;
      const at = Math.min(last, depth > 0 ? depth | 0 : 0) * 3;
      const tone = shade ? shade(x, depth) * cover : cover;
      const rest = 1 - cover;
      light[i] = (light[i] ?? 0) * rest + (colours[at] ?? 0) * tone;
      light[i + 1] = (light[i + 1] ?? 0) * rest + (colours[at + 1] ?? 0) * tone;
      light[i + 2] = (light[i + 2] ?? 0) * rest + (colours[at + 2] ?? 0) * tone;
    }
  }
}

/** Colours by depth in pixels for `fillBelow`. */
export function depthColours(height: number, colourAt: (depth: number) => Colour): Float32Array {
  const colours = new Float32Array(height * 3);
  for (let depth = 0; depth < height; depth += 1) colours.set(colourAt(depth), depth * 3);
  return colours;
}

/** Mixes a colour into one pixel; places outside are ignored. */
export function mixAt({ width, height, light }: Canvas, x: number, y: number, [r, g, b]: Colour, share: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height || share <= 0) return;
  const i = (y * width + x) * 3;
  const rest = 1 - share;
  light[i] = (light[i] ?? 0) * rest + r * share;
  light[i + 1] = (light[i + 1] ?? 0) * rest + g * share;
  light[i + 2] = (light[i + 2] ?? 0) * rest + b * share;
}

/** Adds light at a place between pixels, shared among the four round it. */
export function addLight(canvas: Canvas, x: number, y: number, [r, g, b]: Colour, amount: number): void {
  const { width, height, light } = canvas;
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return;
  const fx = x - left;
  const fy = y - top;
  for (let corner = 0; corner < 4; corner += 1) {
    const right = corner & 1;
    const low = corner >> 1;
    const share = (right ? fx : 1 - fx) * (low ? fy : 1 - fy) * amount;
    const i = ((top + low) * width + left + right) * 3;
    light[i] = (light[i] ?? 0) + r * share;
    light[i + 1] = (light[i + 1] ?? 0) + g * share;
    light[i + 2] = (light[i + 2] ?? 0) + b * share;
  }
}

/** Fills a disc with smooth edges; `colourAt` may shade it by place within, from -1 to 1. */
export function fillDisc(
  canvas: Canvas,
  centreX: number,
  centreY: number,
  radius: number,
  colourAt: (dx: number, dy: number) => Colour,
): void {
  const bottom = Math.min(canvas.height - 1, Math.ceil(centreY + radius + 1));
  const right = Math.min(canvas.width - 1, Math.ceil(centreX + radius + 1));
  for (let y = Math.max(0, Math.floor(centreY - radius - 1)); y <= bottom; y += 1) {
    for (let x = Math.max(0, Math.floor(centreX - radius - 1)); x <= right; x += 1) {
      const dx = x + 0.5 - centreX;
      const dy = y + 0.5 - centreY;
      const cover = Math.min(1, radius + 0.5 - Math.hypot(dx, dy));
      if (cover > 0) mixAt(canvas, x, y, colourAt(dx / radius, dy / radius), cover);
    }
  }
}

/** The canvas as 8-bit pixels, with film grain (which also keeps gradients free of bands) of that strength in screen values. */
export function develop({ width, height, light }: Canvas, grain: number, seed: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  let state = seed | 1;
  for (let i = 0, o = 0; o < data.length; i += 3, o += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // The sum of two even ones is round enough.
    const noise = ((state & 0xffff) + (state >>> 16) - 65535) * (grain / 65535);
    data[o] = screenValue(light[i] ?? 0) + noise;
    data[o + 1] = screenValue(light[i + 1] ?? 0) + noise;
    data[o + 2] = screenValue(light[i + 2] ?? 0) + noise;
    data[o + 3] = 255;
  }
  return { width, height, data };
}

/** A canvas with the light of 8-bit pixels. */
export function canvasOf({ width, height, data }: Pixels): Canvas {
  const canvas = createCanvas(width, height);
  for (let i = 0, o = 0; o < data.length; i += 3, o += 4) {
    canvas.light[i] = lightValue(data[o] ?? 0);
    canvas.light[i + 1] = lightValue(data[o + 1] ?? 0);
    canvas.light[i + 2] = lightValue(data[o + 2] ?? 0);
  }
  return canvas;
}
