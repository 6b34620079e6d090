import { join } from 'node:path';
import { ImageId, IntentId, JobId } from '../src/shared/ids';
import type { Job, JobIn } from '../src/shared/job';
import { DEFAULT_GATEWAY, MODELS, STATUS_PATH } from '../src/shared/models';
import { openJobs } from '../src/main/storage/jobs/open-jobs';
import { createReceipts } from '../src/main/storage/jobs/receipts';

const YEAR = 365 * 24 * 3600_000;

/** Fills user data with so many finished jobs of the last year and their receipts, by the app's own stores. */
export async function writeYear(userData: string, jobs: number): Promise<void> {
  const fail = (reason: string): never => {
    throw new Error(reason);
  };
  const end = Date.now();
  let now = end;
  const receipts = createReceipts({
    folder: join(userData, 'receipts'),
    mask: (text) => text,
    secretForms: () => [],
    worker: { keep: () => fail('No reply here is large.') },
    now: () => now,
    report: fail,
  });
  const { store, database } = openJobs({
    file: join(userData, 'jobs.db'),
    receipts: join(userData, 'receipts'),
    now: () => end,
    report: fail,
  });
  const made = Array.from({ length: jobs }, (_, index) => madeJob(index, end - YEAR * (1 - index / jobs)));
  database.transaction(() => {
    for (const { done } of made) store.insert(done);
  });
  database.close();
  for (const { submitting, done } of made) {
    now = submitting.submittedAt;
    await receipts.sending(submitting, {
      gateway: done.gateway,
      url: done.gateway.origin + (MODELS[0]?.submitPath ?? ''),
      headers: {},
      body: JSON.stringify({ prompt: done.recipe.prompt, num_images: done.recipe.count }),
    });
    now = done.acceptedAt;
    const reply = { request_id: done.requestId, status: 'QUEUED', polling_url: STATUS_PATH + done.requestId };
    const headers = { 'content-type': 'application/json', 'x-request-id': done.requestId };
    await receipts.reply(done.id, 0, { status: 202, headers, body: JSON.stringify(reply) });
    now = done.finishedAt;
    receipts.ended(done);
  }
}

function madeJob(
  index: number,
  createdAt: number,
): { readonly submitting: JobIn<'submitting'>; readonly done: JobIn<'done'> } {
  const serial = index.toString(36).padStart(20, '0');
  const base: Omit<Extract<Job, { status: 'submitting' }>, 'status' | 'tries' | 'leftRunning'> = {
    id: JobId.parse(`job_${serial}`),
    intentId: IntentId.parse(`intent_${serial}`),
    batchId: null,
    createdAt,
    recipe: {
      modelId: MODELS[0]?.id ?? '',
      prompt: `Study ${String(index + 1)}: a harbour in the morning, boats at rest, long shadows on the quay`,
      count: 1,
      aspectRatio: '3:2',
      resolution: '1k',
      format: 'jpeg',
      privateDelivery: false,
      options: {},
      sourceIds: [],
    },
    gateway: { kind: 'live', origin: DEFAULT_GATEWAY },
    estimate: 0.05,
    webhook: null,
    submittedAt: createdAt + 300,
  };
  const url = `${DEFAULT_GATEWAY}/media/${serial}/output.jpg`;
  return {
    submitting: { ...base, status: 'submitting', tries: 0, leftRunning: false },
    done: {
      ...base,
      status: 'done',
      requestId: `request_${serial}`,
      acceptedAt: createdAt + 900,
      completedAt: createdAt + 14_000,
      finishedAt: createdAt + 15_000,
      outputs: [{ state: 'saved', origin: { from: 'link', url }, imageId: ImageId.parse(`img_${serial}`) }],
    },
  };
}
