import { describe, expect, it } from 'vitest';
import { listOf, templateParts, variablesOf } from './template-parts';

describe('the parts of a template', () => {
  it('give the text back as it was typed, so that marks lie where the words are', () => {
    for (const text of ['a {{ product }} on {{colour}}', '\\{{x}} {a|b} {{', '', '{{a}}{{a}}\n', 'plain']) {
      expect(
        templateParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });

  it('name each variable once, in order, and nothing that is none', () => {
    expect(variablesOf('{{b}} {{ a }} {{b}} {a|b} \\{{c}} {"json": {}}')).toEqual(['b', 'a']);
  });
});

describe('a list of values', () => {
  it('has a value in each line that is not empty, none of them twice', () => {
    expect(listOf(' red \n\nblue\r\nred\n  ')).toEqual(['red', 'blue']);
  });
});
