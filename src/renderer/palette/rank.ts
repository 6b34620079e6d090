/** How well something fits what was typed; more is better, null is not at all. */
export type Fit = number | null;

/** What is compared of one entry. */
export interface Named {
  readonly label: string;
  /** What else a person may call it. */
  readonly alias: string;
}

const WORD_START = /(?<=^|[^\p{L}\p{N}])(?=[\p{L}\p{N}])/u;
const ACCENTS = /\p{M}/gu;

/** A text as it is compared: without regard to case and accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}

/**
 * How well a name fits what was typed (`plain` and trimmed): it begins so, each word typed begins one of its words, another
 * name does, it has the letters in one piece, or at least in that order. What was typed in one way is better than any of the
 * next.
 */
export function fit(typed: string, { label, alias }: Named): Fit {
  const name = plain(label);
  if (name.startsWith(typed)) return 5;
  const words = typed.split(/\s+/);
  if (beginsWords(words, name)) return 4;
  if (beginsWords(words, `${name} ${plain(alias)}`)) return 3;
  if (name.includes(typed)) return 2;
  const letters = typed.replace(/\s+/g, '');
  const gaps = gapsOf(letters, name);
  // Letters that are spread over the whole name were hardly meant.
  return gaps === null || gaps > Math.max(1, letters.length / 2) ? null : 1 + 1 / (2 + gaps);
}

function beginsWords(words: readonly string[], name: string): boolean {
  const starts = name.split(WORD_START);
  return words.every((word) => starts.some((start) => start.startsWith(word)));
}

/** How often the letters jump ahead in the name, from the beginning of a word on; null when one is missing. */
function gapsOf(letters: string, name: string): number | null {
  const starts = [...name.matchAll(/(?<=^|[^\p{L}\p{N}])[\p{L}\p{N}]/gu)].filter(([letter]) =>
    letters.startsWith(letter),
  );
  const counts = starts.flatMap(({ index }) => gapsFrom(letters, name, index) ?? []);
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
