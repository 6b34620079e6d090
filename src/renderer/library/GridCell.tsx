import { memo } from 'react';
import type { Job } from '../../shared/job';
import type { CellId } from '../store/selection';
import { isImageCell } from '../store/selection';
import { useStudio } from '../store/studio';
import { ImageTile } from './ImageTile';
import { JobTile } from './JobTile';

/** Where a cell lies in its row, in CSS pixels. */
export type CellPlace = Readonly<{ left: number; width: number; height: number; active: boolean }>;

type GridCellProps = CellPlace & Readonly<{ id: CellId }>;

const byId = new WeakMap<readonly Job[], ReadonlyMap<CellId, Job>>();

/** Looked up by every job's tile at every change of any job: five hundred tiles must not each go through five hundred jobs. */
function jobOf(jobs: readonly Job[], id: CellId): Job | undefined {
  let known = byId.get(jobs);
  if (!known) {
    known = new Map(jobs.map((job) => [job.id, job]));
    byId.set(jobs, known);
  }
  return known.get(id);
}

/** Connects one cell to what is known of it, so that a change draws that cell alone. */
export const GridCell = memo(function GridCell({ id, ...place }: GridCellProps) {
  const selected = useStudio((state) => state.selected.has(id));
  const image = useStudio((state) => (isImageCell(id) ? state.details.get(id) : undefined));
  const job = useStudio((state) => (isImageCell(id) ? undefined : jobOf(state.jobs, id)));
  const version = useStudio((state) => (isImageCell(id) ? (state.versions.get(id) ?? 0) : 0));
  if (isImageCell(id)) return <ImageTile id={id} image={image} version={version} selected={selected} {...place} />;
  return job ? <JobTile job={job} selected={selected} {...place} /> : null;
});
