import type { DecodeTask } from '../../shared/decoding';
import type { Clock } from '../core/ports';
import type { Decoded } from '../storage/image-decoder';

/** What the decoder page is asked to do, apart from its token. */
export type DecodeOrder = Omit<DecodeTask, 'token'> & {
  /** Absolute path of the image. */
  readonly file: string;
};

/** Opens and ends the process that decodes. */
export interface DecoderHost {
  open(): void;
  close(): void;
}

/**
 * Work for one decoder page, one picture at a time, so that a crash has one culprit. The page is opened when there is
 * work, ended when there has been none for a while, and begun anew after a number of pictures, a crash or a time-out.
 */
export interface DecodeQueue {
  /** What is urgent goes before everything that waits. */
  add(order: DecodeOrder, urgent: boolean): Promise<Decoded>;
  /** For the page: the next piece of work, as soon as there is one; null when the page is to end. */
  next(): Promise<DecodeTask | null>;
  /** For the page: the file of the work in hand, or null when the token is not that of it. */
  source(token: string): string | null;
  /** For the page: how the work in hand ended. Results under an old token are dropped. */
  finish(token: string, decoded: Decoded): void;
  /** The page's process has ended by itself. */
  crashed(): void;
  close(): void;
}

interface Item {
  readonly task: DecodeTask;
  readonly file: string;
  readonly done: (decoded: Decoded) => void;
}

const ITEM_LIMIT_MS = 20_000;
const START_LIMIT_MS = 20_000;
const IDLE_MS = 10_000;
/** Chromium keeps some of the memory of what it decoded. */
const RECYCLE_AFTER = 200;

const TOO_SLOW = 'The image takes too long to decode to be displayed.';
const CRASHED = 'The image can’t be displayed: decoding it failed.';

/** A queue over the host; `newToken` must give a fresh unguessable word each time. */
export function createDecodeQueue(clock: Clock, host: DecoderHost, newToken: () => string): DecodeQueue {
  const waiting: Item[] = [];
  let page: 'none' | 'starting' | 'busy' | 'idle' = 'none';
  let ask: ((task: DecodeTask | null) => void) | null = null;
  let inHand: Item | null = null;
  let handed = 0;
  let closed = false;
  let timer = new AbortController();

  const after = (milliseconds: number, act: () => void): void => {
    timer.abort();
    const own = new AbortController();
    timer = own;
    clock.sleep(milliseconds, own.signal).then(
      () => {
        if (!own.signal.aborted) act();
      },
      () => undefined,
    );
  };
  const endPage = (): void => {
    timer.abort();
    if (page === 'none') return;
    page = 'none';
    handed = 0;
    ask?.(null);
    ask = null;
    host.close();
  };
  const startPage = (): void => {
    page = 'starting';
    after(START_LIMIT_MS, () => {
      endPage();
      for (const item of waiting.splice(0)) item.done({ kind: 'closed' });
    });
    host.open();
  };
  const begin = (): void => {
    endPage();
    hand();
  };
  const hand = (): void => {
    if (ask === null) {
      if (page === 'none' && waiting.length > 0 && !closed) startPage();
      return;
    }
    if (handed >= RECYCLE_AFTER && waiting.length > 0) {
      endPage();
      startPage();
      return;
    }
    const item = waiting.shift();
    if (!item) {
      page = 'idle';
      after(IDLE_MS, endPage);
      return;
    }
    const give = ask;
    ask = null;
    inHand = item;
    page = 'busy';
    handed += 1;
    after(ITEM_LIMIT_MS, () => {
      settle({ kind: 'not-displayable', message: TOO_SLOW }, true);
    });
    give(item.task);
  };
  const settle = (decoded: Decoded, end: boolean): void => {
    const item = inHand;
    inHand = null;
    if (end) endPage();
    // A page that hangs after its result would otherwise be waited for without end; nothing waiting is to blame.
    else after(START_LIMIT_MS, begin);
    item?.done(decoded);
    hand();
  };

  return {
    add: ({ file, ...order }, urgent) =>
      new Promise((done) => {
        if (closed) {
          done({ kind: 'closed' });
          return;
        }
        const item = { task: { token: newToken(), ...order }, file, done };
        if (urgent) waiting.unshift(item);
        else waiting.push(item);
        if (inHand === null) hand();
      }),
    next: () =>
      new Promise((resolve) => {
        if (closed || page === 'none') {
          resolve(null);
          return;
        }
        ask?.(null);
        ask = resolve;
        hand();
      }),
    source: (token) => (inHand?.task.token === token ? inHand.file : null),
    finish: (token, decoded) => {
      if (inHand?.task.token === token) settle(decoded, false);
    },
    crashed: () => {
      if (page === 'none') return;
      if (inHand !== null) settle({ kind: 'not-displayable', message: CRASHED }, true);
      else begin();
    },
    close: () => {
      closed = true;
      endPage();
      const all = [...(inHand ? [inHand] : []), ...waiting.splice(0)];
      inHand = null;
      for (const item of all) item.done({ kind: 'closed' });
    },
  };
}
