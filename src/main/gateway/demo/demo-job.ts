import { z } from 'zod';

/** How a job of the demo gateway ends. `lost-media`: completed, and no link works; `late-media`: each link works from the second time on. */
export const DemoEnding = z.enum([
  'completed',
  'failed',
  'moderated',
  'error',
  'empty',
  'short',
  'lost-media',
  'late-media',
  'stuck',
]);
/** See the schema of the same name. */
export type DemoEnding = z.infer<typeof DemoEnding>;

/** A job as the demo gateway keeps it. What state it is in follows from the clock alone, so a restart changes nothing. */
export const DemoJob = z.strictObject({
  id: z.string(),
  modelId: z.string(),
  prompt: z.string(),
  count: z.int().min(1),
  aspectRatio: z.string(),
  resolution: z.string(),
  /** Pixels of an image, or null when they follow from the first source's ratio and `area`. */
  pixels: z.strictObject({ width: z.int(), height: z.int() }).nullable(),
  area: z.int(),
  format: z.enum(['jpeg', 'png', 'webp']),
  /** True when the images come as data URIs inside the status. */
  sync: z.boolean(),
  /** Links and data URIs as they were sent. */
  sources: z.array(z.string()).readonly(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  /** Milliseconds from creation until work begins, and until the end. */
  queuedMs: z.number(),
  totalMs: z.number(),
  ending: DemoEnding,
  /** `origin` is the gateway's own address as the submit named it. */
  webhook: z.strictObject({ url: z.string(), mode: z.enum(['terminal', 'sync']), origin: z.string() }).nullable(),
});
/** See the schema of the same name. */
export type DemoJob = Readonly<z.infer<typeof DemoJob>>;

/** The documented status words. */
export type DemoStatus = 'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED' | 'ERROR';

/** The state of a job at a time in milliseconds since 1970. */
export function statusAt(job: DemoJob, now: number): DemoStatus {
  const age = now - job.createdAt;
  if (age < job.queuedMs) return 'QUEUED';
  if (age < job.totalMs || job.ending === 'stuck') return 'PROCESSING';
  if (job.ending === 'failed' || job.ending === 'moderated') return 'FAILED';
  return job.ending === 'error' ? 'ERROR' : 'COMPLETED';
}

/** How many images a completed job hands out. */
export function outputCount(job: DemoJob): number {
  if (job.ending === 'empty') return 0;
  return job.ending === 'short' ? Math.max(1, job.count - 1) : job.count;
}

/** File name of an output (from 0) in its link. */
export function outputName(job: DemoJob, index: number): string {
  return job.count === 1 ? `output.${job.format}` : `output-${String(index + 1)}.${job.format}`;
}

const REASONS: Readonly<Partial<Record<DemoEnding, string>>> = {
  failed: 'The model could not make an image of this prompt (demo).',
  moderated: 'The prompt was rejected by content moderation (demo).',
  error: 'A system error occurred while processing the request (demo).',
};

/** Below which path media lie on the gateway's own origin. */
export const MEDIA_PATH = '/media/v1/';

/**
 * The documented body of a status reply, which is also a webhook's. Both documented shapes of time stamps occur: which one
 * follows from the id. `media` are the links or data URIs of a completed job.
 */
export function statusBody(job: DemoJob, now: number, media: readonly string[]): Readonly<Record<string, unknown>> {
  const status = statusAt(job, now);
  const stamp = job.id.charCodeAt(job.id.length - 1) % 2 === 0 ? isoTime : spacedTime;
  const ended = status !== 'QUEUED' && status !== 'PROCESSING';
  const changedAt = ended ? job.createdAt + job.totalMs : status === 'QUEUED' ? job.createdAt : now;
  return {
    request_id: job.id,
    status,
    model_id: job.modelId,
    error: status === 'FAILED' || status === 'ERROR' ? (REASONS[job.ending] ?? 'Failed (demo).') : null,
    output: status === 'COMPLETED' ? { media_url: media, media_type: `image/${job.format}` } : null,
    created_at: isoTime(job.createdAt),
    updated_at: stamp(changedAt),
    completed_at: ended ? stamp(changedAt) : null,
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function spacedTime(time: number): string {
  return isoTime(time).slice(0, 19).replace('T', ' ');
}
