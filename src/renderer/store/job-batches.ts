import { chargeOf } from '../../shared/charge';
import type { BatchId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import type { Recipe } from '../../shared/recipe';
import { dollars, firstLine } from '../ui/format';
import type { QueueEntryId, QueueFilter } from './jobs';
import { filteredJobs, perList, tileJobs } from './jobs';

/** The listed jobs of one press of the button that made several. */
export interface Batch {
  readonly id: BatchId;
  /** At least two, newest first. */
  readonly jobs: readonly Job[];
  /** What its prompts have in common. */
  readonly name: string;
  readonly waiting: number;
  /** Ended with an image, all of them or not. */
  readonly done: number;
  /** Neither waiting nor ended. */
  readonly running: number;
  readonly failed: number;
  /** Only a person can say what became of them. */
  readonly unknown: number;
  readonly cancelled: number;
  /** US dollars as estimated for what was charged or may still be; the demo costs nothing. */
  readonly estimate: number;
}

/** Every batch of which more than one job is listed. */
export const batchesOf = perList((jobs): ReadonlyMap<BatchId, Batch> => {
  const groups = new Map<BatchId, Job[]>();
  for (const job of jobs) {
    if (job.batchId === null) continue;
    const group = groups.get(job.batchId);
    if (group) group.push(job);
    else groups.set(job.batchId, [job]);
  }
  const many = [...groups].filter(([, group]) => group.length > 1);
  return new Map(many.map(([id, group]) => [id, batchOf(id, group)]));
});

function batchOf(id: BatchId, jobs: readonly Job[]): Batch {
  const tally = { waiting: 0, done: 0, running: 0, failed: 0, unknown: 0, cancelled: 0 };
  let estimate = 0;
  for (const job of jobs) {
    tally[stateOf(job)] += 1;
    if (job.gateway.kind === 'live' && chargeOf(job) !== 'no') estimate += job.estimate;
  }
  return { id, jobs, name: commonName(jobs.map(wordsOf)), ...tally, estimate };
}

function stateOf(job: Job): 'waiting' | 'done' | 'running' | 'failed' | 'unknown' | 'cancelled' {
  if (job.status === 'queued') return 'waiting';
  if (!isFinished(job)) return 'running';
  if (job.status === 'done') return job.outputs.some(({ state }) => state === 'saved') ? 'done' : 'failed';
  return job.status === 'unknown' || job.status === 'cancelled' ? job.status : 'failed';
}

const known = new WeakMap<Recipe, readonly string[]>();

/** Looked up again at every change of any job: a thousand prompts must not each be taken apart each time. */
function wordsOf({ recipe }: Job): readonly string[] {
  const before = known.get(recipe);
  if (before) return before;
  const words = firstLine(recipe.prompt).split(/\s+/);
  known.set(recipe, words);
  return words;
}

/**
 * The words that all of the prompts have in common, as in "A … car at …": at the same places where they have equally many,
 * else at their beginning and end. The first prompt where they share nothing.
 */
export function commonName(prompts: readonly (readonly string[])[]): string {
  const [first = [], ...others] = prompts;
  if (others.every(({ length }) => length === first.length)) {
    const same = first.map((word, place) => (others.every((other) => other[place] === word) ? word : '…'));
    const name = same.filter((word, place) => word !== '…' || same[place - 1] !== '…').join(' ');
    return name === '…' ? `${first.join(' ')} …` : name;
  }
  const shared = (to: (words: readonly string[]) => readonly string[]): number => {
    const words = to(first);
    return others.reduce((count, other) => Math.min(count, sameWords(words, to(other))), words.length);
  };
  const head = shared((words) => words);
  const shortest = Math.min(first.length, ...others.map(({ length }) => length));
  // Where both ends overlap, as in "a a" and "a a a", a word counts once.
  const tail = Math.min(
    shared((words) => words.toReversed()),
    shortest - head,
  );
  if (head + tail === 0) return `${first.join(' ')} …`;
  return [...first.slice(0, head), '…', ...first.slice(first.length - tail)].join(' ');
}

/** How many words both begin with. */
function sameWords(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((word, place) => word !== b[place]);
  return at < 0 ? a.length : at;
}

/** What became of the jobs of a batch so far, as parts of a line. */
export function batchWords(batch: Batch): readonly string[] {
  const { jobs, done, failed, unknown, cancelled, estimate } = batch;
  const part = (count: number, word: string): string => (count > 0 ? `${count.toLocaleString('en')} ${word}` : '');
  return [
    `${done.toLocaleString('en')} of ${jobs.length.toLocaleString('en')} done`,
    part(failed, 'failed'),
    part(unknown, 'in doubt'),
    part(cancelled, 'cancelled'),
    estimate > 0 ? `about ${dollars(estimate)}` : '',
  ].filter((words) => words !== '');
}

/** One tile above the images of the grid: a job, or a batch as a whole. */
export type LiveTile = Job | Batch;

/** Whether the tile is that of a batch. */
export function isBatchTile(tile: LiveTile): tile is Batch {
  return 'jobs' in tile;
}

/** The tiles of the jobs that are on their way or ended with a problem; a batch of two hundred is one. */
export function liveTiles(jobs: readonly Job[]): readonly LiveTile[] {
  const batches = batchesOf(jobs);
  const tiles = tileJobs(jobs).map((job) => (job.batchId === null ? job : (batches.get(job.batchId) ?? job)));
  return [...new Set(tiles)];
}

/** One line of the queue. */
export type QueueEntry =
  | { readonly kind: 'job'; readonly id: QueueEntryId; readonly job: Job; readonly isInBatch: boolean }
  | { readonly kind: 'batch'; readonly id: QueueEntryId; readonly batch: Batch; readonly isFolded: boolean };

/** A batch of more jobs than that is folded until it is opened, where nothing else was chosen. */
const LARGEST_OPEN = 12;

/** Whether only the heading of the batch is shown. A filter shows what it finds, until it is folded. */
export function isFolded({ id, jobs }: Batch, folds: ReadonlyMap<BatchId, boolean>, filter: QueueFilter): boolean {
  return folds.get(id) ?? (filter === 'all' && jobs.length > LARGEST_OPEN);
}

/** The lines of the queue: jobs in their order, those of a batch together under its heading. */
export function queueEntries(
  jobs: readonly Job[],
  filter: QueueFilter,
  folds: ReadonlyMap<BatchId, boolean>,
): readonly QueueEntry[] {
  const batches = batchesOf(jobs);
  const shown = filteredJobs(jobs, filter);
  const members = new Map<Batch, Job[]>();
  const order: (Job | Batch)[] = [];
  for (const job of shown) {
    const batch = job.batchId === null ? undefined : batches.get(job.batchId);
    const together = batch && members.get(batch);
    if (together) together.push(job);
    else if (batch) members.set(batch, [job]);
    if (!together) order.push(batch ?? job);
  }
  return order.flatMap((each): readonly QueueEntry[] => {
    if (!isBatchTile(each)) return [{ kind: 'job', id: each.id, job: each, isInBatch: false }];
    const folded = isFolded(each, folds, filter);
    const own = folded ? [] : (members.get(each) ?? []);
    const lines = own.map((job): QueueEntry => ({ kind: 'job', id: job.id, job, isInBatch: true }));
    return [{ kind: 'batch', id: each.id, batch: each, isFolded: folded }, ...lines];
  });
}
