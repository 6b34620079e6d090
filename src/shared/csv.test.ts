import { describe, expect, it } from 'vitest';
import { csvLine, csvRows } from './csv';

const cellsOf = (text: string): readonly (readonly string[])[] => [...csvRows(text)].map(({ cells }) => cells);

describe('a table', () => {
  it('keeps quotes that stand in a cell, and ends where a quote is never closed', () => {
    expect(cellsOf('"say ""cheese""", "2, 3"\nthe 5" lens,3')).toEqual([
      ['say "cheese"', '2, 3'],
      ['the 5" lens', '3'],
    ]);
    expect([...csvRows('a\n"open, and\nopen')]).toEqual([
      { line: 1, cells: ['a'], isOpen: false },
      { line: 2, cells: ['open, and\nopen'], isOpen: true },
    ]);
  });

  it('is told apart by what its first line has most of, outside of quotes', () => {
    expect(cellsOf('"a,b,c,d";2\n1,5;3')).toEqual([
      ['a,b,c,d', '2'],
      ['1,5', '3'],
    ]);
    expect(cellsOf('a\tb;c\td')).toEqual([['a', 'b;c', 'd']]);
  });

  it('says where rows begin, whatever is in the ones before and however lines end', () => {
    const rows = [...csvRows('a\r\n\r\n"b\nb",2\r c \n , \nd')];
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [3, 'b\nb'],
      [5, ' c '],
      [7, 'd'],
    ]);
  });

  it('brings back every text that it was made of', () => {
    const cells = ['plain', ' edges ', 'a,b;c\td', '"quoted" it said', 'two\r\nlines', '=1+1', '', '\u2028ä'];
    expect(cellsOf(csvLine(cells) + csvLine(cells))).toEqual([cells, cells]);
  });

  it('of the largest size is read in time that grows with it alone', () => {
    expect(cellsOf('"a,b",c\n'.repeat(200_000))).toHaveLength(200_000);
    expect(cellsOf(`"${'""'.repeat(300_000)}"`)[0]?.[0]).toHaveLength(300_000);
  });
});
