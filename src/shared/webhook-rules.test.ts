import { describe, expect, test } from 'vitest';
import { webhookFault, webhookHeaderUrl } from './webhook-rules';

describe('a webhook', () => {
  test.each([
    ['https://hook.example/x?y=1', 'https://hook.example/x?y=1'],
    ['  https://Hook.Example  ', 'https://hook.example/'],
    ['https://häken.example/ö', 'https://xn--hken-loa.example/%C3%B6'],
    ['https://hook.example/a\r\nX-Evil: 1', 'https://hook.example/aX-Evil:%201'],
  ])('%j goes into the header as %s', (typed, header) => {
    expect(webhookFault(typed)).toBeNull();
    expect(webhookHeaderUrl(typed)).toBe(header);
    expect(header).toMatch(/^[\x21-\x7e]+$/);
  });

  test.each(['', ' ', 'hook.example', 'http://hook.example', 'ftp://x', 'https://', 'https://u:p@hook.example'])(
    '%j is refused with a sentence, before anything is sent',
    (typed) => {
      expect(webhookFault(typed)).toMatch(/^[A-Z].*\.$/);
    },
  );

  test('that is endless is refused', () => {
    expect(webhookFault(`https://hook.example/${'x'.repeat(2000)}`)).toContain('too long');
  });
});
