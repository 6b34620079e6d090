import { type Answers, type Parsed, requests, type Route } from '../../shared/ipc';
import { RequestError, type Result } from '../../shared/result';
import type { Log } from '../core/ports';
import { databaseSentence } from '../storage/database';

/** One handler for each request of the contract: a missing one does not compile. */
export type Handlers = {
  readonly [R in Route]: (input: Parsed<R>) => Handled<Answers[R]>;
};

/** A request that has nothing to say back is answered with null, whatever its handler returns. */
type Handled<T> = [T] extends [null] ? void | Promise<void> : T | Promise<T>;

/** Checks one request against the contract and answers it in the envelope. Never throws. */
export async function answer(handlers: Handlers, route: unknown, input: unknown, log: Log): Promise<Result<unknown>> {
  if (!isRoute(route)) return refuse('This request is not in the contract.');
  const parsed = requests[route].safeParse(input);
  if (!parsed.success) return refuse(`“${route}” came with an input that it does not take.`);
  try {
    // Schema and handler of one route belong together by the contract's types; indexing by a variable loses that tie.
    const handler = handlers[route] as (input: unknown) => unknown;
    return { ok: true, data: (await handler(parsed.data)) ?? null };
  } catch (error) {
    if (error instanceof RequestError) {
      const { code, message, field } = error;
      return { ok: false, error: field === undefined ? { code, message } : { code, message, field } };
    }
    log.error('A request failed', { route, error: String(error) });
    const sentence = databaseSentence(error);
    if (sentence !== null) return { ok: false, error: { code: 'unavailable', message: sentence } };
    return { ok: false, error: { code: 'internal', message: 'Easel could not do that. The log says more.' } };
  }
}

function isRoute(route: unknown): route is Route {
  return typeof route === 'string' && Object.hasOwn(requests, route);
}

function refuse(message: string): Result<never> {
  return { ok: false, error: { code: 'bad-request', message } };
}
