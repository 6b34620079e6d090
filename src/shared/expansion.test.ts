import { describe, expect, test } from 'vitest';
import { expandPrompt, type Expansion, type ExpansionRules } from './expansion';

function expand(text: string, rules: Partial<ExpansionRules> = {}): Expansion {
  return expandPrompt(text, { values: {}, literal: false, perLine: false, limit: 1000, ...rules });
}

/** What became of a good text. */
function prompts(text: string, rules: Partial<ExpansionRules> = {}): readonly string[] {
  const expansion = expand(text, rules);
  expect(expansion.problems).toEqual([]);
  expect(expansion.total).toBe(expansion.prompts.length);
  return expansion.prompts;
}

describe('alternatives', () => {
  test.each([
    ['a text without signs is changed', ' A fox,\n at night ', [' A fox,\n at night ']],
    ['the right one does not change first', '{a|b} {1|2}', ['a 1', 'a 2', 'b 1', 'b 2']],
    ['empty ones are lost', 'a {very |}big car{|s}', ['a very big car', 'a very big cars', 'a big car', 'a big cars']],
    ['nested ones are multiplied', '{a|{b|c} d|e}', ['a', 'b d', 'c d', 'e']],
    ['nesting makes a group of its surroundings', '{x {b|c}}', ['{x b}', '{x c}']],
    ['equal ones become one', '{a|a}', ['a', 'a']],
    ['spaces are lost', '{ a | b }', [' a ', ' b ']],
    ['a bar outside of a group counts', 'a|b', ['a|b']],
    ['braces without a bar vanish', '{} {a} {{}}', ['{} {a} {{}}']],
    ['words for the demo are read', '[demo:fail] {a|b}', ['[demo:fail] a', '[demo:fail] b']],
  ])('never: %s', (_, text, expected) => {
    expect(prompts(text)).toEqual(expected);
  });

  test.each([
    ['\\{a|b\\}', ['{a|b}']],
    ['{a\\|b|c}', ['a|b', 'c']],
    ['{a\\}|b}', ['a}', 'b']],
    ['{a\\\\|b}', ['a\\', 'b']],
    ['\\\\\\{a', ['\\{a']],
    ['C:\\\\new \\n \\d', ['C:\\\\new \\n \\d']],
    ['\\{{x}}', ['{{x}}']],
  ])('a backslash takes the meaning of a sign and nothing else: %s', (text, expected) => {
    // The brace that is left open or closes nothing is spoken of elsewhere.
    expect(expand(text).prompts).toEqual(expected);
  });

  test('JSON is sent as it stands, with bars in its strings, and still takes alternatives inside', () => {
    const json = JSON.stringify({ scene: { subject: 'a | b', path: 'C:\\new', list: [{ n: 1 }] }, note: 'x' }, null, 1);
    expect(prompts(json)).toEqual([json]);
    expect(prompts('{"subject": "{red|blue} car", "mood": "calm|quiet"}')).toEqual([
      '{"subject": "red car", "mood": "calm|quiet"}',
      '{"subject": "blue car", "mood": "calm|quiet"}',
    ]);
    expect(prompts('{"red"|"blue"} car')).toEqual(['"red" car', '"blue" car']);
  });

  test('nothing is read of a literal text', () => {
    const text = '{a|b} {{name}} {1..3} \\{ }';
    expect(expand(text, { literal: true })).toEqual({ prompts: [text], total: 1, variables: [], problems: [] });
  });
});

