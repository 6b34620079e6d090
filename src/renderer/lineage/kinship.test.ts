import { describe, expect, it } from 'vitest';
import { imageId } from '../store/fake-ids';
import { kin, largeFamily } from '../store/fake-kin';
import { ancestorsOf, kinshipOf, outlineOf, revealed, unfoldedOf } from './kinship';

const folds = (...numbers: readonly number[]) => new Set(numbers.map(imageId));

describe('ties', () => {
  it('a child of two generations stands behind the deeper one, under it', () => {
    const { ranks, leads } = kinshipOf([kin(0), kin(1, [0]), kin(2, [0, 1])]);
    expect(ranks).toEqual([0, 1, 2]);
    expect(leads).toEqual([-1, 0, 1]);
  });

  it('a source that came in late stands right before what was made of it, not at the far left', () => {
    const { ranks, leads } = kinshipOf([kin(0), kin(1, [0]), kin(2), kin(3, [2, 1])]);
    expect(ranks).toEqual([0, 1, 1, 2]);
    expect(leads[3]).toBe(1);
  });

  it('parents nobody knows of, and oneself, are no ties', () => {
    const { parents, leads } = kinshipOf([kin(0, [7, 0]), kin(1, [0, 0])]);
    expect(parents).toEqual([[], [0]]);
    expect(leads).toEqual([-1, 0]);
  });

  it('children that are listed before their parents are found all the same', () => {
    const { ranks } = kinshipOf([kin(2, [1]), kin(1, [0]), kin(0)]);
    expect(ranks).toEqual([2, 1, 0]);
  });

  it('a circle in a damaged record ends', () => {
    const kinship = kinshipOf([kin(0, [2]), kin(1, [0]), kin(2, [1])]);
    expect(kinship.ranks).toEqual([0, 1, 2]);
    expect([...ancestorsOf(kinship, 2)].sort()).toEqual([0, 1]);
  });

  it('what an image was made from is all of it, through both sources', () => {
    const kinship = kinshipOf([kin(0), kin(1), kin(2, [0]), kin(3, [2, 1]), kin(4, [0])]);
    expect([...ancestorsOf(kinship, 3)].sort()).toEqual([0, 1, 2]);
  });
});

describe('folds', () => {
  const family = kinshipOf([kin(0), kin(1, [0]), kin(2, [1]), kin(3, [1]), kin(4, [0]), kin(5, [3, 4])]);

  it('hides what is behind it, and says how many', () => {
    const { shown, hidden } = unfoldedOf(family, folds(1));
    expect(shown).toEqual([true, true, false, false, true, true]);
    expect(hidden).toEqual([0, 2, 0, 0, 0, 0]);
  });

  it('a child of two parents goes with the last of them', () => {
    expect(unfoldedOf(family, folds(1, 4)).shown[5]).toBe(false);
  });

  it('a source goes with the only image that was made of it', () => {
    const kinship = kinshipOf([kin(0), kin(1, [0]), kin(2), kin(3, [1, 2])]);
    expect(unfoldedOf(kinship, folds(0, 1)).shown).toEqual([true, false, false, false]);
  });

  it('a fold within a fold stays, and does not count what the outer one counts', () => {
    const chain = kinshipOf([kin(0), kin(1, [0]), kin(2, [1]), kin(3, [2])]);
    expect(unfoldedOf(chain, folds(0, 2)).hidden).toEqual([3, 0, 0, 0]);
  });

  it('one that is gone to comes out of its folds, others stay folded', () => {
    const left = revealed(family, folds(1, 4), 2);
    expect([...left]).toEqual([...folds(4)]);
    expect(unfoldedOf(family, left).shown[2]).toBe(true);
  });

  it('a hidden source comes out with what was made of it', () => {
    const kinship = kinshipOf([kin(0), kin(1, [0]), kin(2), kin(3, [1, 2])]);
    expect(unfoldedOf(kinship, revealed(kinship, folds(1), 2)).shown[2]).toBe(true);
  });
});

describe('the outline', () => {
  it('lists each once, below its lead, with its place among its siblings', () => {
    const kinship = kinshipOf([kin(0), kin(1, [0]), kin(2, [0]), kin(3, [1]), kin(4, [2, 3])]);
    const rows = outlineOf(unfoldedOf(kinship, new Set()));
    expect(rows.map(({ at, level, place, of }) => [at, level, place, of])).toEqual([
      [0, 1, 1, 1],
      [1, 2, 1, 2],
      [3, 3, 1, 1],
      [4, 4, 1, 1],
      [2, 2, 2, 2],
    ]);
  });

  it('shows nobody whose lead is folded away twice, and keeps whom another parent keeps', () => {
    const kinship = kinshipOf([kin(0), kin(1, [0]), kin(2, [1]), kin(3, [0]), kin(4, [2, 3])]);
    const rows = outlineOf(unfoldedOf(kinship, folds(1)));
    expect(rows.map(({ at }) => at)).toEqual([0, 1, 3, 4]);
  });

  it('has everybody of a large family once', () => {
    const kinship = kinshipOf(largeFamily(2000));
    const rows = outlineOf(unfoldedOf(kinship, new Set()));
    expect(new Set(rows.map(({ at }) => at)).size).toBe(2000);
    expect(rows).toHaveLength(2000);
  });
});
