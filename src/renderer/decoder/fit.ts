import type { PixelSize } from '../../shared/framing';

/** The size within a longest side, in the same ratio, at least one pixel each; never larger than it was. */
export function fit({ width, height }: PixelSize, maxSide: number): PixelSize {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * The smallest size at which a JPEG of that size can be decoded and still has `maxSide` pixels on its longer side: an
 * eighth of its own, two eighths and so on, rounded up. Null when only the whole will do.
 */
export function fraction({ width, height }: PixelSize, maxSide: number): PixelSize | null {
  const eighths = Math.ceil((8 * maxSide) / Math.max(width, height));
  if (eighths >= 8 || width === 0 || height === 0) return null;
  return { width: Math.ceil((width * eighths) / 8), height: Math.ceil((height * eighths) / 8) };
}

/** One way to encode a picture, to be tried if those before it came out too large. */
export interface Attempt extends PixelSize {
  /** From 0 to 1; what a lossless format ignores. */
  readonly quality: number;
}

const QUALITIES = [0.92, 0.85, 0.75, 0.6] as const;
const SMALLER = 0.8;
const SMALLEST_SIDE = 128;

/** From the best to the smallest: all qualities at one size, then the next size down. */
export function* attempts(whole: PixelSize, maxSide: number, lossy: boolean): Generator<Attempt> {
  let size = fit(whole, maxSide);
  for (;;) {
    for (const quality of lossy ? QUALITIES : [1]) yield { ...size, quality };
    if (Math.max(size.width, size.height) <= SMALLEST_SIDE) return;
    size = fit(size, Math.max(SMALLEST_SIDE, Math.floor(Math.max(size.width, size.height) * SMALLER)));
  }
}
