import { describe, expect, it } from 'vitest';
import { readPromptList, textOf } from './prompt-list';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const read = (name: string, bytes: Uint8Array<ArrayBuffer>) => readPromptList(new File([bytes], name));

describe('a list of prompts', () => {
  it('is one prompt a line, without empty ones, whatever system ended the lines', async () => {
    expect(await read('a.txt', utf8('\uFEFFone\r\n\r\n two \rthree\n'))).toEqual({ prompts: ['one', 'two', 'three'] });
  });

  it('is the column called prompt of a table, else its first', async () => {
    expect(await read('a.csv', utf8('id,Prompt\n1,"red, kite"\n2,blue'))).toEqual({ prompts: ['red, kite', 'blue'] });
    expect(await read('a.csv', utf8('red,1\nblue,2\n'))).toEqual({ prompts: ['red', 'blue'] });
    expect(await read('a.tsv', utf8('n\tprompt\n1\tred; kite'))).toEqual({ prompts: ['red; kite'] });
    expect(await read('a.csv', utf8('nr;prompt\r\n1;"red\r\nkite"'))).toEqual({ prompts: ['red kite'] });
  });

  it('comes in UTF-16 and in what spreadsheets of Windows write, too', () => {
    expect(textOf(Uint8Array.of(0xff, 0xfe, 0x65, 0, 0xe9, 0))).toBe('eé');
    expect(textOf(Uint8Array.of(0xfe, 0xff, 0, 0x65, 0, 0xe9))).toBe('eé');
    expect(textOf(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBe('café');
  });

  it('is not made of a file that is none, and says so', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
    expect(await read('a.txt', png)).toEqual({ fault: '“a.txt” is not a text file.' });
    expect(await read('a.txt', utf8(' \n'))).toEqual({ fault: 'There is no prompt in “a.txt”.' });
    const large = { name: 'a.txt', size: 6 * 1024 * 1024, arrayBuffer: () => Promise.reject(new Error('Not asked.')) };
    expect(await readPromptList(large)).toEqual({ fault: expect.stringContaining('5 MB') });
  });
});
