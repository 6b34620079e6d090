import type { Random } from './random';

/** Smooth random functions of the plane and of the line. */
export interface Noise {
  /** From about -1 to 1, with features about one unit wide. */
  at(x: number, y: number): number;
  /** `octaves` of it on top of each other, each twice as fine and half as strong; from about -1 to 1. */
  fbm(x: number, y: number, octaves: number): number;
  /** Like `fbm`, with sharp crests as mountains have; from 0 to 1. */
  ridged(x: number, y: number, octaves: number): number;
}

/** Gradient noise from a table that the random numbers shuffle. */
export function createNoise(random: Random): Noise {
  const table = new Uint8Array(512);
  for (let i = 0; i < 256; i += 1) table[i] = i;
  for (let i = 255; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const held = table[i] ?? 0;
    table[i] = table[j] ?? 0;
    table[j] = held;
  }
  table.copyWithin(256, 0, 256);
  const cos = new Float32Array(256);
  const sin = new Float32Array(256);
  for (let i = 0; i < 256; i += 1) {
    cos[i] = Math.cos((i * Math.PI) / 128);
    sin[i] = Math.sin((i * Math.PI) / 128);
  }
  const corner = (ix: number, iy: number, dx: number, dy: number): number => {
    const h = table[(table[ix & 255] ?? 0) + (iy & 255)] ?? 0;
    return (cos[h] ?? 0) * dx + (sin[h] ?? 0) * dy;
  };
  const at = (x: number, y: number): number => {
    const ix = Math.floor(x);
    const iy = Math.floor(y);
    const fx = x - ix;
    const fy = y - iy;
    const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const top = corner(ix, iy, fx, fy) * (1 - sx) + corner(ix + 1, iy, fx - 1, fy) * sx;
    const low = corner(ix, iy + 1, fx, fy - 1) * (1 - sx) + corner(ix + 1, iy + 1, fx - 1, fy - 1) * sx;
    return (top * (1 - sy) + low * sy) * 1.5;
  };
  const fbm = (x: number, y: number, octaves: number): number => {
    let sum = 0;
    let weight = 0.55;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += weight * at(x * scale + octave * 17.3, y * scale - octave * 9.1);
      weight *= 0.5;
      scale *= 2.03;
    }
    return sum;
  };
  const ridged = (x: number, y: number, octaves: number): number => {
    let sum = 0;
    let weight = 0.55;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      const crest = 1 - Math.abs(at(x * scale + octave * 31.7, y * scale + octave * 13.9));
      sum += weight * crest * crest;
      weight *= 0.48;
      scale *= 2.1;
    }
    return sum;
  };
  return { at, fbm, ridged };
}
