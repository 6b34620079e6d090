import { useMemo } from 'react';
import type { ImageId } from '../../shared/ids';
import { readFacets } from '../../shared/library';
import type { Columns } from '../store/columns';
import { useStudio } from '../store/studio';
import type { Batch } from './outcome-words';

/** The images counted by size and format; those that are gone are not among them. */
export function useBatches(ids: readonly ImageId[]): readonly Batch[] {
  const columns = useStudio((state) => state.columns);
  return useMemo(() => (columns ? batchesOf(columns, ids) : []), [columns, ids]);
}

function batchesOf(columns: Columns, ids: readonly ImageId[]): readonly Batch[] {
  const batches = new Map<string, Batch>();
  for (const id of ids) {
    const at = columns.places.ofId(id);
    if (at < 0) continue;
    const [width, height] = [columns.widths[at] ?? 0, columns.heights[at] ?? 0];
    const { format } = readFacets(columns.facets[at] ?? 0);
    const key = `${String(width)} ${String(height)} ${format}`;
    batches.set(key, { width, height, format, count: (batches.get(key)?.count ?? 0) + 1 });
  }
  return [...batches.values()];
}
