import { describe, expect, it } from 'vitest';
import { aroundChanges } from './around-changes';

const WORDS = 'one two three four five six seven eight nine ten eleven twelve';

describe('what did not change, beside what did', () => {
  it('keeps whole words at the ends that touch a change', () => {
    expect(aroundChanges(WORDS, 10, 10)).toBe('one two … twelve');
    expect(aroundChanges(WORDS, 0, 10)).toBe('… twelve');
    expect(aroundChanges(WORDS, 10, 0)).toBe('one two …');
  });

  it('what would hardly be shorter stands as it is', () => {
    expect(aroundChanges('a short text', 10, 10)).toBe('a short text');
  });

  it('scripts without spaces keep their characters, and no picture is cut in half', () => {
    expect(aroundChanges('金色の粒子が漂う'.repeat(8), 3, 2)).toBe('金色の…漂う');
    expect(aroundChanges('🪁'.repeat(40), 3, 3)).toBe('🪁…🪁');
  });
});
