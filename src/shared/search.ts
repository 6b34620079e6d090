/** One condition of a search. All of them must hold. */
export interface SearchTerm {
  /** A `word` may go on where it ends, a `phrase` stands as it is, a `tag` is the whole name of one. */
  readonly kind: 'word' | 'phrase' | 'tag';
  /** True when nothing of it may occur. */
  readonly not: boolean;
  /** As typed, without quotes and signs: to be shown, or marked in a text. */
  readonly text: string;
  /** What is compared, in this order and without gaps; see `searchTokens`. For a tag it is its key alone. */
  readonly tokens: readonly string[];
  /** The last token may be the beginning of a longer one. */
  readonly open: boolean;
}

const MOST_TERMS = 20;
/** Of one text that is looked through or looked for. */
const MOST_TOKEN_LENGTH = 100;

/** Words, signs of their own such as "%" and "🦊", and nothing else. */
const PIECE = /[\p{L}\p{N}\p{M}]+|[\p{S}%&@#*§]/gu;
/** Scripts that are written without spaces between words: each of their characters is a token, so that any part is found. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/gu;
/** Joiners, directions and variants: nobody types them. */
const UNSEEN = /[\p{Cf}\uFE00-\uFE0F]/gu;
// eslint-disable-next-line no-control-regex -- every character of ASCII
const ASCII = /^[\x00-\x7f]*$/;
const ASCII_PIECE = /[a-z0-9]+|[$+<=>^`|~%&@#*]/g;
const ACCENTS = /[\u0300-\u036F]/g;

/**
 * A text as it is compared: words without regard to case, width and accents, each sign and each character of an unspaced
 * script alone. No token holds a space, a control character or ASCII punctuation.
 */
export function searchTokens(text: string): readonly string[] {
  // Most prompts: ten times faster, with the same outcome.
  if (ASCII.test(text)) return (text.toLowerCase().match(ASCII_PIECE) ?? []).map(shortened);
  const plain = text
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ');
  return (plain.match(PIECE) ?? []).flatMap((piece) =>
    piece
      .replace(UNSPACED, ' $& ')
      .split(' ')
      .filter((token) => token !== '')
      .map(shortened),
  );
}

/** Signs of ASCII become their full width twins: indexes take no ASCII but letters and digits for part of a word. */
function shortened(token: string): string {
  if (token.length > 1) return token.slice(0, MOST_TOKEN_LENGTH);
  return /[!-/:-@[-`{-~]/.test(token) ? String.fromCharCode(token.charCodeAt(0) + 0xfee0) : token;
}

/** The name of a tag as it is compared. */
export function tagKey(tag: string): string {
  return tag.trim().normalize('NFKC').toLowerCase();
}

/** What is typed to find a tag by its whole name; of one with quotes in it, which can't be typed so, its words. */
export function tagSearch(tag: string): string {
  return /["“”„]/u.test(tag) ? tag.replace(/["“”„]/gu, ' ').trim() : `#"${tag}"`;
}

/** A sign for "not", one for a tag, then a quoted text, which its end may close, or what reaches to the next space. */
const TERM = /(-*)(#?)(?:["“”„]([^"“”„]*)(["“”„]?)|([^\s"“”„]+)|(?=\s|$))/guy;

/**
 * Reads what a person typed into the search box: words, "phrases", -not and #tags, each of which must hold. Whatever is
 * typed means something or nothing; none of it is an error or a command. At most twenty terms count.
 */
export function parseSearch(search: string): readonly SearchTerm[] {
  const text = search.normalize('NFC').replace(/\p{Cc}/gu, ' ');
  const terms: SearchTerm[] = [];
  for (let at = 0; at < text.length && terms.length < MOST_TERMS; at = Math.max(at + 1, TERM.lastIndex)) {
    while (/\s/.test(text.charAt(at))) at += 1;
    TERM.lastIndex = at;
    const found = TERM.exec(text);
    if (!found) continue;
    const [, minus = '', hash = '', quoted, end, bare] = found;
    const term = termOf(minus !== '', hash !== '', quoted ?? bare ?? '', quoted === undefined ? null : end !== '');
    if (term) terms.push(term);
  }
  return terms;
}

/** `closed` is null without quotes. Null for a term that asks for nothing. */
function termOf(not: boolean, isTag: boolean, text: string, closed: boolean | null): SearchTerm | null {
  if (isTag) {
    const key = tagKey(text);
    return key === '' ? null : { kind: 'tag', not, text, tokens: [key], open: false };
  }
  const tokens = searchTokens(text);
  if (tokens.length === 0) return null;
  return { kind: closed === null ? 'word' : 'phrase', not, text, tokens, open: closed !== true };
}

/** Whether the tokens of a text hold the term's, as an index finds them. Not for tags. */
export function holdsTerm(tokens: readonly string[], term: Pick<SearchTerm, 'tokens' | 'open'>): boolean {
  const last = term.tokens.length - 1;
  return tokens.some((_token, start) =>
    term.tokens.every((wanted, place) => {
      const there = tokens[start + place];
      return place === last && term.open ? (there?.startsWith(wanted) ?? false) : there === wanted;
    }),
  );
}
