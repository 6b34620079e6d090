/** How well something fits what was typed; more is better, null is not at all. */
export type Fit = number | null;

/** What is compared of one entry. */
export interface Named {
  readonly label: string;
  /** What else a person may call it. */
  readonly alias: string;
}

const WORD = /[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+/gu;
const ACCENTS = /\p{M}/gu;

/** A text as it is compared: without regard to case and accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}

/** A name taken apart, once for each entry: all of them are compared at each letter that is typed. */
interface Parts {
  readonly name: string;
  readonly words: readonly string[];
  readonly alias: readonly string[];
}
const known = new WeakMap<Named, Parts>();

function partsOf(named: Named): Parts {
  const before = known.get(named);
  if (before) return before;
  const name = plain(named.label);
  const parts = { name, words: name.match(WORD) ?? [], alias: plain(named.alias).match(WORD) ?? [] };
  known.set(named, parts);
  return parts;
}

/**
 * How well a name fits what was typed (`plain` and trimmed): it begins so, each word typed begins one of its words, another
 * name does, it has the letters in one piece, or at least in that order. What was typed in one way is better than any of the
 * next.
 */
export function fit(typed: string, named: Named): Fit {
  const { name, words, alias } = partsOf(named);
  if (name.startsWith(typed)) return 5;
  const wanted = typed.split(/\s+/);
  const begins = (word: string, among: readonly string[]): boolean => among.some((start) => start.startsWith(word));
  if (wanted.every((word) => begins(word, words))) return 4;
  if (wanted.every((word) => begins(word, words) || begins(word, alias))) return 3;
  if (name.includes(typed)) return 2;
  const letters = typed.replace(/\s+/g, '');
  const gaps = gapsOf(letters, name, words);
  // Letters that are spread over the whole name were hardly meant.
  return gaps === null || gaps > Math.max(1, letters.length / 2) ? null : 1 + 1 / (2 + gaps);
}

/** How often the letters jump ahead in the name, from the beginning of a word on; null when one is missing. */
function gapsOf(letters: string, name: string, words: readonly string[]): number | null {
  let at = 0;
  const counts = words.flatMap((word) => {
    at = name.indexOf(word, at);
    const gaps = letters.startsWith(word[0] ?? '') ? gapsFrom(letters, name, at) : null;
    at += word.length;
    return gaps ?? [];
  });
  return counts.length === 0 ? null : Math.min(...counts);
}

function gapsFrom(letters: string, name: string, from: number): number | null {
  let at = from - 1;
  let gaps = 0;
  for (const letter of letters) {
    const next = name.indexOf(letter, at + 1);
    if (next < 0) return null;
    if (next !== at + 1) gaps += 1;
    at = next;
  }
  return gaps;
}

/** An entry that fits. */
export interface Ranked<T> {
  readonly entry: T;
  readonly fits: number;
}

/** The best entries, the best first: by fit, then those used last, then as they were given. At most `most`. */
export function ranked<T extends Named & { readonly id: string }>(
  entries: readonly T[],
  typed: string,
  recent: readonly string[],
  most: number,
): readonly Ranked<T>[] {
  const wanted = plain(typed).trim();
  const place = (id: string): number => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return entries
    .flatMap((entry) => {
      const fits = wanted === '' ? 0 : fit(wanted, entry);
      return fits === null ? [] : [{ entry, fits, place: place(entry.id) }];
    })
    .sort((a, b) => b.fits - a.fits || a.place - b.place)
    .slice(0, most);
}
