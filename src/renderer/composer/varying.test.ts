import { describe, expect, it } from 'vitest';
import { varyingTexts } from './varying';

const own = (...prompts: readonly string[]): readonly string[] => varyingTexts(prompts).map((text) => text.own);

describe('what differs between the prompts of a batch', () => {
  it('is shown in whole words, so that "red" and "rested" do not differ in "rest"', () => {
    expect(own('a red kite', 'a rested kite')).toEqual(['red', 'rested']);
    expect(own('frame 1 of 9', 'frame 10 of 9')).toEqual(['1', '10']);
  });

  it('is nothing where all are the same, as with several ratios', () => {
    expect(varyingTexts(['a kite', 'a kite'])).toEqual([
      { before: '', own: '', after: 'a kite' },
      { before: '', own: '', after: 'a kite' },
    ]);
  });

  it('stays in sight behind a long beginning that all have', () => {
    const [text] = varyingTexts([
      `${'soft morning light, '.repeat(20)}red`,
      `${'soft morning light, '.repeat(20)}blue`,
    ]);
    expect(text).toEqual({ before: '…light, soft morning light, ', own: 'red', after: '' });
  });

  it('never loses or doubles a letter, even where beginnings and ends overlap', () => {
    for (const prompts of [
      ['aa', 'aaa'],
      ['a', ''],
      ['x y x', 'x'],
      ['the end', 'the', 'end'],
      ['ab ab', 'ab'],
    ]) {
      expect(varyingTexts(prompts).map(({ before, own: middle, after }) => before + middle + after)).toEqual(prompts);
    }
  });
});
