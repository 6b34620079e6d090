import { describe, expect, it } from 'vitest';
import type { SearchTerm } from './search';
import { holdsTerm, parseSearch, searchTokens, tagKey, tagSearch } from './search';

const terms = (search: string): readonly Partial<SearchTerm>[] => parseSearch(search);
const finds = (text: string, search: string): boolean =>
  parseSearch(search).every((term) => holdsTerm(searchTokens(text), term) !== term.not);

describe('what is typed into the search box', () => {
  it('words, phrases, tags and their opposites are told apart', () => {
    expect(terms('gold "red fox" -cat -"big dog" #hero -#old')).toMatchObject([
      { kind: 'word', not: false, text: 'gold', open: true },
      { kind: 'phrase', not: false, text: 'red fox', tokens: ['red', 'fox'], open: false },
      { kind: 'word', not: true, text: 'cat' },
      { kind: 'phrase', not: true, text: 'big dog' },
      { kind: 'tag', not: false, text: 'hero', tokens: ['hero'] },
      { kind: 'tag', not: true, text: 'old' },
    ]);
  });

  it('a phrase whose end is not typed yet may go on', () => {
    expect(terms('"red fo')).toMatchObject([{ kind: 'phrase', tokens: ['red', 'fo'], open: true }]);
    expect(finds('a red fox', '"red fo')).toBe(true);
    expect(finds('a red fox', '"red fo"')).toBe(false);
  });

  it('tags may hold spaces in quotes, and are compared without case and width', () => {
    expect(terms('#"Blue Sky"')).toMatchObject([{ kind: 'tag', tokens: ['blue sky'] }]);
    expect(terms('#ＨＥＲＯ')).toMatchObject([{ tokens: [tagKey('hero')] }]);
  });

  it('a sign inside a word is part of it', () => {
    expect(terms('a-b c#d')).toMatchObject([
      { kind: 'word', not: false, tokens: ['a', 'b'] },
      { kind: 'word', tokens: ['c', '＃', 'd'] },
    ]);
  });

  it.each(['', ' \n ', '-', '--', '#', '-#', '""', '"', '-"', '"" ""', '?', '!…', '\u0000', '\u200d', ' - # " '])(
    '%j asks for nothing',
    (search) => {
      expect(parseSearch(search)).toEqual([]);
    },
  );

  it('takes twenty terms at most, however long the text', () => {
    expect(parseSearch('a '.repeat(50_000))).toHaveLength(20);
    expect(parseSearch('"'.repeat(1000))).toEqual([]);
  });

  it('quotes of other keyboards are quotes', () => {
    expect(terms('“red fox” „big dog“')).toMatchObject([
      { kind: 'phrase' },
      { kind: 'phrase', tokens: ['big', 'dog'] },
    ]);
  });
});

describe('what is compared', () => {
  it('has no case, width, accents or joiners', () => {
    expect(searchTokens('Café ＧＯＬＤ İstanbul co\u00adop e\u0301 ΟΔΟΣ')).toEqual([
      ...['cafe', 'gold', 'istanbul', 'coop', 'e', 'οδοσ'],
    ]);
  });

  it('any part of a text without spaces is found', () => {
    for (const [text, part] of [
      ['金色の粒子が漂う', '粒子'],
      ['カード入れ', 'ード'],
      ['황금 입자들', '입자'],
      ['อนุภาคสีทอง', 'สีทอง'],
      ['gold金色leaf', '色le'],
    ] as const) {
      expect(finds(text, part), text).toBe(true);
    }
    expect(finds('金色の粒子', '色粒')).toBe(false);
  });

  it('signs stand for themselves', () => {
    expect(finds('100% wool', '%')).toBe(true);
    expect(finds('100 wool', '%')).toBe(false);
    expect(finds('a fox 🦊 runs', '🦊')).toBe(true);
    expect(finds('an artist 👩‍🎨', '👩‍🎨')).toBe(true);
  });

  it('words of scripts with marks stay whole', () => {
    expect(searchTokens('हिन्दी चित्र')).toEqual(['हिन्दी', 'चित्र']);
    expect(finds('सुनहरे कण', 'सुन')).toBe(true);
  });

  it('plain text is taken apart as any other', () => {
    const ascii = Array.from({ length: 0x80 }, (_none, code) => String.fromCharCode(code));
    const text = `${ascii.join('')} ${ascii.join(' ')} ${ascii.join('x')}`;
    expect(searchTokens(`${text} é`).slice(0, -1)).toEqual(searchTokens(text));
  });

  it('nothing that an index could take for a command is left', () => {
    const odd = Array.from({ length: 0x300 }, (_none, code) => String.fromCharCode(code)).join('a');
    expect(searchTokens(odd).join('')).not.toMatch(/[\p{Cc}\s!-/:-@[-`{-~]/u);
  });
});

describe('a search that is made for a tag', () => {
  it.each(['red', 'two words', '-not', 'a #b', 'tag:x'])('asks for the whole name of “%s” and nothing else', (tag) => {
    expect(parseSearch(tagSearch(tag))).toMatchObject([{ kind: 'tag', not: false, tokens: [tag.toLowerCase()] }]);
  });

  it('finds words of one that holds quotes', () => {
    expect(parseSearch(tagSearch('35" lens')).map(({ kind, text }) => [kind, text])).toEqual([
      ['word', '35'],
      ['word', 'lens'],
    ]);
  });
});
