import { memo } from 'react';
import type { BatchId, JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { batchesOf } from '../store/job-batches';
import type { CellId } from '../store/selection';
import { isBatchCell } from '../store/selection';
import { useStudio, useStudioFields } from '../store/studio';
import { BatchTile } from './BatchTile';
import type { ImageCell } from './ImageTile';
import { ImageTile } from './ImageTile';
import { JobTile } from './JobTile';

/** Where a cell lies in its row, in CSS pixels. */
export type CellPlace = Readonly<{ left: number; width: number; height: number; active: boolean }>;

const byId = new WeakMap<readonly Job[], ReadonlyMap<CellId, Job>>();

/** Looked up by every job's tile at every change of any job: five hundred tiles must not each go through five hundred jobs. */
function jobOf(jobs: readonly Job[], id: JobId): Job | undefined {
  let known = byId.get(jobs);
  if (!known) {
    known = new Map(jobs.map((job) => [job.id, job]));
    byId.set(jobs, known);
  }
  return known.get(id);
}

/** Connects the tile of an image to what is known of it, so that a change draws that tile alone. */
export const ImageGridCell = memo(function ImageGridCell(props: CellPlace & ImageCell) {
  const { id } = props;
  const own = useStudioFields((state) => ({
    selected: state.selected.has(id),
    image: state.details.get(id),
    version: state.versions.get(id) ?? 0,
  }));
  return <ImageTile {...props} {...own} />;
});

type LiveCell = CellPlace & Readonly<{ id: JobId | BatchId }>;

/** The same for the tile of a job or a batch. */
export const JobGridCell = memo(function JobGridCell({ id, ...place }: LiveCell) {
  return isBatchCell(id) ? <BatchGridCell id={id} {...place} /> : <OneJobCell id={id} {...place} />;
});

function BatchGridCell({ id, ...place }: CellPlace & Readonly<{ id: BatchId }>) {
  const batch = useStudio((state) => batchesOf(state.jobs).get(id));
  const selected = useStudio((state) => state.selected.has(id));
  return batch ? <BatchTile batch={batch} selected={selected} {...place} /> : null;
}

function OneJobCell({ id, ...place }: CellPlace & Readonly<{ id: JobId }>) {
  const job = useStudio((state) => jobOf(state.jobs, id));
  const selected = useStudio((state) => state.selected.has(id));
  return job ? <JobTile job={job} selected={selected} {...place} /> : null;
}
