import type { Canvas } from './canvas';

/** How far down the sky reaches, in pixels, for each of a number of columns of equal width; 0 where there is none. */
export interface Skyline {
  readonly depths: Float32Array;
  /** The depth in the middle of all, in pixels. */
  readonly middle: number;
  /** The depth at a place across the canvas, in pixels. */
  depthAt(x: number): number;
}

const COLUMNS = 96;
const STEP = 6;
/** A jump in brightness (of 1) that ends the sky: clouds stay below it. */
const JUMP = 0.09;

/** Finds the sky by going down from the top until the brightness jumps. */
export function skylineOf({ width, height, light, unit }: Canvas): Skyline {
  const step = Math.max(1, Math.round(unit * STEP));
  const brightness = (x: number, y: number): number => {
    const i = (y * width + x) * 3;
    return Math.cbrt(0.21 * (light[i] ?? 0) + 0.72 * (light[i + 1] ?? 0) + 0.07 * (light[i + 2] ?? 0));
  };
  const raw = Float32Array.from({ length: COLUMNS }, (_, column) => {
    const x = Math.min(width - 1, Math.floor(((column + 0.5) * width) / COLUMNS));
    let y = step;
    while (y < height - step && Math.abs(brightness(x, y) - brightness(x, y - step)) < JUMP) y += step;
    // A picture without any jump has no sky either.
    return y >= height - step ? height * 0.5 : y;
  });
  // The median of neighbours passes over stars, birds and suns.
  const depths = raw.map((_, i) => [...raw.subarray(Math.max(0, i - 4), i + 5)].sort((a, b) => a - b)[4] ?? 0);
  return {
    depths,
    middle: [...depths].sort((a, b) => a - b)[COLUMNS / 2] ?? 0,
    depthAt: (x) => depths[Math.min(COLUMNS - 1, Math.max(0, Math.floor((x / width) * COLUMNS)))] ?? 0,
  };
}
