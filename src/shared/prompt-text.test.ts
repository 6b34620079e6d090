import { describe, expect, test } from 'vitest';
import { cleanPrompt } from './prompt-text';

const NONE = { controls: 0, surrogates: 0 };

describe('what is sent of a text', () => {
  test.each([
    ['a good text is changed', 'A fox 🦊\n\tin “snow”, 狐, é', 'A fox 🦊\n\tin “snow”, 狐, é', NONE],
    ['line breaks of Windows and old Macs are lost or doubled', 'a\r\nb\rc\n\rd', 'a\nb\nc\n\nd', NONE],
    ['control characters stay', 'a\u0000b\u0007c\u001bd\u007fe\u0085f', 'abcdef', { controls: 5, surrogates: 0 }],
    ['halves of pairs stay', '\udc00a\ud800b\ud83e', 'ab', { controls: 0, surrogates: 3 }],
    ['halves meet where what was between is left out', '\ud83e\u0000\udd8a', '', { controls: 1, surrogates: 2 }],
    ['joiners of an emoji are taken out', '👩‍🚀', '👩‍🚀', NONE],
  ])('never: %s', (_, text, clean, left) => {
    expect(cleanPrompt(text)).toEqual({ text: clean, left });
    expect(cleanPrompt(clean)).toEqual({ text: clean, left: NONE });
    expect(() => encodeURIComponent(clean)).not.toThrow();
  });

  test('every control character but tab and line break is counted', () => {
    const all = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
    const { text, left } = cleanPrompt(all);
    expect(text).toBe(`\t\n\n${Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('')}`);
    expect(left).toEqual({ controls: 29 + 33, surrogates: 0 });
  });
});
