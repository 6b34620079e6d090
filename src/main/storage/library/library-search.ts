import { z } from 'zod';
import type { SearchTerm } from '../../../shared/search';
import { parseSearch } from '../../../shared/search';
import type { Database, SqlValue } from '../database';
import { Json } from '../json';
import { hasTable } from './library-row';

const Seqs = z.object({ seqs: Json });
const Last = z.object({ last: z.number().nullable() });

/**
 * Numbers of the records that what was typed is found in, rising; all of them when it asks for nothing. Words and phrases
 * are looked for in title, prompt, file name, note, tags and what other programs wrote; each may be in another of them.
 */
export function searchSeqs(database: Database, search: string): Int32Array {
  const terms = parseSearch(search).map((term): Term => ({ ...term, extra: extraMatches(database, term) }));
  const wanted = terms.filter(({ not }) => !not);
  // Together they are one question to the index, which looks through common words fastest by itself.
  const plain = wanted.filter((term) => term.kind !== 'tag' && term.extra.length === 0);
  const conditions = [
    ...(plain.length > 0 ? [wordMatches(database, plain.map(queryOf).join(' AND '))] : []),
    ...wanted.filter((term) => !plain.includes(term)).map((term) => termMatches(database, term)),
  ];
  if (conditions.length === 0) conditions.push(allSeqs(database));
  const { last } = Last.parse(database.get('SELECT max(seq) AS last FROM images'));
  // One byte for each number: how many conditions it has met.
  const met = new Uint8Array((last ?? 0) + 1);
  for (const [place, seqs] of conditions.entries()) {
    // A number may come twice: it counts when it met all conditions before.
    for (const seq of seqs) if (met[seq] === place) met[seq] = place + 1;
  }
  for (const term of terms) if (term.not) for (const seq of termMatches(database, term)) met[seq] = 0;
  return placesOf(met, conditions.length);
}

/** Where that byte stands. */
function placesOf(bytes: Uint8Array, wanted: number): Int32Array {
  let count = 0;
  for (const byte of bytes) if (byte === wanted) count += 1;
  const places = new Int32Array(count);
  let next = 0;
  for (let place = 0; place < bytes.length; place++) if (bytes[place] === wanted) places[next++] = place;
  return places;
}

interface Term extends SearchTerm {
  /** Where it is found beside title, prompt and file name. */
  readonly extra: readonly number[];
}

/** Tokens hold nothing that the index could take for a command; see `searchTokens`. */
function queryOf({ tokens, open }: SearchTerm): string {
  return `"${tokens.join(' ')}"${open ? '*' : ''}`;
}

function termMatches(database: Database, term: Term): readonly number[] {
  return term.kind === 'tag' ? term.extra : [...wordMatches(database, queryOf(term)), ...term.extra];
}

function wordMatches(database: Database, query: string): readonly number[] {
  return seqsOf(database, 'SELECT json_group_array(rowid) AS seqs FROM image_words WHERE image_words MATCH ?', query);
}

function allSeqs(database: Database): readonly number[] {
  const narrow = hasTable(database, 'marks') ? 'marks' : 'images';
  return seqsOf(database, `SELECT json_group_array(seq) AS seqs FROM ${narrow}`);
}

const TAGGED = 'SELECT image_seq AS seq FROM image_tags WHERE tag_seq IN (SELECT seq FROM tags WHERE';

function extraMatches(database: Database, term: SearchTerm): readonly number[] {
  // A database of an earlier version has none of it.
  if (!hasTable(database, 'tags')) return [];
  const words = ` ${term.tokens.join(' ')}${term.open ? '' : ' '}`;
  const [sql, values]: readonly [string, readonly SqlValue[]] =
    term.kind === 'tag'
      ? [`${TAGGED} tag_key = ?)`, term.tokens]
      : [
          `SELECT rowid >> 1 AS seq FROM added_words WHERE added_words MATCH ?1
           UNION ALL ${TAGGED} instr(' ' || words || ' ', ?2) > 0)`,
          [queryOf(term), words],
        ];
  return seqsOf(database, `SELECT json_group_array(seq) AS seqs FROM (${sql})`, ...values);
}

/** Checked by hand: a schema takes longer here than the query. */
function seqsOf(database: Database, sql: string, ...values: readonly SqlValue[]): readonly number[] {
  const { seqs } = Seqs.parse(database.get(sql, ...values));
  if (!Array.isArray(seqs) || !seqs.every((seq): seq is number => typeof seq === 'number')) {
    throw new Error('The index of the library is damaged.');
  }
  return seqs;
}
