/** The shapes that images are filtered by, the widest first; each image has the nearest one. */
export const RATIO_NAMES = ['2:1', '16:9', '3:2', '4:3', '1:1', '3:4', '2:3', '9:16', '1:2'] as const;
/** See the list of the same name. */
export type RatioName = (typeof RATIO_NAMES)[number];
