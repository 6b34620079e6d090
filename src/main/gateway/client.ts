import type { JobGateway } from '../../shared/job';
import type { KeyTest } from '../../shared/key';
import type { Model } from '../../shared/model';
import { STATUS_PATH, findModel } from '../../shared/models';
import type {
  Clock,
  Gateway,
  RawReply,
  ReplyBodies,
  StatusLook,
  StatusVerdict,
  SubmitOrder,
  SubmitOutcome,
} from '../core/ports';
import { linkedAbort } from './linked-abort';
import { fetchMedia } from './media';
import { buildOrder } from './order';
import { REPLY_LIMIT, createReplyBody } from './reply-body';
import { readStatusReply, readSubmitReply } from './reply-table';
import { StallError, withStall } from './stall';
import { encodeInPieces } from './text-pieces';
import { problem } from './transport';
import type { Transports } from './transport';

/** Longest a look at the status may take, in milliseconds without a byte. */
const STATUS_STALL_MS = 30_000;

/** What the client needs of its surroundings. */
export interface GatewayParts {
  readonly models: readonly Model[];
  readonly clock: Clock;
  /** The ways to each kind of gateway. */
  readonly transports: Readonly<Record<JobGateway['kind'], Transports>>;
  /** The key that was given for exactly this origin, or null. Asked for live gateways only; may reject. */
  keyFor(origin: string): Promise<string | null>;
  /** Takes every known secret out of a text, in all forms in which a gateway may echo it. */
  readonly mask: (text: string) => string;
  /** Takes images out of replies. */
  readonly bodies: ReplyBodies;
}

/** The gateway with the test of a key, which the settings use. */
export interface GatewayClient extends Gateway {
  /** Tells a good key from a bad one without cost, or says that it could not. Never rejects. */
  testKey(origin: string, signal: AbortSignal): Promise<KeyTest>;
}

/**
 * The client of the documented API.
 * The key goes to the origin that it belongs to and nowhere else, and is masked in every reply that is handed on.
 */
export function createGateway(parts: GatewayParts): GatewayClient {
  return {
    order: (job, sourceUrls) => {
      const model = findModel(parts.models, job.recipe.modelId);
      if (!model) throw new Error(`This version of Easel does not know the model “${job.recipe.modelId}”.`);
      return buildOrder(model, job, sourceUrls);
    },
    submit: (order, signal) => submit(parts, order, signal),
    readReply: async (reply) =>
      readSubmitReply({ ...reply, body: await parts.bodies.slim(reply.body) }, parts.clock.now()),
    status: (gateway, requestId, signal) => status(parts, gateway, requestId, signal),
    media: (gateway, url, signal) =>
      fetchMedia({ get: parts.transports[gateway.kind].get, clock: parts.clock }, gateway.origin, url, signal),
    testKey: (origin, signal) => testKey(parts, origin, signal),
  };
}

type KeyedHeaders =
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'no-key' | 'key-store-silent' };

/** The documented headers; the key only when the URL lies on the origin that the job is bound to. */
async function headersFor(parts: GatewayParts, gateway: JobGateway, url: string): Promise<KeyedHeaders> {
  const plain = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' };
  if (gateway.kind === 'demo') return { kind: 'headers', headers: plain };
  if (new URL(url).origin !== gateway.origin) throw new Error('A key was about to leave for another origin.');
  let key: string | null;
  try {
    key = await parts.keyFor(gateway.origin);
  } catch {
    return { kind: 'key-store-silent' };
  }
  if (key === null || key === '') return { kind: 'no-key' };
  return { kind: 'headers', headers: { ...plain, 'Ocp-Apim-Subscription-Key': key } };
}

const NO_KEY = problem('key-refused', 'There is no API key for this gateway. Add it in the settings.');
const SILENT = problem('key-refused', 'The keychain does not answer, so there is no API key to send.');

async function submit(parts: GatewayParts, order: SubmitOrder, signal: AbortSignal): Promise<SubmitOutcome> {
  if (!URL.canParse(order.url) || new URL(order.url).origin !== order.gateway.origin) {
    const message = 'The address of the request is not the gateway’s. Nothing was sent.';
    return { kind: 'not-sent', problem: problem('internal', message) };
  }
  const keyed = await headersFor(parts, order.gateway, order.url);
  if (keyed.kind !== 'headers') return { kind: 'not-sent', problem: keyed.kind === 'no-key' ? NO_KEY : SILENT };
  const headers = { ...order.headers, ...keyed.headers };
  const request = { url: order.url, headers, body: await encodeInPieces(order.body) };
  const outcome = await parts.transports[order.gateway.kind].submit(request, signal);
  return outcome.kind === 'reply' ? { kind: 'reply', reply: masked(outcome.reply, parts.mask) } : outcome;
}

