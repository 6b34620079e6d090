import { describe, expect, it } from 'vitest';
import type { DiffPart } from './word-diff';
import { wordDiff } from './word-diff';

/** "-old-" and "+new+" in one line. */
function drawn(before: string, after: string): string {
  return wordDiff(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');
}

function side(parts: readonly DiffPart[], without: DiffPart['kind']): string {
  return parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');
}

/** The length of the longest common subsequence, the slow and plain way. */
function longestCommon(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let at = 1; at <= b.length; at += 1) {
      next.push(b[at - 1] === letter ? row[at - 1]! + 1 : Math.max(row[at]!, next[at - 1]!));
    }
    row = next;
  }
  return row[b.length]!;
}

function randomText(random: () => number, length: number, letters: string): string {
  return Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
}

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the difference between two prompts', () => {
  it('is told in words, not in letters', () => {
    expect(drawn('a red kite at dusk', 'a blue kite at dawn')).toBe('a [-red-][+blue+] kite at [-dusk-][+dawn+]');
  });

  it('keeps words that changed next to each other together', () => {
    expect(drawn('a small red kite', 'a very large kite')).toBe('a [-small red-][+very large+] kite');
  });

  it('a word more or less takes its space along and leaves the others alone', () => {
    expect(drawn('a kite', 'a red kite')).toBe('a [+red +]kite');
    expect(drawn('35 mm, soft grain', 'soft grain')).toBe('[-35 mm, -]soft grain');
  });

  it('nothing, everything and the same are no special cases', () => {
    expect(wordDiff('', '')).toEqual([]);
    expect(drawn('same', 'same')).toBe('same');
    expect(drawn('', 'new')).toBe('[+new+]');
    expect(drawn('old', '')).toBe('[-old-]');
  });

  it('case and punctuation are changes', () => {
    expect(drawn('Red, kite', 'red; kite')).toBe('[-Red,-][+red;+] kite');
  });

  it('scripts without spaces are compared by character', () => {
    expect(drawn('金色の粒子が漂う', '銀色の粒子が舞う')).toBe('[-金-][+銀+]色の粒子が[-漂-][+舞+]う');
  });

  it('a picture of several characters is never cut', () => {
    expect(drawn('a 👩‍🚀 at noon', 'a 👩🏽‍🚀 at noon')).toBe('a [-👩‍🚀-][+👩🏽‍🚀+] at noon');
    expect(drawn('🇫🇷 flag', '🇩🇪 flag')).toBe('[-🇫🇷-][+🇩🇪+] flag');
  });

  it('both texts can be read from it, and nothing is told as changed that did not have to be', () => {
    const random = randomFrom(7);
    for (let round = 0; round < 300; round += 1) {
      // Characters of an unspaced script: each is a piece, also across the edges of 32.
      const before = randomText(random, Math.floor(random() * 120), '金銀銅鉄');
      const after = randomText(random, Math.floor(random() * 120), '金銀銅鉄');
      const parts = wordDiff(before, after);
      expect(side(parts, 'added')).toBe(before);
      expect(side(parts, 'removed')).toBe(after);
      const same = parts.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.length, 0);
      expect(same).toBe(longestCommon(before, after));
    }
  });

  it('lone surrogates and control characters are in it like all else', () => {
    const parts = wordDiff('a \ud83d b', 'a \u0000 b');
    expect(side(parts, 'added')).toBe('a \ud83d b');
    expect(side(parts, 'removed')).toBe('a \u0000 b');
  });

  it('books are compared by sentence, and end', () => {
    const book = Array.from({ length: 2000 }, (_none, at) => `Sentence number ${String(at)} tells of kites.`).join(' ');
    const parts = wordDiff(
      `First. ${book} Last one.`,
      `Other. ${book.replace('number 1500 tells', 'number 1500 sings')} Last.`,
    );
    expect(side(parts, 'added')).toBe(`First. ${book} Last one.`);
    expect(parts.some(({ kind, text }) => kind === 'added' && text.includes('1500 sings'))).toBe(true);
    expect(parts.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(
      book.length - 200,
    );
  });

  it('what is too long for that, too, is told as changed where it changed, and ends', () => {
    const middle = (word: string): string => `${word}. `.repeat(9000);
    const parts = wordDiff(`A kite ${middle('one')}flies`, `A kite ${middle('two')}flies`);
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
  });
});
