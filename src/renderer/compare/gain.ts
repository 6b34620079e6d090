/** What can be set in steps: from, to, and by how much a key changes it. */
export interface Span {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** How many times as strong a difference is drawn. */
export const GAIN: Span = { min: 1, max: 16, step: 0.5 };

/** Of the pixels that differ this share at least is drawn below the strongest colour. */
const SHARE = 0.99;

/**
 * The gain at which the differences above the threshold fill the palette: the highest step that leaves all but
 * the strongest hundredth of them short of its end. `counts` has the pixels of each strength. The lowest where none differs.
 */
export function gainFor(counts: Uint32Array, threshold: number): number {
  const { min, max, step } = GAIN;
  const above = counts.subarray(threshold + 1);
  const changed = above.reduce((sum, count) => sum + count, 0);
  if (changed === 0) return min;
  let seen = 0;
  const strength = threshold + 1 + above.findIndex((count) => (seen += count) >= changed * SHARE);
  const gain = min + Math.floor((255 / strength - min) / step) * step;
  return Math.min(Math.max(gain, min), max);
}
