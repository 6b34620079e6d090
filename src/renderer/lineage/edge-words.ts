import type { Kin } from '../../shared/lineage';
import type { DiffPart } from '../ui/word-diff';
import { wordDiff } from '../ui/word-diff';

/** What an edge says: words that came and went, or in a word how the two prompts are to each other. */
export type EdgeWords = Readonly<{ parts: readonly DiffPart[] } | { words: string }>;

/** Characters of a prompt that an edge looks at, changes that it names, and characters of each. */
const LOOKED_AT = 800;
const MOST_PARTS = 3;
const MOST_LETTERS = 26;
/** Prompts that share less are no versions of one another: an edit says what to do, not what there is. */
const AKIN = 0.35;

const known = new WeakMap<Kin, Map<string, EdgeWords>>();

/** The prompt of a child against that of its parent, as short as an edge has room for. */
export function edgeWords(parent: Kin, child: Kin): EdgeWords {
  const words = known.get(child) ?? new Map<string, EdgeWords>();
  known.set(child, words);
  // What was forgotten has no words to compare with.
  if (parent.state === 'forgotten') return { words: '' };
  const found = words.get(parent.prompt) ?? between(parent.prompt, child.prompt);
  words.set(parent.prompt, found);
  return found;
}

function between(before: string, after: string): EdgeWords {
  if (after === '') return { words: '' };
  if (before === after) return { words: 'Same prompt' };
  const parts = isAkin(before, after) ? wordDiff(before.slice(0, LOOKED_AT), after.slice(0, LOOKED_AT)) : [];
  const changed = parts.filter(({ kind, text }) => kind !== 'same' && bare(text) !== '');
  if (changed.length === 0) return { words: before === '' ? 'First words' : 'New words' };
  const short = changed.slice(0, MOST_PARTS).map(({ kind, text }) => ({ kind, text: cut(bare(text)) }));
  return { parts: changed.length > MOST_PARTS ? [...short, { kind: 'same', text: '…' }] : short };
}

/** True when so much of the longer prompt is in both that what differs tells something. */
export function isAkin(before: string, after: string): boolean {
  const [from, to] = [before.slice(0, LOOKED_AT), after.slice(0, LOOKED_AT)];
  const same = wordDiff(from, to).reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.length : 0), 0);
  return same >= AKIN * Math.max(from.length, to.length, 1);
}

/** Without the spaces and commas at which a change begins and ends. */
function bare(text: string): string {
  return text.replace(/^[\s,.;:]+|[\s,;:]+$/gu, '');
}

function cut(text: string): string {
  if (text.length <= MOST_LETTERS) return text;
  return `${text
    .slice(0, MOST_LETTERS)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trimEnd()}…`;
}
