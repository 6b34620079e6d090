import { setImmediate as breath } from 'node:timers/promises';
import type { BatchId, IntentId, JobId } from '../../shared/ids';
import type { Job, Output } from '../../shared/job';
import { isFinished } from '../../shared/job-status';
import { cleanPrompt } from '../../shared/prompt-text';
import type { Recipe } from '../../shared/recipe';
import type { WebhookChoice } from '../../shared/webhook';
import type { JobDriver } from './job-driver';
import { identifyJob, type IdentifyPorts } from './job-identify';
import { newJob, type JobOrder, type NewJobPorts } from './new-job';
import type { JobStore } from './ports';
import type { Queue } from './queue';
import type { Waker } from './waker';

/** What a person can do to single jobs, or to many of them. Each method returns when its effect is on disk. */
export interface JobCommands {
  /**
   * Makes the job of an intent and queues it. The same intent again returns the same job. `profile` means the webhook of
   * the settings, which is not for the demo. Throws `invalid` with the composer's field.
   */
  submit(intentId: IntentId, recipe: Recipe, webhook: WebhookChoice): Job;
  /** The same for every order of a batch, in one commit: all of them or, by the first that can't be sent, none. */
  submitBatch(batchId: BatchId, orders: readonly BatchOrder[], webhook: WebhookChoice): Promise<readonly Job[]>;
  /** Takes the job back while it waits; on its way or later it is left running. */
  cancel(id: JobId): Job;
  /** Takes back every job that waits to be sent; returns how many. */
  cancelQueued(): number;
  /** Takes back every job of the batch that waits to be sent; returns how many. */
  cancelBatch(id: BatchId): number;
  retryDownload(id: JobId): Job;
  /** Tries every image again that is missing; returns how many. */
  retryDownloads(): number;
  /** A new job with the recipe, the webhook and the batch of the old one, which stays as it is. */
  submitAgain(id: JobId, intentId: IntentId): Job;
  /** See `identifyJob`. A queue that doubts have stopped stays stopped until the person resumes it. */
  identify(id: JobId, requestId: string): Promise<Job>;
  dismiss(id: JobId): void;
  /** Takes finished jobs from the list that need no decision any more; returns how many. */
  clearFinished(): number;
}

/** One job of a batch. */
export interface BatchOrder {
  readonly intentId: IntentId;
  readonly recipe: Recipe;
}

/** What the commands work on. */
export type CommandPorts = NewJobPorts &
  IdentifyPorts & {
    readonly store: JobStore;
    readonly queue: Pick<Queue, 'pump' | 'waiting'>;
    readonly driver: Pick<JobDriver, 'drive'>;
    readonly waker: Pick<Waker, 'wake'>;
  };

/** The commands over the given ports. */
export function createJobCommands(ports: CommandPorts): JobCommands {
  const { book, store, clock, queue, driver, waker } = ports;

  function create(order: JobOrder): Job {
    const existing = store.findByIntent(order.intentId);
    if (existing) return existing;
    const job = book.add(newJob(ports, order));
    queue.pump();
    return job;
  }

  function cancelAll(ids: readonly JobId[]): number {
    book.applyToAll(ids, { type: 'cancel', at: clock.now() });
    queue.pump();
    return ids.length;
  }

  function fetchAgain(id: JobId): void {
    waker.wake(id);
    driver.drive(id);
  }

  return {
    submit: (intentId, recipe, webhook) => create({ intentId, batchId: null, recipe, webhook }),
    async submitBatch(batchId, orders, webhook) {
      const known = orders.map(({ intentId }) => store.findByIntent(intentId));
      const others = orders.filter((_, place) => !known[place]);
      const jobs = others.map((order) => newJob(ports, { ...order, batchId, webhook }));
      // A thousand of them are looked at in one turn, written in the next and answered in a third: nobody waits for all.
      await breath();
      const added = [...book.addAll(jobs)];
      queue.pump();
      await breath();
      return known.flatMap((job) => job ?? added.shift() ?? []);
    },
    cancel(id) {
      const job = book.get(id);
      if (isFinished(job) || job.status === 'saving') return job;
      const after = book.apply(id, { type: 'cancel', at: clock.now() });
      queue.pump();
      return after;
    },
    cancelQueued: () => cancelAll(queue.waiting()),
    cancelBatch: (id) => cancelAll(queue.waiting(id)),
    retryDownload(id) {
      const job = book.get(id);
      if (job.status !== 'done' && job.status !== 'saving') return job;
      const again = book.apply(id, { type: 'retry-outputs' });
      fetchAgain(id);
      return again;
    },
    retryDownloads() {
      const missing = store.listed().filter((job) => missingIn(job) > 0);
      const ids = missing.map(({ id }) => id);
      book.applyToAll(ids, { type: 'retry-outputs' });
      ids.forEach(fetchAgain);
      return missing.reduce((sum, job) => sum + missingIn(job), 0);
    },
    submitAgain(id, intentId) {
      const { batchId, recipe, webhook } = book.get(id);
      // Earlier versions sent what this one leaves out.
      const { text: prompt } = cleanPrompt(recipe.prompt);
      return create({ intentId, batchId, recipe: { ...recipe, prompt }, webhook: webhook ?? 'none' });
    },
    async identify(id, requestId) {
      const job = await identifyJob(ports, id, requestId);
      driver.drive(id);
      return job;
    },
    dismiss(id) {
      if (isFinished(book.get(id))) book.dismiss(id);
    },
    clearFinished: book.dismissFinished,
  };
}

/** What a job owes and has delivered so far; nothing before it completed. */
export function outputsOf(job: Job): readonly Output[] {
  return job.status === 'saving' || job.status === 'done' ? job.outputs : [];
}

/** Images of the job that are not here: lost ones, and those that wait for their next try. */
function missingIn(job: Job): number {
  return outputsOf(job).filter(({ state }) => state !== 'saved').length;
}
