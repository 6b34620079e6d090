import { ratioValue } from '../../shared/model';
import type { RatioName } from '../../shared/ratio-names';
import { RATIO_NAMES } from '../../shared/ratio-names';

const VALUES = RATIO_NAMES.flatMap((name) => ratioValue(name) ?? []);
/** The models make images up to 20:9. */
const WIDEST = 2.4;
/** Between two neighbours the geometric mean decides: as much too wide for the one as too narrow for the other. */
const BETWEEN = VALUES.slice(1).map((value, at) => Math.sqrt(value * (VALUES[at] ?? value)));
const EDGES = [WIDEST, ...BETWEEN, 1 / WIDEST];

/** Place in `RATIO_NAMES` of the shape that is nearest; -1 for an image whose pixels are not known. */
export function ratioPlace(width: number, height: number): number {
  if (width === 0 || height === 0) return -1;
  const ratio = width / height;
  let place = 0;
  while (place < EDGES.length && ratio < (EDGES[place] ?? 0)) place += 1;
  return place;
}

/** The shape that is nearest, or null for an image whose pixels are not known. */
export function nearestRatio(width: number, height: number): RatioName | null {
  return RATIO_NAMES[ratioPlace(width, height)] ?? null;
}
