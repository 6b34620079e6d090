import type { BatchId, ImageId, JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import type { Clock } from './ports';

/** What is said when work ended out of sight. */
export interface News {
  readonly title: string;
  readonly body: string;
  /** Shown large after a click; null where there is none. */
  readonly imageId: ImageId | null;
}

/** The present batch: it begins with the first job and ends when none is left. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly left: number;
}

/** What the policy needs. */
export interface AttentionPorts {
  readonly clock: Clock;
  readonly settings: () => { readonly notifications: boolean; readonly showProgress: boolean };
  /** True while the person can see the window. */
  readonly visible: () => boolean;
  readonly tell: (news: News) => void;
  /** Null takes the marks away. */
  readonly mark: (progress: Progress | null) => void;
}

/** When the desktop is told of work, and in which words. */
export interface AttentionPolicy {
  /** Takes in jobs that are new or have changed, and at the start those that are not finished. */
  changed(jobs: readonly Job[]): void;
  /** The settings have changed: the marks appear or go. */
  refresh(): void;
  /** Says nothing any more. */
  stop(): void;
}

/** Jobs that end within this time are told of together. Milliseconds. */
const TOGETHER = 2000;
const LONGEST_BODY = 140;

type FinishedJob = Extract<Job, { finishedAt: number }>;

/** A policy that knows of no job yet. */
export function createAttentionPolicy(ports: AttentionPorts): AttentionPolicy {
  const pending = new Set<JobId>();
  /** Batches at work, how many of their jobs are, and what is held back: one press of the button is one piece of news. */
  const batches = new Map<BatchId, { left: number; readonly held: FinishedJob[] }>();
  const quit = new AbortController();
  let done = 0;
  let news: FinishedJob[] = [];
  let shown = '';

  function mark(): void {
    const total = done + pending.size;
    const progress = ports.settings().showProgress && total > 0 ? { done, total, left: pending.size } : null;
    const now = JSON.stringify(progress);
    if (now === shown || (progress === null && shown === '')) return;
    shown = now;
    ports.mark(progress);
  }

  function ended(job: FinishedJob): void {
    // One that was not seen at work was told of long ago.
    if (!pending.delete(job.id)) return;
    done += 1;
    if (pending.size === 0) done = 0;
    const isNews = job.status !== 'cancelled' && !ports.visible() && ports.settings().notifications;
    const before = news.length;
    news.push(...newsOfBatch(job, isNews ? [job] : []));
    if (before === 0 && news.length > 0) ports.clock.sleep(TOGETHER, quit.signal).then(tell, () => undefined);
  }

  /** What is to be told now: nothing while the batch goes on, unless something went wrong in it. */
  function newsOfBatch({ batchId }: FinishedJob, ended: readonly FinishedJob[]): readonly FinishedJob[] {
    const batch = batchId === null ? undefined : batches.get(batchId);
    if (batchId === null || !batch) return ended;
    batch.held.push(...ended);
    batch.left -= 1;
    if (batch.left === 0) batches.delete(batchId);
    const isWrong = ended.some((job) => job.status === 'unknown' || hasFailed(job));
    return batch.left === 0 || isWrong ? batch.held.splice(0) : [];
  }

  function begun({ id, batchId }: Job): void {
    if (pending.has(id)) return;
    pending.add(id);
    if (batchId === null) return;
    const batch = batches.get(batchId) ?? { left: 0, held: [] };
    batch.left += 1;
    batches.set(batchId, batch);
  }

  function tell(): void {
    const jobs = news;
    news = [];
    // Whoever came back meanwhile sees it.
    if (!ports.visible()) ports.tell(newsOf(jobs));
  }

  return {
    changed(jobs) {
      for (const job of jobs) {
        if (isFinished(job)) ended(job);
        else begun(job);
      }
      mark();
    },
    refresh: mark,
    stop() {
      quit.abort('stop');
    },
  };
}

/** What is said of jobs that ended together, oldest first. */
function newsOf(jobs: readonly FinishedJob[]): News {
  const images = jobs.flatMap(savedImages);
  const imageId = images.at(-1) ?? null;
  const [only, second] = jobs;
  if (only && !second) return { ...wordsOf(only), imageId };
  const counts = [
    [jobs.filter((job) => savedImages(job).length > 0).length, 'done'],
    [jobs.filter(hasFailed).length, 'failed'],
    [jobs.filter(({ status }) => status === 'unknown').length, 'in doubt'],
  ] as const;
  const body = counts.flatMap(([count, word]) => (count > 0 ? `${String(count)} ${word}` : []));
  return { title: `${String(jobs.length)} requests finished`, body: body.join(', '), imageId };
}

function hasFailed(job: FinishedJob): boolean {
  return job.status !== 'unknown' && savedImages(job).length === 0;
}

function wordsOf(job: FinishedJob): Pick<News, 'title' | 'body'> {
  const prompt = shortened(job.recipe.prompt);
  switch (job.status) {
    case 'done': {
      const saved = savedImages(job).length;
      const all = job.outputs.length;
      if (saved === 0) return { title: 'The images could not be fetched', body: prompt };
      if (saved < all) return { title: `${String(saved)} of ${String(all)} images are here`, body: prompt };
      return { title: saved === 1 ? 'The image is here' : `${String(saved)} images are here`, body: prompt };
    }
    case 'unknown':
      return { title: 'A request needs you', body: shortened(job.problem.message) };
    case 'empty':
      return { title: 'No image came', body: shortened(job.problem.message) };
    case 'failed':
      return {
        title: job.problem.code === 'moderated' ? 'Moderation stopped a request' : 'The request failed',
        body: shortened(job.problem.message),
      };
    case 'refused':
      return { title: 'The gateway refused a request', body: shortened(job.problem.message) };
    case 'stopped':
      return { title: 'A request was not sent', body: shortened(job.problem.message) };
    case 'cancelled':
      return { title: 'Cancelled', body: prompt };
  }
}

function savedImages(job: FinishedJob): readonly ImageId[] {
  if (job.status !== 'done') return [];
  return job.outputs.flatMap((output) => (output.state === 'saved' ? output.imageId : []));
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= LONGEST_BODY ? line : `${line.slice(0, LONGEST_BODY - 1)}…`;
}
