import { isLoopback } from '../../shared/gateway-address';
import type { Clock, MediaOutcome } from '../core/ports';
import { replyProblem, retryAfter } from './reply-table';
import { linkedAbort } from './linked-abort';
import { StallError, watchStall, withStall } from './stall';
import { problem } from './transport';
import type { GetTransport } from './transport';

/** Largest image that is fetched, in bytes. */
export const MEDIA_LIMIT = 64 * 1024 * 1024;
const REDIRECTS = 3;
const STALL_MS = 30_000;
/** Times that one download is gone on with before it is begun anew. */
const RESUMES = 3;

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

/** A reply that has begun, with the address that gave it. */
interface Opened {
  readonly url: string;
  readonly reply: Response;
  /** Closes its connection; to be called at the end in any case. */
  readonly close: () => void;
}

/**
 * Fetches one image without the key: up to three redirects, each checked like the first link. The bytes may still break off:
 * they are gone on with where the server can do that, else the iteration throws a `MediaError` (or the signal's reason).
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
    let opened: Opened;
    try {
      opened = await open(parts, url, {}, signal);
    } catch (error) {
      return { kind: 'retry', retryAfterMs: null, problem: problem('no-connection', unreachable(error)) };
    }
    const { reply } = opened;
    const location = reply.status >= 300 && reply.status < 400 ? reply.headers.get('location') : null;
    if (location === null) return await readMedia(parts, opened, signal);
    await discard(opened);
    if (!URL.canParse(location, url)) break;
    url = new URL(location, url).href;
  }
  return { kind: 'gone', problem: problem('redirected', 'The link of the image leads from one address to the next.') };
}

async function open(
  { get, clock }: MediaParts,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Opened> {
  const stop = linkedAbort(signal);
  try {
    const reply = await withStall(clock, STALL_MS, signal, get(url, { headers, signal: stop.signal }));
    return { url, reply, close: () => stop.abort() };
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}

function unreachable(error: unknown): string {
  return error instanceof StallError
    ? 'The image’s server does not answer. Easel tries again.'
    : 'The image’s server can’t be reached. Easel tries again.';
}

async function readMedia(parts: MediaParts, opened: Opened, signal: AbortSignal): Promise<MediaOutcome> {
  const { reply } = opened;
  if (reply.status !== 200) {
    await discard(opened);
    return refusal(reply, parts.clock.now());
  }
  const declared = Number(reply.headers.get('content-length') ?? Number.NaN);
  const length = isPacked(reply) || !Number.isSafeInteger(declared) || declared < 0 ? null : declared;
  if (length !== null && length > MEDIA_LIMIT) {
    await discard(opened);
    return { kind: 'gone', problem: problem('bad-media', tooLarge()) };
  }
  return { kind: 'bytes', body: checkedBytes(parts, opened, signal), length };
}

/** The length and the places of packed bytes say nothing of the bytes that arrive here. */
function isPacked({ headers }: Response): boolean {
  return (headers.get('content-encoding') ?? 'identity') !== 'identity';
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

async function* checkedBytes(parts: MediaParts, first: Opened, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let opened = first;
  let total = 0;
  try {
    for (let resumes = 0; ; resumes += 1) {
      try {
        for await (const chunk of bytesOf(parts.clock, opened, signal)) {
          total += chunk.byteLength;
          if (total > MEDIA_LIMIT) throw new MediaError(tooLarge());
          yield chunk;
        }
        return;
      } catch (error) {
        if (error instanceof MediaError || signal.aborted) throw error;
        const next = resumes < RESUMES ? await goOn(parts, first, total, signal) : null;
        if (!next) throw brokenOff(error);
        opened = next;
      }
    }
  } finally {
    opened.close();
  }
}

function brokenOff(error: unknown): MediaError {
  const message = error instanceof StallError ? 'The download stood still for 30 seconds.' : 'The download broke off.';
  return new MediaError(message, { cause: error });
}

async function* bytesOf(clock: Clock, { reply, close }: Opened, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = reply.body?.getReader();
  if (!reader) return;
  const stall = watchStall(clock, STALL_MS, signal);
  try {
    for (;;) {
      const { done, value } = await stall.guard(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    stall.end();
    // Also when the reader of this iteration leaves early: the connection must not stay open.
    close();
    reader.cancel().catch(() => undefined);
  }
}

/** The rest of an image whose download broke off; null unless the server vouches by a strong ETag that it is the same one. */
async function goOn(
  parts: MediaParts,
  { url, reply }: Opened,
  from: number,
  signal: AbortSignal,
): Promise<Opened | null> {
  const etag = reply.headers.get('etag');
  if (from === 0 || etag === null || !etag.startsWith('"') || isPacked(reply)) return null;
  try {
    const rest = await open(parts, url, { Range: `bytes=${String(from)}-`, 'If-Range': etag }, signal);
    const range = rest.reply.headers.get('content-range') ?? '';
    if (rest.reply.status === 206 && range.startsWith(`bytes ${String(from)}-`)) return rest;
    await discard(rest);
    return null;
  } catch {
    return null;
  }
}

function tooLarge(): string {
  return `The image is larger than ${String(MEDIA_LIMIT / 1024 / 1024)} MB, which Easel does not fetch.`;
}

async function discard({ reply, close }: Opened): Promise<void> {
  await reply.body?.cancel().catch(() => undefined);
  close();
}
