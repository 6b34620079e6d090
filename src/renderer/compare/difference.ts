/** How differences are drawn: as a ramp of colours, in greys, or as marks on the picture itself. */
export type Palette = 'colour' | 'grey' | 'marked';
/** Every palette, in the order of the choice. */
export const PALETTES: readonly Palette[] = ['colour', 'grey', 'marked'];

/** What of the differences is seen. */
export interface DifferenceLook {
  /** How many times as strong each is drawn. */
  readonly gain: number;
  /** Differences of a channel up to this, of 255, are none. */
  readonly threshold: number;
  readonly palette: Palette;
}

/** How two pictures of the same size differ. */
export interface Measured {
  /** For each pixel the largest difference of its channels, alpha among them. */
  readonly strength: Uint8Array;
  /** How many pixels have each strength; 256 counts. */
  readonly counts: Uint32Array;
}

/**
 * Measures two pictures, given as the four bytes of each pixel in the order of a canvas. The shorter one says how many. Byte
 * by byte on purpose: taking pixels apart costs the engine three times as much.
 */
export function measure(before: Uint8ClampedArray, after: Uint8ClampedArray): Measured {
  const strength = new Uint8Array(Math.min(before.length, after.length) >> 2);
  const counts = new Uint32Array(256);
  for (let from = 0; from < strength.length; from += PIECE) {
    const piece = strength.subarray(from, from + PIECE);
    const bytes = [from * 4, (from + piece.length) * 4] as const;
    measurePiece(before.subarray(...bytes), after.subarray(...bytes), piece, counts);
  }
  return { strength, counts };
}

/** Pixels that are measured by one call: a function that is called often is made fast long before one long loop is. */
const PIECE = 8192;

function measurePiece(
  before: Uint8ClampedArray,
  after: Uint8ClampedArray,
  strength: Uint8Array,
  counts: Uint32Array,
): void {
  for (let at = 0, byte = 0; at < strength.length; at += 1, byte += 4) {
    const red = apart(before[byte] ?? 0, after[byte] ?? 0);
    const green = apart(before[byte + 1] ?? 0, after[byte + 1] ?? 0);
    const blue = apart(before[byte + 2] ?? 0, after[byte + 2] ?? 0);
    const alpha = apart(before[byte + 3] ?? 0, after[byte + 3] ?? 0);
    strength[at] = larger(larger(red, green), larger(blue, alpha));
  }
  for (let at = 0; at < strength.length; at += 1) {
    const much = strength[at] ?? 0;
    counts[much] = (counts[much] ?? 0) + 1;
  }
}

// Both without a branch: no processor guesses well which channel of a photograph differs more, and a wrong guess costs more
// than the sum. The shifted number is 0, or -1 for one below zero.

function apart(one: number, other: number): number {
  const less = one - other;
  return (less ^ (less >> 31)) - (less >> 31);
}

function larger(one: number, other: number): number {
  const less = one - other;
  return one - (less & (less >> 31));
}

/** What share of the pixels differs by more than the threshold, from 0 to 1. */
export function changedShare(counts: Uint32Array, threshold: number): number {
  let all = 0;
  let changed = 0;
  for (const [strength, count] of counts.entries()) {
    all += count;
    if (strength > threshold) changed += count;
  }
  return all === 0 ? 0 : changed / all;
}

/** The share in words: never "0 %" or "100 %" when that is not quite so. */
export function shareWords(share: number): string {
  if (share === 0) return 'No pixel differs';
  if (share === 1) return 'Every pixel differs';
  const percent = share * 100;
  if (percent < 0.1) return 'Less than 0.1 % differs';
  if (percent > 99.9) return 'More than 99.9 % differs';
  return `${percent.toFixed(1)} % differs`;
}

/** Draws what was measured. `after` is the picture that marks are drawn on; `out` takes the pixels. */
export function draw({ strength }: Measured, after: Int32Array, look: DifferenceLook, out: Int32Array): void {
  const table = tableOf(look);
  if (look.palette !== 'marked') {
    for (let at = 0; at < strength.length; at += 1) out[at] = table[strength[at] ?? 0] ?? 0;
    return;
  }
  const { threshold } = look;
  for (let at = 0; at < strength.length; at += 1) {
    const much = strength[at] ?? 0;
    out[at] = much > threshold ? (table[much] ?? 0) : dimmed(after[at] ?? 0);
  }
}

/** The pixel of each strength. */
export function tableOf({ gain, threshold, palette }: DifferenceLook): Int32Array {
  const ramp = RAMPS[palette];
  return Int32Array.from({ length: 256 }, (_, strength) => {
    const drawn = strength > threshold ? Math.min(1, (strength * gain) / 255) : 0;
    return pixelOf(colourAt(ramp, drawn));
  });
}

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Colours at even steps from no difference to the largest. Each is lighter than the one before, and blue turns to yellow:
 * that is seen alike with any kind of colour blindness, and in greys.
 */
export const RAMPS: Readonly<Record<Palette, readonly Colour[]>> = {
  colour: [
    [8, 8, 14],
    [24, 52, 110],
    [86, 92, 128],
    [150, 136, 112],
    [214, 186, 76],
    [255, 240, 120],
  ],
  grey: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  marked: [
    [176, 92, 0],
    [255, 196, 64],
  ],
};

function colourAt(ramp: readonly Colour[], share: number): Colour {
  const place = share * (ramp.length - 1);
  const from = ramp[Math.floor(place)] ?? [0, 0, 0];
  const to = ramp[Math.ceil(place)] ?? from;
  const part = place - Math.floor(place);
  const mix = (a: number, b: number): number => Math.round(a + (b - a) * part);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

/** As canvases hold pixels on all machines that Chromium runs on: the first byte is the lowest. */
function pixelOf([red, green, blue]: Colour): number {
  return (0xff << 24) | (blue << 16) | (green << 8) | red;
}

/** A grey of half the lightness, so that marks stand out from whatever picture. */
function dimmed(pixel: number): number {
  const light = ((pixel & 0xff) * 77 + ((pixel >> 8) & 0xff) * 150 + ((pixel >> 16) & 0xff) * 29) >> 9;
  return (0xff << 24) | (light << 16) | (light << 8) | light;
}