describe('ranges', () => {
  test.each([
    ['{1..4}', ['1', '2', '3', '4']],
    ['{4..1}', ['4', '3', '2', '1']],
    ['{1..10..4}', ['1', '5', '9']],
    ['{10..1..4}', ['10', '6', '2']],
    ['{10..1..-4}', ['10', '6', '2']],
    ['{3..3}', ['3']],
    ['{-1..1}', ['-1', '0', '1']],
    ['{0.5..2..0.5}', ['0.5', '1', '1.5', '2']],
    ['{1.0..2.0..0.5}', ['1.0', '1.5', '2.0']],
    ['{0.1..0.4..0.1}', ['0.1', '0.2', '0.3', '0.4']],
    ['{1..0..0.25}', ['1', '0.75', '0.5', '0.25', '0']],
    ['{0.3..-0.3..0.3}', ['0.3', '0.0', '-0.3']],
    ['{08..11}', ['08', '09', '10', '11']],
    ['{-02..1}', ['-02', '-01', '00', '01']],
    ['{098..0102..2}', ['0098', '0100', '0102']],
    ['{ 1..2 }', ['1', '2']],
    ['f/{2..4..2} {a|b}', ['f/2 a', 'f/2 b', 'f/4 a', 'f/4 b']],
    ['{x|{1..2}}', ['x', '1', '2']],
    ['{1...3} {a..c} {1..} {..2} {1..2..3..4} {1..2,5}', ['{1...3} {a..c} {1..} {..2} {1..2..3..4} {1..2,5}']],
    ['{1..9999999999999999}', ['{1..9999999999999999}']],
  ])('%s', (text, expected) => {
    expect(prompts(text)).toEqual(expected);
  });

  test.each([
    ['{1..10..0}', 'never gets'],
    ['{1..10..-2}', 'leads away'],
  ])('one that never arrives blocks, at its place: %s', (range, words) => {
    const { prompts: rows, problems } = expand(`a ${range} b`);
    expect(rows).toEqual([`a ${range} b`]);
    expect(problems).toEqual([
      { from: 2, to: 2 + range.length, blocks: true, message: expect.stringContaining(words) as string },
    ]);
  });

  test('a huge one is counted, not built', () => {
    const { prompts: rows, total } = expand('{1..999999999999999} {a|b}', { limit: 3 });
    expect({ rows, total }).toEqual({ rows: ['1 a', '1 b', '2 a'], total: 1_999_999_999_999_998 });
  });
});

describe('variables', () => {
  const values = { product: 'shoe', colour: '{red|blue}', size: '{1..2}', 'light type 2': 'dusk', constructor: 'x' };

  test.each([
    ['the value is not put in', 'a {{product}} at {{light type 2}}', ['a shoe at dusk']],
    ['spaces inside the braces count', 'a {{ product }}', ['a shoe']],
    ['alternatives of a value are sent as they stand', 'a {{colour}} car', ['a red car', 'a blue car']],
    ['they are no part of alternatives', '{a {{product}}|{{size}}}', ['a shoe', '1', '2']],
    [
      'the same name is two things in one prompt',
      '{{colour}} car, {1|2}, {{colour}} sky',
      ['red car, 1, red sky', 'red car, 2, red sky', 'blue car, 1, blue sky', 'blue car, 2, blue sky'],
    ],
    [
      'the first of two names that occur twice changes first',
      '{{size}}{{colour}} {{size}}{{colour}}',
      ['1red 1red', '1blue 1blue', '2red 2red', '2blue 2blue'],
    ],
    ['three braces are taken for two', '{{{product}}}', ['{shoe}']],
    ['a group that ends in two braces is taken for one', '{a|{b|{{product}}}}', ['a', 'b', 'shoe']],
  ])('never: %s', (_, text, expected) => {
    expect(prompts(text, { values })).toEqual(expected);
  });

  test('one without a value blocks, is named once and stays as it stands', () => {
    const {
      prompts: rows,
      variables,
      problems,
    } = expand('a {{b}} {{a}} {{b}} {{constructor}}', {
      values: { a: ' ', c: 'x' },
    });
    expect(rows).toEqual(['a {{b}} {{a}} {{b}} {{constructor}}']);
    expect(variables).toEqual(['b', 'a', 'constructor']);
    expect(problems.map(({ from, to, message, blocks }) => [from, to, message, blocks])).toEqual([
      [2, 7, 'Say what {{b}} stands for.', true],
      [8, 13, 'Say what {{a}} stands for.', true],
      [20, 35, 'Say what {{constructor}} stands for.', true],
    ]);
  });

  test('a value that names itself or another one blocks instead of going in circles', () => {
    const { prompts: rows, problems } = expand('x {{a}} {{b}}', { values: { a: '{{a}}!', b: '{c|{{a}}}' } });
    expect(rows).toEqual(['x {{a}}! c', 'x {{a}}! {{a}}']);
    expect(problems.map(({ from, blocks }) => [from, blocks])).toEqual([
      [2, true],
      [8, true],
    ]);
  });

  test('what is odd in a value is said where its variable stands', () => {
    const { problems } = expand('x {{a}}', { values: { a: 'red}' } });
    expect(problems).toEqual([
      { from: 2, to: 7, blocks: false, message: expect.stringMatching(/value of \{\{a\}\}.*closes nothing/) as string },
    ]);
  });
});

