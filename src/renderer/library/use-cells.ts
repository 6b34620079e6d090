import { useMemo } from 'react';
import { expectedPixels, ratioValue } from '../../shared/model';
import type { Job } from '../../shared/job';
import type { LibraryIndex } from '../../shared/image';
import { modelOf } from '../store/draft';
import { needsAttention, tileJobs } from '../store/jobs';
import type { LibraryQuery } from '../store/library';
import type { CellId } from '../store/selection';
import { useStudio } from '../store/studio';
import type { GridLayout } from './justify';
import { groupDays, justify } from './justify';

/** What the grid shows, laid out. */
export interface Cells {
  /** Jobs first, then images, newest first. */
  readonly order: readonly CellId[];
  readonly jobs: readonly Job[];
  readonly layout: GridLayout;
}

const GAP = 6;
const DAY_HEIGHT = 40;
/** Least widths in pixels: tiles of problems hold a sentence and buttons, others a word and a number. */
const LEAST_WIDTH = { problem: 312, live: 132 };

const EMPTY: LibraryIndex = {
  revision: 0,
  ids: [],
  widths: [],
  heights: [],
  createdAt: [],
  counts: { all: 0, edits: 0, imported: 0 },
  collections: [],
};

/** The cells of the present view at that width; laid out anew only when something in it changed. */
export function useCells(width: number, today: number): Cells {
  const index = useStudio((state) => state.index) ?? EMPTY;
  const { view, search } = useStudio((state) => state.indexQuery);
  const allJobs = useStudio((state) => state.jobs);
  const tileHeight = useStudio((state) => state.tileHeight);

  const jobs = useMemo(() => jobsShown(allJobs, { view, search }), [allJobs, search, view]);
  // A job that only moved on to its next second or phase must not lay a hundred thousand images out again.
  const jobRatios = jobs.map((job) => `${job.id} ${String(jobRatio(job, tileHeight))}`).join();
  const jobIds = useMemo(() => (jobRatios === '' ? [] : jobRatios.split(',')), [jobRatios]);

  const ratios = useMemo(() => index.widths.map((w, at) => w / (index.heights[at] ?? 0)), [index]);
  const layout = useMemo(() => {
    const groups = groupDays(jobIds.length, index.createdAt, today);
    const live = jobIds.map((entry) => Number(entry.slice(entry.indexOf(' ') + 1)));
    const measures = { width: Math.max(width, 1), tileHeight, gap: GAP, dayHeight: DAY_HEIGHT };
    return justify([...live, ...ratios], groups, measures);
  }, [jobIds, index.createdAt, ratios, width, tileHeight, today]);
  const order = useMemo<readonly CellId[]>(
    () => [...jobs.map((job) => job.id), ...index.ids],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids of the jobs are all that matters here
    [jobRatios, index.ids],
  );
  return { order, jobs, layout };
}

/** The jobs that have a tile in that view: a job's images are in no collection yet, and no search finds them. */
export function jobsShown(jobs: readonly Job[], { view, search }: LibraryQuery): readonly Job[] {
  if (search !== '' || (view !== 'all' && view !== 'edits')) return [];
  return tileJobs(jobs).filter((job) => view === 'all' || job.recipe.sourceIds.length > 0);
}

function jobRatio(job: Job, tileHeight: number): number {
  const { aspectRatio, resolution } = job.recipe;
  const size = expectedPixels(modelOf(job.recipe), aspectRatio, resolution);
  const ratio = size ? size.width / size.height : (ratioValue(aspectRatio) ?? 1.25);
  const least = needsAttention(job) ? LEAST_WIDTH.problem : LEAST_WIDTH.live;
  return Math.max(ratio, least / tileHeight);
}
