import type { Canvas } from '../canvas';
import { mixAt, paintField } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import type { Colour } from '../colour';
import type { Noise } from '../noise';
import { between } from '../random';
import type { Scene, Studio } from './scene';

/** Balls of matt and glossy material on a seamless ground under one soft lamp, as in a product photograph. */
export const STILL: Scene = {
  name: 'still',
  words:
    /\b(product|studio|still|bottle\w*|ceramic\w*|object\w*|sphere\w*|ball\w*|3d|render\w*|vase\w*|chair\w*|glass\w*|fruit\w*|perfume|packag\w*|geometr\w*)\b/i,
  grain: 4,
  paint: paintStill,
};

interface Ball {
  readonly x: number;
  /** Where it touches the ground. */
  readonly foot: number;
  readonly radius: number;
  readonly colour: Colour;
  readonly gloss: number;
  readonly grained: boolean;
}

function paintStill(studio: Studio): void {
  const { canvas, mood, random, noise } = studio;
  const { width, height, unit } = canvas;
  const wall = mood.night ? mix(mood.middle, mood.top, 0.35) : mix(mood.horizon, mood.middle, 0.22);
  const ground = mood.night ? mix(mood.middle, mood.near, 0.35) : mix(mood.horizon, mood.glow, 0.25);
  paintField(canvas, unit * 8, (x, y, wash) => {
    const v = y / height;
    const lamp = Math.exp(-(((x / width - 0.28) / 0.55) ** 2) - ((v - 0.3) / 0.6) ** 2);
    const base = mix(wall, ground, smooth(0.5, 0.78, v));
    const tone = scaled(base, 0.62 + 0.48 * lamp - 0.1 * smooth(0.8, 1.1, v));
    wash[0] = tone[0];
    wash[1] = tone[1];
    wash[2] = tone[2];
    wash[3] = 1;
  });
  const balls = arrange(studio);
  paintShadows(canvas, balls, mix(mood.near, ground, 0.25));
  for (const ball of [...balls].sort((a, b) => a.foot - b.foot))
    paintBall(canvas, ball, ground, mood.glow, noise, random() * 99);
}

function arrange({ canvas, mood, random }: Studio): readonly Ball[] {
  const { width, height, unit } = canvas;
  const tones = [
    mood.accent,
    mix(mood.middle, mood.accent, 0.25),
    mood.horizon,
    mood.near,
    mix(mood.glow, mood.horizon, 0.4),
    mood.top,
  ];
  const sizes = [210, 132, 92, 66, 44, 30, 22];
  const fit = Math.min(1.15, Math.min(width, height) / (unit * 1000) + 0.18);
  const balls: Ball[] = [];
  for (const size of sizes) {
    const radius = unit * size * between(random, 0.86, 1.14) * fit;
    for (let attempt = 0; attempt < 80; attempt += 1) {
      const x = width * 0.5 + (random() + random() - 1) * Math.min(width * 0.46 - radius * 0.6, unit * 560);
      const foot = height * between(random, 0.66, 0.86) + (size > 150 ? 0 : unit * 20);
      const clear = balls.every(
        (other) => Math.hypot(x - other.x, (foot - other.foot) * 1.7) > (radius + other.radius) * 0.94,
      );
      if (!clear && attempt < 79) continue;
      if (clear) {
        const colour = tones[balls.length % tones.length] ?? mood.accent;
        balls.push({ x, foot, radius, colour, gloss: random() < 0.5 ? 0.9 : 0.25, grained: random() < 0.4 });
      }
      break;
    }
  }
  return balls;
}

/** One wide shadow away from the lamp and one close round the foot, for every ball at once. */
function paintShadows(canvas: Canvas, balls: readonly Ball[], colour: Colour): void {
  paintField(canvas, canvas.unit * 3, (x, y, wash) => {
    let clear = 1;
    for (const { x: bx, foot, radius } of balls) {
      const cast =
        ((x - bx - radius * 0.95) / (radius * 1.7)) ** 2 + ((y - foot + radius * 0.1) / (radius * 0.34)) ** 2;
      const near =
        ((x - bx - radius * 0.12) / (radius * 0.92)) ** 2 + ((y - foot + radius * 0.07) / (radius * 0.2)) ** 2;
      clear *= (1 - 0.5 * Math.exp(-cast * 1.2)) * (1 - 0.68 * Math.exp(-near * 1.4));
    }
    wash[0] = colour[0] * (1 - clear);
    wash[1] = colour[1] * (1 - clear);
    wash[2] = colour[2] * (1 - clear);
    wash[3] = 1 - clear;
  });
}

function paintBall(canvas: Canvas, ball: Ball, ground: Colour, lamp: Colour, noise: Noise, seed: number): void {
  const { x, foot, radius, colour, gloss, grained } = ball;
  const middle = foot - radius;
  const [lx, ly, lz] = [-0.52, -0.66, 0.54];
  for (let py = Math.max(0, Math.floor(middle - radius - 1)); py <= Math.min(canvas.height - 1, foot + 1); py += 1) {
    for (let px = Math.max(0, Math.floor(x - radius - 1)); px <= Math.min(canvas.width - 1, x + radius + 1); px += 1) {
      const dx = (px + 0.5 - x) / radius;
      const dy = (py + 0.5 - middle) / radius;
      const flat = Math.hypot(dx, dy);
      const cover = Math.min(1, (1 - flat) * radius + 0.5);
      if (cover <= 0) continue;
      const dz = Math.sqrt(Math.max(0, 1 - flat * flat));
      const facing = dx * lx + dy * ly + dz * lz;
      const diffuse = smooth(-0.55, 1.05, facing) ** 1.25;
      const bounce = smooth(0.1, 1, dy) * 0.26;
      const edge = (1 - dz) ** 3;
      const vein = grained ? 1 + 0.24 * noise.fbm(dx * 2.2 + seed, dy * 2.2 + dz, 5) : 1;
      // Seen in the gloss, the lamp is a soft square.
      const [rx, ry] = [2 * dz * dx, 2 * dz * dy];
      const window = Math.exp(-(((rx + 0.6) / 0.21) ** 4) - ((ry + 0.72) / 0.25) ** 4) * gloss;
      const sheen = Math.max(0, facing) ** 9 * 0.16;
      const occluded = 1 - 0.55 * smooth(0.72, 1, dy);
      const tone = (c: 0 | 1 | 2): number =>
        (colour[c] * vein * (0.1 + 1.02 * diffuse) +
          ground[c] * colour[c] * bounce * 1.4 +
          ground[c] * edge * (0.1 + 0.16 * gloss)) *
          occluded +
        lamp[c] * (window * 0.85 + sheen);
      mixAt(canvas, px, py, [tone(0), tone(1), tone(2)], cover);
    }
  }
}
