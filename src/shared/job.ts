import { z } from 'zod';
import { BatchId, ImageId, IntentId, JobId } from './ids';
import { Delivery } from './delivery';
import { Problem } from './problem';
import { Recipe } from './recipe';
import { Webhook } from './webhook';

const Milliseconds = z.number().nonnegative();

/** Where the bytes of an output come from: a link of the gateway, or a file in the spool for images that came inside the reply. */
export const OutputOrigin = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('link'), url: z.string() }),
  z.strictObject({ from: z.literal('spool'), file: z.string() }),
]);
/** See the schema of the same name. */
export type OutputOrigin = Readonly<z.infer<typeof OutputOrigin>>;

/** One image that a job owes. Each has a state of its own, so that three of four saved says just that. */
export const Output = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    origin: OutputOrigin,
    tries: z.int(),
    notBefore: Milliseconds,
    problem: Problem.nullable(),
  }),
  z.strictObject({ state: z.literal('saved'), origin: OutputOrigin, imageId: ImageId }),
  z.strictObject({ state: z.literal('lost'), origin: OutputOrigin, problem: Problem }),
]);
/** See the schema of the same name. */
export type Output = Readonly<z.infer<typeof Output>>;

/** The gateway and key profile that a job is bound to; changing the settings never redirects it. */
export const JobGateway = z.strictObject({ kind: z.enum(['demo', 'live']), origin: z.string() });
/** See the schema of the same name. */
export type JobGateway = Readonly<z.infer<typeof JobGateway>>;

const base = {
  id: JobId,
  intentId: IntentId,
  /** The press of the button that made it together with others; null for one alone. */
  batchId: BatchId.nullable().default(null),
  createdAt: Milliseconds,
  recipe: Recipe,
  gateway: JobGateway,
  /** US dollars as estimated at the press of the button. */
  estimate: z.number().nonnegative(),
  /** Whom the gateway is asked to tell when the request ends, as confirmed at the press of the button. */
  webhook: Webhook.nullable().default(null),
  /** How its sources were sent last, and what is tried next; nothing before the first try, and for jobs without sources. */
  delivery: Delivery.optional(),
};
const sent = { submittedAt: Milliseconds };
const known = { ...sent, requestId: z.string().min(1), acceptedAt: Milliseconds };
const followed = {
  ...known,
  leftRunning: z.boolean(),
  /** What is odd about the gateway's answers of late, such as a status that can't be read; null when all is well. */
  note: Problem.nullable().default(null),
};

/**
 * A job: one press of Generate and all that came of it. Times are milliseconds since 1970 by this machine's clock.
 * A field exists only in the states where it means something.
 */
export const Job = z.discriminatedUnion('status', [
  /** Waits for its turn. Nothing of this attempt has left the machine. */
  z.strictObject({
    ...base,
    status: z.literal('queued'),
    tries: z.int(),
    notBefore: Milliseconds,
    problem: Problem.nullable(),
  }),
  /** On disk before the first byte is sent; found so at start-up without a recorded reply it becomes unknown. */
  z.strictObject({
    ...base,
    ...sent,
    status: z.literal('submitting'),
    tries: z.int(),
    /** The person took it back while it was on its way: left running when it is accepted, cancelled when it was not sent. */
    leftRunning: z.boolean().default(false),
  }),
  /** The gateway has it and gave an id. */
  z.strictObject({ ...base, ...followed, status: z.literal('accepted') }),
  /** The gateway says that it works on it. */
  z.strictObject({ ...base, ...followed, status: z.literal('running'), runningAt: Milliseconds }),
  /** Completed there; its images are being fetched and secured here. */
  z.strictObject({
    ...base,
    ...known,
    status: z.literal('saving'),
    completedAt: Milliseconds,
    outputs: z.array(Output).readonly(),
  }),
  /** Every output is saved or given up; a lost one says why. */
  z.strictObject({
    ...base,
    ...known,
    status: z.literal('done'),
    completedAt: Milliseconds,
    finishedAt: Milliseconds,
    outputs: z.array(Output).readonly(),
  }),
  /** Completed without any image, as moderation can end. May have been charged. */
  z.strictObject({ ...base, ...known, status: z.literal('empty'), finishedAt: Milliseconds, problem: Problem }),
  /** The gateway did not take it. Not charged. */
  z.strictObject({ ...base, ...sent, status: z.literal('refused'), finishedAt: Milliseconds, problem: Problem }),
  /** The gateway took it and gave up on it. */
  z.strictObject({ ...base, ...known, status: z.literal('failed'), finishedAt: Milliseconds, problem: Problem }),
  /** Sent, and whether it was taken can't be known. Only a person decides what comes next. */
  z.strictObject({ ...base, ...sent, status: z.literal('unknown'), finishedAt: Milliseconds, problem: Problem }),
  /** Never reached the gateway after all tries, or can't be built any more. Not charged. */
  z.strictObject({ ...base, status: z.literal('stopped'), finishedAt: Milliseconds, problem: Problem }),
  /** Taken back by the person before anything was sent. */
  z.strictObject({ ...base, status: z.literal('cancelled'), finishedAt: Milliseconds }),
]);
/** See the schema of the same name. */
export type Job = Readonly<z.infer<typeof Job>>;
/** The states of a job. */
export type JobStatus = Job['status'];
/** The job in one of the given states. */
export type JobIn<S extends JobStatus> = Extract<Job, { status: S }>;
