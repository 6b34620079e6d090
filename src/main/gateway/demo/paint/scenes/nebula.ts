import { addLight, fillDisc, paintField } from '../canvas';
import type { Canvas } from '../canvas';
import { mix, scaled, smooth } from '../colour';
import type { Colour } from '../colour';
import { between } from '../random';
import type { Random } from '../random';
import type { Scene, Studio } from './scene';

/** Clouds of gas with lanes of dust, stars in front, and sometimes a planet. */
export const NEBULA: Scene = {
  name: 'nebula',
  words: /\b(space|galax\w*|nebula\w*|planet\w*|cosm\w*|universe|astronaut\w*|stars?|milky|comet|orbit)\b/i,
  grain: 4,
  paint: paintNebula,
};

function paintNebula(studio: Studio): void {
  const { canvas, random, prompt } = studio;
  paintGas(studio);
  paintStars(canvas, random, 2600, 1);
  paintBrightStars(canvas, random, 26);
  if (/\b(planet\w*|orbit|astronaut\w*|moon)\b/i.test(prompt) || random() < 0.45) paintPlanet(studio);
}

function paintGas({ canvas, mood, noise, random }: Studio): void {
  const span = canvas.unit * 1000;
  const tilt = between(random, -0.8, 0.8);
  const [ox, oy] = [random() * 50, random() * 50];
  const middle = { x: canvas.width * between(random, 0.35, 0.65), y: canvas.height * between(random, 0.35, 0.65) };
  const outer = mood.night ? mood.middle : mix(mood.top, mood.middle, 0.4);
  const inner = mix(mood.accent, mood.horizon, 0.35);
  const core = mood.glow;
  const dark: Colour = scaled(mood.near, 0.32);
  paintField(canvas, canvas.unit * 2.5, (x, y, wash) => {
    const u = (x - middle.x) / span;
    const v = (y - middle.y) / span;
    const wx = noise.fbm(u * 1.7 + ox, v * 1.7 + oy, 4);
    const wy = noise.fbm(u * 1.7 + ox + 9.2, v * 1.7 + oy + 4.7, 4);
    const gas = noise.fbm(u * 2.1 + wx * 1.25 + ox, v * 2.1 + wy * 1.25 - oy, 6);
    const lanes = noise.ridged(u * 2.3 + wy * 0.9 - ox, v * 2.3 + wx * 0.9, 5);
    const across = (v * Math.cos(tilt) - u * Math.sin(tilt)) / 0.3 + wx * 0.55;
    const band = Math.exp(-across * across);
    const cloud = smooth(-0.35, 0.75, gas + band * 0.55 - 0.12) * (0.22 + 0.78 * band);
    const heart = Math.exp(-(u * u + v * v) * 9) * smooth(-0.1, 0.7, gas + 0.3);
    const dust = smooth(0.56, 0.86, lanes) * band * 0.8;
    const glow = cloud * (1 - dust);
    const warm = smooth(-0.25, 0.4, wx);
    for (let c = 0; c < 3; c += 1) {
      const colour = (outer[c] ?? 0) * (1 - warm) + (inner[c] ?? 0) * warm;
      wash[c] = (dark[c] ?? 0) + colour * glow * glow * 1.25 + (core[c] ?? 0) * heart * heart * (1 - dust) * 0.85;
    }
    wash[3] = 1;
  });
}

function paintStars(canvas: Canvas, random: Random, count: number, strength: number): void {
  for (let star = 0; star < count; star += 1) {
    const bright = (random() ** 7 * 2.6 + 0.06) * strength;
    const warm = random();
    const tint: Colour = [0.75 + 0.45 * warm, 0.95, 1.3 - 0.5 * warm];
    const x = random() * canvas.width;
    const y = random() * canvas.height;
    const size = canvas.unit * 0.5;
    for (const [dx, dy] of [
      [0, 0],
      [size, 0],
      [-size, 0],
      [0, size],
      [0, -size],
    ] as const)
      addLight(canvas, x + dx, y + dy, tint, bright * (dx === 0 && dy === 0 ? 0.9 : 0.35));
  }
}

