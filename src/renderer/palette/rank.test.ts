import { describe, expect, it } from 'vitest';
import { ranked } from './rank';

const ALL = [
  { id: 'trash', label: 'Put in the trash', alias: 'delete' },
  { id: 'draft', label: 'New draft', alias: 'tab' },
  { id: 'next', label: 'Next draft', alias: 'tab' },
  { id: 'redo', label: 'Do again', alias: 'redo' },
  { id: 'export', label: 'Export…', alias: 'save' },
  { id: 'receipts', label: 'Export receipts…', alias: '' },
  { id: 'pause', label: 'Pause or resume the queue', alias: 'stop' },
  { id: 'cafe', label: 'Café', alias: '' },
];
const find = (typed: string, recent: readonly string[] = []): readonly string[] =>
  ranked(ALL, typed, recent, 10).map(({ entry }) => entry.id);

describe('what is typed into the palette', () => {
  it('finds a name that begins so before one with a word that does, and that before scattered letters', () => {
    expect(find('re')).toEqual(['receipts', 'pause', 'redo']);
    expect(find('p')[0]).toBe('trash');
    expect(find('do')[0]).toBe('redo');
    expect(find('queue')).toEqual(['pause']);
  });

  it('takes the words in any order, each cut short', () => {
    expect(find('rec exp')).toEqual(['receipts']);
    expect(find('dr ne')).toEqual(['draft', 'next']);
  });

  it('knows what else a thing may be called, after those that are called so', () => {
    expect(find('delete')).toEqual(['trash']);
    expect(find('tab')).toEqual(['draft', 'next']);
    expect(find('redo')[0]).toBe('redo');
  });

  it('finds the first letters of words, and no name in which they are strewn about', () => {
    expect(find('nd')).toEqual(['draft', 'next']);
    expect(find('exprec')).toEqual(['receipts']);
    expect(find('portrait of a cat')).toEqual([]);
    expect(find('uteu')).toEqual([]);
  });

  it('has what was used last first among equals, and never before what fits better', () => {
    expect(find('draft', ['next', 'draft'])).toEqual(['next', 'draft']);
    expect(find('ex', ['receipts'])).toEqual(['receipts', 'export', 'next']);
    expect(find('ne', ['pause'])).toEqual(['draft', 'next']);
  });

  it('has no regard to case and accents', () => {
    expect(find('CAFE')).toEqual(['cafe']);
    expect(find('CAFÉ')).toEqual(['cafe']);
  });

  it('leaves everything as it is while nothing is typed', () => {
    expect(find('  ')).toEqual(ALL.map(({ id }) => id));
  });
});
