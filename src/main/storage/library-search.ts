import type { SqlValue } from './database';

/** A condition on `images`, with the values for its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Scripts that are written without spaces between words: their words can't be looked up, only found inside the text. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const MOST_TERMS = 20;

/**
 * What a person typed into the search box, as a condition: every word must occur, each may be the beginning of one.
 * Whatever is typed is looked for as it is; nothing in it is a command.
 */
export function searchCondition(search: string): Condition | null {
  const terms = search
    .normalize('NFC')
    .split(/[\s\p{C}]+/u)
    .filter((term) => term !== '')
    .slice(0, MOST_TERMS);
  if (terms.length === 0) return null;
  const isInside = (term: string): boolean => UNSPACED.test(term) || !/[\p{L}\p{N}]/u.test(term);
  const inside = terms.filter(isInside).map((term) => `%${term.replace(/[\\%_]/g, '\\$&')}%`);
  const words = terms.filter((term) => !isInside(term)).map((term) => `"${term.replaceAll('"', '""')}"*`);
  const likes = inside.map(() => `(title LIKE ? ESCAPE '\\' OR prompt LIKE ? ESCAPE '\\')`);
  const matches = words.length > 0 ? ['seq IN (SELECT rowid FROM image_words WHERE image_words MATCH ?)'] : [];
  return {
    sql: [...matches, ...likes].join(' AND '),
    values: [...(words.length > 0 ? [words.join(' AND ')] : []), ...inside.flatMap((pattern) => [pattern, pattern])],
  };
}