describe('a prompt in each line', () => {
  test('lines without a text are none, spaces around a text are not sent, and places are those of the whole', () => {
    const text = '\n a {1|2} \r\n\t\n}b\rc {{v}}';
    const { prompts: rows, total, variables, problems } = expand(text, { perLine: true });
    expect(rows).toEqual(['a 1', 'a 2', '}b', 'c {{v}}']);
    expect({ total, variables }).toEqual({ total: 4, variables: ['v'] });
    expect(problems.map(({ from, to }) => text.slice(from, to))).toEqual(['}', '{{v}}']);
  });

  test('a group does not go on in the next line', () => {
    const { prompts: rows, problems } = expand('{a|\nb}', { perLine: true });
    expect(rows).toEqual(['{a|', 'b}']);
    expect(problems.map(({ from, blocks }) => [from, blocks])).toEqual([
      [0, false],
      [5, false],
    ]);
  });

  test('nothing at all is no prompt', () => {
    expect(expand(' \n\n', { perLine: true })).toMatchObject({ prompts: [], total: 0, problems: [] });
  });
});

describe('braces that don’t match', () => {
  test.each([
    ['a {red|blue car', ['a {red|blue car'], 2],
    ['a {red|{1|2} car', ['a {red|1 car', 'a {red|2 car'], 2],
    ['a red|blue} car', ['a red|blue} car'], 10],
  ])('are said at their place with what is sent: %s', (text, expected, from) => {
    const { prompts: rows, problems } = expand(text);
    expect(rows).toEqual(expected);
    expect(problems).toEqual([
      { from, to: from + 1, blocks: false, message: expect.stringContaining('Sent as it stands: “') as string },
    ]);
    expect(problems[0]?.message).toContain(text.slice(Math.max(0, from - 3), from + 4));
  });
});

describe('counts', () => {
  test.each([
    ['exact up to the largest integer', '{a|b}'.repeat(52), 2 ** 52],
    ['more than that is not guessed', '{a|b}'.repeat(53), Infinity],
    ['nested', `{${'{a|b}'.repeat(10)}|c}`, 1025],
    ['endless on both sides', `${'{a|b}'.repeat(60)}{c|${'{a|b}'.repeat(60)}}`, Infinity],
  ])('%s', (_, text, total) => {
    const expansion = expand(text, { limit: 5 });
    expect(expansion.total).toBe(total);
    expect(new Set(expansion.prompts).size).toBe(5);
  });

  test('rows of an endless one are in the same order as those of a small one', () => {
    const { prompts: rows } = expand(`${'{a|b}'.repeat(60)}{c|d}{1..3}`, { limit: 8 });
    const steady = 'a'.repeat(59);
    expect(rows).toEqual(['ac1', 'ac2', 'ac3', 'ad1', 'ad2', 'ad3', 'bc1', 'bc2'].map((end) => steady + end));
  });
});

