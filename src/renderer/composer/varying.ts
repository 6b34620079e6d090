/** A prompt in three pieces, of which only the middle one differs from the other prompts of its batch. */
export interface VaryingText {
  readonly before: string;
  readonly own: string;
  readonly after: string;
}

/** Characters of what all have in common that are shown before what differs. */
const CONTEXT = 28;

/** Cuts prompts at what they have in common, in whole words; a long common beginning is cut short, so that what differs shows. */
export function varyingTexts(prompts: readonly string[]): readonly VaryingText[] {
  const [first = ''] = prompts;
  let start = first.length;
  let end = first.length;
  for (const prompt of prompts) {
    start = commonStart(first, prompt, Math.min(start, prompt.length));
    end = commonEnd(first, prompt, Math.min(end, prompt.length));
  }
  if (start === first.length && prompts.every(({ length }) => length === start)) {
    return prompts.map((prompt) => ({ before: '', own: '', after: prompt }));
  }
  // A word that differs in its middle is shown whole.
  while (start > 0 && /[\p{L}\p{N}]/u.test(first.charAt(start - 1))) start -= 1;
  while (end > 0 && /[\p{L}\p{N}]/u.test(first.charAt(first.length - end))) end -= 1;
  return prompts.map((prompt) => {
    const from = Math.min(start, prompt.length);
    const to = Math.max(from, prompt.length - end);
    const before = prompt.slice(0, from);
    return {
      before: before.length > CONTEXT ? `…${before.slice(-CONTEXT).replace(/^\S*\s+|^[\uDC00-\uDFFF]/u, '')}` : before,
      own: prompt.slice(from, to),
      after: prompt.slice(to),
    };
  });
}

function commonStart(one: string, other: string, most: number): number {
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function commonEnd(one: string, other: string, most: number): number {
  let count = 0;
  while (count < most && one.charCodeAt(one.length - 1 - count) === other.charCodeAt(other.length - 1 - count)) {
    count += 1;
  }
  return count;
}
