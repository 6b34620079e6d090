import { describe, expect, it } from 'vitest';
import type { NameFacts, TakenNames } from './name-template';
import { exportName, freeName, NAME_FIELDS, templateFault } from './name-template';

const facts: NameFacts = {
  createdAt: new Date(2026, 10, 22, 9, 5, 3).getTime(),
  prompt: 'Golden particles: a "study"',
  name: '2026-11-22 golden particles a1b2c3',
  model: 'Grok Imagine Pro, quality',
  id: 'img_00000000000000a1b2c3',
  ...{ n: 7, total: 120, stars: 4, width: 1792, height: 1008 },
};

describe('exportName', () => {
  it.each([
    ['{name}', '2026-11-22 golden particles a1b2c3'],
    ['{date} {time} {prompt}', '2026-11-22 09-05-03 Golden particles a study'],
    ['{n} {id} {stars}', '007 a1b2c3 4'],
    ['{model} {ratio} {width}x{height}', 'Grok Imagine Pro, quality 16x9 1792x1008'],
    ['../../{n}', '007'],
    ['C:\\temp\\{n}', 'C temp 007'],
    ['con', 'con_'],
    ['Nul.{n}', 'Nul_.007'],
    ['...', 'untitled'],
  ])('%s is %s', (template, is) => {
    expect(exportName(template, facts)).toBe(is);
  });

  it('takes the file’s own name where there is no prompt', () => {
    expect(exportName('{prompt}', { ...facts, prompt: '' })).toBe('2026-11-22 golden particles a1b2c3');
    expect(exportName('{model}', { ...facts, model: '' })).toBe('imported');
  });

  it('stays short enough for every file system, in any script', () => {
    for (const letter of ['字', '🦊', 'a', 'é', '👩‍👩‍👧‍👦']) {
      const name = exportName('{prompt} {prompt} {name} {name} {prompt} {prompt}', {
        ...{ ...facts, prompt: letter.repeat(300), name: letter.repeat(300) },
      });
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(220);
      expect(name.length).toBeGreaterThan(20);
      expect(name).not.toMatch(/\p{Cs}/u);
    }
  });

  it('a prompt that looks like a field is only text', () => {
    expect(exportName('{prompt}', { ...facts, prompt: '{id} {constructor}' })).toBe('{id} {constructor}');
  });
});

describe('templateFault', () => {
  it('knows every field that is offered and no other', () => {
    expect(templateFault(NAME_FIELDS.map((field) => `{${field}}`).join(' '))).toBeNull();
    expect(templateFault('plain words')).toBeNull();
    expect(templateFault('{name} {seed}')).toMatch(/^There is no \{seed\}\. Use \{name\}, .* or \{stars\}\.$/);
    expect(templateFault('{toString}')).toMatch(/no \{toString\}/);
    expect(templateFault('{name')).toMatch(/brace/);
    expect(templateFault('  ')).toMatch(/name/);
  });
});

describe('freeName', () => {
  it('numbers what would be the same file on any system', () => {
    const taken: TakenNames = new Map();
    expect(['Fox', 'fox', 'FOX', 'Hen'].map((name) => freeName(name, 'jpg', taken))).toEqual([
      ...['Fox.jpg', 'fox (2).jpg', 'FOX (3).jpg', 'Hen.jpg'],
    ]);
    expect(freeName('fox', 'png', taken)).toBe('fox.png');
    expect(freeName('Fox (4)', 'jpg', taken)).toBe('Fox (4).jpg');
    expect(freeName('fox', 'jpg', taken)).toBe('fox (5).jpg');
    expect(freeName('fox (2)', 'jpg', taken)).toBe('fox (2) (2).jpg');
  });
});
