import type { Canvas } from './canvas';
import { addLight, fillDisc, mixAt, paintField, washWith } from './canvas';
import { clamp01, mix, scaled, smooth } from './colour';
import type { Colour } from './colour';
import { MOODS } from './mood';
import type { Mood } from './mood';
import type { Noise } from './noise';
import { between } from './random';
import type { Random } from './random';
import { paintGlow, paintStars, paintSun, skyColour } from './sky';
import type { Skyline } from './skyline';

/** What an effect works on. */
export interface EffectStudio {
  readonly canvas: Canvas;
  readonly noise: Noise;
  readonly random: Random;
  readonly skyline: Skyline;
  readonly prompt: string;
}

/** One change that the words of an edit can ask for. */
export interface Effect {
  readonly kind: 'light' | 'weather' | 'thing' | 'look';
  readonly words: RegExp;
  apply(studio: EffectStudio): void;
}

/** Every effect, in the order in which they are applied: light first, then weather, things and looks. */
export const EFFECTS: readonly Effect[] = [
  ...MOODS.map((mood): Effect => ({
    kind: 'light',
    words: mood.words,
    apply: (studio) => {
      relight(studio, mood);
    },
  })),
  { kind: 'weather', words: /\b(fog\w*|mist\w*|haze|hazy|smok\w*|steam)\b/i, apply: layFog },
  { kind: 'thing', words: /\b(star\w*|night|milky)\b/i, apply: addStars },
  {
    kind: 'thing',
    words: /\b(moon\w*|night)\b/i,
    apply: (studio) => {
      addMoon(studio);
    },
  },
  {
    kind: 'thing',
    words: /\b(lamp\w*|lantern\w*|candle\w*|firefl\w*|bokeh|glow\w*|window\w*|lights)\b/i,
    apply: addLamps,
  },
  { kind: 'thing', words: /\b(balloon\w*|hot[- ]air)\b/i, apply: addBalloons },
  { kind: 'thing', words: /\b(bird\w*|gull\w*|swallow\w*|flock)\b/i, apply: addBirds },
  { kind: 'weather', words: /\b(snow\w*|winter|blizzard)\b/i, apply: addSnow },
  { kind: 'weather', words: /\b(rain\w*|storm\w*|drizzle)\b/i, apply: addRain },
  { kind: 'look', words: /\b(black and white|monochrome|b&w|noir|grayscale|greyscale)\b/i, apply: takeColour },
];

/**
 * Gives the picture the light of another mood: each tone takes the mood's colour for it, what is bright the colour that the mood's sky has at that
 * height. Some of the picture's own colour stays, least by night.
 */
function relight({ canvas: { light, width, height }, skyline }: EffectStudio, mood: Mood): void {
  const keep = mood.night ? 0.04 : mood.name === 'winter' ? 0.5 : 0.24;
  const exposure = mood.night ? 0.8 : 0.98;
  const shadow = scaled(mood.near, mood.night ? 0.6 : 0.85);
  const horizon = Math.max(height * 0.3, skyline.middle);
  for (let y = 0, i = 0; y < height; y += 1) {
    // Below the horizon the light falls off again, as on water or ground.
    const v = y < horizon ? y / horizon : 1 - 0.75 * ((y - horizon) / (height - horizon));
    const high = mood.night ? mix(skyColour(mood, v), mood.middle, 0.3) : mix(skyColour(mood, v), mood.glow, 0.12);
    const middle = mix(mix(shadow, high, 0.42), mood.middle, 0.3);
    for (let x = 0; x < width; x += 1, i += 3) {
      const r = light[i] ?? 0;
      const g = light[i + 1] ?? 0;
      const b = light[i + 2] ?? 0;
      const tone = Math.sqrt(0.21 * r + 0.72 * g + 0.07 * b);
      const low = clamp01(tone * 2);
      const up = clamp01(tone * 2 - 1);
      const a = (1 - low) * (1 - up) * (1 - keep);
      const m = low * (1 - up) * (1 - keep);
      const h = up * (1 - keep) * (0.7 + 0.45 * tone);
      light[i] = (r * keep + shadow[0] * a + middle[0] * m + high[0] * h) * exposure;
      light[i + 1] = (g * keep + shadow[1] * a + middle[1] * m + high[1] * h) * exposure;
      light[i + 2] = (b * keep + shadow[2] * a + middle[2] * m + high[2] * h) * exposure;
    }
  }
}

