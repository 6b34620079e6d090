import { describe, expect, it } from 'vitest';
import { BatchId, ImageId, IntentId, JobId } from '../../shared/ids';
import { Job, type JobStatus } from '../../shared/job';
import { MODELS } from '../../shared/models';
import { emptyRecipe } from '../../shared/recipe-rules';
import { advance, IllegalTransition, type JobEvent, understands } from './job-machine';

const problem = { code: 'no-connection', message: 'No connection.', httpStatus: null } as const;
const core = {
  id: JobId.parse(`job_${'a'.repeat(20)}`),
  intentId: IntentId.parse(`intent_${'b'.repeat(20)}`),
  batchId: BatchId.parse(`bat_${'d'.repeat(20)}`),
  createdAt: 1,
  recipe: emptyRecipe(MODELS[0]!),
  gateway: { kind: 'demo', origin: 'https://demo.test' },
  estimate: 0.05,
  webhook: { url: 'https://hook.test/easel', mode: 'terminal' },
  delivery: { step: 2, sent: [] },
} as const;
const sent = { ...core, submittedAt: 2 };
const known = { ...sent, requestId: 'r1', acceptedAt: 3 };
const link = { from: 'link', url: 'https://media.test/1.jpeg' } as const;
const waiting = { state: 'waiting', origin: link, tries: 0, notBefore: 0, problem: null } as const;
const imageId = ImageId.parse(`img_${'c'.repeat(20)}`);

const JOBS: Readonly<Record<JobStatus, Job>> = {
  queued: { ...core, status: 'queued', tries: 0, notBefore: 0, problem: null },
  submitting: { ...sent, status: 'submitting', tries: 1, leftRunning: false },
  accepted: { ...known, status: 'accepted', leftRunning: false, note: null },
  running: { ...known, status: 'running', runningAt: 4, leftRunning: false, note: null },
  saving: { ...known, status: 'saving', completedAt: 5, outputs: [waiting, waiting] },
  done: {
    ...known,
    status: 'done',
    completedAt: 5,
    finishedAt: 6,
    outputs: [
      { state: 'lost', origin: link, problem },
      { state: 'saved', origin: link, imageId },
    ],
  },
  empty: { ...known, status: 'empty', finishedAt: 6, problem },
  refused: { ...sent, status: 'refused', finishedAt: 6, problem },
  failed: { ...known, status: 'failed', finishedAt: 6, problem },
  unknown: { ...sent, status: 'unknown', finishedAt: 6, problem },
  stopped: { ...core, status: 'stopped', finishedAt: 6, problem },
  cancelled: { ...core, status: 'cancelled', finishedAt: 6 },
};
const EVENTS: readonly JobEvent[] = [
  { type: 'submit', at: 9 },
  { type: 'requeue', problem, at: 9, notBefore: 20, countsAsTry: true },
  { type: 'stop', problem, at: 9 },
  { type: 'cancel', at: 9 },
  { type: 'accepted', requestId: 'r2', at: 9 },
  { type: 'refused', problem, at: 9 },
  { type: 'answer-lost', problem, at: 9 },
  { type: 'identified', requestId: 'r3', at: 9 },
  { type: 'running', at: 9 },
  { type: 'noted', problem },
  { type: 'completed', origins: [link], at: 9 },
  { type: 'empty', problem, at: 9 },
  { type: 'failed', problem, at: 9 },
  { type: 'output-saved', index: 0, imageId, at: 9 },
  { type: 'output-retry', index: 0, problem, notBefore: 30 },
  { type: 'output-lost', index: 0, problem, at: 9 },
  { type: 'origins', origins: [null, { from: 'link', url: 'https://media.test/fresh2.jpeg' }] },
  { type: 'retry-outputs' },
];
/** The whole truth: where each legal pair leads. Every pair that is not here must throw. */
const LEGAL: Readonly<Record<JobStatus, Partial<Record<JobEvent['type'], JobStatus>>>> = {
  queued: { submit: 'submitting', requeue: 'queued', stop: 'stopped', cancel: 'cancelled' },
  submitting: {
    requeue: 'queued',
    stop: 'stopped',
    cancel: 'submitting',
    accepted: 'accepted',
    refused: 'refused',
    'answer-lost': 'unknown',
  },
  accepted: {
    running: 'running',
    noted: 'accepted',
    cancel: 'accepted',
    completed: 'saving',
    empty: 'empty',
    failed: 'failed',
  },
  running: {
    running: 'running',
    noted: 'running',
    cancel: 'running',
    completed: 'saving',
    empty: 'empty',
    failed: 'failed',
  },
  saving: {
    'output-saved': 'saving',
    'output-retry': 'saving',
    'output-lost': 'saving',
    origins: 'saving',
    'retry-outputs': 'saving',
  },
  done: { 'retry-outputs': 'saving' },
  unknown: { identified: 'accepted' },
  empty: {},
  refused: {},
  failed: {},
  stopped: {},
  cancelled: {},
};

