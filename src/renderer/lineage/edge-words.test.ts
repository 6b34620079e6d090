import { describe, expect, it } from 'vitest';
import { edgeWords } from './edge-words';
import { kin } from '../store/fake-kin';

const words = (before: string, after: string) =>
  edgeWords(kin(1, [], { prompt: before }), kin(2, [1], { prompt: after }));

describe('an edge from what was forgotten', () => {
  it('does not say that its child has the first words', () => {
    const parent = kin(1, [], { state: 'forgotten', prompt: '', title: '' });
    expect(edgeWords(parent, kin(2, [1]))).toEqual({ words: '' });
  });
});

describe('what an edge says', () => {
  it('names the words that differ between versions of a prompt', () => {
    expect(words('A paper lighthouse at noon, soft grain', 'A paper lighthouse at dusk, soft grain')).toEqual({
      parts: [
        { kind: 'removed', text: 'noon' },
        { kind: 'added', text: 'dusk' },
      ],
    });
  });

  it('begins with a word, not with the comma before it', () => {
    const found = words('Make it day, keep the lamp lit', 'Make it day, keep the lamp lit, morning fog');
    expect(found).toEqual({ parts: [{ kind: 'added', text: 'morning fog' }] });
  });

  it('does not strike a whole description out because an edit says what to do', () => {
    expect(words('A paper lighthouse on a desk, warm lamp', 'Make it night')).toEqual({ words: 'New words' });
  });

  it('says that a prompt was sent again, and that an imported picture had none', () => {
    expect(words('Make it night', 'Make it night')).toEqual({ words: 'Same prompt' });
    expect(words('', 'Make it night')).toEqual({ words: 'First words' });
  });

  it('a long change is cut, and not through a character', () => {
    const found = words('A harbour at dawn, quiet water, ', `A harbour at dawn, quiet water, ${'x'.repeat(25)}😀 and`);
    expect('parts' in found && found.parts[0]?.text.endsWith('…')).toBe(true);
    expect(JSON.stringify(found)).not.toContain('\\ud83d');
  });
});
