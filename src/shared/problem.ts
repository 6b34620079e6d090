import { z } from 'zod';

/** What went wrong, for tables and tests; the message beside it is for people. */
export const ProblemCode = z.enum([
  'no-connection', // nothing was handed over
  'answer-lost', // handed over, and no complete reply
  'server-error', // a 5xx or 408
  'unreadable-reply', // a 2xx that can't be understood
  'redirected', // a 3xx, never followed
  'rate-limited', // 429
  'bad-request', // 400, 413, 422 and other 4xx
  'key-refused', // 401, 403
  'no-funds', // 402
  'not-found', // 404, 410
  'model-failed', // FAILED from the model
  'moderated', // FAILED with words of moderation
  'system-error', // ERROR: not charged
  'no-output', // COMPLETED without images
  'interrupted', // Easel ended between sending and the reply
  'source-missing', // a source's file is gone or can't be read
  'bad-media', // what arrived is not the image that it claims to be
  'disk', // the library or the disk refused
  'internal', // a mistake of ours
]);
/** See the schema of the same name. */
export type ProblemCode = z.infer<typeof ProblemCode>;

/** A problem as it is kept with a job and shown to a person: one sentence, and the HTTP status where there was one. */
export const Problem = z.strictObject({
  code: ProblemCode,
  message: z.string(),
  httpStatus: z.int().nullable(),
});
/** See the schema of the same name. */
export type Problem = Readonly<z.infer<typeof Problem>>;

/** Whether money was taken: "unknown" is said where it can't be known. */
export type Charge = 'no' | 'yes' | 'unknown';
