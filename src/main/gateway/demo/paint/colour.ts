/** Red, green and blue as amounts of light: 0 is none, 1 is the brightest that a screen shows, more is allowed. */
export type Colour = readonly [number, number, number];

/** The colour of a web notation such as `#ffb36b`. */
export function hex(notation: string): Colour {
  const channel = (at: number): number => toLight(Number.parseInt(notation.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function toLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** From `a` at 0 to `b` at 1. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const rest = 1 - share;
  return [a[0] * rest + b[0] * share, a[1] * rest + b[1] * share, a[2] * rest + b[2] * share];
}

/** The colour, brighter or darker. */
export function scaled(colour: Colour, factor: number): Colour {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}

/** From 0 at `low` to 1 at `high`, without a kink at either end. */
export function smooth(low: number, high: number, value: number): number {
  const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
  return share * share * (3 - 2 * share);
}

/** The value within 0 and 1. */
export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** Table entries to one unit of light, and how much light the table reaches. */
const STEPS = 4096;
const REACH = 4;
const TO_SCREEN = Float32Array.from({ length: STEPS * REACH + 1 }, (_, i) => {
  const light = i / STEPS;
  const held = light < 0.8 ? light : 0.8 + 0.2 * (1 - Math.exp((0.8 - light) * 5));
  return 255 * (held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055);
});
const FROM_SCREEN = Float32Array.from({ length: 256 }, (_, i) => toLight(i / 255));

/** Light as a screen value from 0 to 255. Brightness beyond 0.8 is squeezed softly instead of being cut. */
export function screenValue(light: number): number {
  return TO_SCREEN[light <= 0 ? 0 : light >= REACH ? STEPS * REACH : (light * STEPS) | 0] ?? 0;
}

/** The light of a screen value from 0 to 255. */
export function lightValue(screen: number): number {
  return FROM_SCREEN[screen] ?? 0;
}
