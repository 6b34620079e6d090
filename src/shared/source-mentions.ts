import type { Model } from './model';

/** A place in a prompt that names a source. */
export interface SourceMention {
  readonly from: number;
  readonly to: number;
  /** The source that it names, counted from 0 as they are sent. */
  readonly place: number;
}

/** How a model has its sources named. */
export type Names = Pick<Model, 'sourceMention'>;

/** How the prompt names the source at that place, counted from 0, in the words that the model expects. */
export function mentionText({ sourceMention }: Names, place: number): string {
  return sourceMention.replace('{n}', String(place));
}

/** Every mention of a source in the text, from its beginning on. */
export function mentionsIn({ sourceMention }: Names, text: string): readonly SourceMention[] {
  const [before = '', after = ''] = sourceMention
    .split('{n}')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'));
  const found = text.matchAll(new RegExp(`${before}(\\d{1,3})${after}`, 'gu'));
  return Array.from(found, ({ index, 0: words, 1: place }) => ({
    ...{ from: index, to: index + words.length, place: Number(place) },
  }));
}

/**
 * The text with its mentions following the sources to their new places. A mention of a source that was taken away names
 * the place after the last one, where nothing is or the next one will be: never another picture than was meant.
 */
export function movedMentions(
  model: Names,
  text: string,
  sources: Readonly<{ before: readonly string[]; after: readonly string[]; offset: number }>,
): string {
  const { before, after, offset } = sources;
  const all = [...after, ...before.filter((id) => !after.includes(id))];
  let moved = '';
  let at = 0;
  for (const { from, to, place } of mentionsIn(model, text)) {
    const id = before[place - offset];
    if (id === undefined) continue;
    moved += text.slice(at, from) + mentionText(model, all.indexOf(id) + offset);
    at = to;
  }
  return moved + text.slice(at);
}
