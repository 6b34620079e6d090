import { isLoopback } from '../../shared/gateway-address';
import type { Clock, MediaOutcome } from '../core/ports';
import { replyProblem, retryAfter } from './reply-table';
import { StallError, watchStall, withStall } from './stall';
import { problem } from './transport';
import type { GetTransport } from './transport';

/** Largest image that is fetched, in bytes. */
export const MEDIA_LIMIT = 64 * 1024 * 1024;
const REDIRECTS = 3;
const STALL_MS = 30_000;

/** Thrown while the bytes of an image arrive, with a sentence for people: stalled, cut off or too large. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
}

/**
 * Why a link is not opened, as a sentence, or null. https anywhere; http only on this machine and only when the gateway is
 * on this machine too; never with a user name or password in it.
 */
export function mediaUrlFault(url: string, gatewayOrigin: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed) return 'The gateway gave a link that is none.';
  if (parsed.username !== '' || parsed.password !== '')
    return 'The gateway gave a link with a password in it, which Easel does not open.';
  if (parsed.protocol === 'https:') return null;
  const local = isLoopback(parsed.hostname) && isLoopback(new URL(gatewayOrigin).hostname);
  if (parsed.protocol === 'http:' && local) return null;
  return 'The gateway gave a link that is not https, which Easel does not open.';
}

/** What fetching an image needs. */
export interface MediaParts {
  readonly get: GetTransport;
  readonly clock: Clock;
}

/**
 * Fetches one image without the key: up to three redirects, each checked like the first link. The bytes may still break off:
 * then the iteration throws a `MediaError` (or the signal's reason).
 */
export async function fetchMedia(
  parts: MediaParts,
  gatewayOrigin: string,
  link: string,
  signal: AbortSignal,
): Promise<MediaOutcome> {
  let url = link;
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const fault = mediaUrlFault(url, gatewayOrigin);
    if (fault !== null) return { kind: 'gone', problem: problem('bad-media', fault) };
    const stop = new AbortController();
    let reply: Response;
    try {
      const both = AbortSignal.any([signal, stop.signal]);
      reply = await withStall(parts.clock, STALL_MS, signal, parts.get(url, { headers: {}, signal: both }));
    } catch (error) {
      stop.abort(error);
      return { kind: 'retry', retryAfterMs: null, problem: problem('no-connection', unreachable(error)) };
    }
    const location = reply.status >= 300 && reply.status < 400 ? reply.headers.get('location') : null;
    if (location === null) return await readMedia(parts.clock, reply, stop, signal);
    await discard(reply);
    if (!URL.canParse(location, url)) break;
    url = new URL(location, url).href;
  }
  return { kind: 'gone', problem: problem('redirected', 'The link of the image leads from one address to the next.') };
}

function unreachable(error: unknown): string {
  return error instanceof StallError
    ? 'The image’s server does not answer. Easel tries again.'
    : 'The image’s server can’t be reached. Easel tries again.';
}

async function readMedia(
  clock: Clock,
  reply: Response,
  stop: AbortController,
  signal: AbortSignal,
): Promise<MediaOutcome> {
  if (reply.status !== 200) {
    await discard(reply);
    return refusal(reply, clock.now());
  }
  // The length of packed bytes says nothing of the bytes that arrive here.
  const packed = (reply.headers.get('content-encoding') ?? 'identity') !== 'identity';
  const declared = Number(reply.headers.get('content-length') ?? Number.NaN);
  const length = packed || !Number.isSafeInteger(declared) || declared < 0 ? null : declared;
  if (length !== null && length > MEDIA_LIMIT) {
    await discard(reply);
    return { kind: 'gone', problem: problem('bad-media', tooLarge()) };
  }
  return { kind: 'bytes', body: checkedBytes(clock, reply, stop, signal), length };
}

function refusal(reply: Response, now: number): MediaOutcome {
  const headers = Object.fromEntries(reply.headers);
  const found = replyProblem({ status: reply.status, headers, body: '' });
  if ([401, 403, 404, 410].includes(reply.status)) {
    const message = `The link of the image no longer works (HTTP ${String(reply.status)}).`;
    return { kind: 'gone', problem: problem('not-found', message, reply.status) };
  }
  const retryAfterMs = reply.status === 429 || reply.status === 503 ? retryAfter({ headers, body: '' }, now) : null;
  const message = `The image’s server does not hand it out at the moment (HTTP ${String(reply.status)}).`;
  return { kind: 'retry', retryAfterMs, problem: { ...found, message } };
}

async function* checkedBytes(
  clock: Clock,
  reply: Response,
  stop: AbortController,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = reply.body?.getReader();
  if (!reader) return;
  let total = 0;
  const stall = watchStall(clock, STALL_MS, signal);
  try {
    for (;;) {
      const { done, value } = await stall.guard(reader.read());
      if (done) return;
      total += value.byteLength;
      if (total > MEDIA_LIMIT) throw new MediaError(tooLarge());
      yield value;
    }
  } catch (error) {
    if (error instanceof MediaError || signal.aborted) throw error;
    const message =
      error instanceof StallError ? 'The download stood still for 30 seconds.' : 'The download broke off.';
    throw new MediaError(message, { cause: error });
  } finally {
    stall.end();
    // Also when the reader of this iteration leaves early: the connection must not stay open.
    stop.abort();
    reader.cancel().catch(() => undefined);
  }
}

function tooLarge(): string {
  return `The image is larger than ${String(MEDIA_LIMIT / 1024 / 1024)} MB, which Easel does not fetch.`;
}

async function discard(reply: Response): Promise<void> {
  await reply.body?.cancel().catch(() => undefined);
}
