import { describe, expect, it } from 'vitest';
import { ALIKE, likelyParent, likeness, wordCounts } from './prompt-parent';

const like = (a: string, b: string): number => likeness(wordCounts(a), wordCounts(b));

describe('likeness of prompts', () => {
  it.each([
    ['a red fox', 'a red fox', 1],
    ['A red Fox!', 'a red, fox', 1],
    ['fox red a', 'a red fox', 1],
    ['a red fox', 'one blue hare', 0],
    // Three words of four and three: 2 × 3 / 7.
    ['a red fox running', 'a red fox', 6 / 7],
    // Half of the words are others.
    ['one two three four', 'one two five six', 0.5],
    // A word counts as often as it stands in both.
    ['very very very old', 'very old', 4 / 6],
    ['', '', 0],
    ['!!!', 'a', 0],
  ])('“%s” and “%s” are alike by %f', (a, b, expected) => {
    expect(like(a, b)).toBeCloseTo(expected, 10);
    expect(like(b, a)).toBe(like(a, b));
  });

  it('knows scripts without spaces by their characters', () => {
    expect(like('夜明けの港と小さな船', '夜明けの港と大きな船')).toBeGreaterThan(ALIKE);
  });

  it('looks at no more of a text than four hundred words, so that one of 100 KB takes no time', () => {
    expect(wordCounts('word '.repeat(20_000)).total).toBe(400);
  });
});

describe('the likely parent', () => {
  const among = (text: string, ...earlier: readonly string[]): string | null =>
    likelyParent(
      wordCounts(text),
      earlier.map((prompt) => ({ prompt, words: wordCounts(prompt) })),
    );

  it('is the most alike, and of equals the newest, which stands first', () => {
    expect(among('a red fox in snow', 'a red fox in rain', 'a red fox in deep snow', 'a hare')).toBe(
      'a red fox in deep snow',
    );
    expect(among('a red fox now', 'a red fox one', 'a red fox two')).toBe('a red fox one');
  });

  it('is none when half of the words are not shared', () => {
    expect(among('a red fox', 'the blue hare and a dog', 'nothing')).toBeNull();
    expect(among('a b c d', 'a b x y')).toBe('a b x y');
  });
});
