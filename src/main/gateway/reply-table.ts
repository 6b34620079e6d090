import type { Problem, ProblemCode } from '../../shared/problem';
import type { RawReply, StatusVerdict, SubmitVerdict } from '../core/ports';
import { errorText } from './errors';
import { problem } from './transport';
import { oddity, parseReply } from './wire';

/** What an HTTP status other than 2xx stands for, before it is known what was asked. */
type StatusClass = 'redirect' | 'key' | 'funds' | 'rate' | 'missing' | 'refused' | 'server';

const EXACT: Readonly<Record<number, StatusClass>> = {
  401: 'key',
  402: 'funds',
  403: 'key',
  404: 'missing',
  408: 'server',
  410: 'missing',
  429: 'rate',
};

/** Anything out of the ordinary counts as a fault of the server: the class of which nothing can be concluded. */
function classOf(status: number): StatusClass {
  const exact = EXACT[status];
  if (exact) return exact;
  if (status >= 300 && status < 400) return 'redirect';
  return status >= 400 && status < 500 ? 'refused' : 'server';
}

const CODES: Readonly<Record<StatusClass, ProblemCode>> = {
  redirect: 'redirected',
  key: 'key-refused',
  funds: 'no-funds',
  rate: 'rate-limited',
  missing: 'not-found',
  refused: 'bad-request',
  server: 'server-error',
};

const SAID: Readonly<Record<StatusClass, string>> = {
  redirect: 'The gateway points to another address, which Easel does not follow. Check the gateway address',
  key: 'The gateway refused the API key',
  funds: 'The balance at the gateway is too low',
  rate: 'The gateway asks for a pause',
  missing: 'The gateway does not know this',
  refused: 'The gateway refused the request',
  server: 'The gateway has a problem of its own',
};

/** A reply whose body is text without images, as it is read. */
export interface SlimReply extends RawReply {
  readonly body: string;
}

/** The problem that a reply other than 2xx stands for, with the gateway's own words where it has some. */
export function replyProblem(reply: SlimReply): Problem {
  const kind = classOf(reply.status);
  // A pause that is asked for is shown as a countdown; its length as words beside it would soon be wrong.
  const text = kind === 'redirect' || kind === 'rate' ? null : errorText(reply.body);
  const said = SAID[kind];
  const message = text === null ? `${said} (HTTP ${String(reply.status)}).` : `${said}: ${text}`;
  return problem(CODES[kind], message, reply.status);
}

/**
 * What a complete reply to a submit means; `now` in milliseconds since 1970 is for a Retry-After that is a date.
 * Only a reply that says so is a refusal: everything else may have been accepted and is `unknown`.
 */
export function readSubmitReply(reply: SlimReply, now: number): SubmitVerdict {
  if (reply.status >= 200 && reply.status < 300) return readAcceptance(reply);
  const found = replyProblem(reply);
  switch (classOf(reply.status)) {
    case 'key':
      return { kind: 'blocked', by: 'key', problem: found };
    case 'funds':
      return { kind: 'blocked', by: 'funds', problem: found };
    case 'rate':
      return { kind: 'rate-limited', retryAfterMs: retryAfter(reply, now), problem: found };
    case 'server':
      return { kind: 'unknown', problem: found };
    case 'redirect':
    case 'missing':
    case 'refused':
      return { kind: 'refused', problem: found };
  }
}

function readAcceptance(reply: SlimReply): SubmitVerdict {
  const parsed = parseReply(reply.body);
  if (parsed && parsed.media.length > 0) return { kind: 'delivered', requestId: parsed.requestId, media: parsed.media };
  if (parsed?.requestId) return { kind: 'accepted', requestId: parsed.requestId };
  const message = `The gateway took the request and answered ${oddity(reply.body, 'a request id')}. It may have been charged.`;
  return { kind: 'unknown', problem: problem('unreadable-reply', message, reply.status) };
}

/** What a complete reply to a question about that request means. Only the gateway's own words FAILED and ERROR end a job. */
export function readStatusReply(reply: SlimReply, requestId: string, now: number): StatusVerdict {
  if (reply.status >= 200 && reply.status < 300) return readProgress(reply, requestId);
  const found = replyProblem(reply);
  switch (classOf(reply.status)) {
    case 'key':
      return { kind: 'blocked', by: 'key', problem: found };
    case 'rate':
      return { kind: 'rate-limited', retryAfterMs: retryAfter(reply, now), problem: found };
    case 'funds':
    case 'server':
    case 'redirect':
    case 'missing':
    case 'refused':
      return { kind: 'retry', problem: found };
  }
}

function readProgress(reply: SlimReply, requestId: string): StatusVerdict {
  const parsed = parseReply(reply.body);
  // A cache in between may mix things up; one that only leaves the model's name out of the id may be right.
  const about = parsed?.requestId ?? requestId;
  if (!about.includes(requestId) && !requestId.includes(about)) {
    const message = 'The gateway answered about another request than the one that was asked about.';
    return { kind: 'retry', problem: problem('unreadable-reply', message, reply.status) };
  }
  switch (parsed?.status) {
    case 'queued':
      return { kind: 'queued' };
    case 'running':
      return { kind: 'running' };
    case 'completed':
      return { kind: 'completed', media: parsed.media };
    case 'failed':
      return { kind: 'failed', problem: failure(reply) };
    case 'error':
      return { kind: 'failed', problem: endProblem('system-error', 'The gateway failed', reply) };
    case null:
    case undefined: {
      const message = `The gateway answered about this request ${oddity(reply.body, 'a status')}.`;
      return { kind: 'retry', problem: problem('unreadable-reply', message, reply.status) };
    }
  }
}

/** Words by which services of this kind say that moderation stopped a request; the API documents none. */
const MODERATION = /\b(moderat\w*|content[ _-]?(policy|filter\w*|violation)|safety|nsfw|policy violation)\b/i;

function failure(reply: SlimReply): Problem {
  return MODERATION.test(errorText(reply.body) ?? '')
    ? endProblem('moderated', 'Moderation stopped this', reply)
    : endProblem('model-failed', 'The model failed', reply);
}

function endProblem(code: ProblemCode, said: string, reply: SlimReply): Problem {
  const text = errorText(reply.body);
  return problem(code, text === null ? `${said} and gave no reason.` : `${said}: ${text}`, reply.status);
}

const SECOND = 1000;
const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: 60 * SECOND, h: HOUR };

/**
 * How long a 429 asks to wait, in milliseconds from 1 s to 1 h, or null when it does not say. Read from `Retry-After` (seconds,
 * or a date, taken against the reply's own clock where it has one) and else from words such as "Try again in 12 seconds".
 */
export function retryAfter(reply: Pick<SlimReply, 'headers' | 'body'>, now: number): number | null {
  const header = reply.headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(header)) return clampWait(Number(header) * SECOND);
  const date = Date.parse(header);
  if (header !== '' && !Number.isNaN(date)) {
    const sent = Date.parse(reply.headers['date'] ?? '');
    return clampWait(date - (Number.isNaN(sent) ? now : sent));
  }
  const words = /(?:try again|retry) (?:in|after) (\d{1,6}(?:\.\d+)?) ?(s|m|h)/i.exec(reply.body.slice(0, 65_536));
  return words ? clampWait(Number(words[1]) * (UNITS[words[2]?.toLowerCase() ?? 's'] ?? SECOND)) : null;
}

function clampWait(milliseconds: number): number {
  return Math.min(Math.max(Math.round(milliseconds), SECOND), HOUR);
}
