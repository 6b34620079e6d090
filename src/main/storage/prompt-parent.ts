import { searchTokens } from '../../shared/search';

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
