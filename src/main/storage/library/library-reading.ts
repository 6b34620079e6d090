import { z } from 'zod';
import type { LibraryColumns } from '../../../shared/library';
import type { Family } from '../../../shared/lineage';
import type { Database } from '../database';
import { openForReading } from '../database';
import type { FamilyAsked } from './family';
import { readFamily } from './family';
import { Json } from '../json';
import { hasTable, ID_LENGTH, selectRows } from './library-row';
import { searchSeqs } from './library-search';

/** The rows of a library, without what is known beside them. */
export type RowColumns = Omit<LibraryColumns, 'revision' | 'lists'>;

/** Those of no library. */
export const NO_COLUMNS: RowColumns = {
  ...{ ids: '', words: [], createdAt: new Float64Array(), bytes: new Float64Array() },
  ...{ seqs: new Int32Array(), widths: new Int32Array(), heights: new Int32Array(), facets: new Int32Array() },
  ...{ stacks: new Int32Array(), models: new Uint16Array(), resolutions: new Uint16Array() },
};

/** The records' file; a database of another version is read as far as it goes. */
interface Source {
  readonly file: string;
}

/** What the library's thread reads from its records; each takes and gives plain data. */
export const READING = {
  readColumns: ({ file }: Source): RowColumns => reading(file, readColumns),
  searchWords: ({ file, text }: Source & { readonly text: string }): Int32Array =>
    reading(file, (database) => searchSeqs(database, text)),
  readFamily: ({ file, ...asked }: Source & FamilyAsked): Family | null =>
    reading(file, (database) => readFamily(database, asked)),
  orderByName: ({ file }: Source): Int32Array => reading(file, orderByName),
} as const;

/** Opened for each look, since an open file can be neither replaced nor moved everywhere; that takes about a millisecond. */
function reading<T>(file: string, look: (database: Database) => T): T {
  const database = openForReading(file);
  try {
    return look(database);
  } finally {
    database.close();
  }
}

const Columns = z.object({
  ...{ ids: z.string().nullable(), created: Json, seqs: Json, widths: Json, heights: Json, bytes: Json },
  ...{ facets: Json, stacks: Json, models: Json, resolutions: Json },
});
const Word = z.object({ seq: z.int().positive(), word: z.string() });
/** Words that columns can name. */
const MOST_WORDS = 65_536;

/**
 * The database hands the columns over as text: twice as fast as rows, which would be 100,000 objects. What they say, and in
 * which order, is kept from one start to the next: another order needs another `ROWS_MEAN`.
 */
function readColumns(database: Database): RowColumns {
  const row = database.get(
    `SELECT group_concat(id, '') AS ids, json_group_array(created_at) AS created,
       json_group_array(seq) AS seqs, json_group_array(width) AS widths, json_group_array(height) AS heights,
       json_group_array(bytes) AS bytes, json_group_array(facets | traits) AS facets, json_group_array(stack) AS stacks,
       json_group_array(coalesce(model_word, 0)) AS models, json_group_array(coalesce(resolution_word, 0)) AS resolutions
     FROM (${selectRows(database)} WHERE length(images.id) = ${String(ID_LENGTH)}
       ORDER BY images.created_at DESC, images.seq DESC)`,
  );
  const { ids, created, seqs, widths, heights, bytes, facets, stacks, models, resolutions } = Columns.parse(row);
  const words = readWords(database);
  const wordsOf = (places: unknown): Uint16Array =>
    Uint16Array.from(numbersOf(places), (place) => (place < words.length ? place : 0));
  return {
    ids: ids ?? '',
    createdAt: Float64Array.from(numbersOf(created)),
    seqs: Int32Array.from(numbersOf(seqs)),
    widths: Int32Array.from(numbersOf(widths)),
    heights: Int32Array.from(numbersOf(heights)),
    bytes: Float64Array.from(numbersOf(bytes)),
    facets: Int32Array.from(numbersOf(facets)),
    stacks: Int32Array.from(numbersOf(stacks)),
    models: wordsOf(models),
    resolutions: wordsOf(resolutions),
    words,
  };
}

/** By their numbers; at 0 stands none. */
function readWords(database: Database): readonly string[] {
  const words = [''];
  if (!hasTable(database, 'words')) return words;
  for (const row of database.all('SELECT seq, word FROM words WHERE seq < ? ORDER BY seq', MOST_WORDS)) {
    const { seq, word } = Word.parse(row);
    while (words.length < seq) words.push('');
    words.push(word);
  }
  return words;
}

/** Checked by hand: a schema takes as long here as the query. */
function numbersOf(values: unknown): readonly number[] {
  if (!Array.isArray(values) || !values.every((value): value is number => typeof value === 'number')) {
    throw new Error('A column of the library is damaged.');
  }
  return values;
}

const Titles = z.object({ seqs: Json, titles: Json });
/** More of a title than this decides nothing that a person sees. */
const COMPARED = 80;

function orderByName(database: Database): Int32Array {
  const row = database.get(
    `SELECT json_group_array(seq) AS seqs, json_group_array(substr(title, 1, ${String(COMPARED)})) AS titles
     FROM (SELECT seq, title FROM images ORDER BY created_at DESC, seq DESC)`,
  );
  const parsed = Titles.parse(row);
  const seqs = numbersOf(parsed.seqs);
  const titles = z.array(z.string()).parse(parsed.titles);
  const order = Int32Array.from(seqs.keys());
  const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  order.sort((a, b) => compare(titles[a] ?? '', titles[b] ?? '') || a - b);
  return order.map((place) => seqs[place] ?? 0);
}
