import { expect, it } from 'vitest';
import type { Facets } from '../../shared/library';
import { packFacets } from '../../shared/library';
import { countFlags, flagWords } from './culling';

const PLAIN: Facets = {
  ...{ stars: 5, flag: null, favourite: true, kind: 'imported', format: 'avif' },
  ...{ displayable: true, missing: true, trashed: false, charge: 'unknown' },
};

it('counts picks and rejects apart, and neither stars nor what is not judged yet', () => {
  const flags = [null, 'pick', 'reject', 'pick', null] as const;
  const counts = countFlags(Int32Array.from(flags, (flag) => packFacets({ ...PLAIN, flag })));
  expect(counts).toEqual({ picked: 2, rejected: 1 });
  expect(flagWords(counts)).toBe('2 picked, 1 rejected');
});

it('says nothing of rejects where there are none', () => {
  expect(flagWords({ picked: 1200, rejected: 0 })).toBe('1,200 picked');
});