async function status(
  parts: GatewayParts,
  gateway: JobGateway,
  requestId: string,
  signal: AbortSignal,
): Promise<StatusLook> {
  const url = statusUrl(gateway.origin, requestId);
  if (url === null) return { verdict: { kind: 'retry', problem: UNSPEAKABLE }, reply: null };
  const got = await getReply(parts, gateway, url, signal);
  if ('kind' in got) return { verdict: got, reply: null };
  try {
    const reply = { ...got, body: await parts.bodies.slim(got.body) };
    return { verdict: readStatusReply(reply, requestId, parts.clock.now()), reply };
  } catch {
    const message = 'The images came inside the gateway’s answer, and the disk does not take them. Easel tries again.';
    return { verdict: { kind: 'retry', problem: problem('disk', message) }, reply: null };
  }
}

const UNSPEAKABLE = problem(
  'unreadable-reply',
  'The gateway gave an id that no address can hold. It is kept; the gateway’s console may know more.',
);

/** The server's own polling_url is not used: the key would follow it. Null for an id that would lead elsewhere. */
function statusUrl(origin: string, requestId: string): string | null {
  if (/^\.{1,2}$/.test(requestId)) return null;
  try {
    return origin + STATUS_PATH + encodeURIComponent(requestId);
  } catch {
    return null;
  }
}

/** A reply to a GET with the key, complete and masked, or what is to be said instead of one. */
async function getReply(
  parts: GatewayParts,
  gateway: JobGateway,
  url: string,
  signal: AbortSignal,
): Promise<RawReply | Extract<StatusVerdict, { kind: 'blocked' | 'retry' }>> {
  const stop = linkedAbort(signal);
  try {
    const keyed = await headersFor(parts, gateway, url);
    if (keyed.kind === 'no-key') return { kind: 'blocked', by: 'key', problem: NO_KEY };
    if (keyed.kind !== 'headers') return { kind: 'retry', problem: SILENT };
    const init = { headers: keyed.headers, signal: stop.signal };
    const { get } = parts.transports[gateway.kind];
    const response = await withStall(parts.clock, STATUS_STALL_MS, signal, get(url, init));
    const body = await readBody(parts.clock, response, signal);
    return masked({ status: response.status, headers: Object.fromEntries(response.headers), body }, parts.mask);
  } catch (error) {
    const message =
      error instanceof StallError ? 'The gateway does not answer in time.' : 'The gateway can’t be reached.';
    return { kind: 'retry', problem: problem('no-connection', message) };
  } finally {
    stop.abort();
  }
}

async function readBody(clock: Clock, response: Response, signal: AbortSignal): Promise<RawReply['body']> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const body = createReplyBody(REPLY_LIMIT);
  for (;;) {
    const { done, value } = await withStall(clock, STATUS_STALL_MS, signal, reader.read());
    if (done) return body.done();
    if (!body.add(value)) throw new Error('The reply is too large.');
  }
}

/** A large body is masked by whoever writes it down, off the main thread. */
function masked(reply: RawReply, mask: GatewayParts['mask']): RawReply {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.headers)) headers[name] = mask(value);
  return { ...reply, headers, body: typeof reply.body === 'string' ? mask(reply.body) : reply.body };
}

/** An id in the shape of the gateway's own that no request can have. */
const NOBODY = 'easel-key-test_00000000-0000-0000-0000-000000000000';

async function testKey(parts: GatewayParts, origin: string, signal: AbortSignal): Promise<KeyTest> {
  const gateway: JobGateway = { kind: 'live', origin };
  const reply = await getReply(parts, gateway, origin + STATUS_PATH + NOBODY, signal);
  if ('kind' in reply) {
    const verdict = reply.kind === 'blocked' ? 'bad' : 'could-not-tell';
    return { verdict, message: reply.problem.message };
  }
  if (reply.status === 401 || reply.status === 403)
    return { verdict: 'bad', message: 'The gateway refused this key. Copy it again from the gateway’s console.' };
  if (reply.status === 404) return { verdict: 'good', message: 'The gateway accepts this key.' };
  const message = `The gateway’s answer (HTTP ${String(reply.status)}) does not tell whether the key is good. Your first image will.`;
  return { verdict: 'could-not-tell', message };
}
