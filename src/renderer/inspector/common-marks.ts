import type { ImageId } from '../../shared/ids';
import type { Columns } from '../store/columns';
import { facetsAt } from '../store/library';
import type { MarkValues } from '../ui/Marks';

const NOTHING: MarkValues = { stars: 0, flag: 'none', favourite: false };

/** The marks that all of these images have, `mixed` where they differ. Images that are not in the library don't count. */
export function commonMarks(columns: Columns | null, ids: readonly ImageId[]): MarkValues {
  let common: MarkValues | null = null;
  for (const id of ids) {
    const at = columns?.places.ofId(id) ?? -1;
    if (!columns || at < 0) continue;
    const { stars, flag, favourite } = facetsAt(columns.facets[at] ?? 0);
    const marks: MarkValues = { stars, flag: flag ?? 'none', favourite };
    common = common === null ? marks : meet(common, marks);
  }
  return common ?? NOTHING;
}

function meet(a: MarkValues, b: MarkValues): MarkValues {
  return {
    stars: a.stars === b.stars ? a.stars : 'mixed',
    flag: a.flag === b.flag ? a.flag : 'mixed',
    favourite: a.favourite === b.favourite ? a.favourite : 'mixed',
  };
}
