/** A stretch of a prompt, and whether it differs from the other prompts of its batch. */
export interface Stretch {
  readonly text: string;
  readonly own: boolean;
}

/** Characters of what all have in common that are shown before what differs. */
const CONTEXT = 28;
/** Characters between the common ends that are compared word by word; of more, all of it differs. */
const MOST_COMPARED = 200_000;
/** Words with what lies between them: every character is in one of them. */
const PIECES = /[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * Takes prompts apart where they differ, in whole words; a long common beginning is cut short, so that what differs shows.
 * Prompts of equally many words differ word by word, others between their common beginning and end.
 */
export function varyingTexts(prompts: readonly string[]): readonly (readonly Stretch[])[] {
  const { start, end } = commonEnds(prompts);
  const middles = prompts.map((prompt) => prompt.slice(start, prompt.length - end));
  const compared = middles.reduce((sum, { length }) => sum + length, 0) <= MOST_COMPARED;
  const stretches = (compared ? byWord(middles) : null) ?? middles.map((text) => [{ own: true, text }]);
  const isOne = middles.every((middle) => middle === '') && end === 0;
  return prompts.map((prompt, place) => [
    ...stretch(isOne ? prompt : contextOf(prompt.slice(0, start)), false),
    ...(stretches[place] ?? []).filter(({ text }) => text !== ''),
    ...stretch(prompt.slice(prompt.length - end), false),
  ]);
}

function stretch(text: string, own: boolean): readonly Stretch[] {
  return text === '' ? [] : [{ own, text }];
}

/** How many characters all begin and end with, no word cut in two. */
function commonEnds(prompts: readonly string[]): { readonly start: number; readonly end: number } {
  const [first = ''] = prompts;
  let start = first.length;
  let end = first.length;
  for (const prompt of prompts) {
    // Most begin and end as those before them, which is seen at once.
    if (!prompt.startsWith(first.slice(0, start))) {
      start = common(start, (at) => first.charCodeAt(at) === prompt.charCodeAt(at));
    }
    if (!prompt.endsWith(first.slice(first.length - end))) {
      const [behind, last] = [first.length - 1, prompt.length - 1];
      end = common(end, (at) => first.charCodeAt(behind - at) === prompt.charCodeAt(last - at));
    }
  }
  const shortest = Math.min(...prompts.map(({ length }) => length));
  if (start === first.length && shortest === start && prompts.every(({ length }) => length === start)) {
    return { start, end: 0 };
  }
  const cuts = (text: string, at: number): boolean =>
    IN_WORD.test(text.charAt(at - 1)) && IN_WORD.test(text.charAt(at));
  while (start > 0 && prompts.some((prompt) => cuts(prompt, start))) start -= 1;
  end = Math.min(end, shortest - start);
  while (end > 0 && prompts.some((prompt) => cuts(prompt, prompt.length - end))) end -= 1;
  return { start, end };
}

function common(most: number, holds: (at: number) => boolean): number {
  let count = 0;
  while (count < most && holds(count)) count += 1;
  return count;
}

/** Null where there are not equally many words. */
function byWord(texts: readonly string[]): readonly (readonly Stretch[])[] | null {
  const all = texts.map((text): readonly string[] => text.match(PIECES) ?? []);
  const [first = []] = all;
  if (!all.every(({ length }) => length === first.length)) return null;
  const differs = first.map((piece, place) => all.some((other) => other[place] !== piece));
  return all.map((pieces) => {
    const stretches: Stretch[] = [];
    pieces.forEach((text, place) => {
      const own = differs[place] ?? false;
      const last = stretches.at(-1);
      if (last?.own === own) stretches[stretches.length - 1] = { own, text: last.text + text };
      else stretches.push({ own, text });
    });
    return stretches;
  });
}

/** The end of a long common beginning. */
function contextOf(before: string): string {
  if (before.length <= CONTEXT) return before;
  return `…${before.slice(-CONTEXT).replace(/^\S*\s+|^[\uDC00-\uDFFF]/u, '')}`;
}
