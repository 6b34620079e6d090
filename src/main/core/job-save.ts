import { createHash } from 'node:crypto';
import { idText } from '../../shared/id-text';
import { ImageId, type JobId } from '../../shared/ids';
import type { Job, JobIn, Output, OutputOrigin } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import { LONGEST_WAIT, timeLeft } from '../../shared/waits';
import { askStatus, type FollowPorts } from './job-follow';
import { type JobEvent, understands } from './job-machine';
import { keepMedium } from './job-submit';
import type { ImageArchive, MediaOutcome, NewImage } from './ports';
import { downloadRetryDelay, OUTPUT_PATIENCE, OUTPUT_TRIES, SPOOL_TRIES } from './retry';

/** What saving needs beside what following does. */
export interface SavePorts extends FollowPorts {
  readonly archive: ImageArchive;
  /** Runs the task when a download place is free. */
  readonly inPlace: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Brings every output of a completed job into the library. Returns when none waits any more, or by the signal. */
export async function saveJob(ports: SavePorts, id: JobId, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const job = ports.book.get(id);
    if (job.status !== 'saving') return;
    const now = ports.clock.now();
    const waits = job.outputs.map((output) =>
      output.state === 'waiting' ? timeLeft(output.notBefore, now) : Infinity,
    );
    const due = waits.flatMap((wait, index) => (wait === 0 ? [index] : []));
    if (due.length === 0) {
      await ports.pause(Math.min(LONGEST_WAIT, ...waits));
      continue;
    }
    const save = async (index: number): Promise<boolean> => !signal.aborted && saveOutput(ports, job, index, signal);
    const gone = await Promise.all(due.map((index) => ports.inPlace(() => save(index))));
    if (gone.some(Boolean)) await refreshOrigins(ports, ports.book.get(job.id), signal);
  }
}

/** The image that an output becomes: always the same for the same job and place, so that a second try adopts the first. */
export function outputImageId(id: JobId, index: number): ImageId {
  const digest = createHash('sha256')
    .update(`${id}/${String(index)}`)
    .digest();
  return ImageId.parse(`img_${idText(digest)}`);
}

/** Returns true when it can't be had where it was said to be, and the gateway is to be asked again. */
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
    return false;
  }
  report(ports, job, index, retryOrGiveUp(ports, job, output, index, secured.problem, null));
  // What lies in the spool gets no better by reading it again.
  return secured.kind === 'rejected' && output.origin.from === 'spool';
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

/** Gives an output up only after long and many tries; being offline, or a library that can't be written, never does. */
function retryOrGiveUp(
  ports: SavePorts,
  job: JobIn<'saving'>,
  output: Extract<Output, { state: 'waiting' }>,
  index: number,
  problem: Problem,
  retryAfterMs: number | null,
): JobEvent {
  const at = ports.clock.now();
  const { tries, origin } = output;
  const isOurs = problem.code === 'disk' || problem.code === 'no-connection';
  const isOver =
    origin.from === 'spool' ? tries >= SPOOL_TRIES : tries >= OUTPUT_TRIES && at - job.completedAt > OUTPUT_PATIENCE;
  if (isOver && !isOurs) return { type: 'output-lost', index, problem, at };
  return { type: 'output-retry', index, problem, notBefore: at + downloadRetryDelay(tries, retryAfterMs) };
}

/** Applies the event unless the job has moved on meanwhile. */
function report(ports: SavePorts, job: JobIn<'saving'>, index: number, event: JobEvent): void {
  const current = ports.book.get(job.id);
  if (current.status === 'saving' && current.outputs[index]?.state === 'waiting' && understands(current, event.type)) {
    ports.book.apply(job.id, event);
  }
}

async function refreshOrigins(ports: SavePorts, job: Job, signal: AbortSignal): Promise<void> {
  if (job.status !== 'saving') return;
  const verdict = await askStatus(ports, job, signal);
  if (verdict.kind !== 'completed' || signal.aborted || verdict.media.length !== job.outputs.length) return;
  const { outputs } = job;
  const origins: (OutputOrigin | null)[] = [];
  for (const [index, item] of verdict.media.entries()) {
    const waits = outputs[index]?.state === 'waiting';
    origins.push(waits ? await keepMedium(ports.spool, job.id, index, item) : null);
  }
  if (ports.book.get(job.id).status === 'saving') ports.book.apply(job.id, { type: 'origins', origins });
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