describe('hostile texts', () => {
  const long = 100_000;
  test.each([
    ['opening braces', '{'.repeat(long)],
    ['closing braces', '}'.repeat(long)],
    ['bars in an open group', `{${'|'.repeat(long)}`],
    ['backslashes', '\\'.repeat(long)],
    ['groups', '{a|b}'.repeat(long / 5)],
    ['one group of many', `{${'a|'.repeat(long / 2)}}`],
    ['nests of groups', '{a|'.repeat(40) + '{b|c}'.repeat(long / 5) + '}'.repeat(40)],
    ['nests of JSON with bars', `${'{"|":'.repeat(40)}"${'x'.repeat(long)}"${'}'.repeat(40)}`],
    ['variables', '{{a}}'.repeat(long / 5)],
    ['half variables', '{{a '.repeat(long / 4)],
    ['spaces of a variable', `{{${' '.repeat(long)}`],
    ['ranges', '{1..9}'.repeat(long / 6)],
    ['digits', `{${'1'.repeat(long)}..2}`],
  ])('take as long as they are: %s', (_, text) => {
    // Twice as much as anything real has: what grows with the square would not end within the test's time.
    const { prompts: rows } = expand(text.repeat(2), { values: { a: '{x|y}' }, limit: 20 });
    expect(rows.length).toBeGreaterThan(0);
  });

  test('nesting deeper than anyone writes blocks instead of ending the program', () => {
    const text = '{a|'.repeat(20_000);
    const { prompts: rows, problems } = expand(text);
    expect(rows).toEqual([text]);
    expect(problems).toEqual([
      { from: 150, to: 151, blocks: true, message: 'Braces are nested more than 50 deep here. Take some of them out.' },
    ]);
  });

  test('a thousand rows of a very long text block instead of filling the memory', () => {
    const { prompts: rows, problems } = expand(`${'x'.repeat(100_000)}{1..1000}`);
    expect(rows.length).toBeLessThan(200);
    expect(problems).toMatchObject([{ blocks: true }]);
  });

  test('a hundred thousand oddities don’t hide the one that blocks', () => {
    const { problems } = expand(`${'}'.repeat(long)}{{v}}`);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({ from: long, blocks: true });
  });
});

/** A text with alternatives and what it stands for, made by chance and by the plainest means. */
function madeText(random: () => number, depth: number): { readonly typed: string; readonly all: readonly string[] } {
  let typed = '';
  let all: readonly string[] = [''];
  for (let part = 0; part < 3; part++) {
    const kind = Math.floor(random() * 4);
    let each: readonly string[];
    if (kind === 0 && depth > 0) {
      const inner = Array.from({ length: 2 + Math.floor(random() * 2) }, () => madeText(random, depth - 1));
      typed += `{${inner.map((one) => one.typed).join('|')}}`;
      each = inner.flatMap((one) => one.all);
    } else if (kind === 1) {
      const last = 1 + Math.floor(random() * 3);
      typed += `{1..${String(last)}}`;
      each = ['1', '2', '3'].slice(0, last);
    } else {
      const sign = ['a', ' ', '{', '|', '}', '\\', '', '🦊'][Math.floor(random() * 8)] ?? '';
      // A backslash of its own stands before a letter, where it means nothing.
      typed += '{|}'.includes(sign) && sign !== '' ? `\\${sign}` : sign === '\\' ? '\\x' : sign;
      each = [sign === '\\' ? '\\x' : sign];
    }
    all = all.flatMap((before) => each.map((after) => before + after));
  }
  return { typed, all };
}

test('any text of groups in groups, ranges and escapes becomes exactly what it stands for', () => {
  let state = 7;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let round = 0; round < 500; round++) {
    const { typed, all } = madeText(random, 2);
    const { prompts: rows, total, problems } = expand(typed, { limit: 50 });
    expect({ typed, rows, total, problems }).toEqual({
      typed,
      rows: all.slice(0, 50),
      total: all.length,
      problems: [],
    });
  }
});
