import type { Difference } from '../../shared/asked-got';
import { differenceOf } from '../../shared/asked-got';
import type { LibraryImage } from '../../shared/image';
import { findModel, MODELS } from '../../shared/models';
import type { Columns } from './columns';

/** How an image of the library differs from what was asked for; null when it does not, or when that can't be known. */
export function differenceIn(columns: Columns | null, image: LibraryImage): Difference | null {
  const { recipe } = image;
  if (!recipe) return null;
  return differenceOf(findModel(MODELS, recipe.modelId), image, (id) => {
    const at = columns?.places.ofId(id) ?? -1;
    return at < 0 ? null : { width: columns?.widths[at] ?? 0, height: columns?.heights[at] ?? 0 };
  });
}