/** A place in the sky, as high above what stands below as possible; null where the picture has no sky. */
function placeInSky({ canvas, skyline, random }: EffectStudio): { x: number; y: number } | null {
  const places = Array.from({ length: 12 }, () => canvas.width * between(random, 0.14, 0.86));
  const x = places.reduce(
    (best, place) => (skyline.depthAt(place) > skyline.depthAt(best) ? place : best),
    places[0] ?? 0,
  );
  const depth = skyline.depthAt(x);
  return depth < canvas.height * 0.12 ? null : { x, y: Math.min(depth * 0.42, canvas.height * 0.3) };
}

function addStars({ canvas, skyline, random }: EffectStudio): void {
  paintStars(canvas, random, (x) => skyline.depthAt(x) * 0.92);
}

function addMoon(studio: EffectStudio): void {
  const { canvas, noise } = studio;
  const night = MOODS.find(({ night }) => night);
  const place = placeInSky(studio) ?? { x: canvas.width * 0.76, y: canvas.height * 0.2 };
  if (!night) return;
  const moon = { ...place, radius: canvas.unit * 46 };
  paintGlow(canvas, night, moon);
  paintSun(canvas, night, moon, noise);
}

/** Warm lamps in the lower half, near ones large and out of focus. */
function addLamps({ canvas, random }: EffectStudio): void {
  const { width, height, unit } = canvas;
  const warm: Colour = [1.5, 0.72, 0.26];
  for (let lamp = 0; lamp < 9; lamp += 1) {
    const near = random();
    const x = width * between(random, 0.06, 0.94);
    const y = height * between(random, 0.58, 0.9);
    const radius = unit * (5 + 20 * near * near);
    paintField(canvas, unit * 5, (px, py, wash) => {
      const d = Math.hypot(px - x, py - y) / (radius * 5.5);
      if (d > 2) return;
      const amount = 0.42 * Math.exp(-d * d * 3);
      for (let c = 0; c < 3; c += 1) wash[c] = (warm[c] ?? 0) * amount;
    });
    fillDisc(canvas, x, y, radius, (dx, dy) => scaled(warm, 1.1 + 0.9 * Math.exp(-(dx * dx + dy * dy) * 2)));
  }
}

const CLOTHS: readonly (readonly [Colour, Colour])[] = [
  [
    [0.78, 0.09, 0.06],
    [0.95, 0.75, 0.45],
  ],
  [
    [0.05, 0.2, 0.42],
    [0.9, 0.82, 0.66],
  ],
  [
    [0.85, 0.42, 0.05],
    [0.35, 0.04, 0.12],
  ],
];

function addBalloons(studio: EffectStudio): void {
  const { canvas, random } = studio;
  const { unit, width, height } = canvas;
  CLOTHS.forEach(([first, second], index) => {
    const place = placeInSky(studio) ?? { x: width * (0.25 + 0.25 * index), y: height * 0.25 };
    const radius = unit * (62 - 19 * index) * between(random, 0.9, 1.1);
    const x = place.x + unit * ([0, -170, 120][index] ?? 0);
    const y = place.y + unit * ([20, -60, -95][index] ?? 0);
    for (let drop = 0; drop < radius * 0.75; drop += 1) {
      const half = radius * (0.72 - (0.5 * drop) / (radius * 0.75));
      for (let dx = -half; dx <= half; dx += 1)
        mixAt(
          canvas,
          Math.round(x + dx),
          Math.round(y + radius * 0.68 + drop),
          scaled(Math.sin((dx / half) * 7) > 0 ? first : second, 0.75 - 0.3 * (dx / half)),
          1,
        );
    }
    fillDisc(canvas, x, y, radius, (dx, dy) => {
      const gore = Math.asin(Math.max(-1, Math.min(1, dx / Math.sqrt(Math.max(0.02, 1 - dy * dy)))));
      const lit = 0.55 + 0.6 * smooth(0.9, -0.9, dx * 0.7 + dy * 0.6);
      return scaled(Math.sin(gore * 7) > 0 ? first : second, lit);
    });
    for (let dy = 0; dy < radius * 0.3; dy += 1)
      for (let dx = -radius * 0.15; dx < radius * 0.15; dx += 1)
        mixAt(canvas, Math.round(x + dx), Math.round(y + radius * 1.72 + dy), [0.09, 0.05, 0.03], 1);
  });
}

