import type { Clock } from '../../core/ports';
import { statusAt, statusBody } from './demo-job';
import type { DemoJob } from './demo-job';
import type { DemoMedia } from './demo-media';
import type { DemoJobStore } from './demo-store';

/** Posts the JSON text of a status to an https URL; true when it was answered with 2xx. */
export type Deliver = (url: string, body: string) => Promise<boolean>;

/** What sending webhooks needs. */
export interface WebhookParts {
  readonly clock: Clock;
  readonly speed: number;
  readonly store: DemoJobStore;
  readonly media: DemoMedia;
  readonly deliver: Deliver;
  readonly signal: AbortSignal;
}

const CYCLE_MS = [2000, 4000, 8000];
/** The documented cap of the polling delay in sync mode. */
const CYCLE_CAP_MS = 15_000;
const TRIES = 3;

/** Sends a job's webhooks as documented: each poll cycle in sync mode, and once at its end. Rejects when the signal aborts. */
export async function runWebhook(
  parts: WebhookParts,
  job: DemoJob,
  webhook: NonNullable<DemoJob['webhook']>,
): Promise<void> {
  const { clock, speed, signal } = parts;
  const over = (): boolean => !['QUEUED', 'PROCESSING'].includes(statusAt(job, clock.now()));
  for (let cycle = 0; !over(); cycle += 1) {
    const rest = job.ending === 'stuck' ? Infinity : Math.max(1, job.createdAt + job.totalMs - clock.now());
    const delay = webhook.mode === 'sync' ? (CYCLE_MS[cycle] ?? CYCLE_CAP_MS) / speed : rest;
    if (delay === Infinity) return;
    await clock.sleep(Math.min(delay, rest), signal);
    if (webhook.mode === 'sync' && !over()) await send(parts, job, webhook, 1);
  }
  await send(parts, job, webhook, TRIES);
}

async function send(
  { clock, speed, media, deliver, signal }: WebhookParts,
  job: DemoJob,
  { url, origin }: NonNullable<DemoJob['webhook']>,
  tries: number,
): Promise<void> {
  const body = JSON.stringify(statusBody(job, clock.now(), await media.list(job, origin)));
  for (let left = tries; left > 0; left -= 1) {
    // A receiver that took the body and did not answer gets it again: duplicates are part of the contract.
    const taken = await deliver(url, body).catch(() => false);
    if (taken || left === 1) return;
    await clock.sleep(2000 / speed, signal);
  }
}

/** Takes up the webhooks of jobs that were still under way when the gateway ended. */
export async function resumeWebhooks(parts: WebhookParts): Promise<void> {
  for (const job of await parts.store.all()) {
    const over = !['QUEUED', 'PROCESSING'].includes(statusAt(job, parts.clock.now()));
    if (job.webhook && !over) void runWebhook(parts, job, job.webhook).catch(() => undefined);
  }
}
