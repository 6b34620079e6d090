import type { Delivery } from '../../shared/delivery';
import type { ImageId } from '../../shared/ids';
import type { Job, JobIn, JobStatus, Output, OutputOrigin } from '../../shared/job';
import type { Problem } from '../../shared/problem';

/** Everything that can happen to a job. Times are milliseconds since 1970. */
export type JobEvent =
  /** Its turn: the next thing after this is on disk is the POST, with the sources so delivered. */
  | { readonly type: 'submit'; readonly at: number; readonly delivery?: Delivery }
  /**
   * Nothing was accepted; again at `notBefore`, unless it was taken back. A wait for key, funds or rate is no try of its own.
   * With a step its sources go that way the next time, since the step before was refused.
   */
  | {
      readonly type: 'requeue';
      readonly problem: Problem;
      readonly at: number;
      readonly notBefore: number;
      readonly countsAsTry: boolean;
      readonly step?: number;
    }
  /** Can't be sent at all, or not after all its tries. */
  | { readonly type: 'stop'; readonly problem: Problem; readonly at: number }
  /** The person takes it back, or leaves it running when it is too late for that. */
  | { readonly type: 'cancel'; readonly at: number }
  | { readonly type: 'accepted'; readonly requestId: string; readonly at: number }
  | { readonly type: 'refused'; readonly problem: Problem; readonly at: number }
  /** Handed over without a readable answer. */
  | { readonly type: 'answer-lost'; readonly problem: Problem; readonly at: number }
  /** The person found the request's id in the gateway's console. */
  | { readonly type: 'identified'; readonly requestId: string; readonly at: number }
  | { readonly type: 'running'; readonly at: number }
  /** The gateway's answers about it are odd of late, or, by null, are not any more. */
  | { readonly type: 'noted'; readonly problem: Problem | null }
  | { readonly type: 'completed'; readonly origins: readonly OutputOrigin[]; readonly at: number }
  | { readonly type: 'empty'; readonly problem: Problem; readonly at: number }
  | { readonly type: 'failed'; readonly problem: Problem; readonly at: number }
  | { readonly type: 'output-saved'; readonly index: number; readonly imageId: ImageId; readonly at: number }
  | { readonly type: 'output-retry'; readonly index: number; readonly problem: Problem; readonly notBefore: number }
  | { readonly type: 'output-lost'; readonly index: number; readonly problem: Problem; readonly at: number }
  /** Where outputs that still wait can be had now, by index; null leaves one as it is. */
  | { readonly type: 'origins'; readonly origins: readonly (OutputOrigin | null)[] }
  /** The person asks for the missing outputs again. */
  | { readonly type: 'retry-outputs' };

/** A pair of state and event that must not happen: a mistake of the program, never of the gateway. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';

  constructor(status: JobStatus, event: JobEvent['type']) {
    super(`A job that is ${status} can't take “${event}”.`);
  }
}

type Handler<S extends JobStatus, T extends JobEvent['type']> = (
  job: JobIn<S>,
  event: Extract<JobEvent, { type: T }>,
) => Job;
type Table = { readonly [S in JobStatus]: { readonly [T in JobEvent['type']]?: Handler<S, T> } };

/** What each state understands. A pair that is missing is illegal. */
const TABLE: Table = {
  queued: {
    submit: (job, { at, delivery }) => ({
      ...core(job),
      ...(delivery ? { delivery } : {}),
      status: 'submitting',
      submittedAt: at,
      tries: job.tries,
      leftRunning: false,
    }),
    requeue: (job, event) => requeued(job, event),
    stop: (job, event) => stopped(job, event),
    cancel: (job, event) => cancelled(job, event),
  },
  submitting: {
    requeue: (job, event) => (job.leftRunning ? cancelled(job, event) : requeued(job, event)),
    stop: (job, event) => (job.leftRunning ? cancelled(job, event) : stopped(job, event)),
    cancel: (job) => leftRunning(job),
    accepted: (job, event) => accepted(job, event),
    refused: (job, { problem, at }) => ({ ...sent(job), status: 'refused', problem, finishedAt: at }),
    'answer-lost': (job, { problem, at }) => ({ ...sent(job), status: 'unknown', problem, finishedAt: at }),
  },
  accepted: {
    running: (job, { at }) => ({ ...job, status: 'running', runningAt: at }),
    noted: (job, event) => noted(job, event),
    cancel: (job) => leftRunning(job),
    completed: (job, event) => completed(job, event),
    empty: (job, { problem, at }) => ({ ...known(job), status: 'empty', problem, finishedAt: at }),
    failed: (job, { problem, at }) => ({ ...known(job), status: 'failed', problem, finishedAt: at }),
  },
  running: {
    running: (job) => job,
    noted: (job, event) => noted(job, event),
    cancel: (job) => leftRunning(job),
    completed: (job, event) => completed(job, event),
    empty: (job, { problem, at }) => ({ ...known(job), status: 'empty', problem, finishedAt: at }),
    failed: (job, { problem, at }) => ({ ...known(job), status: 'failed', problem, finishedAt: at }),
  },
  saving: {
    'output-saved': (job, { index, imageId, at }) =>
      settled(
        withOutput(job, index, ({ origin }) => ({ state: 'saved', origin, imageId })),
        at,
      ),
    'output-retry': (job, { index, problem, notBefore }) =>
      withOutput(job, index, (output) => ({
        state: 'waiting',
        origin: output.origin,
        tries: output.state === 'waiting' ? output.tries + 1 : 1,
        notBefore,
        problem,
      })),
    'output-lost': (job, { index, problem, at }) =>
      settled(
        withOutput(job, index, ({ origin }) => ({ state: 'lost', origin, problem })),
        at,
      ),
    origins: (job, { origins }) => ({
      ...job,
      outputs: job.outputs.map((output, index) => moved(output, origins[index] ?? null)),
    }),
    'retry-outputs': (job) => ({ ...job, outputs: job.outputs.map(tryAgain) }),
  },
  done: {
    'retry-outputs': (job) => {
      // Nothing to do for one that has everything: in `saving` it would wait for ever.
      if (!job.outputs.some((output) => output.state === 'lost')) return job;
      const { finishedAt: _, ...rest } = job;
      return { ...rest, status: 'saving', outputs: job.outputs.map(tryAgain) };
    },
  },
  unknown: { identified: (job, event) => accepted(job, event) },
  empty: {},
  refused: {},
  failed: {},
  stopped: {},
  cancelled: {},
};