function addBirds(studio: EffectStudio): void {
  const { canvas, random } = studio;
  const { unit, width, height } = canvas;
  const place = placeInSky(studio) ?? { x: width / 2, y: height * 0.25 };
  for (let bird = 0; bird < 15; bird += 1) {
    const x = place.x + unit * between(random, -190, 190);
    const y = Math.max(unit * 20, place.y + unit * between(random, -80, 90));
    const span = unit * between(random, 8, 17);
    const lift = between(random, 0.25, 0.6);
    for (let t = -1; t <= 1; t += 0.5 / span) {
      const wing = Math.abs(t);
      const bend = (wing * 1.7 - wing * wing * 1.5) * lift;
      const thick = unit * 1.5 * (1 - wing) + unit * 0.5;
      for (let d = -thick; d <= thick; d += 0.5)
        mixAt(canvas, Math.round(x + t * span), Math.round(y - bend * span + d), [0.015, 0.015, 0.02], 0.75);
    }
  }
}

function layFog({ canvas, noise }: EffectStudio): void {
  const { height, unit } = canvas;
  const span = unit * 1000;
  paintField(canvas, unit * 6, (x, y, wash) => {
    const v = y / height;
    const bank = 0.5 + 0.75 * noise.fbm((x / span) * 2.2, (y / span) * 5.5, 4);
    const band = smooth(0.25, 0.62, v) * (1 - 0.35 * smooth(0.75, 1, v));
    washWith(wash, [0.72, 0.75, 0.78], clamp01(bank) * band * 0.82);
  });
}

/** Flakes at three distances, and a cover that whitens what is bright and low. */
function addSnow({ canvas, random }: EffectStudio): void {
  const { width, height, unit, light } = canvas;
  for (let y = 0, i = 0; y < height; y += 1) {
    const cover = 0.42 * smooth(0.5, 1, y / height);
    for (let x = 0; x < width; x += 1, i += 3) {
      const tone = Math.sqrt(light[i + 1] ?? 0);
      const white = cover * smooth(0.3, 0.8, tone) + 0.02;
      light[i] = (light[i] ?? 0) * (1 - white) + 0.86 * white;
      light[i + 1] = (light[i + 1] ?? 0) * (1 - white) + 0.9 * white;
      light[i + 2] = (light[i + 2] ?? 0) * (1 - white) + 0.96 * white;
    }
  }
  for (let flake = 0; flake < 1500; flake += 1) {
    const near = random() ** 4;
    const radius = unit * (0.8 + 7 * near);
    const strength = 0.8 - 0.5 * near;
    const [x, y] = [random() * width, random() * height];
    for (let dy = Math.floor(-radius); dy <= radius; dy += 1)
      for (let dx = Math.floor(-radius); dx <= radius; dx += 1)
        mixAt(
          canvas,
          Math.round(x + dx),
          Math.round(y + dy),
          [1, 1, 1],
          strength * smooth(1, 0.35, Math.hypot(dx, dy) / radius),
        );
  }
}

function addRain({ canvas, random }: EffectStudio): void {
  const { width, height, unit, light } = canvas;
  for (let i = 0; i < light.length; i += 3) {
    const grey = 0.21 * (light[i] ?? 0) + 0.72 * (light[i + 1] ?? 0) + 0.07 * (light[i + 2] ?? 0);
    light[i] = ((light[i] ?? 0) * 0.45 + grey * 0.5) * 0.62;
    light[i + 1] = ((light[i + 1] ?? 0) * 0.45 + grey * 0.54) * 0.66;
    light[i + 2] = ((light[i + 2] ?? 0) * 0.45 + grey * 0.58) * 0.74;
  }
  for (let drop = 0; drop < 900; drop += 1) {
    const near = random() ** 2;
    const length = unit * (22 + 60 * near);
    let x = random() * width * 1.2 - width * 0.1;
    let y = random() * height * 1.1 - length;
    for (let t = 0; t < length; t += 0.7) {
      x -= 0.7 * 0.16;
      y += 0.7;
      addLight(canvas, x, y, [0.75, 0.85, 1], (0.06 + 0.1 * near) * Math.sin((Math.PI * t) / length));
    }
  }
}

function takeColour({ canvas: { light } }: EffectStudio): void {
  for (let i = 0; i < light.length; i += 3) {
    const grey = 0.32 * (light[i] ?? 0) + 0.6 * (light[i + 1] ?? 0) + 0.08 * (light[i + 2] ?? 0);
    const tone = grey * (0.75 + 0.5 * smooth(0, 0.6, grey));
    light[i] = tone * 1.02;
    light[i + 1] = tone;
    light[i + 2] = tone * 0.96;
  }
}
