import { expect, it } from 'vitest';
import { NO_FILTER } from '../../shared/no-filter';
import { columnsFrom } from './columns';
import { countFacets } from './facet-counts';
import { facets, libraryColumns, row } from './fake-library';
import type { LibraryQuery } from './query';
import { NO_INPUTS, runQuery } from './query';

const rows = [
  row(1, { model: 'a', width: 160, height: 90, facets: facets({ stars: 1, kind: 'edit' }) }),
  row(2, { model: 'a', width: 64, height: 64, facets: facets({ stars: 3, flag: 'pick', favourite: true }) }),
  row(3, { model: 'b', width: 64, height: 64, facets: facets({ stars: 3, kind: 'imported', charge: 'none' }) }),
  row(4, { model: 'b', width: 0, height: 0, facets: facets({ stars: 5, trashed: true }) }),
];

function counted(filter: Partial<LibraryQuery['filter']> = {}, matches: Int32Array | null = null) {
  const query = { view: 'all', search: '', sort: 'newest', stacking: false, openStacks: new Set<number>() } as const;
  const columns = columnsFrom(libraryColumns(1, rows));
  const index = runQuery(columns, { ...query, filter: { ...NO_FILTER, ...filter } }, { ...NO_INPUTS, matches });
  return countFacets({ index });
}

it('counts each choice by the other conditions, so that a second choice of the same kind does not read zero', () => {
  const counts = counted({ kinds: ['edit'] });
  expect(counts?.kinds).toEqual(new Map([...(['edit', 'generation', 'imported'] as const)].map((kind) => [kind, 1])));
  expect(counts?.models).toEqual(new Map([['a', 1]]));
  expect(counts?.minStars).toEqual([1, 1, 0, 0, 0, 0]);
  expect(counts?.ratios).toEqual(new Map([['16:9', 1]]));
});

it('counts only what the view holds and the search finds', () => {
  expect(counted()?.minStars).toEqual([3, 3, 2, 2, 0, 0]);
  expect(counted({}, Int32Array.of(2, 4))?.minStars).toEqual([1, 1, 1, 1, 0, 0]);
  expect(counted()?.dates).toEqual({ from: 1000, until: 3000 });
  expect(counted({}, Int32Array.of())?.dates).toBeNull();
});

it('has for each choice the number that choosing it shows', () => {
  const both = counted({ minStars: 3 });
  expect(both?.flags.get('pick')).toBe(1);
  expect(both?.charges.get('none')).toBe(1);
  expect(both?.favourite.get(true)).toBe(1);
  expect(counted({ minStars: 3, favourite: true })?.kinds).toEqual(new Map([['generation', 1]]));
});
