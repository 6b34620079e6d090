import type { Log } from '../core/ports';
import { answer, type Handlers } from './answer';
import type { Answerer } from './register';
import { createTurns } from './turns';

/** Messages that are not ours are refused; all others are checked, handled and answered in the order in which they came. */
export function createAnswerer(handlers: Handlers, log: Log): Answerer {
  const turns = createTurns(() => performance.now());
  return async (isOurs, route, input) => {
    if (!isOurs) {
      log.warn('A request of a foreign sender was refused');
      return { ok: false, error: { code: 'not-allowed', message: 'Only Easel’s own window may ask.' } };
    }
    return turns.begin(() => answer(handlers, route, input, log));
  };
}
