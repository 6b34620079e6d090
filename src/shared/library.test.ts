import { expect, it } from 'vitest';
import type { Facets } from './library';
import { packFacets, readFacets } from './library';

function everyFacets(): readonly Facets[] {
  const all: Facets[] = [];
  for (const stars of [0, 1, 5]) {
    for (const flag of [null, 'pick', 'reject'] as const) {
      for (const kind of ['generation', 'edit', 'imported'] as const) {
        for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const) {
          for (const charge of ['none', 'charged', 'free', 'unknown'] as const) {
            for (const bits of [0, 1, 2, 4, 8, 15]) {
              const [favourite, displayable, missing, trashed] = [1, 2, 4, 8].map((bit) => (bits & bit) !== 0);
              all.push({
                ...{ stars, flag, kind, format, charge },
                ...{ favourite: favourite === true, displayable: displayable === true },
                ...{ missing: missing === true, trashed: trashed === true },
              });
            }
          }
        }
      }
    }
  }
  return all;
}

it('reads every combination of facets as it was packed: no two share a bit', () => {
  const all = everyFacets();
  for (const facets of all) expect(readFacets(packFacets(facets))).toEqual(facets);
  expect(new Set(all.map(packFacets)).size).toBe(all.length);
});
