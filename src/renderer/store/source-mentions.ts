import type { Draft } from '../../shared/draft';
import { mentionsIn, mentionText, type Names } from '../../shared/source-mentions';
import { modelOf } from './draft';

/** How many sources come before those of the recipe: in a batch edit the image that is edited by itself is the first. */
export function sourcesBefore({ eachOf }: Pick<Draft, 'eachOf'>): number {
  return eachOf.length > 0 ? 1 : 0;
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
