import type { SubmitOutcome } from '../../core/ports';
import { REPLY_LIMIT, createReplyBody } from '../reply-body';
import { problem } from '../transport';
import type { Transports } from '../transport';
import { ConnectionCut } from './demo-gateway';
import type { DemoGateway } from './demo-gateway';

/**
 * The ways to a demo gateway inside this process: no port is opened and nothing leaves the machine. Links to any other origin than the demo's
 * own are refused.
 */
export function createInProcessTransports(gateway: DemoGateway, origin: string): Transports {
  const check = (url: string): void => {
    if (new URL(url).origin !== origin) throw new Error('The demo gateway opens no other addresses.');
  };
  return {
    submit: async ({ url, headers, body }, signal): Promise<SubmitOutcome> => {
      if (signal.aborted) return notSent();
      check(url);
      try {
        const reply = await gateway(new Request(url, { method: 'POST', headers, body: Buffer.concat(body) }));
        const collected = createReplyBody(REPLY_LIMIT);
        collected.add(new Uint8Array(await reply.arrayBuffer()));
        const { status } = reply;
        return {
          kind: 'reply',
          reply: { status, headers: Object.fromEntries(reply.headers), body: collected.done() },
        };
      } catch (error) {
        const why = error instanceof ConnectionCut ? 'The connection broke' : 'The demo gateway broke down';
        const message = `${why} before the gateway’s answer was here. The request may have been accepted.`;
        return { kind: 'lost', problem: problem('answer-lost', message) };
      }
    },
    get: async (url, { headers, signal }) => {
      signal.throwIfAborted();
      check(url);
      return await gateway(new Request(url, { headers }));
    },
  };
}

function notSent(): SubmitOutcome {
  return { kind: 'not-sent', problem: problem('no-connection', 'Easel stopped before anything was sent.') };
}
