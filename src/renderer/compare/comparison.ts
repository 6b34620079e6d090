import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Crop } from '../../shared/recipe';
import type { Look } from '../store/view';

/** What is held against each other: before and after, or several to choose from. */
export type Comparison =
  | {
      readonly kind: 'pair';
      readonly before: ImageId;
      readonly after: ImageId;
      /** Every source of an edit that `before` is one of; empty for two images that were chosen. */
      readonly sources: readonly ImageId[];
    }
  | { readonly kind: 'survey'; readonly ids: readonly ImageId[] };

/**
 * What the opened image can be compared with: what was chosen for it, else the one of its sources that was picked. Null for
 * an image without either.
 */
export function comparisonOf(
  opened: Pick<LibraryImage, 'id' | 'recipe'>,
  chosen: readonly ImageId[],
  source: ImageId | null,
): Comparison | null {
  const sources = opened.recipe?.sourceIds ?? [];
  if (chosen.length > 2 && chosen.includes(opened.id)) return { kind: 'survey', ids: chosen };
  const [first, second] = chosen;
  if (first !== undefined && first !== second && second === opened.id) {
    return { kind: 'pair', before: first, after: second, sources: sources.includes(first) ? sources : [] };
  }
  const before = source !== null && sources.includes(source) ? source : sources[0];
  return before === undefined ? null : { kind: 'pair', before, after: opened.id, sources };
}

/** What the large view can show of what was asked for: a comparison only where there is something to compare with. */
export function lookOf(asked: Look, comparison: Comparison | null): Look {
  if (asked === 'image' || asked === 'lineage') return asked;
  if (comparison === null) return 'image';
  return comparison.kind === 'survey' ? 'survey' : 'compare';
}

/** The part of the picture that the edit was made from, when one of the two is an edit of the other; null for all of it. */
export function cropFor(image: Pick<LibraryImage, 'id'>, other: Pick<LibraryImage, 'recipe'> | undefined): Crop | null {
  return other?.recipe?.sourceChoices?.[image.id]?.crop ?? null;
}
