import type { SearchTerm } from '../../shared/search';
import { parseSearch, searchTokens } from '../../shared/search';

/** A piece of a text, marked where it is what was searched for. */
export interface HitPart {
  readonly text: string;
  readonly hit: boolean;
}

/** Words as they stand in a text; in scripts without spaces each character is one. */
const WORD =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{N}\p{M}]+|\p{S}/gu;
/** Letters of a text that are looked through: a row shows two lines. */
const LOOKED_AT = 4000;
/** Letters before the first hit that a row has room for, and those that are left when it has not. */
const ROOM = { most: 120, left: 40 };

/** The terms of a search that can be marked in a text. */
export function markable(search: string): readonly SearchTerm[] {
  return parseSearch(search).filter(({ kind, not }) => kind !== 'tag' && !not);
}

/** The text with what is searched for marked; it begins later, after an ellipsis, when the first hit would be out of sight. */
export function withHits(text: string, terms: readonly SearchTerm[]): readonly HitPart[] {
  if (terms.length === 0) return [{ text, hit: false }];
  const ranges = hitRanges(text.slice(0, LOOKED_AT), terms);
  const first = ranges[0]?.[0] ?? 0;
  const start = first <= ROOM.most ? 0 : wordStart(text, first - ROOM.left);
  const parts: HitPart[] = start === 0 ? [] : [{ text: '… ', hit: false }];
  let at = start;
  for (const [from, to] of ranges) {
    parts.push({ text: text.slice(at, from), hit: false }, { text: text.slice(from, to), hit: true });
    at = to;
  }
  return [...parts, { text: text.slice(at), hit: false }].filter((part) => part.text !== '');
}

function wordStart(text: string, near: number): number {
  const space = text.indexOf(' ', near);
  return space < 0 || space > near + ROOM.left ? near : space + 1;
}

/** From and to of each hit, in order and apart. */
function hitRanges(text: string, terms: readonly SearchTerm[]): readonly (readonly [number, number])[] {
  const words = [...text.matchAll(WORD)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    token: searchTokens(match[0]).join(''),
  }));
  const ranges: [number, number][] = [];
  words.forEach((_word, start) => {
    for (const { tokens, open } of terms) {
      const last = tokens.length - 1;
      const here = tokens.every((wanted, place) => {
        const token = words[start + place]?.token;
        return place === last && open ? (token?.startsWith(wanted) ?? false) : token === wanted;
      });
      const [from, end] = [words[start], words[start + last]];
      if (!here || !from || !end) continue;
      const before = ranges.at(-1);
      if (before && from.from < before[1]) before[1] = Math.max(before[1], end.to);
      else ranges.push([from.from, end.to]);
    }
  });
  return ranges;
}
