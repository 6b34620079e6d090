import { createHash } from 'node:crypto';
import { idText } from '../../shared/id-text';
import { ImageId, type JobId } from '../../shared/ids';
import type { JobIn, Output } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { JobBook } from './job-book';
import type { JobEvent } from './job-machine';
import { understands } from './job-machine';
import type { Clock, Gateway, ImageArchive, MediaOutcome, NewImage, Spool } from './ports';
import { downloadRetryDelay, OUTPUT_PATIENCE } from './retry';

/** What saving needs. `pause` waits, and returns early when something woke the engine. */
export interface SavePorts {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly gateway: Gateway;
  readonly archive: ImageArchive;
  readonly spool: Spool;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Runs the task when a download place is free. */
  readonly inPlace: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Brings every output of a completed job into the library. Returns when none waits any more, or by the signal. */
export async function saveJob(ports: SavePorts, id: JobId, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const job = ports.book.get(id);
    if (job.status !== 'saving') return;
    const now = ports.clock.now();
    const waits = job.outputs.flatMap((output) => (output.state === 'waiting' ? [output.notBefore - now] : []));
    const due = job.outputs.flatMap((output, index) =>
      output.state === 'waiting' && output.notBefore <= now ? [index] : [],
    );
    if (due.length === 0) {
      await ports.pause(Math.max(50, Math.min(...waits)));
      continue;
    }
    const gone = await Promise.all(due.map((index) => ports.inPlace(() => saveOutput(ports, job, index, signal))));
    if (gone.some(Boolean)) await refreshLinks(ports, job, signal);
  }
}

/** The image that an output becomes: always the same for the same job and place, so that a second try adopts the first. */
export function outputImageId(id: JobId, index: number): ImageId {
  const digest = createHash('sha256')
    .update(`${id}/${String(index)}`)
    .digest();
  return ImageId.parse(`img_${idText(digest)}`);
}

/** Returns true when its link no longer answers and a fresh one is needed. */
async function saveOutput(
  ports: SavePorts,
  job: JobIn<'saving'>,
  index: number,
  signal: AbortSignal,
): Promise<boolean> {
  const output = job.outputs[index];
  if (output?.state !== 'waiting') return false;
  const media = await openOutput(ports, job, output, signal);
  if (media.kind !== 'bytes') {
    // A download that shutdown cut is no failure of the link.
    if (signal.aborted) return false;
    const wait = media.kind === 'retry' ? media.retryAfterMs : null;
    report(ports, job, index, retryOrGiveUp(ports, job, output, index, media.problem, wait));
    return media.kind === 'gone';
  }
  const secured = await ports.archive.secure(newImage(job, index), media.body, media.length);
  if (signal.aborted && secured.kind !== 'secured') return false;
  const at = ports.clock.now();
  if (secured.kind === 'secured') {
    report(ports, job, index, { type: 'output-saved', index, imageId: secured.image.id, at });
    if (output.origin.from === 'spool') await ports.spool.remove(output.origin.file);
  } else if (secured.kind === 'rejected' && output.origin.from === 'spool') {
    // What lies in the spool will not get better by reading it again; the raw reply stays in the receipts.
    report(ports, job, index, { type: 'output-lost', index, problem: secured.problem, at });
  } else {
    report(ports, job, index, retryOrGiveUp(ports, job, output, index, secured.problem, null));
  }
  return false;
}

function openOutput(
  ports: SavePorts,
  job: JobIn<'saving'>,
  output: Output,
  signal: AbortSignal,
): Promise<MediaOutcome> {
  const { origin } = output;
  if (origin.from === 'link') return ports.gateway.media(job.gateway, origin.url, signal);
  return Promise.resolve({ kind: 'bytes', body: ports.spool.read(origin.file), length: null });
}

/** Only time gives an output up; a library that can't be written is waited for without end. */
function retryOrGiveUp(
  ports: SavePorts,
  job: JobIn<'saving'>,
  output: Output,
  index: number,
  problem: Problem,
  retryAfterMs: number | null,
): JobEvent {
  const at = ports.clock.now();
  if (problem.code !== 'disk' && at - job.completedAt > OUTPUT_PATIENCE) {
    return { type: 'output-lost', index, problem, at };
  }
  const tries = output.state === 'waiting' ? output.tries : 0;
  return { type: 'output-retry', index, problem, notBefore: at + downloadRetryDelay(tries, retryAfterMs) };
}

/** Applies the event unless the job has moved on meanwhile. */
function report(ports: SavePorts, job: JobIn<'saving'>, index: number, event: JobEvent): void {
  const current = ports.book.get(job.id);
  if (current.status === 'saving' && current.outputs[index]?.state === 'waiting' && understands(current, event.type)) {
    ports.book.apply(job.id, event);
  }
}

async function refreshLinks(ports: SavePorts, job: JobIn<'saving'>, signal: AbortSignal): Promise<void> {
  const verdict = await ports.gateway.status(job.gateway, job.requestId, signal);
  if (verdict.kind !== 'completed' || signal.aborted) return;
  const urls = verdict.media.filter((item) => !item.startsWith('data:'));
  if (urls.length === job.outputs.length && ports.book.get(job.id).status === 'saving') {
    ports.book.apply(job.id, { type: 'links', urls });
  }
}

function newImage(job: JobIn<'saving'>, index: number): NewImage {
  const { recipe } = job;
  return {
    id: outputImageId(job.id, index),
    kind: recipe.sourceIds.length > 0 ? 'edit' : 'generation',
    createdAt: job.completedAt,
    title: recipe.prompt,
    recipe,
    origin: {
      jobId: job.id,
      outputIndex: index,
      requestId: job.requestId,
      synthetic: job.gateway.kind === 'demo',
      tookMs: Math.max(0, job.completedAt - job.submittedAt),
      estimate: job.estimate / Math.max(1, job.outputs.length),
    },
  };
}
