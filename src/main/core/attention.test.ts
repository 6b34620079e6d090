import { describe, expect, it } from 'vitest';
import { BatchId, ImageId, IntentId, JobId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import { createAttentionPolicy, type News, type Progress } from './attention';
import { PROBLEM } from './engine-fakes';
import { someRecipe } from './engine-world';
import { createManualClock } from './manual-clock';

const id = (n: number): string => String(n).padStart(20, '0');
const image = (n: number): ImageId => ImageId.parse(`img_${id(n)}`);

function job(n: number): { queued: Job; done: Job; failed: Job; unknown: Job; cancelled: Job } {
  const base = {
    id: JobId.parse(`job_${id(n)}`),
    intentId: IntentId.parse(`intent_${id(n)}`),
    batchId: null,
    createdAt: 1,
    recipe: someRecipe({ prompt: `prompt ${String(n)}` }),
    gateway: { kind: 'live', origin: 'https://gateway.test' },
    estimate: 0,
    webhook: null,
  } as const;
  const known = { ...base, submittedAt: 1, requestId: 'r', acceptedAt: 1, finishedAt: 3 };
  const origin = { from: 'link', url: 'https://media.test' } as const;
  return {
    queued: { ...base, status: 'queued', tries: 0, notBefore: 0, problem: null },
    done: { ...known, status: 'done', completedAt: 2, outputs: [{ state: 'saved', origin, imageId: image(n) }] },
    failed: { ...known, status: 'failed', problem: { ...PROBLEM, message: 'The model failed.' } },
    unknown: { ...base, status: 'unknown', submittedAt: 1, finishedAt: 2, problem: PROBLEM },
    cancelled: { ...base, status: 'cancelled', finishedAt: 2 },
  };
}

function policy(): {
  clock: ReturnType<typeof createManualClock>;
  news: News[];
  marks: (Progress | null)[];
  state: { visible: boolean; notifications: boolean; showProgress: boolean };
  changed: (...jobs: readonly Job[]) => void;
  refresh: () => void;
} {
  const clock = createManualClock();
  const news: News[] = [];
  const marks: (Progress | null)[] = [];
  const state = { visible: false, notifications: true, showProgress: true };
  const { changed, refresh } = createAttentionPolicy({
    clock,
    settings: () => state,
    visible: () => state.visible,
    tell: (each) => void news.push(each),
    mark: (progress) => void marks.push(progress),
  });
  return {
    clock,
    news,
    marks,
    state,
    changed: (...jobs) => {
      changed(jobs);
    },
    refresh,
  };
}

describe('attention', () => {
  it('tells of one job with its image, once, and only when it ended while nobody looked', async () => {
    const { clock, news, state, changed } = policy();
    const [one, two] = [job(1), job(2)];
    changed(one.queued, two.queued);
    changed(one.done);
    await clock.advance(2500);
    expect(news).toEqual([{ title: 'The image is here', body: 'prompt 1', imageId: image(1) }]);
    state.visible = true;
    changed(one.done, two.done);
    await clock.advance(2500);
    expect(news).toHaveLength(1);
  });

  it('makes one of several that end together: ten jobs are no ten notifications', async () => {
    const { clock, news, changed } = policy();
    const jobs = [1, 2, 3].map(job);
    changed(...jobs.map(({ queued }) => queued));
    changed(jobs[0]!.done);
    await clock.advance(500);
    changed(jobs[1]!.failed);
    changed(jobs[2]!.done);
    await clock.advance(2500);
    expect(news).toEqual([{ title: '3 requests finished', body: '2 done, 1 failed', imageId: image(3) }]);
  });

  it('says what a person has to know of one that failed or is in doubt, and nothing of one that was taken back', async () => {
    const { clock, news, changed } = policy();
    const [one, two, three] = [job(1), job(2), job(3)];
    changed(one.queued, two.queued, three.queued);
    changed(three.cancelled);
    changed(one.failed);
    await clock.advance(2500);
    changed(two.unknown);
    await clock.advance(2500);
    expect(news.map(({ title, imageId }) => [title, imageId])).toEqual([
      ['The request failed', null],
      ['A request needs you', null],
    ]);
  });

  it('tells of a batch when it has ended, also by being taken back, and at once of what went wrong in it', async () => {
    const { clock, news, changed } = policy();
    const batchId = BatchId.parse(`bat_${id(1)}`);
    const jobs = [1, 2, 3, 4].map(job).map((each) => ({
      queued: { ...each.queued, batchId },
      done: { ...each.done, batchId },
      failed: { ...each.failed, batchId },
      cancelled: { ...each.cancelled, batchId },
    }));
    changed(...jobs.map(({ queued }) => queued));
    changed(jobs[0]!.done);
    await clock.advance(60_000);
    expect(news).toEqual([]);
    changed(jobs[1]!.failed);
    await clock.advance(2500);
    expect(news.map(({ body }) => body)).toEqual(['1 done, 1 failed']);
    changed(jobs[2]!.done);
    await clock.advance(60_000);
    changed(jobs[3]!.cancelled);
    await clock.advance(2500);
    expect(news.map(({ imageId }) => imageId)).toEqual([image(1), image(3)]);
  });

  it('is silent when the person did not ask for it, and for jobs of long ago', async () => {
    const { clock, news, state, changed } = policy();
    changed(job(7).done);
    state.notifications = false;
    changed(job(1).queued);
    changed(job(1).done);
    await clock.advance(2500);
    expect(news).toEqual([]);
  });

  it('counts a batch to its end and then takes the marks away, so that no badge stays', () => {
    const { marks, changed } = policy();
    const [one, two] = [job(1), job(2)];
    changed(one.queued);
    changed(two.queued);
    changed(one.done);
    changed(one.done);
    changed(two.cancelled);
    expect(marks).toEqual([
      { done: 0, total: 1, left: 1 },
      { done: 0, total: 2, left: 2 },
      { done: 1, total: 2, left: 1 },
      null,
    ]);
  });

  it('shows marks only while they are wanted', () => {
    const { marks, state, changed, refresh } = policy();
    state.showProgress = false;
    changed(job(1).queued);
    expect(marks).toEqual([]);
    state.showProgress = true;
    refresh();
    state.showProgress = false;
    refresh();
    expect(marks).toEqual([{ done: 0, total: 1, left: 1 }, null]);
  });
});
