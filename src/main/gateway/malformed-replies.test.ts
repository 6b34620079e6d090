import { describe, expect, test } from 'vitest';
import { MODELS } from '../../shared/models';
import { createManualClock } from '../core/manual-clock';
import type { StatusLook, SubmitVerdict } from '../core/ports';
import { createGateway } from './client';
import { createRandom } from './demo/paint/random';
import { createReplyBody } from './reply-body';
import { createTestBodies } from './test-bodies';

const SEED = 20_261_122;
const GATEWAY = { kind: 'live', origin: 'https://gateway.example' } as const;
const ID = 'model_0193f6d1-7aaa-8bbb-8ccc-0123456789ab';
const PIXEL = `data:image/png;base64,${'iVBORw0KGgoA'.repeat(20)}`;

/** Good replies, as the gateway sends them, from which bad ones are made. */
const GOOD: readonly Readonly<Record<string, unknown>>[] = [
  { request_id: ID, status: 'QUEUED', polling_url: `https://gateway.example/v2/requests/status/${ID}` },
  { request_id: ID, status: 'PROCESSING', model_id: 'm', error: null, output: null, created_at: '2026-05-22 13:19:23' },
  {
    request_id: ID,
    status: 'COMPLETED',
    error: null,
    output: { media_url: ['https://x.example/1.png', 'https://x.example/2.png'], media_type: 'image/png' },
  },
  { request_id: ID, status: 'COMPLETED', output: { media_url: [PIXEL, PIXEL], media_type: 'image/png' } },
  { request_id: ID, status: 'FAILED', error: 'The prompt was rejected.', output: null },
  { request_id: ID, status: 'ERROR', error: 'A system error occurred.', output: null },
];
const ODD_VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, '', ' ', 'null', '\u0000', '\ud800', '\u202e', [], {}, [[]], [null], { a: { b: {} } }],
  ...['x'.repeat(1_000_000), 'COMPLETE', 'DONE', 'failed?', 'completed\u0000', '../../etc', '..', '%', 'é'.repeat(300)],
  ...[
    'easel-spool:../jobs.db',
    'easel-spool:a',
    'file:///etc/passwd',
    'javascript:1',
    'https://',
    'data:,',
    { url: 7 },
  ],
];

type Random = () => number;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;

/** Ways to spoil a reply. Each gives the bytes that arrive. */
const SPOILERS: Readonly<Record<string, (good: Readonly<Record<string, unknown>>, random: Random) => string | Buffer>> =
  {
    'cut off': (good, random) => {
      const text = JSON.stringify(good);
      return text.slice(0, below(random, text.length));
    },
    'one value odd': (good, random) =>
      JSON.stringify({ ...good, [pick(random, Object.keys(good))]: pick(random, ODD_VALUES) }),
    'odd output': (good, random) =>
      JSON.stringify({
        ...good,
        output: { media_url: pick(random, ODD_VALUES), media_type: pick(random, ODD_VALUES) },
      }),
    'odd images': (good, random) =>
      JSON.stringify({ ...good, output: { media_url: [1, 2, 3].map(() => pick(random, ODD_VALUES)) } }),
    'a field missing': (good, random) => {
      const gone = pick(random, Object.keys(good));
      return JSON.stringify(Object.fromEntries(Object.entries(good).filter(([name]) => name !== gone)));
    },
    'a field twice': (good, random) => {
      const name = pick(random, Object.keys(good));
      const again = `${JSON.stringify(name)}:${JSON.stringify(pick(random, ODD_VALUES))}`;
      return random() < 0.5
        ? `{${again},${JSON.stringify(good).slice(1)}`
        : `${JSON.stringify(good).slice(0, -1)},${again}}`;
    },
    'bytes overwritten': (good, random) => {
      const bytes = Buffer.from(JSON.stringify(good));
      for (let i = 0; i < 3; i += 1) bytes[below(random, bytes.length)] = below(random, 256);
      return bytes;
    },
    'an odd beginning': (good, random) =>
      Buffer.concat([
        Buffer.from(pick(random, [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0], [0xc3, 0x28], [0x29, 0x5d, 0x7d, 0x27]])),
        Buffer.from(JSON.stringify(good)),
      ]),
    'an odd end': (good, random) =>
      JSON.stringify(good) + pick(random, ['\u0000', '}', ',', '<!-- x -->', '{}', 'null']),
    'in another encoding': (good, random) =>
      Buffer.from(JSON.stringify(good), pick(random, ['utf16le', 'base64', 'hex'] as const)),
    wrapped: (good, random) =>
      pick(random, [
        JSON.stringify([good]),
        JSON.stringify({ data: good }),
        JSON.stringify(JSON.stringify(good)),
        `callback(${JSON.stringify(good)})`,
      ]),
    'nested deeply': (good, random) => {
      const depth = pick(random, [10, 1000, 50_000]);
      const value = '['.repeat(depth) + ']'.repeat(depth);
      return `{"output":${value},"error":${value},"message":${value},${JSON.stringify(good).slice(1)}`;
    },
    'something else': (_, random) =>
      pick(random, [
        ...[
          '',
          ' ',
          'null',
          '0',
          '"QUEUED"',
          '[]',
          '{}',
          'OK',
          'Accepted',
          '\u0000\u0000',
          '{{{',
          'NaN',
          'undefined',
          '{"a":',
        ],
        ...[
          '<html><title>Sign in</title></html>',
          `<${'script'.repeat(9)}>`,
          '<script>'.repeat(20_000),
          '<title'.repeat(20_000),
          '[['.repeat(100_000),
        ],
        ...[
          '{"a":1}\n{"b":2}',
          `{"request_id":"${'x'.repeat(1_000_000)}"}`,
          '{"__proto__":{"request_id":"a","status":"FAILED"}}',
        ],
      ]),
  };

