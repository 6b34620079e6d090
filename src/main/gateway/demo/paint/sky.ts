import { addLight, fillDisc, paintField, paintRows, washWith } from './canvas';
import type { Canvas } from './canvas';
import { mix, scaled, smooth } from './colour';
import type { Colour } from './colour';
import type { Mood } from './mood';
import type { Noise } from './noise';
import { between } from './random';
import type { Random } from './random';

/** Where the light of a sky comes from, in pixels. */
export interface Sun {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A sky down to the horizon (share of the height), with sun or moon, its glow, clouds and, by night, stars. */
export function paintSky(canvas: Canvas, mood: Mood, horizon: number, sun: Sun, noise: Noise, random: Random): void {
  paintRows(canvas, (v) => skyColour(mood, v / horizon));
  if (mood.night) paintStars(canvas, random, () => canvas.height * horizon);
  paintGlow(canvas, mood, sun);
  paintSun(canvas, mood, sun, noise);
  paintClouds(canvas, mood, horizon, sun, noise, random);
}

/** The sky's colour from 0 at the top to 1 at the horizon. */
export function skyColour(mood: Mood, height: number): Colour {
  return height < 0.55
    ? mix(mood.top, mood.middle, smooth(-0.1, 0.62, height))
    : mix(mix(mood.top, mood.middle, smooth(-0.1, 0.62, height)), mood.horizon, smooth(0.5, 1.02, height));
}

/** The light round a sun or moon, wide by day. */
export function paintGlow(canvas: Canvas, mood: Mood, sun: Sun): void {
  const reach = canvas.unit * (mood.night ? 210 : 330);
  const strength = mood.night ? 0.3 : 0.75;
  paintField(canvas, canvas.unit * 8, (x, y, wash) => {
    const distance = Math.hypot(x - sun.x, (y - sun.y) * 1.15) / reach;
    const amount = strength * (0.55 * Math.exp(-distance * 1.9) + 0.45 * Math.exp(-distance * distance * 9));
    wash[0] = mood.glow[0] * amount;
    wash[1] = mood.glow[1] * amount;
    wash[2] = mood.glow[2] * amount;
    wash[3] = amount * 0.45;
  });
}

/** The disc itself; a moon has its seas. */
export function paintSun(canvas: Canvas, mood: Mood, { x, y, radius }: Sun, noise: Noise): void {
  const bright = scaled(mood.glow, mood.night ? 0.95 : 1.5);
  fillDisc(canvas, x, y, radius, (dx, dy) => {
    if (!mood.night) return bright;
    const seas = smooth(-0.05, 0.5, noise.fbm(dx * 1.6 + 40, dy * 1.6, 4)) * 0.3;
    return scaled(bright, (1 - seas) * (1 - 0.25 * (dx * dx + dy * dy)));
  });
}

/** Stars down to the depth (in pixels) that the sky has at each place, fading towards it. */
export function paintStars(canvas: Canvas, random: Random, depthAt: (x: number) => number): void {
  const { width, unit } = canvas;
  const spread = unit * 0.45;
  for (let star = 0; star < 900; star += 1) {
    const x = random() * width;
    const far = random() ** 1.25;
    const faint = random() ** 5 * 1.6 + 0.05;
    const tint: Colour = [0.8 + 0.4 * random(), 0.95, 1.25 - 0.4 * random()];
    for (const [dx, dy] of [
      [-spread, 0],
      [spread, 0],
      [0, spread],
      [0, -spread],
    ] as const)
      addLight(canvas, x + dx, far * depthAt(x) + dy, tint, faint * (1 - far) * 0.6);
  }
}

/** Flat banks of cloud, thin above and dense near the horizon, lit on the side of the sun. */
function paintClouds(canvas: Canvas, mood: Mood, horizon: number, sun: Sun, noise: Noise, random: Random): void {
  const { width, height, unit } = canvas;
  const span = unit * 1000;
  const cover = between(random, -0.12, 0.12);
  const offset = random() * 100;
  const bright = mix(mix(mood.horizon, mood.glow, 0.6), [1, 1, 1], mood.night ? 0 : 0.15);
  const dark = mix(mood.middle, mood.top, 0.45);
  paintField(canvas, unit * 3, (x, y, wash) => {
    const v = y / (height * horizon);
    if (v > 1.05) return;
    const squeeze = 2.2 + 7 * v * v;
    const u = x / span + offset;
    const warp = noise.at(u * 2.1, (y / span) * 3) * 0.22;
    const dense = noise.fbm(u * 1.7 + warp, (y / span) * squeeze + warp, 5) + cover;
    const body = smooth(0.02, 0.55, dense) * smooth(0.02, 0.3, v) * (1 - 0.5 * smooth(0.8, 1.05, v));
    if (body <= 0) return;
    const upper = noise.fbm(u * 1.7 + warp, ((y - unit * 16) / span) * squeeze + warp, 3) + cover;
    const toSun = Math.exp(-Math.hypot(x - sun.x, y - sun.y) / (0.5 * Math.max(width, height)));
    const lit = Math.min(1, Math.max(0, 0.45 + (dense - upper) * 1.7 + toSun * 0.55));
    const opacity = body * (mood.night ? 0.4 : 0.72);
    const tone = mix(dark, bright, lit);
    washWith(wash, tone, opacity);
  });
}
