import { csvRows } from '../../shared/csv';

/** The largest file that is read as a list of prompts. Bytes. */
const MOST_BYTES = 5 * 1024 * 1024;

/** Prompts of a file, one for each line or row; or why there are none, in a sentence that says the file's name. */
export type PromptListFile = { readonly prompts: readonly string[] } | { readonly fault: string };

/** True for a file that is taken as a list of prompts and not as a picture. */
export function isPromptList({ name }: Pick<File, 'name'>): boolean {
  return /\.(txt|csv|tsv)$/iu.test(name);
}

/** Reads a list of prompts from a text or a table. */
export async function readPromptList(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<PromptListFile> {
  const named = `“${file.name}”`;
  if (file.size > MOST_BYTES) return { fault: `${named} is too large for a list of prompts: 5 MB are the most.` };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { fault: `${named} can’t be read.` };
  }
  const text = textOf(new Uint8Array(bytes));
  if (text === null) return { fault: `${named} is not a text file.` };
  const found = /\.txt$/iu.test(file.name)
    ? text.split(/\r\n?|\n/u)
    : columnOf([...csvRows(text)].map(({ cells }) => cells));
  // A prompt of several lines would be several prompts in the field.
  const prompts = found
    .map((prompt) => prompt.replace(/\s*[\r\n]+\s*/gu, ' ').trim())
    .filter((prompt) => prompt !== '');
  return prompts.length === 0 ? { fault: `There is no prompt in ${named}.` } : { prompts };
}

/** The text of a file by its marks: UTF-8, UTF-16, or what spreadsheets of Windows write. Null when it is none. */
export function textOf(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  for (const encoding of wide === null ? ['utf-8', 'windows-1252'] : [wide]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // eslint-disable-next-line no-control-regex -- a text has none of these
      if (!/[\0-\x08\x0e-\x1f]/u.test(text)) return text;
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}

/** The column that is called "prompt", without its name; else the first one, all of it. */
function columnOf(rows: readonly (readonly string[])[]): readonly string[] {
  const named = rows[0]?.findIndex((name) => name.trim().toLowerCase() === 'prompt') ?? -1;
  return named < 0 ? rows.map((cells) => cells[0] ?? '') : rows.slice(1).map((cells) => cells[named] ?? '');
}
