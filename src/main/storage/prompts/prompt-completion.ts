import { z } from 'zod';
import { PromptId } from '../../../shared/ids';
import type { Database } from '../database';

/** A prompt of the history, to begin from or to go on with. */
export interface KnownPrompt {
  readonly id: PromptId;
  readonly text: string;
}

/** So much of a text is compared by an index; for the rest so many that begin alike are looked at. */
const KEY_LENGTH = 200;
const MOST_ALIKE = 100;
/** What is completed is mostly one of so many newest. */
const NEWEST = 300;

const Known = z.object({ seq: PromptId, text: z.string() });

/** A text without regard to case, with every character in its place: what follows in one follows in the other. */
function foldCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) => {
    const small = character.toLowerCase();
    return small.length === character.length ? small : character;
  }).join('');
}

/** The beginning of a text as it is compared. A pair that the cut goes through becomes one sign, here and in what is looked for. */
export function keyOf(text: string): string {
  return Buffer.from(foldCase(text.slice(0, KEY_LENGTH))).toString();
}

/** The prompt of a row with `seq` and `text`; null for no row. */
export function knownOf(row: unknown): KnownPrompt | null {
  const known = Known.safeParse(row).data;
  return known ? { id: known.seq, text: known.text } : null;
}

const BEGINS = `key >= ?1 AND key < ?1 || '\u{10FFFF}'`;

/** See `prompts.complete`. */
export function completePrompt(database: Database, text: string): KnownPrompt | null {
  if (text === '') return null;
  const [from, wanted] = [keyOf(text), foldCase(text)];
  const first = (sql: string): KnownPrompt | null => {
    for (const row of database.all(sql, from)) {
      const known = knownOf(row);
      if (known && known.text.length > text.length && foldCase(known.text).startsWith(wanted)) return known;
    }
    return null;
  };
  const newest = first(
    `SELECT prompts.seq, text FROM (SELECT seq, last_used_at FROM facts INDEXED BY facts_recent
       ORDER BY last_used_at DESC, seq DESC LIMIT ${String(NEWEST)}) AS newest CROSS JOIN prompts ON prompts.seq = newest.seq
     WHERE ${BEGINS} ORDER BY last_used_at DESC, newest.seq DESC LIMIT ${String(MOST_ALIKE)}`,
  );
  return (
    newest ??
    first(
      `SELECT prompts.seq, text FROM prompts INDEXED BY prompts_by_key CROSS JOIN facts ON facts.seq = prompts.seq
       WHERE ${BEGINS} ORDER BY last_used_at DESC, facts.seq DESC LIMIT ${String(MOST_ALIKE)}`,
    )
  );
}
