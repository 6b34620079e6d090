import type { ImageId } from '../../shared/ids';
import type { Columns } from './columns';
import { FACET_BITS } from './columns';

/** What is said of a source that is not named. */
export const SOURCE_VANISHED = 'A source image is no longer in the library. Remove or replace it.';

/** True for an image that no edit can start from any more: it left the library or lies in the trash. False while nothing is known. */
export function isVanished(columns: Columns | null, id: ImageId): boolean {
  if (!columns) return false;
  const at = columns.places.ofId(id);
  return at < 0 || ((columns.facets[at] ?? 0) & FACET_BITS.trashed) !== 0;
}