interface Case {
  readonly name: string;
  readonly body: string | Uint8Array;
}

/** The same list for the same seed: each way to spoil, for each good reply, a few times. */
function cases(seed: number, rounds: number): readonly Case[] {
  const random = createRandom(seed);
  const list: Case[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, spoil] of Object.entries(SPOILERS)) {
      for (const good of GOOD) {
        // As a transport hands it over: text, or bytes when it is large.
        const body = createReplyBody(96 * 1024 * 1024);
        body.add(Buffer.from(spoil(good, random)));
        list.push({ name: `${name} ${String(list.length)}`, body: body.done() });
      }
    }
  }
  return list;
}

function clientFor(body: string | Uint8Array, status = 200): ReturnType<typeof createGateway> {
  const get = (): Promise<Response> => Promise.resolve(new Response(Buffer.from(body), { status }));
  const submit = (): Promise<never> => Promise.reject(new Error('no submit here'));
  return createGateway({
    models: MODELS,
    clock: createManualClock(),
    transports: { live: { submit, get }, demo: { submit, get } },
    keyFor: () => Promise.resolve('key'),
    mask: (text) => text,
    bodies: createTestBodies(),
  });
}

/** What the last word on the status in the body is, by the plainest reading there is; null when it is no JSON object. */
function plainReading(body: string | Uint8Array): { readonly status: unknown; readonly id: unknown } | null {
  try {
    const text = Buffer.from(body)
      .toString('utf8')
      .replace(/^\ufeff/, '');
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
    const field = (name: string): unknown => Object.entries(json).find(([key]) => key === name)?.[1];
    return { status: field('status'), id: field('request_id') };
  } catch {
    return null;
  }
}

/** A sentence for people: one line, not too long, that ends. */
function expectSentence(verdict: SubmitVerdict | StatusLook['verdict']): void {
  if (!('problem' in verdict)) return;
  expect(verdict.problem.message).toMatch(/^[^\p{Cc}]{10,420}[.!?…]$/u);
}

const list = cases(SEED, 4);

test('there are at least three hundred spoiled replies, and another seed makes others', () => {
  expect(list.length).toBeGreaterThanOrEqual(300);
  expect(cases(SEED + 1, 1).map(({ body }) => body)).not.toEqual(cases(SEED, 1).map(({ body }) => body));
});

describe.each([...new Set(list.map(({ name }) => name.replace(/ \d+$/, '')))])(
  'a reply that is spoiled: %s',
  (kind) => {
    const some = list.filter(({ name }) => name.replace(/ \d+$/, '') === kind);

    test('to a submit: never refused, an id only as it was written, and a sentence that names the cause', async () => {
      for (const { name, body } of some) {
        const verdict = await clientFor(body).readReply({ status: 202, headers: {}, body });
        const reading = plainReading(body);
        expect(['accepted', 'delivered', 'unknown'], name).toContain(verdict.kind);
        expectSentence(verdict);
        if (verdict.kind === 'accepted' || (verdict.kind === 'delivered' && verdict.requestId !== null))
          expect(String(reading?.id), name).toBe(verdict.requestId);
        if (verdict.kind === 'accepted') expect(() => encodeURIComponent(verdict.requestId), name).not.toThrow();
        // A good id that could be read is never thrown away.
        if (reading?.id === ID) expect(verdict, name).toMatchObject({ requestId: ID });
        if (verdict.kind === 'delivered') expectMedia(verdict.media);
      }
    });

    test('to a look at the status: no end but by the documented words, and the reply is kept', async () => {
      for (const { name, body } of some) {
        const { verdict, reply } = await clientFor(body).status(GATEWAY, ID, new AbortController().signal);
        const status = plainReading(body)?.status;
        const word = typeof status === 'string' ? status.trim().toUpperCase() : '';
        if (verdict.kind === 'failed') expect(['FAILED', 'ERROR'], name).toContain(word);
        if (verdict.kind === 'completed') expect(word, name).toBe('COMPLETED');
        expect(['queued', 'running', 'completed', 'failed', 'retry'], name).toContain(verdict.kind);
        if (word === '') expect(verdict, name).toMatchObject({ kind: 'retry', problem: { code: 'unreadable-reply' } });
        expectSentence(verdict);
        expect(reply?.status, name).toBe(200);
        expect(typeof reply?.body, name).toBe('string');
        if (verdict.kind === 'completed') expectMedia(verdict.media);
      }
    });

    test('beside a status of trouble: its words may be odd, its class is not', async () => {
      const classes = [
        [400, 'refused'],
        [402, 'blocked'],
        [429, 'rate-limited'],
        [500, 'unknown'],
      ] as const;
      for (const { name, body } of some) {
        for (const [status, expected] of classes) {
          const verdict = await clientFor(body).readReply({ status, headers: {}, body });
          expect(verdict.kind, `${name} ${String(status)}`).toBe(expected);
          expectSentence(verdict);
        }
        const { verdict } = await clientFor(body, 500).status(GATEWAY, ID, new AbortController().signal);
        expect(verdict.kind, name).toBe('retry');
      }
    });
  },
);

function expectMedia(media: readonly object[]): void {
  for (const origin of media)
    expect(JSON.stringify(origin)).toMatch(/^\{"from":"(link","url":"https?:.*|spool","file":"image-\d+)"\}$/i);
}
