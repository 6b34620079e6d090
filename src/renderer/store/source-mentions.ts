import type { Draft } from '../../shared/draft';
import type { Model } from '../../shared/model';
import { modelOf } from './draft';

/** A place in a prompt that names a source. */
export interface SourceMention {
  readonly from: number;
  readonly to: number;
  /** The source that it names, counted from 0 as they are sent. */
  readonly place: number;
}

type Names = Pick<Model, 'sourceMention'>;

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

/** How many sources come before those of the recipe: in a batch edit the image that is edited by itself is the first. */
export function sourcesBefore({ eachOf }: Pick<Draft, 'eachOf'>): number {
  return eachOf.length > 0 ? 1 : 0;
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

/** What the places of the draft's sources stand for, in the order in which they are sent. */
export function placesOf({ eachOf, recipe }: Pick<Draft, 'eachOf' | 'recipe'>): readonly string[] {
  return eachOf.length > 0 ? ['each', ...recipe.sourceIds] : recipe.sourceIds;
}

/** The text with every mention naming the same place: two that are the same then differ in their mentions alone. */
export function withoutPlaces(model: Names, text: string): string {
  return mentionsIn(model, text).reduceRight(
    (rest, { from, to }) => rest.slice(0, from) + mentionText(model, 0) + rest.slice(to),
    text,
  );
}

/** Mentions of the draft's prompt that name none of its sources, each once. */
export function danglingMentions(draft: Pick<Draft, 'eachOf' | 'recipe'>): readonly string[] {
  const { prompt, sourceIds } = draft.recipe;
  const count = sourcesBefore(draft) + sourceIds.length;
  const model = modelOf(draft.recipe);
  const dangling = mentionsIn(model, prompt).filter(({ place }) => place >= count);
  return [...new Set(dangling.map(({ from, to }) => prompt.slice(from, to)))];
}

/** The `@` that is being typed before the cursor, and what follows it; null when none is. Only at the beginning of a word. */
export function openMention(text: string, cursor: number): { readonly from: number; readonly query: string } | null {
  const begun = /(?:^|[\s([{|,;:])@([\p{L}\p{N} ]{0,40})$/u.exec(text.slice(Math.max(0, cursor - 60), cursor));
  if (!begun) return null;
  const [, query = ''] = begun;
  return { from: cursor - query.length - 1, query };
}