describe('job machine', () => {
  for (const job of Object.values(JOBS)) {
    for (const event of EVENTS) {
      const next = LEGAL[job.status][event.type];
      it(`${job.status} × ${event.type}: ${next ?? 'refused, so that no state is made up'}`, () => {
        expect(understands(job, event.type)).toBe(next !== undefined);
        if (next === undefined) {
          expect(() => advance(job, event)).toThrow(IllegalTransition);
          return;
        }
        const after = advance(job, event);
        expect(after.status).toBe(next);
        // A field that has no meaning in the new state, or one that is missing, would be refused by the strict schema.
        expect(Job.parse(after)).toEqual(after);
        expect([after.recipe, after.webhook, after.delivery]).toEqual([job.recipe, job.webhook, job.delivery]);
      });
    }
  }

  it('ends as done only when no output waits, so that three of four is never “done” too early', () => {
    const one = advance(JOBS.saving, { type: 'output-saved', index: 0, imageId, at: 9 });
    expect(one.status).toBe('saving');
    const both = advance(one, { type: 'output-lost', index: 1, problem, at: 10 });
    expect(both).toMatchObject({ status: 'done', finishedAt: 10 });
    expect(both.status === 'done' && both.outputs.map((output) => output.state)).toEqual(['saved', 'lost']);
  });

  it('keeps a saved output saved when the missing ones are tried again', () => {
    const again = advance(JOBS.done, { type: 'retry-outputs' });
    expect(again.status === 'saving' && again.outputs.map((output) => output.state)).toEqual(['waiting', 'saved']);
  });

  it('commits the smaller step with the requeue, so that a crash can’t send the refused one again', () => {
    const object = { id: imageId, way: 'inline', width: 8, height: 8, bytes: 90, host: null, object: null } as const;
    const trying = advance(JOBS.queued, { type: 'submit', at: 9, delivery: { step: 3, sent: [object] } });
    expect(trying.delivery).toEqual({ step: 3, sent: [object] });
    const again = { type: 'requeue', problem, at: 9, notBefore: 9, countsAsTry: false } as const;
    expect(advance(trying, { ...again, step: 4 })).toMatchObject({ tries: 0, delivery: { step: 4, sent: [object] } });
    expect(advance(trying, again).delivery).toEqual({ step: 3, sent: [object] });
  });

  it('counts a try only when told so, so that a rate limit never uses up the tries', () => {
    const again = { type: 'requeue', problem, at: 4, notBefore: 5 } as const;
    expect(advance(JOBS.submitting, { ...again, countsAsTry: false })).toMatchObject({ tries: 1, notBefore: 5 });
    expect(advance(JOBS.submitting, { ...again, countsAsTry: true })).toMatchObject({ tries: 2 });
  });

  it('taken back on its way: left running once it is accepted, and never sent again when it was not', () => {
    const wished = advance(JOBS.submitting, { type: 'cancel', at: 8 });
    expect(advance(wished, { type: 'accepted', requestId: 'r', at: 9 })).toMatchObject({ leftRunning: true });
    const again = { type: 'requeue', problem, at: 9, notBefore: 20, countsAsTry: true } as const;
    expect(advance(wished, again)).toMatchObject({ status: 'cancelled', finishedAt: 9 });
    expect(advance(wished, { type: 'stop', problem, at: 9 }).status).toBe('cancelled');
    expect(advance(wished, { type: 'answer-lost', problem, at: 9 }).status).toBe('unknown');
  });

  it('writes nothing when nothing new is said: a note at every look would wear the disk', () => {
    const odd = advance(JOBS.running, { type: 'noted', problem });
    expect(odd).toMatchObject({ status: 'running', note: problem });
    expect(advance(odd, { type: 'noted', problem: { ...problem } })).toBe(odd);
    expect(advance(JOBS.accepted, { type: 'noted', problem: null })).toBe(JOBS.accepted);
    expect(advance(odd, { type: 'noted', problem: null })).toEqual(JOBS.running);
  });
});
