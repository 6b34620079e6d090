import { describe, expect, it } from 'vitest';
import type { LibraryImage } from '../../shared/image';
import type { Facets } from '../../shared/library';
import { daysLeft, tileName } from './tile-words';

const facets: Facets = {
  ...{ stars: 0, flag: null, favourite: false, kind: 'generation', format: 'png' },
  ...{ displayable: true, missing: false, trashed: false, charge: 'charged' },
};
// The fields that words are made of; the rest is no matter here.
const image = { title: 'Paper lighthouse\nat dusk', width: 300, height: 200, file: 'originals/2026/a b.png' };
const named = (change: Partial<Facets>, stack = 1) => tileName(image as LibraryImage, { ...facets, ...change }, stack);

describe('tileName', () => {
  it('starts with the prompt, which tests and screen readers find a tile by', () => {
    expect(named({})).toBe('Paper lighthouse, 300 × 200');
  });

  it('says every mark that is drawn on the tile', () => {
    expect(named({ kind: 'edit', stars: 4, flag: 'pick', favourite: true, missing: true }, 4)).toBe(
      'Paper lighthouse, edit, 4 stars, picked, favourite, stack of 4, file missing, 300 × 200',
    );
    expect(named({ stars: 1, flag: 'reject' }, -3)).toContain('1 star, rejected, in an open stack of 3');
  });

  it('says what was asked for where something else came', () => {
    expect(tileName(image as LibraryImage, facets, 1, { asked: '16:9', got: '3:2' })).toBe(
      'Paper lighthouse, asked 16:9 · got 3:2, 300 × 200',
    );
  });

  it('names the file of an image that has no picture to show', () => {
    expect(named({ displayable: false })).toBe('Paper lighthouse, kept, can’t be displayed a b.png');
  });
});

describe('daysLeft', () => {
  const now = new Date(2026, 10, 22).getTime();
  it('never promises a day more than there is, and never a negative one', () => {
    expect(daysLeft(now, 30, now)).toBe('30 days left');
    expect(daysLeft(now - 28.5 * 86_400_000, 30, now)).toBe('2 days left');
    expect(daysLeft(now - 29.5 * 86_400_000, 30, now)).toBe('1 day left');
    expect(daysLeft(now - 99 * 86_400_000, 30, now)).toBe('goes today');
  });
});
