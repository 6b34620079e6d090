import { chargeOf } from '../../shared/charge';
import type { ImageId } from '../../shared/ids';
import type { Job, Output } from '../../shared/job';
import type { Charge } from '../../shared/problem';
import { assertNever } from '../../shared/result';
import { dollars, formatName, seconds } from './format';

/** What is said of a job: a word for its phase and a line about it. */
export interface JobWords {
  readonly title: string;
  readonly detail: string;
  readonly tone: 'live' | 'quiet' | 'problem';
}

/**
 * The words for a job. `before` is how many go before it in the queue; `now` is milliseconds since 1970; `usual` is how
 * long its kind took before, in milliseconds, the shortest first, where that is known.
 */
export function jobWords(job: Job, before: number, now: number, usual: readonly number[] | null = null): JobWords {
  switch (job.status) {
    case 'queued':
      return { title: 'Queued', detail: queuedDetail(job, before, now), tone: 'live' };
    case 'submitting':
      return {
        title: 'Submitting',
        detail: job.leftRunning ? TAKEN_BACK : seconds(now - job.submittedAt),
        tone: 'live',
      };
    case 'accepted':
      return {
        title: 'Queued',
        detail: withLeft(job.leftRunning, `at the gateway · ${elapsedWords(now - job.submittedAt, usual)}`),
        tone: 'live',
      };
    case 'running':
      return {
        title: 'Processing',
        detail: withLeft(job.leftRunning, elapsedWords(now - job.submittedAt, usual)),
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
      return {
        title: job.problem.code === 'moderated' ? 'Moderated' : 'Failed',
        detail: job.problem.message,
        tone: 'problem',
      };
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

const TAKEN_BACK = 'taken back on its way: left running if the gateway has it already';

function queuedDetail({ problem, notBefore }: Extract<Job, { status: 'queued' }>, before: number, now: number): string {
  if (problem !== null) return notBefore > now ? `${problem.message} ${nextTry(notBefore - now)}` : problem.message;
  return before === 0 ? 'next' : `${String(before)} before it`;
}

function nextTry(wait: number): string {
  return `Next try in ${seconds(wait)}.`;
}

/** Beyond this multiple of what is usual it is said that it takes longer. */
const LONG = 1.25;
/** Fewer that took longer say nothing of what is left. */
const FEWEST = 3;

/** No percentage and no promise: what has passed, and what was left for most of those that had come as far. */
function elapsedWords(elapsed: number, usual: readonly number[] | null): string {
  if (!usual) return seconds(elapsed);
  const longer = usual.filter((took) => took > elapsed);
  if (longer.length >= FEWEST) return `${seconds(elapsed)} · typically ${seconds(middle(longer) - elapsed)} to go`;
  const whole = seconds(middle(usual));
  return `${seconds(elapsed)} · ${elapsed > middle(usual) * LONG ? 'longer than the usual' : 'typically'} ${whole}`;
}

function middle(sorted: readonly number[]): number {
  return sorted[sorted.length >> 1] ?? 0;
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

/** What the job asked for, in the composer's words, with what is known of the money. */
export function jobFacts(job: Job): readonly string[] {
  const { recipe, gateway } = job;
  return [
    recipe.sourceIds.length > 0 ? 'edit' : '',
    recipe.count > 1 ? `${String(recipe.count)} images` : '',
    recipe.aspectRatio,
    recipe.resolution,
    formatName(recipe.format),
    recipe.privateDelivery ? 'private delivery' : '',
    job.webhook ? `webhook ${webhookHost(job.webhook.url)}` : '',
    gateway.kind === 'live' ? `about ${dollars(job.estimate)}` : '',
    chargeWords(job),
  ].filter((fact) => fact !== '');
}

/** The host of a webhook's address; the address itself where that can't be told. */
export function webhookHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** One output as it is shown: what became of it, and why it is not in sight, in a sentence. */
export interface OutputWords {
  readonly state: 'saved' | 'waiting' | 'lost' | 'undisplayable';
  readonly imageId: ImageId | null;
  /** Empty for one that is saved and can be seen, or simply on its way. */
  readonly line: string;
}

/** Every output of the job in its order. `displayable` says of a saved image whether it can be shown. */
export function outputWords(job: Job, displayable: (id: ImageId) => boolean, now: number): readonly OutputWords[] {
  if (job.status !== 'saving' && job.status !== 'done') return [];
  const many = job.outputs.length > 1;
  return job.outputs.map((output, at) => {
    const words = oneOutput(output, displayable, now);
    return many && words.line !== '' ? { ...words, line: `Image ${String(at + 1)}: ${words.line}` } : words;
  });
}

function oneOutput(output: Output, displayable: (id: ImageId) => boolean, now: number): OutputWords {
  switch (output.state) {
    case 'saved':
      return displayable(output.imageId)
        ? { state: 'saved', imageId: output.imageId, line: '' }
        : { state: 'undisplayable', imageId: output.imageId, line: 'Kept, can’t be displayed.' };
    case 'lost':
      return { state: 'lost', imageId: null, line: `Not saved. ${output.problem.message}` };
    case 'waiting': {
      const { problem, notBefore } = output;
      if (problem === null) return { state: 'waiting', imageId: null, line: '' };
      const next = notBefore > now ? nextTry(notBefore - now) : 'Easel keeps trying.';
      return { state: 'waiting', imageId: null, line: `Waiting. ${problem.message} ${next}` };
    }
    default:
      return assertNever(output);
  }
}

/** What is odd about the gateway's answers of late, as a sentence; empty when all is well. */
export function jobNote(job: Job): string {
  return job.status === 'accepted' || job.status === 'running' ? (job.note?.message ?? '') : '';
}

/** What to do about a doubt, as a sentence; empty for a job that is in none. */
export function jobAdvice(job: Job): string {
  if (job.status !== 'unknown') return '';
  return job.gateway.kind === 'live'
    ? 'Look in the gateway’s console: if the request is there, paste its id; if not, submit it again or close this.'
    : 'The demo costs nothing: submit it again, or close this.';
}

/** What a button does at once. */
export type RunnableAction = 'cancel' | 'retry-download' | 'submit-again' | 'open-console' | 'dismiss';
/** What a person can do with a job in its state; an id is asked for first. */
export type JobAction = RunnableAction | 'identify';

/** The actions that make sense now, the first being the likeliest. */
export function jobActions(job: Job): readonly JobAction[] {
  switch (job.status) {
    case 'queued':
      return ['cancel'];
    case 'submitting':
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
      // The demo has no console to find an id in.
      return job.gateway.kind === 'live'
        ? ['open-console', 'identify', 'submit-again', 'dismiss']
        : ['submit-again', 'dismiss'];
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
export function savedImages(job: Job): readonly ImageId[] {
  if (job.status !== 'saving' && job.status !== 'done') return [];
  return job.outputs.flatMap((output) => (output.state === 'saved' ? [output.imageId] : []));
}
