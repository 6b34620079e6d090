/** One change of a text: at that place these letters went and those came. */
export interface TextEdit {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

/** The smallest change that makes one text of the other, or null when they are the same. */
export function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  let tail = 0;
  while (
    tail < shorter - at &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return { at, removed: before.slice(at, before.length - tail), inserted: after.slice(at, after.length - tail) };
}

/** The change that takes it back. */
export function reversed({ at, removed, inserted }: TextEdit): TextEdit {
  return { at, removed: inserted, inserted: removed };
}

/**
 * Both changes as one, where a person would take them back together: letters of a word typed one after the other, a run of
 * deletions, or all that an input method did until it was `composing` no more. Null where each stands for itself.
 */
export function joined(first: TextEdit, next: TextEdit, composing: boolean): TextEdit | null {
  if (composing) return within(first, next);
  const typed = first.removed === '' && next.removed === '' && next.inserted.length === 1;
  if (typed && next.at === first.at + first.inserted.length && !beginsWord(first.inserted, next.inserted)) {
    return { ...first, inserted: first.inserted + next.inserted };
  }
  const deleted = first.inserted === '' && next.inserted === '' && next.removed.length === 1;
  if (deleted && next.at + 1 === first.at) return { at: next.at, removed: next.removed + first.removed, inserted: '' };
  if (deleted && next.at === first.at) return { ...first, removed: first.removed + next.removed };
  return null;
}

/** A change of what the change before put in. */
function within(first: TextEdit, next: TextEdit): TextEdit | null {
  const from = next.at - first.at;
  if (from < 0 || from + next.removed.length > first.inserted.length) return null;
  const inserted = first.inserted.slice(0, from) + next.inserted + first.inserted.slice(from + next.removed.length);
  return { ...first, inserted };
}

function beginsWord(before: string, letter: string): boolean {
  return /\s$/u.test(before) && /\S/u.test(letter);
}