function paintBrightStars(canvas: Canvas, random: Random, count: number): void {
  const { width, height, unit } = canvas;
  for (let star = 0; star < count; star += 1) {
    const size = unit * (1 + 5 * random() ** 4);
    const [cx, cy] = [random() * width, random() * height];
    const tint: Colour = [0.9 + 0.3 * random(), 1, 1.2 - 0.3 * random()];
    const reach = Math.ceil(size * 14);
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const d = Math.hypot(dx, dy) / size;
        const spikes =
          Math.exp(-Math.abs(dx) / (size * 3.2) - Math.abs(dy) / (size * 0.25)) +
          Math.exp(-Math.abs(dy) / (size * 3.2) - Math.abs(dx) / (size * 0.25));
        const amount = Math.exp(-d * d * 1.6) * 1.4 + 0.1 * Math.exp(-d * 0.55) + spikes * 0.3;
        if (amount > 0.003) addLight(canvas, cx + dx, cy + dy, tint, amount * smooth(14, 8, d));
      }
    }
  }
}

function paintPlanet({ canvas, mood, noise, random }: Studio): void {
  const { width, height, unit } = canvas;
  const radius = unit * between(random, 120, 230);
  const x = width * between(random, 0.2, 0.8);
  const y = height * between(random, 0.3, 0.78);
  const angle = between(random, 0, Math.PI * 2);
  const [lx, ly, lz] = [Math.cos(angle) * 0.82, Math.sin(angle) * 0.82, 0.42];
  const bands = between(random, 3, 7);
  const tilt = between(random, -0.5, 0.5);
  const tones = [mix(mood.middle, mood.horizon, 0.5), mood.horizon, mix(mood.accent, mood.middle, 0.5)] as const;
  paintAir(canvas, x, y, radius, [lx, ly], mood.accent);
  fillDisc(canvas, x, y, radius, (dx, dy) => {
    const z = Math.sqrt(Math.max(0, 1 - dx * dx - dy * dy));
    const along = dx * Math.cos(tilt) + dy * Math.sin(tilt);
    const across = dy * Math.cos(tilt) - dx * Math.sin(tilt);
    const swirl = noise.fbm(along * 1.6 + 20, across * 5, 4) * 0.34;
    const belt = 0.5 + 0.5 * Math.sin((across + swirl * 0.45) * bands * 2.2);
    const surface = mix(
      mix(tones[0], tones[1], belt),
      tones[2],
      smooth(0.1, 0.7, noise.fbm(along * 2.4, across * 8 + 9, 4)) * 0.55,
    );
    const lit = smooth(-0.1, 0.95, dx * lx + dy * ly + z * lz);
    const rim = (1 - z) ** 3 * smooth(-0.2, 0.6, dx * lx + dy * ly);
    const shaded = scaled(surface, 0.004 + lit * 1.05);
    return [
      shaded[0] + mood.accent[0] * rim * 0.7,
      shaded[1] + mood.accent[1] * rim * 0.7,
      shaded[2] + mood.accent[2] * rim * 0.7,
    ];
  });
}

/** The planet's air, a thin glow outside its lit edge. */
function paintAir(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  [lx, ly]: readonly [number, number],
  tint: Colour,
): void {
  paintField(canvas, canvas.unit * 2, (px, py, wash) => {
    const [dx, dy] = [px - x, py - y];
    const distance = Math.hypot(dx, dy);
    const out = distance / radius - 1;
    if (out > 0.35) return;
    const side = smooth(-0.3, 0.9, (dx * lx + dy * ly) / (distance || 1));
    const amount = side * Math.exp(-Math.max(0, out) * 26) * 0.5;
    for (let c = 0; c < 3; c += 1) wash[c] = (tint[c] ?? 0) * amount;
  });
}
