import type { DecodeTask } from '../../shared/decoding';
import { DECODER_LANES } from '../../shared/decoding';
import type { Clock } from '../core/ports';
import type { Decoded } from '../storage/images/image-decoder';
import { MOST_PIXELS, TOO_SLOW } from '../storage/images/image-decoder';

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
 * Work for one decoder page, two pictures at a time unless they are large. After a crash or a time-out the only one in
 * hand is to blame; of two nobody is, and each is tried again alone. The page is opened when there is work, ended when
 * there has been none for a while, and begun anew after a number of pictures.
 */
export interface DecodeQueue {
  /** What is urgent goes before everything that waits. */
  add(order: DecodeOrder, urgent: boolean): Promise<Decoded>;
  /** For each lane of the page: the next piece of work, as soon as there is one; null when the page is to end. */
  next(): Promise<DecodeTask | null>;
  /** For the page: the file of a piece of work in hand, or null when the token is not of one. */
  source(token: string): string | null;
  /** For the page: how a piece of work in hand ended. Results under an old token are dropped. */
  finish(token: string, decoded: Decoded): void;
  /** The page's process has ended by itself. */
  crashed(): void;
  close(): void;
}

interface Item {
  readonly task: DecodeTask;
  readonly file: string;
  readonly pixels: number;
  readonly alone: boolean;
  readonly done: (decoded: Decoded) => void;
}

interface InHand {
  readonly item: Item;
  /** Ends the wait for it. */
  readonly limit: AbortController;
}

const ITEM_LIMIT_MS = 20_000;
const START_LIMIT_MS = 20_000;
const IDLE_MS = 10_000;
/** Chromium keeps some of the memory of what it decoded. */
const RECYCLE_AFTER = 200;
/** Of two pictures that are decoded at the same time; a larger one is decoded alone. */
const MOST_TOGETHER = 50_000_000;

const CRASHED = 'The image can’t be displayed: decoding it failed.';

/** A queue over the host; `newToken` must give a fresh unguessable word each time. */
export function createDecodeQueue(clock: Clock, host: DecoderHost, newToken: () => string): DecodeQueue {
  const inHand = new Map<string, InHand>();
  let waiting: Item[] = [];
  const asks: ((task: DecodeTask | null) => void)[] = [];
  let page: 'none' | 'starting' | 'open' = 'none';
  let handed = 0;
  let closed = false;
  let timer = new AbortController();

  const endPage = (): void => {
    timer.abort();
    if (page === 'none') return;
    page = 'none';
    handed = 0;
    for (const ask of asks.splice(0)) ask(null);
    host.close();
  };
  const startPage = (): void => {
    page = 'starting';
    timer = after(clock, START_LIMIT_MS, () => {
      endPage();
      for (const item of waiting.splice(0)) item.done({ kind: 'closed' });
    });
    host.open();
  };
  const begin = (): void => {
    endPage();
    hand();
  };
  const take = (): readonly Item[] => {
    const items = [...inHand.values()];
    for (const { limit } of items) limit.abort();
    inHand.clear();
    return items.map(({ item }) => item);
  };
  /** The page is no good any more. */
  const fail = (message: string): void => {
    const items = take();
    endPage();
    if (items.length === 1) items[0]?.done({ kind: 'not-displayable', message });
    else waiting = [...items.map((item) => again(item, newToken())), ...waiting];
    hand();
  };
  const give = (item: Item, ask: (task: DecodeTask) => void): void => {
    const limit = after(clock, ITEM_LIMIT_MS, () => {
      fail(TOO_SLOW);
    });
    inHand.set(item.task.token, { item, limit });
    handed += 1;
    ask(item.task);
  };
  const hand = (): void => {
    if (closed) return;
    if (page === 'none') {
      if (waiting.length > 0) startPage();
      return;
    }
    while (handed < RECYCLE_AFTER) {
      const [item] = waiting;
      const [ask] = asks;
      if (!item || !ask || !fits(item, [...inHand.values()])) break;
      waiting.shift();
      asks.shift();
      give(item, ask);
    }
    if (page === 'starting') return;
    timer.abort();
    if (inHand.size > 0) return;
    if (handed >= RECYCLE_AFTER && waiting.length > 0) begin();
    // A page that hangs after its result would otherwise be waited for without end; nothing waiting is to blame.
    else timer = asks.length === 0 ? after(clock, START_LIMIT_MS, begin) : after(clock, IDLE_MS, endPage);
  };

  return {
    add: ({ file, ...order }, urgent) =>
      new Promise((done) => {
        if (closed) {
          done({ kind: 'closed' });
          return;
        }
        const pixels = order.header.width * order.header.height || MOST_PIXELS;
        const item = { task: { token: newToken(), ...order }, file, pixels, alone: false, done };
        if (urgent) waiting.unshift(item);
        else waiting.push(item);
        hand();
      }),
    next: () =>
      new Promise((resolve) => {
        if (closed || page === 'none') {
          resolve(null);
          return;
        }
        if (page === 'starting') timer.abort();
        page = 'open';
        asks.push(resolve);
        if (asks.length > DECODER_LANES) asks.shift()?.(null);
        hand();
      }),
    source: (token) => inHand.get(token)?.item.file ?? null,
    finish: (token, decoded) => {
      const entry = inHand.get(token);
      if (!entry) return;
      inHand.delete(token);
      entry.limit.abort();
      entry.item.done(decoded);
      hand();
    },
    crashed: () => {
      if (page === 'none') return;
      if (inHand.size > 0) fail(CRASHED);
      else begin();
    },
    close: () => {
      closed = true;
      endPage();
      for (const item of [...take(), ...waiting.splice(0)]) item.done({ kind: 'closed' });
    },
  };
}

/** Whether a picture may be decoded beside others. */
function fits(item: Item, others: readonly InHand[]): boolean {
  const pixels = others.reduce((sum, other) => sum + other.item.pixels, item.pixels);
  const isAlone = item.alone || others.some((other) => other.item.alone);
  return others.length === 0 || (pixels <= MOST_TOGETHER && !isAlone);
}

/** Acts after that time unless the returned controller aborts. */
function after(clock: Clock, milliseconds: number, act: () => void): AbortController {
  const own = new AbortController();
  clock.sleep(milliseconds, own.signal).then(
    () => {
      if (!own.signal.aborted) act();
    },
    () => undefined,
  );
  return own;
}

/** A new token, since the old page may still have something to say about the old one. */
function again(item: Item, token: string): Item {
  return { ...item, task: { ...item.task, token }, alone: true };
}
