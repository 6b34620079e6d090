import { chargeOf } from '../../shared/charge';
import type { Job } from '../../shared/job';
import type { Charge } from '../../shared/problem';
import { assertNever } from '../../shared/result';
import { seconds } from './format';

/** What is said of a job: a word for its phase and a line about it. */
export interface JobWords {
  readonly title: string;
  readonly detail: string;
  readonly tone: 'live' | 'quiet' | 'problem';
}

/**
 * The words for a job. `before` is how many go before it in the queue; `now` is milliseconds since 1970; `typical` is how
 * long its kind usually takes in milliseconds, where that is known.
 */
export function jobWords(job: Job, before: number, now: number, typical: number | null = null): JobWords {
  switch (job.status) {
    case 'queued':
      return { title: 'Queued', detail: queuedDetail(job.problem?.message, before), tone: 'live' };
    case 'submitting':
      return { title: 'Submitting', detail: seconds(now - job.submittedAt), tone: 'live' };
    case 'accepted':
      return {
        title: 'Queued',
        detail: withLeft(job.leftRunning, `at the gateway · ${elapsedWords(now - job.submittedAt, typical)}`),
        tone: 'live',
      };
    case 'running':
      return {
        title: 'Processing',
        detail: withLeft(job.leftRunning, elapsedWords(now - job.submittedAt, typical)),
        tone: 'live',
      };
    case 'saving':
      return { title: 'Saving', detail: savingDetail(job.outputs), tone: 'live' };
    case 'done':
      return doneWords(job.outputs, job.recipe.count, job.finishedAt - job.submittedAt);
    case 'empty':
      return { title: 'No image came', detail: job.problem.message, tone: 'problem' };
    case 'refused':
      return { title: 'Refused', detail: job.problem.message, tone: 'problem' };
    case 'failed':
      return { title: 'Failed', detail: job.problem.message, tone: 'problem' };
    case 'unknown':
      return { title: 'Outcome unknown', detail: job.problem.message, tone: 'problem' };
    case 'stopped':
      return { title: 'Not sent', detail: job.problem.message, tone: 'problem' };
    case 'cancelled':
      return { title: 'Cancelled', detail: 'Taken back before it was sent.', tone: 'quiet' };
    default:
      return assertNever(job);
  }
}

type Outputs = Extract<Job, { status: 'done' }>['outputs'];

function queuedDetail(problem: string | undefined, before: number): string {
  if (problem !== undefined) return problem;
  return before === 0 ? 'next' : `${String(before)} before it`;
}

/** No percentage and no countdown: what has passed, and what is usual. */
function elapsedWords(elapsed: number, typical: number | null): string {
  return typical === null ? seconds(elapsed) : `${seconds(elapsed)} · typically ${seconds(typical)}`;
}

function withLeft(leftRunning: boolean, detail: string): string {
  return leftRunning ? `left running, its images still arrive · ${detail}` : detail;
}

function savingDetail(outputs: Outputs): string {
  const trouble = outputs.find((output) => output.state === 'waiting' && output.problem !== null);
  if (trouble?.state === 'waiting' && trouble.problem) return `${trouble.problem.message} Easel keeps trying.`;
  const saved = outputs.filter((output) => output.state === 'saved').length;
  return outputs.length > 1 ? `${String(saved)} of ${String(outputs.length)}` : 'writing it to the library';
}

function doneWords(outputs: Outputs, asked: number, tookMs: number): JobWords {
  const lost = outputs.filter((output) => output.state === 'lost');
  const saved = outputs.length - lost.length;
  const images = saved === 1 ? '1 image' : `${String(saved)} images`;
  const first = lost[0];
  if (first?.state === 'lost') {
    const title = saved === 0 ? 'Not saved' : `${String(saved)} of ${String(outputs.length)} saved`;
    return { title, detail: first.problem.message, tone: 'problem' };
  }
  // The gateway may call a job completed with fewer than were asked for; a person should not have to count.
  const came = saved < asked ? `${String(saved)} of ${String(asked)} images came` : images;
  return { title: 'Done', detail: `${came} · took ${seconds(tookMs)}`, tone: 'quiet' };
}

const CHARGE_WORDS: Readonly<Record<Charge, string>> = {
  yes: 'charged',
  no: 'not charged',
  unknown: 'may have been charged',
};

/** What is known of the money, in words; empty while the job is on its way. The demo never costs anything. */
export function chargeWords(job: Job): string {
  if (job.gateway.kind === 'demo') return 'demo, no cost';
  const charge = chargeOf(job);
  return charge === null ? '' : CHARGE_WORDS[charge];
}

/** What a person can do with a job in its state. */
export type JobAction = 'cancel' | 'retry-download' | 'submit-again' | 'open-console' | 'dismiss';

/** The actions that make sense now, the first being the likeliest. */
export function jobActions(job: Job): readonly JobAction[] {
  switch (job.status) {
    case 'queued':
      return ['cancel'];
    case 'submitting':
      return [];
    case 'accepted':
    case 'running':
      return job.leftRunning ? [] : ['cancel'];
    case 'saving':
      return job.outputs.some((output) => output.state === 'waiting' && output.problem !== null)
        ? ['retry-download']
        : [];
    case 'done':
      return job.outputs.some((output) => output.state === 'lost') ? ['retry-download', 'dismiss'] : ['dismiss'];
    case 'unknown':
      return job.gateway.kind === 'live' ? ['open-console', 'submit-again', 'dismiss'] : ['submit-again', 'dismiss'];
    case 'empty':
    case 'refused':
    case 'failed':
    case 'stopped':
    case 'cancelled':
      return ['submit-again', 'dismiss'];
    default:
      return assertNever(job);
  }
}

/** The images that a job has brought into the library so far. */
export function savedImages(job: Job): readonly Extract<Outputs[number], { state: 'saved' }>['imageId'][] {
  if (job.status !== 'saving' && job.status !== 'done') return [];
  return job.outputs.flatMap((output) => (output.state === 'saved' ? [output.imageId] : []));
}
