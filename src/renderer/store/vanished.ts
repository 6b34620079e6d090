import type { ImageId } from '../../shared/ids';
import type { Columns } from './columns';
import { FACET_BITS } from './columns';

/** What is said of a source that is not named. */
export const SOURCE_VANISHED = 'A source image is no longer in the library. Remove or replace it.';

/** Where an image is. `gone`: its file was removed for good, or this is another library. */
export type Standing = 'here' | 'trashed' | 'gone';

/** Where that image is; here while nothing is known. */
export function standing(columns: Columns | null, id: ImageId): Standing {
  if (!columns) return 'here';
  const at = columns.places.ofId(id);
  if (at < 0) return 'gone';
  return ((columns.facets[at] ?? 0) & FACET_BITS.trashed) === 0 ? 'here' : 'trashed';
}

/** True for an image that no edit can start from any more: it left the library or lies in the trash. */
export function isVanished(columns: Columns | null, id: ImageId): boolean {
  return standing(columns, id) !== 'here';
}
