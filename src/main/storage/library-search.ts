import { z } from 'zod';
import type { SearchTerm } from '../../shared/search';
import { parseSearch } from '../../shared/search';
import type { Database, SqlValue } from './database';
import { Json } from './library-row';

const Seqs = z.object({ seqs: Json });
const All = 'SELECT json_group_array(seq) AS seqs FROM images';
const Last = z.object({ last: z.number().nullable() });

/**
 * Numbers of the records that what was typed is found in, rising; all of them when it asks for nothing. Words and phrases
 * are looked for in title, prompt, file name, note, tags and what other programs wrote; each may be in another of them.
 */
export function searchSeqs(database: Database, search: string): Int32Array {
  const terms = parseSearch(search);
  const { last } = Last.parse(database.get('SELECT max(seq) AS last FROM images'));
  // One byte for each number: how many conditions it has met.
  const met = new Uint8Array((last ?? 0) + 1);
  const positive = terms.filter(({ not }) => !not);
  if (positive.length === 0) for (const seq of seqsOf(database, All)) met[seq] = 1;
  for (const [place, term] of positive.entries()) {
    // A number may come twice: it counts when it met all conditions before.
    for (const seq of matches(database, term)) if (met[seq] === place) met[seq] = place + 1;
  }
  const wanted = Math.max(1, positive.length);
  for (const term of terms.filter(({ not }) => not)) for (const seq of matches(database, term)) met[seq] = 0;
  let count = 0;
  for (const times of met) if (times === wanted) count += 1;
  const found = new Int32Array(count);
  let next = 0;
  for (let seq = 0; seq < met.length; seq++) if (met[seq] === wanted) found[next++] = seq;
  return found;
}

const TAGGED = 'SELECT image_seq FROM image_tags WHERE tag_seq IN (SELECT seq FROM tags WHERE';

function matches(database: Database, term: SearchTerm): readonly number[] {
  const [first = ''] = term.tokens;
  if (term.kind === 'tag') {
    return seqsOf(database, `SELECT json_group_array(image_seq) AS seqs FROM (${TAGGED} tag_key = ?))`, first);
  }
  const words = term.tokens.join(' ');
  // Tokens hold nothing that the index could take for a command; see `searchTokens`.
  const query = `"${words}"${term.open ? '*' : ''}`;
  return seqsOf(
    database,
    `SELECT json_group_array(seq) AS seqs FROM (
       SELECT rowid AS seq FROM image_words WHERE image_words MATCH ?1
       UNION ALL SELECT rowid >> 1 FROM added_words WHERE added_words MATCH ?1
       UNION ALL ${TAGGED} instr(' ' || words || ' ', ?2) > 0))`,
    ...[query, ` ${words}${term.open ? '' : ' '}`],
  );
}

/** Checked by hand: a schema takes longer here than the query. */
function seqsOf(database: Database, sql: string, ...values: readonly SqlValue[]): readonly number[] {
  const { seqs } = Seqs.parse(database.get(sql, ...values));
  if (!Array.isArray(seqs) || !seqs.every((seq): seq is number => typeof seq === 'number')) {
    throw new Error('The index of the library is damaged.');
  }
  return seqs;
}
