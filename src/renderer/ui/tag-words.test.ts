import { describe, expect, it } from 'vitest';
import { LONGEST_TAG, offeredTags, sharedTags, typedTags } from './tag-words';

describe('typed tags', () => {
  it('are the parts between commas, also of other scripts, trimmed and without repetitions', () => {
    expect(typedTags(' hero, , soft  light，夜、HERO ')).toEqual(['hero', 'soft light', '夜']);
  });

  it('are never longer than a tag may be: main would refuse all of them', () => {
    expect(typedTags('x'.repeat(200))).toEqual(['x'.repeat(LONGEST_TAG)]);
  });
});

describe('offered tags', () => {
  const known = ['skylight', 'light', 'soft light', 'Lighthouse', 'hero'].map((tag) => ({ tag }));

  it('begin with what is typed first, then have a word that does, then hold it', () => {
    expect(offeredTags(known, 'LIG', [])).toEqual(['light', 'Lighthouse', 'soft light', 'skylight']);
  });

  it('leave out what the image has already, and offer nothing before a letter is typed', () => {
    expect(offeredTags(known, 'light', ['Light', 'SKYLIGHT'])).toEqual(['Lighthouse', 'soft light']);
    expect(offeredTags(known, ' ', [])).toEqual([]);
  });
});

describe('tags of several images', () => {
  it('say which are not on all of them, whatever their spelling', () => {
    expect(sharedTags([{ tags: ['a', 'Night'] }, { tags: ['night', 'b'] }])).toEqual([
      { tag: 'Night', onAll: true },
      { tag: 'a', onAll: false },
      { tag: 'b', onAll: false },
    ]);
  });
});
