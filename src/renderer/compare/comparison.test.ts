import { describe, expect, it } from 'vitest';
import type { ImageId } from '../../shared/ids';
import type { Recipe } from '../../shared/recipe';
import { comparisonOf, lookOf } from './comparison';

const id = (letter: string): ImageId => `img_${letter.repeat(20)}` as ImageId;
const [A, B, C, D] = [id('a'), id('b'), id('c'), id('d')];
const editOf = (own: ImageId, ...sourceIds: readonly ImageId[]) => ({
  id: own,
  recipe: { sourceIds } as unknown as Recipe,
});

describe('what an image is compared with', () => {
  it('is the first source of an edit, or the one that was picked', () => {
    expect(comparisonOf(editOf(A, B, C), [], null)).toEqual({ kind: 'pair', before: B, after: A, sources: [B, C] });
    expect(comparisonOf(editOf(A, B, C), [], C)).toMatchObject({ before: C });
  });

  it('does not take the source of the edit before for one of this edit', () => {
    expect(comparisonOf(editOf(A, B), [], D)).toMatchObject({ before: B });
  });

  it('is what was chosen, before its own source', () => {
    expect(comparisonOf(editOf(A, B), [D, A], null)).toEqual({ kind: 'pair', before: D, after: A, sources: [] });
  });

  it('lets the source be changed when the chosen pair is an edit and one of its sources', () => {
    expect(comparisonOf(editOf(A, B, C), [C, A], null)).toMatchObject({ before: C, sources: [B, C] });
  });

  it('forgets what was chosen for another image', () => {
    expect(comparisonOf({ id: C, recipe: null }, [A, B], null)).toBeNull();
    expect(comparisonOf({ id: D, recipe: null }, [A, B, C], null)).toBeNull();
  });

  it('is a survey of more than two, whichever of them has the keys', () => {
    expect(comparisonOf({ id: B, recipe: null }, [A, B, C], null)).toEqual({ kind: 'survey', ids: [A, B, C] });
  });

  it('shows an image alone that has nothing beside it', () => {
    expect(lookOf('compare', null)).toBe('image');
    expect(lookOf('survey', null)).toBe('image');
    expect(lookOf('survey', comparisonOf(editOf(A, B), [], null))).toBe('compare');
  });
});
