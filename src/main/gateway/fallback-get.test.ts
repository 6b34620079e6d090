import { beforeEach, describe, expect, test } from 'vitest';
import { createManualClock } from '../core/manual-clock';
import type { ManualClock } from '../core/manual-clock';
import { createFallbackGet } from './fallback-get';
import type { GetTransport } from './transport';

const MEDIA = 'https://media.example/x';
const POLL = 'https://gateway.example/x';

let clock: ManualClock;
let asked: string[];
let works: { first: boolean; second: boolean };
let distrust: boolean;
let get: (url?: string, signal?: AbortSignal) => Promise<string>;

beforeEach(() => {
  clock = createManualClock();
  asked = [];
  works = { first: true, second: true };
  distrust = false;
  const way =
    (name: 'first' | 'second'): GetTransport =>
    (_, { signal }) => {
      asked.push(name);
      if (signal.aborted) return Promise.reject(new Error('aborted'));
      return works[name] ? Promise.resolve(new Response(name, { status: 503 })) : Promise.reject(new Error(name));
    };
  const both = createFallbackGet(way('first'), way('second'), { clock, distrustsFirst: () => distrust });
  get = async (url = POLL, signal = new AbortController().signal) =>
    await (await both(url, { headers: {}, signal })).text();
});

describe('two ways for polls and downloads', () => {
  test('a reply is a reply, also one that says no: the second way is not asked', async () => {
    expect(await get()).toBe('first');
    expect(asked).toEqual(['first']);
  });

  test('where the first brings none the second is tried at once', async () => {
    works.first = false;
    expect(await get()).toBe('second');
  });

  test('without any network both are tried each time, and nothing is concluded from it', async () => {
    works = { first: false, second: false };
    for (let i = 0; i < 5; i += 1) await expect(get()).rejects.toThrow('second');
    works = { first: true, second: true };
    expect(await get()).toBe('first');
  });

  test('after three in a row the second goes first for five minutes, for that host only', async () => {
    works.first = false;
    for (let i = 0; i < 3; i += 1) await get();
    asked = [];
    await get();
    expect(asked).toEqual(['second']);
    await get(MEDIA);
    expect(asked).toEqual(['second', 'first', 'second']);
    await clock.advance(5 * 60_000);
    works.first = true;
    expect(await get()).toBe('first');
  });

  test('a success between failures counts them anew', async () => {
    for (const first of [false, false, true, false, false]) {
      works.first = first;
      await get();
    }
    asked = [];
    await get();
    expect(asked[0]).toBe('first');
  });

  test('when the preferred second fails the first is tried at once and is preferred again', async () => {
    works.first = false;
    for (let i = 0; i < 3; i += 1) await get();
    works = { first: true, second: false };
    expect(await get()).toBe('first');
    asked = [];
    await get();
    expect(asked).toEqual(['first']);
  });

  test('giving up is no failure of a way and starts no second try', async () => {
    for (let i = 0; i < 5; i += 1) await expect(get(POLL, AbortSignal.abort())).rejects.toThrow();
    expect(asked).toEqual(Array.from({ length: 5 }, () => 'first'));
  });

  test('a first way that only hangs is left alone after three times', async () => {
    const seen: string[] = [];
    const hang: GetTransport = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        seen.push('first');
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    const both = createFallbackGet(hang, () => Promise.resolve(new Response('second')), { clock });
    for (let i = 0; i < 3; i += 1) {
      const stop = new AbortController();
      const waiting = both(POLL, { headers: {}, signal: stop.signal });
      waiting.catch(() => undefined);
      await clock.advance(30_000);
      stop.abort();
      await expect(waiting).rejects.toThrow('aborted');
    }
    const reply = await both(POLL, { headers: {}, signal: new AbortController().signal });
    expect([await reply.text(), seen.length]).toEqual(['second', 3]);
  });

  test('with a company’s certificate one failure is enough', async () => {
    distrust = true;
    works.first = false;
    await get();
    asked = [];
    await get();
    expect(asked).toEqual(['second']);
  });
});