/** The job after the event, the very same where nothing changes. Pure. Throws `IllegalTransition` for a pair that the table does not have. */
export function advance(job: Job, event: JobEvent): Job {
  // The table's type ties each handler to its own state and event; the compiler can't follow the double look-up.
  const handler = TABLE[job.status][event.type] as ((job: Job, event: JobEvent) => Job) | undefined;
  if (!handler) throw new IllegalTransition(job.status, event.type);
  return handler(job, event);
}

/** True when the state understands the event. */
export function understands(job: Job, event: JobEvent['type']): boolean {
  return TABLE[job.status][event] !== undefined;
}

type Named = 'id' | 'intentId' | 'batchId' | 'createdAt' | 'recipe' | 'gateway' | 'estimate' | 'webhook' | 'delivery';
type Core = Pick<Job, Named>;
function core(job: Job): Core {
  const { id, intentId, batchId, createdAt, recipe, gateway, estimate, webhook, delivery } = job;
  const named = { id, intentId, batchId, createdAt, recipe, gateway, estimate, webhook };
  return delivery ? { ...named, delivery } : named;
}

type SentJob = Extract<Job, { submittedAt: number }>;
function sent(job: SentJob): Core & { submittedAt: number } {
  return { ...core(job), submittedAt: job.submittedAt };
}

type KnownJob = Extract<Job, { requestId: string }>;
function known(job: KnownJob): ReturnType<typeof sent> & { requestId: string; acceptedAt: number } {
  return { ...sent(job), requestId: job.requestId, acceptedAt: job.acceptedAt };
}

function requeued(job: JobIn<'queued' | 'submitting'>, event: Extract<JobEvent, { type: 'requeue' }>): Job {
  const { problem, notBefore, step } = event;
  const way = step === undefined ? {} : { delivery: { step, sent: job.delivery?.sent ?? [] } };
  return { ...core(job), ...way, status: 'queued', tries: job.tries + (event.countsAsTry ? 1 : 0), notBefore, problem };
}

function stopped(job: Job, { problem, at }: { problem: Problem; at: number }): Job {
  return { ...core(job), status: 'stopped', problem, finishedAt: at };
}

function cancelled(job: Job, { at }: { at: number }): Job {
  return { ...core(job), status: 'cancelled', finishedAt: at };
}

function leftRunning(job: JobIn<'submitting' | 'accepted' | 'running'>): Job {
  return job.leftRunning ? job : { ...job, leftRunning: true };
}

function accepted(job: JobIn<'submitting' | 'unknown'>, event: { requestId: string; at: number }): Job {
  const { requestId, at } = event;
  const wasTakenBack = job.status === 'submitting' && job.leftRunning;
  return { ...sent(job), status: 'accepted', requestId, acceptedAt: at, leftRunning: wasTakenBack, note: null };
}

/** The very same job when nothing new is said, so that nothing is written. */
function noted(job: JobIn<'accepted' | 'running'>, { problem }: { problem: Problem | null }): Job {
  const same = job.note?.code === problem?.code && job.note?.message === problem?.message;
  return same ? job : { ...job, note: problem };
}

function completed(job: JobIn<'accepted' | 'running'>, event: { origins: readonly OutputOrigin[]; at: number }): Job {
  const outputs = event.origins.map((origin): Output => ({
    state: 'waiting',
    origin,
    tries: 0,
    notBefore: 0,
    problem: null,
  }));
  return { ...known(job), status: 'saving', completedAt: event.at, outputs };
}

function withOutput(job: JobIn<'saving'>, index: number, change: (output: Output) => Output): JobIn<'saving'> {
  return { ...job, outputs: job.outputs.map((output, at) => (at === index ? change(output) : output)) };
}

/** Tries at another kind of place say nothing of this one. */
function moved(output: Output, origin: OutputOrigin | null): Output {
  if (output.state !== 'waiting' || origin === null) return output;
  return { ...output, origin, tries: origin.from === output.origin.from ? output.tries : 0 };
}

/** The job is done as soon as no output waits any more. */
function settled(job: JobIn<'saving'>, at: number): Job {
  if (job.outputs.some((output) => output.state === 'waiting')) return job;
  return { ...job, status: 'done', finishedAt: at };
}

function tryAgain(output: Output): Output {
  if (output.state === 'saved') return output;
  return { state: 'waiting', origin: output.origin, tries: 0, notBefore: 0, problem: null };
}
