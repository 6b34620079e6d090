import { expect, it } from 'vitest';
import { packSeqs, unpackSeqs } from './seq-ranges';

it('numbers come back as they were, and neighbours cost nothing', () => {
  const all = Array.from({ length: 100_000 }, (_none, n) => n + 1);
  expect(packSeqs(all)).toEqual([1, 100_000]);
  for (const seqs of [[], [7], [1, 2, 5, 6, 7, 9], all.filter((n) => n % 3 !== 0)]) {
    expect(unpackSeqs(packSeqs(seqs))).toEqual(seqs);
  }
});
