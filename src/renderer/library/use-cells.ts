import { useMemo } from 'react';
import type { Job } from '../../shared/job';
import { expectedPixels, ratioValue } from '../../shared/model';
import { modelOf } from '../store/draft';
import type { LiveTile } from '../store/job-batches';
import { isBatchTile, liveTiles } from '../store/job-batches';
import { needsAttention } from '../store/jobs';
import type { LibraryQuery, Shown } from '../store/query';
import { placeIn } from '../store/query';
import type { CellId } from '../store/selection';
import { isImageCell } from '../store/selection';
import { useStudio } from '../store/studio';
import { filterCount } from '../store/asking';
import { groupDays } from './cell-groups';
import type { GridLayout } from './justify';
import { justify } from './justify';

/** What the grid shows, laid out: jobs first, then images. */
export interface Cells {
  readonly order: readonly CellId[];
  readonly jobs: number;
  readonly shown: Shown;
  readonly layout: GridLayout;
}

const GAP = 6;
/** Height of a day's heading in pixels. */
export const DAY_HEIGHT = 40;
/** Least widths in pixels: tiles of problems hold a sentence and buttons, others a word and a number. */
const LEAST_WIDTH = { problem: 312, live: 132, batch: 312 };
/** No element can be much higher: with more images than that their tiles stop growing. Pixels. */
const HIGHEST = 30_000_000;

/** The cells of what is shown at that width; laid out anew only when something in the layout changed. */
export function useCells(shown: Shown, width: number, today: number): Cells {
  const { ids, widths, heights, createdAt, grouped, query } = shown;
  const allJobs = useStudio((state) => state.jobs);
  const tileHeight = useStudio((state) => state.tileHeight);
  const jobs = useMemo(() => tilesShown(allJobs, query), [allJobs, query]);
  // A job that only moved on to its next second or phase must not lay a hundred thousand images out again.
  const jobKey = useMemo(
    () => jobs.map((tile) => `${tile.id} ${String(tileRatio(tile, tileHeight))}`).join(),
    [jobs, tileHeight],
  );
  const jobRatios = useMemo(() => jobKey.split(',').filter(Boolean).map(ratioInKey), [jobKey]);

  const ratios = useMemo(() => {
    const all = new Float64Array(jobRatios.length + widths.length);
    all.set(jobRatios);
    for (let at = 0; at < widths.length; at += 1) all[jobRatios.length + at] = (widths[at] ?? 0) / (heights[at] ?? 0);
    return all;
  }, [jobRatios, widths, heights]);
  const days = !grouped ? 'none' : query.sort === 'oldest' ? 'oldest' : 'newest';
  const groups = useMemo(
    () => groupDays(jobRatios.length, createdAt, today, days),
    [jobRatios, createdAt, today, days],
  );
  const layout = useMemo(() => {
    const measures = { width, tileHeight, gap: GAP, dayHeight: DAY_HEIGHT };
    // Not measured yet: a hundred thousand rows of one image each would be laid out for nobody.
    if (width <= 0) return justify([], [], measures);
    const full = justify(ratios, groups, measures);
    if (full.height <= HIGHEST) return full;
    const lower = Math.floor(tileHeight * Math.sqrt(HIGHEST / full.height) * 0.95);
    return justify(ratios, groups, { ...measures, tileHeight: lower });
  }, [ratios, groups, width, tileHeight]);
  const order = useMemo<readonly CellId[]>(
    () => jobs.map<CellId>((job) => job.id).concat(ids),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids of the jobs are all that matters here
    [jobKey, ids],
  );
  return { order, jobs: jobRatios.length, shown, layout };
}

function ratioInKey(entry: string): number {
  return Number(entry.slice(entry.indexOf(' ') + 1));
}

/** Where the grid has that cell; a cell inside a closed stack is at its cover. -1 when it is not shown. */
export function cellOf({ order, jobs, shown }: Pick<Cells, 'order' | 'jobs' | 'shown'>, id: CellId | null): number {
  if (id === null) return -1;
  if (!isImageCell(id)) return order.slice(0, jobs).indexOf(id);
  const place = placeIn(shown, id);
  return place < 0 ? -1 : jobs + place;
}

/** The tiles of jobs in that view: a job's images are in no collection yet, and no search or filter finds them. */
export function tilesShown(
  jobs: readonly Job[],
  { view, search, filter }: Pick<LibraryQuery, 'view' | 'search' | 'filter'>,
): readonly LiveTile[] {
  if (search !== '' || filterCount(filter) > 0 || (view !== 'all' && view !== 'edits')) return [];
  const isEdit = ({ recipe }: Job): boolean => recipe.sourceIds.length > 0;
  return liveTiles(jobs).filter(
    (tile) => view === 'all' || (isBatchTile(tile) ? tile.jobs.some(isEdit) : isEdit(tile)),
  );
}

function tileRatio(tile: LiveTile, tileHeight: number): number {
  // Always the same: what comes out of a batch may have many shapes.
  if (isBatchTile(tile)) return LEAST_WIDTH.batch / tileHeight;
  const job = tile;
  const { aspectRatio, resolution } = job.recipe;
  const size = expectedPixels(modelOf(job.recipe), aspectRatio, resolution);
  const ratio = size ? size.width / size.height : (ratioValue(aspectRatio) ?? 1.25);
  const least = needsAttention(job) ? LEAST_WIDTH.problem : LEAST_WIDTH.live;
  return Math.max(ratio, least / tileHeight);
}
