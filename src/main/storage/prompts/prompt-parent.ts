import { z } from 'zod';
import { PromptId } from '../../../shared/ids';
import { searchTokens } from '../../../shared/search';
import type { Database } from '../database';
import type { NewUse } from './prompt-store';

/** Below this two texts are not versions of one prompt. */
export const ALIKE = 0.5;
/** Of a text; more decides nothing and would take long. */
const MOST_WORDS = 400;

/** How often each word stands in a text, as it is compared with others. */
export interface WordCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Of the first four hundred words, as `searchTokens` gives them. */
export function wordCounts(text: string): WordCounts {
  const words = searchTokens(text).slice(0, MOST_WORDS);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, total: words.length };
}

/**
 * How alike two texts are, from 0 to 1: twice the words that they share, each as often as it stands in both, divided by
 * the words of both (Dice's measure of two bags of words). Order, case, accents and punctuation count for nothing.
 */
export function likeness(a: WordCounts, b: WordCounts): number {
  if (a.total + b.total === 0) return 0;
  const [few, many] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [word, count] of few.counts) shared += Math.min(count, many.counts.get(word) ?? 0);
  return (2 * shared) / (a.total + b.total);
}

/** Which of the texts the new one was probably made from: the most alike, the first of equals; null when none is alike enough. */
export function likelyParent<T>(
  text: WordCounts,
  earlier: Iterable<{ readonly prompt: T; readonly words: WordCounts }>,
): T | null {
  let best: { readonly prompt: T; readonly score: number } | null = null;
  for (const { prompt, words } of earlier) {
    const score = likeness(text, words);
    if (score >= ALIKE && score > (best?.score ?? 0)) best = { prompt, score };
  }
  return best?.prompt ?? null;
}

/** Candidates for the parent of a prompt: so many other texts of so many milliseconds before it, among so many uses. */
const EARLIER = { texts: 30, uses: 300, span: 86_400_000 } as const;
/** Texts whose words are kept at hand. */
const MOST_KNOWN = 300;
const Text = z.object({ text: z.string() });
const Earlier = z.object({ prompt_seq: PromptId });

/** Says which prompt a new one was made from. */
export interface Parents {
  /** What its draft was begun from; where nobody knows that, the most alike of what was sent in the day before. */
  of(text: string, use: Pick<NewUse, 'basedOn' | 'at' | 'batchId'>): PromptId | null;
  /** Numbers of prompts may be given to other texts from now on. */
  forget(): void;
}

/** Parents among the prompts of the database. */
export function createParents(database: Database): Parents {
  const known = new Map<PromptId, WordCounts>();
  const wordsOf = (id: PromptId): WordCounts => {
    const there = known.get(id);
    if (there) return there;
    if (known.size >= MOST_KNOWN) known.clear();
    const counted = wordCounts(Text.parse(database.get('SELECT text FROM prompts WHERE seq = ?', id)).text);
    known.set(id, counted);
    return counted;
  };
  /** The newest first. The others of its batch are its siblings. */
  const earlier = ({ at, batchId }: Pick<NewUse, 'at' | 'batchId'>, limit: number): readonly PromptId[] => {
    const rows = database.all(
      `SELECT prompt_seq FROM uses INDEXED BY uses_by_time WHERE at BETWEEN ?1 - ${String(EARLIER.span)} AND ?1
         AND (?2 IS NULL OR batch_id IS NOT ?2) ORDER BY at DESC, seq DESC LIMIT ?3`,
      ...[at, batchId, limit],
    );
    return [...new Set(rows.map((row) => Earlier.parse(row).prompt_seq))];
  };
  return {
    of: (text, use) => {
      const { basedOn } = use;
      if (basedOn !== null && database.get('SELECT 1 FROM facts WHERE seq = ?', basedOn) !== undefined) return basedOn;
      // Mostly few uses are enough.
      const few = earlier(use, 2 * EARLIER.texts);
      const ids = few.length < EARLIER.texts ? earlier(use, EARLIER.uses) : few;
      return likelyParent(
        wordCounts(text),
        ids.slice(0, EARLIER.texts).map((id) => ({ prompt: id, words: wordsOf(id) })),
      );
    },
    forget: () => {
      known.clear();
    },
  };
}
