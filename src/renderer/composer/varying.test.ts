import { describe, expect, it } from 'vitest';
import { varyingTexts } from './varying';

const own = (...prompts: readonly string[]): readonly string[] =>
  varyingTexts(prompts).map((text) =>
    text
      .filter((stretch) => stretch.own)
      .map((stretch) => stretch.text)
      .join('/'),
  );

describe('what differs between the prompts of a batch', () => {
  it('is shown in whole words, so that "red" and "rested" do not differ in "rest"', () => {
    expect(own('a red kite', 'a rested kite')).toEqual(['red', 'rested']);
    expect(own('frame 1 of 9', 'frame 10 of 9')).toEqual(['1', '10']);
  });

  it('is each word that differs, not all that lies between the first and the last', () => {
    expect(own('a red kite at dusk, calm', 'a blue kite at dawn, calm')).toEqual(['red/dusk', 'blue/dawn']);
  });

  it('is what lies between common beginning and end where prompts have more words than others', () => {
    expect(own('a red kite', 'a very dark red kite', 'a kite')).toEqual(['red ', 'very dark red ', '']);
  });

  it('is nothing where all are the same, as with several ratios', () => {
    expect(varyingTexts(['a kite', 'a kite'])).toEqual([
      [{ own: false, text: 'a kite' }],
      [{ own: false, text: 'a kite' }],
    ]);
  });

  it('stays in sight behind a long beginning that all have', () => {
    const morning = 'soft morning light, '.repeat(20);
    const [text] = varyingTexts([`${morning}red`, `${morning}blue`]);
    expect(text).toEqual([
      { own: false, text: '…light, soft morning light, ' },
      { own: true, text: 'red' },
    ]);
  });

  it('never loses or doubles a letter, even where beginnings and ends overlap', () => {
    for (const prompts of [
      ['aa', 'aaa'],
      ['a', ''],
      ['x y x', 'x'],
      ['the end', 'the', 'end'],
      ['ab ab', 'ab'],
      ['né 🦊!', 'né 🦉?'],
    ]) {
      const whole = varyingTexts(prompts).map((text) => text.map((stretch) => stretch.text).join(''));
      expect(whole).toEqual(prompts);
    }
  });
});
