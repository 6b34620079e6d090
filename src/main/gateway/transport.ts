import type { Problem, ProblemCode } from '../../shared/problem';
import type { SubmitOutcome } from '../core/ports';

/** One submit as it goes over the wire: built once, sent once. */
export interface SubmitRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 of the JSON body, in pieces that are each quickly handed over. */
  readonly body: readonly Uint8Array[];
}

/**
 * Sends one POST, at most once: no retry, no redirect, no kept connection. Never rejects. Aborted before the body was handed
 * over it is `not-sent`, after that `lost`.
 */
export type SubmitTransport = (request: SubmitRequest, signal: AbortSignal) => Promise<SubmitOutcome>;

/** What a GET carries. */
export interface GetInit {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * A GET like `fetch`, with two promises more: a redirect is returned as it came and never followed, and nothing is taken
 * from a cache. Rejects when no reply could be had.
 */
export type GetTransport = (url: string, init: GetInit) => Promise<Response>;

/** The two ways to one kind of gateway. */
export interface Transports {
  readonly submit: SubmitTransport;
  readonly get: GetTransport;
}

/** A problem without an HTTP status, unless one is given. */
export function problem(code: ProblemCode, message: string, httpStatus: number | null = null): Problem {
  return { code, message, httpStatus };
}
