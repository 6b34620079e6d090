import type { ExportFrame } from './export';

/** Width and height in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in whole pixels. */
export interface PixelBox extends PixelSize {
  readonly x: number;
  readonly y: number;
}

/** How one image becomes another of a certain shape and size: a part of it is drawn into a place of the new one. */
export interface Framing extends PixelSize {
  /** The part that is taken, in pixels of the image. */
  readonly from: PixelBox;
  /** Where it goes; what is left of the new image around it takes the colour of the frame. */
  readonly to: PixelBox;
}

/** The largest picture that an export makes. */
export const MOST_EXPORT_PIXELS = 100_000_000;
/** The longest side that a picture may get, by format. */
export const LONGEST_SIDE = { jpeg: 32_768, png: 32_768, webp: 16_383 } as const;

/** How much of a side may be given away so that the ratio is exact to the pixel. */
const EXACT_COSTS = 0.02;

/**
 * The framing of an image of that size, in whole pixels, never enlarged. The ratio is exact to the pixel where that costs
 * at most 2 % of a side ("16:9" of 1792×1024 is 1792×1008), else to the nearest pixel. `longSide` limits the longer side
 * of what comes out, which then has exactly that many pixels.
 */
export function frameImage(image: PixelSize, frame: ExportFrame, longSide: number | null): Framing {
  const whole = { x: 0, y: 0, ...sized(image) };
  switch (frame.mode) {
    case 'none': {
      const size = within(whole, longSide);
      return { ...size, from: whole, to: { x: 0, y: 0, ...size } };
    }
    case 'crop': {
      const box = ratioBox(whole, frame, 'inside');
      const size = within(box, longSide);
      const from = {
        ...box,
        x: Math.round((whole.width - box.width) * frame.x),
        y: Math.round((whole.height - box.height) * frame.y),
      };
      return { ...size, from, to: { x: 0, y: 0, ...size } };
    }
    case 'pad': {
      const size = within(ratioBox(whole, frame, 'outside'), longSide);
      const scale = Math.min(1, size.width / whole.width, size.height / whole.height);
      const drawn = { width: rounded(whole.width * scale), height: rounded(whole.height * scale) };
      const to = {
        ...drawn,
        x: Math.round((size.width - drawn.width) / 2),
        y: Math.round((size.height - drawn.height) / 2),
      };
      return { ...size, from: whole, to };
    }
  }
}

/** True when nothing of an image of that size changes. */
export function isUnchanged(image: PixelSize, { width, height, from, to }: Framing): boolean {
  return [{ width, height }, from, to].every((size) => size.width === image.width && size.height === image.height);
}

/** The ratio of a size as people write it: "16:9", "11:6", or a decimal such as "1.78:1" where the numbers grow long. */
export function ratioText({ width, height }: PixelSize): string {
  const common = divisor(width, height);
  const [across, down] = [width / common, height / common];
  if (Math.max(across, down) <= 40) return `${String(across)}:${String(down)}`;
  return width >= height ? `${(width / height).toFixed(2)}:1` : `1:${(height / width).toFixed(2)}`;
}

/** The largest box of the ratio inside the image, or the smallest one around it. */
function ratioBox(image: PixelSize, ratio: PixelSize, side: 'inside' | 'outside'): PixelSize {
  const [across, down] = wholeRatio(ratio);
  const steps = [image.width / across, image.height / down];
  const ideal = side === 'inside' ? Math.min(...steps) : Math.max(...steps);
  const exact = side === 'inside' ? Math.floor(ideal) : Math.ceil(ideal);
  if (exact > 0 && Math.abs(exact - ideal) <= ideal * EXACT_COSTS) {
    return { width: exact * across, height: exact * down };
  }
  return { width: rounded(ideal * across), height: rounded(ideal * down) };
}

/** The two numbers without fractions and without a common divisor: 1.91 to 1 is 191 to 100. */
function wholeRatio({ width, height }: PixelSize): readonly [number, number] {
  const [across, down] = [Math.round(width * 100), Math.round(height * 100)];
  const common = divisor(across, down);
  return [across / common, down / common];
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

function within(size: PixelSize, longSide: number | null): PixelSize {
  const longer = Math.max(size.width, size.height);
  if (longSide === null || longer <= longSide) return sized(size);
  return { width: rounded((size.width * longSide) / longer), height: rounded((size.height * longSide) / longer) };
}

function sized({ width, height }: PixelSize): PixelSize {
  return { width, height };
}

function rounded(side: number): number {
  return Math.max(1, Math.round(side));
}
