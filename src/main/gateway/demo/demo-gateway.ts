import { z } from 'zod';
import type { Model } from '../../../shared/model';
import { STATUS_PATH } from '../../../shared/models';
import type { Clock } from '../../core/ports';
import { BadField, checkSubmit } from './demo-checks';
import type { DemoSubmit } from './demo-checks';
import { MEDIA_PATH, statusBody } from './demo-job';
import type { DemoJob } from './demo-job';
import { createDemoMedia } from './demo-media';
import type { DemoMedia } from './demo-media';
import { demoPromptIn } from './demo-prompts';
import type { DemoPrompt } from './demo-prompts';
import type { DemoJobStore } from './demo-store';
import { requestId, schedule } from './demo-timing';
import { resumeWebhooks, runWebhook } from './demo-webhooks';
import type { Deliver } from './demo-webhooks';
import type { Painter } from './painter';

/** What a demo gateway is made of. */
export interface DemoGatewayParts {
  readonly models: readonly Model[];
  readonly clock: Clock;
  /** From 0 to below 1; ids and durations come from it. */
  readonly random: () => number;
  readonly store: DemoJobStore;
  readonly painter: Painter;
  /** How many times faster than life jobs end; 1 is life. */
  readonly speed: number;
  /** The keys that are accepted; null asks for none. */
  readonly keys: ReadonlySet<string> | null;
  /** Submits that are taken in any 60 seconds; null is no limit. */
  readonly submitsPerMinute: number | null;
  /** Hands a webhook's body over; true when the receiver answered 2xx. Without it webhooks are accepted and go nowhere. */
  readonly deliver?: Deliver;
  /** Ends what runs in the background. */
  readonly signal: AbortSignal;
}

/** A demo gateway: takes the requests of the documented API and answers as the documentation says. */
export type DemoGateway = (request: Request) => Promise<Response>;

/** The gateway took the request, and then the connection broke: what carries the handler has to break its own. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';
}

/** A gateway in a box: the whole documented contract for every model of the registry. Rejects with `ConnectionCut` only. */
export function createDemoGateway(parts: DemoGatewayParts): DemoGateway {
  const media = createDemoMedia(parts.store, parts.painter, parts.clock);
  const desk: Desk = { ...parts, media, recent: [], refused: new Map() };
  if (parts.deliver) void resumeWebhooks({ ...parts, media, deliver: parts.deliver }).catch(() => undefined);
  return (request) => route(desk, request);
}

interface Desk extends DemoGatewayParts {
  readonly media: DemoMedia;
  /** Monotonic times of the submits of the last minute. */
  recent: number[];
  /** How often each prompt with a passing refusal was refused. */
  readonly refused: Map<string, number>;
}

async function route(desk: Desk, request: Request): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  if (request.method === 'GET' && pathname.startsWith(MEDIA_PATH))
    return await desk.media.serve(pathname.slice(MEDIA_PATH.length));
  const denied = checkKey(desk, request);
  if (denied) return denied;
  if (request.method === 'GET' && pathname.startsWith(STATUS_PATH))
    return await status(desk, origin, pathname.slice(STATUS_PATH.length));
  const named = /^\/([^/]+)\/v1\/([^/]+)-request$/.exec(pathname);
  if (request.method !== 'POST' || !named || named[1] !== named[2])
    return reply(404, { statusCode: 404, message: 'Resource not found' });
  const model = desk.models.find(({ submitPath }) => submitPath === pathname);
  const unknown = `Model '${named[1] ?? ''}' not found or is disabled`;
  return model ? await submit(desk, model, request) : reply(400, { error: 'Model not found', message: unknown });
}

function checkKey({ keys }: Desk, request: Request): Response | null {
  const key = request.headers.get('Ocp-Apim-Subscription-Key');
  if (keys === null || (key !== null && keys.has(key))) return null;
  const fault = key === null ? 'missing subscription key' : 'invalid subscription key';
  const message = `Access denied due to ${fault}. Make sure to provide a valid key for an active subscription.`;
  return reply(401, { statusCode: 401, message });
}

async function submit(desk: Desk, model: Model, request: Request): Promise<Response> {
  const wait = rateWait(desk);
  if (wait !== null) {
    const message = `Rate limit is exceeded. Try again in ${String(wait)} seconds.`;
    return reply(429, { statusCode: 429, message }, { 'Retry-After': String(wait) });
  }
  try {
    const order = checkSubmit(model, await readBody(request));
    const webhook = readWebhook(request);
    const special = demoPromptIn(order.prompt);
    const refusal = special ? (refuse(desk, special, order.prompt) ?? refuseSources(special, order.sources)) : null;
    return refusal ?? (await accept(desk, model, order, { webhook, special, origin: new URL(request.url).origin }));
  } catch (error) {
    if (error instanceof BadField) return reply(400, { error: 'Bad Request', message: error.message });
    if (error instanceof ConnectionCut) throw error;
    return reply(500, { error: 'Internal Server Error', message: 'The demo gateway could not keep the job.' });
  }
}

