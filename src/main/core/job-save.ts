import type { JobId } from '../../shared/ids';
import type { Job, JobIn, Output, OutputOrigin } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import { LONGEST_WAIT, timeLeft } from '../../shared/waits';
import { imageOfJob } from '../output-image';
import { askStatus, type FollowPorts } from './job-follow';
import { isUnnamed } from './job-settle';
import type { HostWaits } from './host-waits';
import { type JobEvent, understands } from './job-machine';
import type { ReportLine } from './report-line';
import type { ImageArchive, MediaOutcome, Spool } from './ports';
import { downloadRetryDelay, LIBRARY_PAUSE, OUTPUT_PATIENCE, OUTPUT_TRIES, SPOOL_TRIES } from './retry';

/** What saving needs beside what following does. */
export interface SavePorts extends FollowPorts {
  readonly archive: ImageArchive;
  readonly spool: Spool;
  readonly hosts: HostWaits;
  /** Runs the task when a download place is free; `leave` gives the place up before the task ends. */
  readonly inPlace: <T>(task: (leave: () => void) => Promise<T>) => Promise<T>;
  readonly reports: ReportLine;
  /** True when it is this one's turn to find out whether a library that was away is back: one asks for all. */
  readonly mayProbe: () => boolean;
  /** The disk of user data refused. */
  readonly diskRefused: (error: unknown) => void;
}

/** What became of one try: `gone` when the gateway is to be asked where it is now, `held` when only the library is missing. */
type Step = 'settled' | 'gone' | 'held';
type Waiting = Extract<Output, { state: 'waiting' }>;
/** One output of a job. */
interface Place {
  readonly job: JobIn<'saving'>;
  readonly index: number;
  readonly output: Waiting;
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
      await ports.pause(id, Math.min(LONGEST_WAIT, ...waits));
      continue;
    }
    const steps = await Promise.all(
      due.map((index) =>
        ports.inPlace((leave) => (signal.aborted ? settled() : saveOutput(ports, job, index, signal, leave))),
      ),
    );
    const gone = due.filter((_, nth) => steps[nth] === 'gone');
    if (gone.length > 0) await refreshOrigins(ports, id, gone, signal);
    else if (steps.every((step) => step === 'held')) await ports.pause(id, LIBRARY_PAUSE);
  }
}

const settled = (): Promise<Step> => Promise.resolve('settled');

async function saveOutput(
  ports: SavePorts,
  job: JobIn<'saving'>,
  index: number,
  signal: AbortSignal,
  leave: () => void,
): Promise<Step> {
  const output = job.outputs[index];
  if (output?.state !== 'waiting') return 'settled';
  const place: Place = { job, index, output };
  if (output.origin.from === 'spool') return fromSpool(ports, place, output.origin.file, signal);
  if (isShut(ports.archive)) return intoSpool(ports, place, output.origin.url, signal);
  const media = await fetched(ports, job, output.origin.url, signal);
  if (media.kind !== 'bytes') return notOpened(ports, place, media, signal);
  const secured = await ports.archive.secure(
    imageOfJob(job, index, job.outputs.length),
    thenLeave(media.body, leave),
    media.length,
  );
  if (secured.kind === 'secured') {
    await report(ports, place, { type: 'output-saved', index, imageId: secured.image.id, at: ports.clock.now() });
    return 'settled';
  }
  if (signal.aborted) return 'settled';
  // Links expire: what the library can't take now is not left where it is.
  if (secured.kind === 'unavailable') return intoSpool(ports, place, output.origin.url, signal);
  await report(ports, place, retryOrGiveUp(ports, place, secured.problem, null));
  return 'settled';
}

/** Once the bytes are here the next download begins, while the disk makes these safe. */
async function* thenLeave(bytes: AsyncIterable<Uint8Array>, leave: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } finally {
    leave();
  }
}

function fetched({ gateway, hosts }: SavePorts, job: Job, url: string, signal: AbortSignal): Promise<MediaOutcome> {
  return hosts.ask(url, () => gateway.media(job.gateway, url, signal));
}

/** Downloads into the spool, from where the library takes it when it is back. */
async function intoSpool(ports: SavePorts, place: Place, url: string, signal: AbortSignal): Promise<Step> {
  const { job, index } = place;
  const media = await fetched(ports, job, url, signal);
  if (media.kind !== 'bytes') return notOpened(ports, place, media, signal);
  const written = await ports.spool.write(`${job.id}-${String(index)}`, media.body, media.length);
  if (written.kind === 'written') {
    const { file } = written;
    const origins = job.outputs.map((_, at): OutputOrigin | null => (at === index ? { from: 'spool', file } : null));
    await report(ports, place, { type: 'origins', origins });
    return 'settled';
  }
  if (signal.aborted) return 'settled';
  if (written.kind === 'unavailable') ports.diskRefused(new Error(written.problem.message));
  await report(ports, place, retryOrGiveUp(ports, place, written.problem, null));
  return 'settled';
}

