import { describe, expect, test } from 'vitest';
import { cleanKey, keyFault } from './key';

describe('a pasted key', () => {
  test.each([
    ['', /paste/i],
    ['abc def', /space or a line break/],
    ['abc\ndef', /space or a line break/],
    ['abc\u00a0def', /space or a line break/],
    ['schlüssel', /character/],
    ['abc\u200bdef', /character/],
    ['“abc”', /character/],
    ['x'.repeat(513), /too long/],
  ])('%j is refused with a sentence that says what is wrong', (key, words) => {
    expect(keyFault(key)).toMatch(words);
  });

  test('an ordinary key passes, also with the white space of copying round it', () => {
    const key = '0123456789abcdef0123456789ABCDEF-_+/=';
    expect(keyFault(cleanKey(` \t${key}\r\n`))).toBeNull();
    expect(cleanKey(`\n${key} `)).toBe(key);
  });

  test('the sentence never holds the key', () => {
    expect(keyFault('secret secret')).not.toContain('secret');
  });
});
