import { existsSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Job } from '../../../shared/job';
import type { NewImage } from '../../core/ports';
import { imageOfJob } from '../../output-image';
import type { MakingJob } from '../../output-image';
import { JOB_COLUMNS, readJobRow } from '../jobs/job-row';
import { readHistory } from '../jobs/receipt-history';

/** Where this machine keeps what it paid for. */
export interface PaidWork {
  /** Path of `jobs.db`. */
  readonly jobs: string;
  /** Folder of the receipts. */
  readonly receipts: string;
}

/** More images in one reply are unheard of. */
const MOST_OUTPUTS = 16;

/**
 * The images that jobs of this machine made whose ids end so, by that ending: from the list of jobs, and from the receipts
 * where it knows nothing of them. Of two with one ending none is named. For a thread: it reads every job.
 */
export function imagesByEnding(input: {
  readonly paid: PaidWork;
  readonly endings: readonly string[];
}): ReadonlyMap<string, NewImage> {
  const wanted = new Set(input.endings);
  const found = new Map<string, NewImage>();
  const twice = new Set<string>();
  const seen = new Set<string>();
  const take = (job: MakingJob, count: number): void => {
    for (let index = 0; index < count; index++) {
      const image = imageOfJob(job, index, count);
      const ending = image.id.slice(-6);
      if (!wanted.has(ending) || found.get(ending)?.id === image.id) continue;
      if (found.has(ending)) twice.add(ending);
      found.set(ending, image);
    }
  };
  const takeJob = (job: Job): void => {
    if (seen.has(job.id) || !('outputs' in job)) return;
    seen.add(job.id);
    take(job, job.outputs.length);
  };
  for (const job of jobsIn(input.paid.jobs)) takeJob(job);
  for (const told of readHistory(input.paid.receipts).values()) {
    const ended = told.ended();
    if (ended) takeJob(ended);
    const sent = ended === null ? told.sent() : null;
    // How many came, and when, was not written down before the list was lost.
    if (!sent || seen.has(sent.id)) continue;
    const requestId = told.requestId ?? '';
    take({ ...sent, requestId, completedAt: sent.submittedAt }, Math.min(sent.recipe.count || 1, MOST_OUTPUTS));
  }
  for (const ending of twice) found.delete(ending);
  return found;
}

function* jobsIn(file: string): Generator<Job> {
  if (!existsSync(file)) return;
  const connection = new DatabaseSync(file, { timeout: 2000, readOnly: true });
  try {
    for (const row of connection.prepare(`SELECT ${JOB_COLUMNS} FROM jobs ORDER BY seq`).iterate()) {
      const { job } = readJobRow(row);
      if (job) yield job;
    }
  } catch {
    // Damaged from here on: the receipts know the rest.
  } finally {
    connection.close();
  }
}
