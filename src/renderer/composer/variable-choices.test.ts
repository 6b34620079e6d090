import { describe, expect, it } from 'vitest';
import { Writing } from '../../shared/draft';
import { expandPrompt } from '../../shared/expansion';
import { variableChoices } from './variable-choices';

const known = { name: 'colour', recent: ['teal', 'red'], list: ['red', 'off {white}', 'a|b'] };
const values = (typed: string): readonly string[] => variableChoices(known, typed).map(({ value }) => value);

describe('values that are offered for a variable', () => {
  it('are all of its list at once, then each of it, then what was used before, none twice', () => {
    expect(values('').slice(1)).toEqual(['red', 'off {white}', 'a|b', 'teal']);
  });

  it('mean each item of the list as it stands, whatever signs are in it', () => {
    const [all = ''] = values('');
    const rules = { values: { colour: all }, literal: false, perLine: false, limit: 10 };
    expect(expandPrompt('{{colour}}', rules).prompts).toEqual(['red', 'off {white}', 'a|b']);
  });

  it.each([[['a\\', 'b']], [['x\\{y}', 'b\\\\|']], [['{{name}}', '\\']]])(
    'mean %j, however backslashes stand in it',
    (list) => {
      const [all] = variableChoices({ name: 'path', recent: [], list }, '');
      const rules = { values: { path: all?.value ?? '' }, literal: false, perLine: false, limit: 10 };
      expect(expandPrompt('{{path}}', rules).prompts).toEqual(list);
    },
  );

  it('are those that hold what is typed, and all of them beside one that was taken', () => {
    expect(values('EA')).toEqual(['teal']);
    expect(values('teal')).toContain('red');
    expect(variableChoices(undefined, '')).toEqual([]);
  });

  it('of a long list can be kept and sent, or are not offered', () => {
    const list = (length: number): readonly string[] =>
      Array.from({ length: 1000 }, (_, n) => String(n).padEnd(length, 'x'));
    const all = (length: number) => variableChoices({ name: 'c', recent: [], list: list(length) }, '')[0];
    expect(Writing.safeParse({ basedOn: null, pattern: null, values: { c: all(30)?.value } }).success).toBe(true);
    expect(all(300)?.value).toHaveLength(300);
  });
});