async function fromSpool(ports: SavePorts, place: Place, file: string, signal: AbortSignal): Promise<Step> {
  const { job, index, output } = place;
  if (isShut(ports.archive) && !ports.mayProbe()) return 'held';
  const secured = await ports.archive.secure(imageOfJob(job, index, job.outputs.length), ports.spool.read(file), null);
  if (secured.kind === 'secured') {
    await report(ports, place, { type: 'output-saved', index, imageId: secured.image.id, at: ports.clock.now() });
    // One that can't be removed is cleared away at the next start. So is one from a reply that named no request: another
    // job may have been given the very same.
    if (!isUnnamed(job)) await ports.spool.remove(file).catch(() => undefined);
    return 'settled';
  }
  if (signal.aborted) return 'settled';
  if (secured.kind === 'rejected') {
    await report(ports, place, retryOrGiveUp(ports, place, secured.problem, null));
    // What lies in the spool gets no better by reading it again.
    return 'gone';
  }
  // Said once: it may be away for weeks, and the bytes are safe.
  if (output.problem?.message !== secured.problem.message) {
    const notBefore = ports.clock.now() + LIBRARY_PAUSE;
    await report(ports, place, { type: 'output-retry', index, problem: secured.problem, notBefore });
  }
  return 'held';
}

async function notOpened(
  ports: SavePorts,
  place: Place,
  media: Exclude<MediaOutcome, { kind: 'bytes' }>,
  signal: AbortSignal,
): Promise<Step> {
  // A download that shutdown cut is no failure of the link.
  if (signal.aborted) return 'settled';
  const wait = media.kind === 'retry' ? media.retryAfterMs : null;
  await report(ports, place, retryOrGiveUp(ports, place, media.problem, wait));
  return media.kind === 'gone' ? 'gone' : 'settled';
}

/** Gives an output up only after long and many tries; being offline, or a disk that can't be written, never does. */
function retryOrGiveUp(
  { clock }: SavePorts,
  { job, index, output: { tries, origin } }: Place,
  problem: Problem,
  retryAfterMs: number | null,
): JobEvent {
  const at = clock.now();
  // Room comes back at any moment, and then a long wait would be for nothing.
  if (problem.code === 'disk') return { type: 'output-retry', index, problem, notBefore: at + LIBRARY_PAUSE };
  const isOver =
    origin.from === 'spool' ? tries >= SPOOL_TRIES : tries >= OUTPUT_TRIES && at - job.completedAt > OUTPUT_PATIENCE;
  if (isOver && problem.code !== 'no-connection') return { type: 'output-lost', index, problem, at };
  return { type: 'output-retry', index, problem, notBefore: at + downloadRetryDelay(tries, retryAfterMs) };
}

/** Applies the event unless the job has moved on meanwhile. Resolves when it is on disk. */
function report(ports: SavePorts, { job, index }: Place, event: JobEvent): Promise<void> {
  const fits = (current: Job): boolean =>
    current.status === 'saving' && current.outputs[index]?.state === 'waiting' && understands(current, event.type);
  return ports.reports.put({ id: job.id, event, fits });
}

/** Asks where the outputs are now. Those that lie in the spool stay there, but for the ones that were no image. */
async function refreshOrigins(
  ports: SavePorts,
  id: JobId,
  gone: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const job = ports.book.get(id);
  if (job.status !== 'saving') return;
  const { verdict } = await askStatus(ports, job, signal);
  const now = ports.book.get(id);
  if (signal.aborted || verdict.kind !== 'completed' || now.status !== 'saving') return;
  if (verdict.media.length !== now.outputs.length) return;
  const origins = now.outputs.map((output, index) => {
    const isWanted = output.state === 'waiting' && (output.origin.from === 'link' || gone.includes(index));
    return isWanted ? (verdict.media[index] ?? null) : null;
  });
  ports.book.apply(id, { type: 'origins', origins });
}

/** Nothing can be written there now, and asking is enough to know it. */
function isShut(archive: ImageArchive): boolean {
  const state = archive.state();
  return state.status === 'unavailable' || state.readOnly !== null;
}
