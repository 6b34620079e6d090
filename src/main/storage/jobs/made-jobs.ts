import { ImageId, IntentId, JobId } from '../../../shared/ids';
import { Job } from '../../../shared/job';
import type { JobIn, JobStatus } from '../../../shared/job';

/** The id of the n-th job. */
export function jobId(n: number): JobId {
  return JobId.parse(`job_${String(n).padStart(20, '0')}`);
}

/** The id of the n-th intent. */
export function intentId(n: number): IntentId {
  return IntentId.parse(`intent_${String(n).padStart(20, '0')}`);
}

/** The problem of jobs that have one. */
export const MADE_PROBLEM = { code: 'answer-lost', message: 'Lost.', httpStatus: null } as const;

const link = (n: number): object => ({ from: 'link', url: `https://media.test/${String(n)}` });
const saved = { state: 'saved', origin: link(1), imageId: ImageId.parse('img_00000000000000000002') };
const lost = { state: 'lost', origin: link(2), problem: MADE_PROBLEM };
const sent = { submittedAt: 1500 };
const known = { ...sent, requestId: 'r', acceptedAt: 1600 };
const finished = { finishedAt: 2000 };

/** What each state has beside what all have. */
const STATES: Readonly<Record<JobStatus, Readonly<Record<string, unknown>>>> = {
  queued: { tries: 0, notBefore: 0, problem: null },
  submitting: { ...sent, tries: 0, leftRunning: false },
  accepted: { ...known, leftRunning: false, note: null },
  running: { ...known, leftRunning: false, note: null, runningAt: 1700 },
  saving: {
    ...known,
    completedAt: 1800,
    outputs: [saved, { state: 'waiting', origin: link(3), tries: 0, notBefore: 0, problem: null }],
  },
  done: { ...known, ...finished, completedAt: 1800, outputs: [saved, saved] },
  empty: { ...known, ...finished, problem: MADE_PROBLEM },
  refused: { ...sent, ...finished, problem: MADE_PROBLEM },
  failed: { ...known, ...finished, problem: MADE_PROBLEM },
  unknown: { ...sent, ...finished, problem: MADE_PROBLEM },
  stopped: { ...finished, problem: MADE_PROBLEM },
  cancelled: finished,
};

/** Every state of a job. */
export const ALL_STATES: readonly JobStatus[] = Job.options.map(({ shape }) => shape.status.value);
/** Outputs of which one is lost. */
export const MADE_LOST = [saved, lost];

/** The n-th job in a state, for tests; every other one in a batch of its own, of the demo gateway unless told otherwise. */
export function madeJob<S extends JobStatus>(
  n: number,
  status: S,
  change: Readonly<Record<string, unknown>> = {},
): JobIn<S> {
  const job = Job.parse({
    id: jobId(n),
    intentId: intentId(n),
    batchId: n % 2 === 0 ? `bat_${String(n).padStart(20, '0')}` : null,
    createdAt: 1000 + n,
    recipe: {
      modelId: 'm',
      prompt: 'a “fox” \u0000 狐',
      count: 2,
      aspectRatio: '1:1',
      resolution: '1k',
      format: 'jpeg',
      privateDelivery: false,
      options: {},
      sourceIds: [ImageId.parse('img_00000000000000000001')],
    },
    gateway: { kind: 'demo', origin: 'demo:' },
    estimate: 0.05,
    webhook: null,
    status,
    ...STATES[status],
    ...('requestId' in STATES[status] ? { requestId: `r${String(n)}` } : {}),
    ...change,
  });
  const isRight = (made: Job): made is JobIn<S> => made.status === status;
  if (!isRight(job)) throw new Error('The job was made in another state.');
  return job;
}
