import { describe, expect, it } from 'vitest';
import { listOf } from './use-paste-limit';

describe('a pasted text as a list of prompts', () => {
  it('is offered where each of its lines could be sent', () => {
    expect(listOf('one\r\n\r\n two \nthree', 10)).toEqual(['one', 'two', 'three']);
    expect(listOf(`short\n${'x'.repeat(11)}`, 10)).toBeNull();
  });

  it('is not offered for one line, nor for more than a draft keeps', () => {
    expect(listOf('x'.repeat(9), 10)).toBeNull();
    expect(listOf('a line\n'.repeat(40_000), 10)).toBeNull();
  });
});
