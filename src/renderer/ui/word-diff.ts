/** A piece of a text that is in both, only in the new one, or only in the old one. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * Words, numbers, spaces, signs and pictures. Scripts without spaces between words are compared character by character, and
 * what is one picture to the eye is one piece, however many characters it is made of.
 */
const PIECE =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]\p{M}*|[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*|\s+|\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F|\u200D\p{Extended_Pictographic})*|[^]/gu;
/** For texts of which each word can't be compared with each: their sentences are. */
const SENTENCE = /[^.!?。！？\n]+[.!?。！？\n]*\s*|[.!?。！？\n]+\s*/gu;

/** Pairs of pieces that are compared at most: 5,000 with 5,000 take about ten milliseconds and three megabytes. */
const MOST_PAIRS = 25_000_000;

/** What has to be taken away from the old text and added to it to get the new one; as little as possible, removed before added. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const parts = joined(diffPieces(piecesOf(before, PIECE), piecesOf(after, PIECE)));
  return joined(withoutLoneSpaces(parts));
}

function piecesOf(text: string, piece: RegExp): readonly string[] {
  return text.match(piece) ?? [];
}

function diffPieces(a: readonly string[], b: readonly string[]): readonly DiffPart[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [oldPart, newPart] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle =
    oldPart.length * newPart.length <= MOST_PAIRS ? leastChange(oldPart, newPart) : bySentence(oldPart, newPart);
  return [part('same', a.slice(0, start)), ...middle, part('same', a.slice(a.length - end))];
}

/** Pasted books: sentences are compared, or where even those are too many all of it has changed. */
function bySentence(a: readonly string[], b: readonly string[]): readonly DiffPart[] {
  const [from, to] = [piecesOf(a.join(''), SENTENCE), piecesOf(b.join(''), SENTENCE)];
  if (from.length * to.length <= MOST_PAIRS) return leastChange(from, to);
  return [part('removed', a), part('added', b)];
}

/**
 * The longest common subsequence, 32 pieces at a time: a bit of row j is 0 where one piece more of `a` makes the longest
 * common part with the first j pieces of `b` longer. Its time depends on the lengths alone, not on how different they are.
 */
function leastChange(a: readonly string[], b: readonly string[]): readonly DiffPart[] {
  if (a.length === 0 || b.length === 0) return [part('removed', a), part('added', b)];
  const words = Math.ceil(a.length / 32);
  const places = placesIn(a, words, new Set(b));
  const nowhere = new Uint32Array(words);
  const rows = new Uint32Array(words * (b.length + 1)).fill(0xffff_ffff, 0, words);
  for (let row = 0; row < b.length; row += 1) {
    const match = places.get(b[row] ?? '') ?? nowhere;
    const at = row * words;
    let carry = 0;
    for (let word = 0; word < words; word += 1) {
      const bits = rows[at + word] ?? 0;
      const both = (bits & (match[word] ?? 0)) >>> 0;
      const sum = bits + both + carry;
      carry = sum > 0xffff_ffff ? 1 : 0;
      rows[at + words + word] = (sum >>> 0) | (bits & ~both);
    }
  }
  return wayBack(a, b, (row, column) => ((rows[row * words + (column >> 5)] ?? 0) >>> (column & 31)) & 1);
}

/** For each of the wanted pieces the places at which it stands, as bits. A map of all of a book's would fill the memory. */
function placesIn(
  pieces: readonly string[],
  words: number,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Uint32Array> {
  const places = new Map<string, Uint32Array>();
  pieces.forEach((piece, at) => {
    if (!wanted.has(piece)) return;
    let bits = places.get(piece);
    if (!bits) places.set(piece, (bits = new Uint32Array(words)));
    bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
  });
  return places;
}

/** Reads from the end which pieces stayed. */
function wayBack(
  a: readonly string[],
  b: readonly string[],
  bit: (row: number, column: number) => number,
): readonly DiffPart[] {
  const parts: DiffPart[] = [];
  let [column, row] = [a.length, b.length];
  while (column > 0 && row > 0) {
    if (bit(row, column - 1) === 1) {
      column -= 1;
      parts.push({ kind: 'removed', text: a[column] ?? '' });
    } else if (bit(row - 1, column - 1) === 0) {
      row -= 1;
      parts.push({ kind: 'added', text: b[row] ?? '' });
    } else {
      column -= 1;
      row -= 1;
      parts.push({ kind: 'same', text: a[column] ?? '' });
    }
  }
  parts.push(part('added', b.slice(0, row)), part('removed', a.slice(0, column)));
  return parts.reverse();
}

function part(kind: DiffPart['kind'], pieces: readonly string[]): DiffPart {
  return { kind, text: pieces.join('') };
}

/** A space that stayed between two words that did not tears a change into crumbs that nobody can read. */
function withoutLoneSpaces(parts: readonly DiffPart[]): readonly DiffPart[] {
  return parts.flatMap((one, at) => {
    const between = at > 0 && at < parts.length - 1;
    if (one.kind !== 'same' || !between || !/^\s+$/u.test(one.text)) return [one];
    return [
      { kind: 'removed', text: one.text },
      { kind: 'added', text: one.text },
    ];
  });
}

/** Neighbours of a kind as one, and within a change what was removed before what was added. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const whole: DiffPart[] = [];
  let [removed, added] = ['', ''];
  const flush = (): void => {
    if (removed !== '') whole.push({ kind: 'removed', text: removed });
    if (added !== '') whole.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  let same = '';
  for (const { kind, text } of parts) {
    if (text === '') continue;
    if (kind === 'same') {
      flush();
      same += text;
      continue;
    }
    if (same !== '') whole.push({ kind: 'same', text: same });
    same = '';
    if (kind === 'removed') removed += text;
    else added += text;
  }
  flush();
  if (same !== '') whole.push({ kind: 'same', text: same });
  return whole;
}
