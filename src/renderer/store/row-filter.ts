import { readFacets } from '../../shared/library';
import type { Facets } from '../../shared/library';
import type { LibraryFilter } from '../../shared/library-query';
import { RATIO_NAMES } from '../../shared/ratio-names';
import { filterCount } from './asking';
import type { Columns } from './columns';
import { ratioPlace } from './ratio';

/** What a filter asks about; each is one bit of what `RowFilter` answers. */
export const CONDITIONS = {
  kinds: 1,
  date: 2,
  ratios: 4,
  resolutions: 8,
  models: 16,
  formats: 32,
  stars: 64,
  flags: 128,
  favourite: 256,
  charges: 512,
  missing: 1024,
} as const;

/** The conditions that the row at this position fails, as bits of `CONDITIONS`; 0 passes. */
export type RowFilter = (at: number) => number;

/** Facets are less than this, packed. */
const PACKED = 1 << 16;

/** Makes the filter ready for these columns; null when it lets every row pass. */
export function rowFilter(filter: LibraryFilter, columns: Columns): RowFilter | null {
  if (filterCount(filter) === 0) return null;
  // Few of all possible facets occur: each is judged once, however many rows have them.
  const judged = new Int16Array(PACKED).fill(-1);
  const { facets, createdAt, models, resolutions } = columns;
  const from = filter.from ?? -Infinity;
  const until = filter.until ?? Infinity;
  const hasModel = wordTable(columns.words, filter.models);
  const hasResolution = wordTable(columns.words, filter.resolutions);
  const inRatio = filter.ratios.length === 0 ? null : ratioTable(filter);
  return (at) => {
    const packed = (facets[at] ?? 0) & (PACKED - 1);
    let fails = judged[packed] ?? 0;
    if (fails < 0) fails = judged[packed] = facetFails(filter, readFacets(packed));
    const time = createdAt[at] ?? 0;
    if (time < from || time >= until) fails |= CONDITIONS.date;
    if (hasModel && hasModel[models[at] ?? 0] !== 1) fails |= CONDITIONS.models;
    if (hasResolution && hasResolution[resolutions[at] ?? 0] !== 1) fails |= CONDITIONS.resolutions;
    if (inRatio && !inRatio.has(ratioPlace(columns.widths[at] ?? 0, columns.heights[at] ?? 0))) {
      fails |= CONDITIONS.ratios;
    }
    return fails;
  };
}

function facetFails(filter: LibraryFilter, facets: Facets): number {
  const lacks = (list: readonly string[], value: string): boolean => list.length > 0 && !list.includes(value);
  const differs = (wanted: boolean | null, value: boolean): boolean => wanted !== null && wanted !== value;
  return (
    (lacks(filter.kinds, facets.kind) ? CONDITIONS.kinds : 0) |
    (lacks(filter.formats, facets.format) ? CONDITIONS.formats : 0) |
    (facets.stars < filter.minStars ? CONDITIONS.stars : 0) |
    (lacks(filter.flags, facets.flag ?? 'none') ? CONDITIONS.flags : 0) |
    (differs(filter.favourite, facets.favourite) ? CONDITIONS.favourite : 0) |
    (lacks(filter.charges, facets.charge) ? CONDITIONS.charges : 0) |
    (differs(filter.missing, facets.missing) ? CONDITIONS.missing : 0)
  );
}

function wordTable(words: readonly string[], wanted: readonly string[]): Uint8Array | null {
  return wanted.length === 0 ? null : Uint8Array.from(words, (word) => Number(wanted.includes(word)));
}

function ratioTable({ ratios }: LibraryFilter): ReadonlySet<number> {
  return new Set(ratios.map((name) => RATIO_NAMES.indexOf(name)));
}