/** Whole seconds to wait, or null when the submit may pass; a pass is counted. */
function rateWait(desk: Desk): number | null {
  if (desk.submitsPerMinute === null) return null;
  const now = desk.clock.monotonic();
  desk.recent = desk.recent.filter((time) => now - time < 60_000);
  const oldest = desk.recent[desk.recent.length - desk.submitsPerMinute];
  if (oldest !== undefined) return Math.max(1, Math.ceil((60_000 - (now - oldest)) / 1000));
  desk.recent.push(now);
  return null;
}

async function readBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  try {
    return z.record(z.string(), z.unknown()).parse(await request.json());
  } catch {
    throw new BadField('The body must be a JSON object');
  }
}

function readWebhook(request: Request): DemoJob['webhook'] {
  const url = request.headers.get('X-Webhook-URL');
  const mode = request.headers.get('X-Webhook-Mode') ?? 'terminal';
  if (url === null) return null;
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new BadField('X-Webhook-URL must be an https:// URL');
  if (mode !== 'terminal' && mode !== 'sync') throw new BadField('X-Webhook-Mode must be terminal or sync');
  return { url, mode, origin: new URL(request.url).origin };
}

function refuse(desk: Desk, { effect }: DemoPrompt, prompt: string): Response | null {
  if (effect.kind !== 'refuse') return null;
  const times = desk.refused.get(prompt) ?? 0;
  if (effect.times !== undefined && times >= effect.times) {
    desk.refused.delete(prompt);
    return null;
  }
  desk.refused.set(prompt, times + 1);
  const headers = effect.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(effect.retryAfterSeconds) };
  return reply(effect.status, effect.body, headers);
}

/** As services of the same models do it: at once, before anything is accepted. */
function refuseSources({ effect }: DemoPrompt, sources: readonly string[]): Response | null {
  if (effect.kind === 'no-links' && sources.some((source) => !source.startsWith('data:')))
    return reply(422, {
      detail: [{ loc: ['body', 'image_urls'], msg: 'could not be fetched (demo)', type: 'value_error' }],
    });
  if (effect.kind !== 'small-sources' || sources.every((source) => inlineBytes(source) <= effect.bytes)) return null;
  const limit = `The image is larger than ${String(effect.bytes / 1000)} kB (demo).`;
  return reply(413, { error: 'Payload Too Large', message: limit });
}

function inlineBytes(source: string): number {
  return source.startsWith('data:') ? Math.floor(((source.length - source.indexOf(',') - 1) * 3) / 4) : 0;
}

interface Circumstances {
  readonly webhook: DemoJob['webhook'];
  readonly special: DemoPrompt | undefined;
  readonly origin: string;
}

async function accept(
  desk: Desk,
  model: Model,
  order: DemoSubmit,
  { webhook, special, origin }: Circumstances,
): Promise<Response> {
  const effect = special?.effect;
  const job: DemoJob = {
    ...order,
    id: requestId(model.id, desk.clock.now(), desk.random),
    modelId: model.id,
    format: z.enum(['jpeg', 'png', 'webp']).catch('jpeg').parse(order.format),
    pixels: model.pixels[order.resolution]?.[effect?.kind === 'square' ? '1:1' : order.aspectRatio] ?? null,
    area: pixelCount(model, order.resolution),
    createdAt: desk.clock.now(),
    ...schedule(model, order, desk.random, desk.speed / (effect?.kind === 'end' ? (effect.slower ?? 1) : 1)),
    ending: effect?.kind === 'end' ? effect.ending : 'completed',
    webhook,
  };
  await desk.store.put(job);
  if (webhook && desk.deliver) void runWebhook({ ...desk, deliver: desk.deliver }, job, webhook).catch(() => undefined);
  if (effect?.kind === 'cut') throw new ConnectionCut();
  if (effect?.kind === 'no-id') return reply(202, { status: 'QUEUED' });
  return reply(202, { request_id: job.id, status: 'QUEUED', polling_url: origin + STATUS_PATH + job.id });
}

/** How many pixels an image has whose ratio is left to its source: those of the square. */
function pixelCount(model: Model, resolution: string): number {
  const sizes = Object.values(model.pixels[resolution] ?? {});
  return Math.max(1, ...sizes.map(({ width, height }) => width * height));
}

async function status(desk: Desk, origin: string, id: string): Promise<Response> {
  const job = await desk.store.get(id);
  if (!job) return reply(404, { error: 'Not Found', message: `Request '${id.slice(0, 100)}' not found` });
  return reply(200, statusBody(job, desk.clock.now(), await desk.media.list(job, origin)));
}

function reply(
  code: number,
  body: Readonly<Record<string, unknown>> | string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const html = typeof body === 'string';
  return new Response(html ? body : JSON.stringify(body), {
    status: code,
    headers: { 'Content-Type': html ? 'text/html' : 'application/json', ...headers },
  });
}
