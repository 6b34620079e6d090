import { describe, expect, it } from 'vitest';
import { markable, withHits } from './search-hits';

function marked(text: string, search: string): string {
  return withHits(text, markable(search))
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');
}

describe('what is searched for, marked in a prompt', () => {
  it('is found as the search finds it: from the start of a word, without case and accents', () => {
    expect(marked('Café, a RED kite redone', 'cafe red')).toBe('[Café], a [RED] kite [redone]');
    expect(marked('a sacred kite', 'red')).toBe('a sacred kite');
  });

  it('phrases are marked whole, what must not occur and tags not at all', () => {
    expect(marked('a red fox, a fox red', '"red fox" -a #fox')).toBe('a [red fox], a fox red');
  });

  it('terms that overlap are one mark', () => {
    expect(marked('red fox', '"red fox" fox red')).toBe('[red fox]');
  });

  it('scripts without spaces are marked where the characters stand', () => {
    expect(marked('金色の粒子が漂う', '粒子')).toBe('金色の[粒子]が漂う');
  });

  it('a hit far into the text is brought into sight', () => {
    const text = `${'grey stones, '.repeat(20)}one red kite`;
    expect(marked(text, 'kite')).toMatch(/^… .{0,50}one red \[kite\]$/);
  });

  it('without a search the text stands as it is', () => {
    expect(withHits('a [kite] *', markable('  '))).toEqual([{ text: 'a [kite] *', hit: false }]);
  });
});
