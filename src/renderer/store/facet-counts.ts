import type { ImageFormat, LibraryImage } from '../../shared/image';
import type { ImageCharge, LibraryFilter } from '../../shared/library-query';
import type { RatioName } from '../../shared/ratio-names';
import { RATIO_NAMES } from '../../shared/ratio-names';
import { facetsAt } from './library';
import type { Shown } from './query';
import { marksOf, viewBits } from './query';
import { ratioPlace } from './ratio';
import { CONDITIONS, rowFilter } from './row-filter';

/**
 * How many images each choice of the filter bar would show beside the other conditions that are set. A choice that is not
 * in it would show none.
 */
export interface FacetCounts {
  readonly kinds: ReadonlyMap<LibraryImage['kind'], number>;
  readonly ratios: ReadonlyMap<RatioName, number>;
  readonly resolutions: ReadonlyMap<string, number>;
  /** By id of the model; empty for images that have none. */
  readonly models: ReadonlyMap<string, number>;
  readonly formats: ReadonlyMap<ImageFormat, number>;
  /** At each number of stars the images that have at least so many. */
  readonly minStars: readonly number[];
  readonly flags: ReadonlyMap<LibraryFilter['flags'][number], number>;
  readonly favourite: ReadonlyMap<boolean, number>;
  readonly charges: ReadonlyMap<ImageCharge, number>;
  readonly missing: ReadonlyMap<boolean, number>;
  /** The oldest and the newest moment, in milliseconds since 1970; null where there is no image. */
  readonly dates: { readonly from: number; readonly until: number } | null;
}

const known = new WeakMap<Shown, FacetCounts>();

/** See `FacetCounts`; computed once for each answer, and only when asked for. Null while there is no answer. */
export function countFacets({ index }: { readonly index: Shown | null }): FacetCounts | null {
  if (!index) return null;
  const counted = known.get(index);
  if (counted) return counted;
  const counts = count(index);
  known.set(index, counts);
  return counts;
}

/** A row counts for a choice when it fails nothing, or nothing but the condition that the choice is of. */
function count({ columns, query, inputs }: Shown): FacetCounts {
  const { mask, value } = viewBits(query.view);
  const members = marksOf(columns, inputs.members);
  const matches = marksOf(columns, inputs.matches);
  const fails = rowFilter(query.filter, columns);
  const byFacets = { all: new Map<number, number>(), ...perCondition() };
  const ratios = new Int32Array(RATIO_NAMES.length);
  const resolutions = new Int32Array(columns.words.length);
  const models = new Int32Array(columns.words.length);
  let from = Infinity;
  let until = -Infinity;
  const add = (counts: Int32Array, at: number): void => {
    counts[at] = (counts[at] ?? 0) + 1;
  };
  for (let at = 0; at < columns.length; at += 1) {
    const packed = columns.facets[at] ?? 0;
    if ((packed & mask) !== value || (members && members[at] !== 1) || (matches && matches[at] !== 1)) continue;
    const failed = fails?.(at) ?? 0;
    const counts = failed === 0 ? byFacets.all : byFacets.only.get(failed);
    counts?.set(packed, (counts.get(packed) ?? 0) + 1);
    const alone = (condition: number): boolean => failed === 0 || failed === condition;
    if (alone(CONDITIONS.models)) add(models, columns.models[at] ?? 0);
    if (alone(CONDITIONS.resolutions)) add(resolutions, columns.resolutions[at] ?? 0);
    if (alone(CONDITIONS.ratios)) {
      const ratio = ratioPlace(columns.widths[at] ?? 0, columns.heights[at] ?? 0);
      if (ratio >= 0) add(ratios, ratio);
    }
    if (!alone(CONDITIONS.date)) continue;
    from = Math.min(from, columns.createdAt[at] ?? 0);
    until = Math.max(until, columns.createdAt[at] ?? 0);
  }
  return {
    ...ofFacets(byFacets.all, byFacets.only),
    ratios: named(RATIO_NAMES, ratios),
    resolutions: named(columns.words, resolutions),
    models: named(columns.words, models),
    dates: from <= until ? { from, until } : null,
  };
}

type Packed = Map<number, number>;

function perCondition(): { readonly only: ReadonlyMap<number, Packed> } {
  const { kinds, formats, stars, flags, favourite, charges, missing } = CONDITIONS;
  const counted = [kinds, formats, stars, flags, favourite, charges, missing];
  return { only: new Map(counted.map((condition) => [condition, new Map()])) };
}

function named<T extends string>(names: readonly T[], counts: Int32Array): ReadonlyMap<T, number> {
  return new Map(names.map((name, at) => [name, counts[at] ?? 0] as const).filter(([, count]) => count > 0));
}

function ofFacets(
  all: Packed,
  only: ReadonlyMap<number, Packed>,
): Pick<FacetCounts, 'kinds' | 'formats' | 'minStars' | 'flags' | 'favourite' | 'charges' | 'missing'> {
  const tally = <T>(condition: number, read: (facets: ReturnType<typeof facetsAt>) => T): ReadonlyMap<T, number> => {
    const counts = new Map<T, number>();
    for (const [packed, count] of [...all, ...(only.get(condition) ?? [])]) {
      const choice = read(facetsAt(packed));
      counts.set(choice, (counts.get(choice) ?? 0) + count);
    }
    return counts;
  };
  const stars = tally(CONDITIONS.stars, (facets) => facets.stars);
  return {
    kinds: tally(CONDITIONS.kinds, ({ kind }) => kind),
    formats: tally(CONDITIONS.formats, ({ format }) => format),
    minStars: [0, 1, 2, 3, 4, 5].map((least) =>
      [...stars].reduce((sum, [given, count]) => sum + (given >= least ? count : 0), 0),
    ),
    flags: tally(CONDITIONS.flags, ({ flag }) => flag ?? 'none'),
    favourite: tally(CONDITIONS.favourite, ({ favourite }) => favourite),
    charges: tally(CONDITIONS.charges, ({ charge }) => charge),
    missing: tally(CONDITIONS.missing, ({ missing }) => missing),
  };
}
