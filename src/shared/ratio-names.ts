/**
 * The shapes that images are filtered by, the widest first; each image has the nearest one. What is much wider or taller
 * than any that the models make is only called that.
 */
export const RATIO_NAMES = [
  'wider',
  '2:1',
  '16:9',
  '3:2',
  '4:3',
  '1:1',
  '3:4',
  '2:3',
  '9:16',
  '1:2',
  'taller',
] as const;
/** See the list of the same name. */
export type RatioName = (typeof RATIO_NAMES)[number];
