import type { Size } from '../../shared/model';
import { ratioValue } from '../../shared/model';

/** Ratios from wide to tall in three groups; what is no ratio ("auto") stands before them. */
export interface RatioGroups {
  readonly words: readonly string[];
  readonly wide: readonly string[];
  readonly square: readonly string[];
  readonly tall: readonly string[];
}

/** Sorts the ratios of a model, whatever order it lists them in. */
export function groupRatios(values: readonly string[]): RatioGroups {
  const sorted = values
    .map((value) => ({ value, ratio: ratioValue(value) }))
    .sort((a, b) => (b.ratio ?? Infinity) - (a.ratio ?? Infinity));
  const pick = (holds: (ratio: number) => boolean): readonly string[] =>
    sorted.flatMap(({ value, ratio }) => (ratio !== null && holds(ratio) ? [value] : []));
  return {
    words: values.filter((value) => ratioValue(value) === null),
    wide: pick((ratio) => ratio > 1),
    square: pick((ratio) => ratio === 1),
    tall: pick((ratio) => ratio < 1),
  };
}

/** The side in pixels of the square that all shapes are as large as. */
const SIDE = 11;

/** The drawn shape of a ratio, in pixels: all of one area, so that none looks more important. */
export function ratioShape(value: string): Size {
  const ratio = ratioValue(value) ?? 1;
  const half = (length: number): number => Math.round(length * 2) / 2;
  return { width: half(SIDE * Math.sqrt(ratio)), height: half(SIDE / Math.sqrt(ratio)) };
}
