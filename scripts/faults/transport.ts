import type { JobStatus } from '../../src/shared/job';
import type { Fault, RequestKind } from '../../src/main/gateway/demo/http-server';
import { startCountingGateway } from './gateway';
import { recover } from './kill';
import { readDisk } from './evidence';
import { createRandom, sample } from './plan';
import { type Cut, startRelay } from './relay';
import { CLOCK_SPEED, gatewaySpeed, inFolder, inParallel, LANES, planFor } from './sweep';
import type { Point, Sweep } from './sweep';
import { finalFaults } from './verdict';

const SHORT_POINTS = 4;

/** One way for a request to go wrong, and how its job has to end. */
interface Trouble {
  readonly name: string;
  readonly on: RequestKind;
  /** On the line, or by the gateway itself. */
  readonly fault: { readonly cut: Cut } | { readonly gateway: Fault };
  readonly ends: JobStatus;
  /** Submits that may arrive: two where the first was certainly not taken. */
  readonly submits: number;
}

/** Breaks submits, looks and downloads on cold and warm connections, and starts the engine again afterwards. */
export const transportSweep: Sweep = {
  id: 'transport',
  title: 'broken connections and odd replies, cold and warm, end to end',
  async run({ seed, short }) {
    const both = [false, true].flatMap((warm) => troubles().map((trouble) => ({ trouble, warm })));
    const chosen = sample(both, short ? SHORT_POINTS : both.length, createRandom(seed));
    const points = await inParallel(chosen, LANES, ({ trouble, warm }, place) =>
      troublePoint(`trouble ${String(place)}`, trouble, warm),
    );
    const onSubmit = chosen.filter(({ trouble }) => trouble.on === 'submit').length;
    return { state: 'run', points, figures: { 'of them on submits': onSubmit } };
  },
};

async function troublePoint(name: string, trouble: Trouble, warm: boolean): Promise<Point> {
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK_SPEED));
  const relay = await startRelay(gateway.origin);
  try {
    return await inFolder(async (folder) => {
      const { key } = gateway;
      const jobs = warm ? 2 : 1;
      const plan = planFor({ origin: relay.origin, key }, folder, name, { jobs, oneByOne: true });
      if ('cut' in trouble.fault) relay.cutNth(jobs, trouble.fault.cut);
      else failNth(gateway.fail, trouble.on, warm ? FIRST_JOB[trouble.on] : 0, trouble.fault.gateway);
      const faults = [...(await recover(plan)), ...endFaults(folder, trouble, jobs)];
      // After a restart nothing may be different, and nothing sent.
      const before = gateway.requests.filter(({ kind }) => kind === 'submit').length;
      faults.push(...(await recover(plan)), ...endFaults(folder, trouble, jobs));
      const after = gateway.requests.filter(({ kind }) => kind === 'submit').length;
      if (after !== before) faults.push('the restart sent a submit');
      const mayEnd = trouble.ends === 'done' ? [] : [trouble.ends];
      // A reply that is recorded and can't be read leaves the outcome unknown too.
      const tolerance = { mostSubmits: trouble.submits, unknown: 'always', mayEnd } as const;
      faults.push(...(await finalFaults(plan, gateway, tolerance)));
      return { name: `${trouble.name} on ${trouble.on}, ${warm ? 'warm' : 'cold'}`, reached: true, faults };
    });
  } finally {
    await relay.close();
    await gateway.close();
  }
}

/** Requests of each kind that a first job makes; looks vary, so that one may hit the first job still, which does no harm. */
const FIRST_JOB: Readonly<Record<RequestKind, number>> = { submit: 1, status: 2, media: 2, other: 0 };

function failNth(
  fail: (kind: RequestKind, fault: Fault) => void,
  kind: RequestKind,
  before: number,
  fault: Fault,
): void {
  for (let left = before; left > 0; left--) fail(kind, { kind: 'hold', until: Promise.resolve() });
  fail(kind, fault);
}

/** The last job is the one that met the trouble, the one before must be whole. */
function endFaults(folder: string, { ends }: Trouble, jobs: number): readonly string[] {
  const states = readDisk(folder).jobs.map(({ status }) => status);
  const expected = jobs === 2 ? ['done', ends] : [ends];
  return states.join() === expected.join() ? [] : [`ended as ${states.join(', ')} instead of ${expected.join(', ')}`];
}

function troubles(): readonly Trouble[] {
  return [...cutSubmits(), ...oddReplies(), ...brokenGets()];
}

function cutSubmits(): readonly Trouble[] {
  const submit = { on: 'submit', ends: 'unknown', submits: 1 } as const;
  const cut = (name: string, how: Cut, ends: JobStatus = 'unknown'): Trouble => {
    return { ...submit, ends, name, fault: { cut: how } };
  };
  return [
    ...[false, true].flatMap((hard) => [
      ...[1, 40, 300, 420].map((bytes) =>
        cut(`${hard ? 'reset' : 'closed'} at byte ${String(bytes)} of the request`, { at: 'request', bytes, hard }),
      ),
      ...[0, 1, 12, 40, 120, 200, 260].map((bytes) =>
        cut(`${hard ? 'reset' : 'closed'} at byte ${String(bytes)} of the reply`, { at: 'reply', bytes, hard }),
      ),
      cut(`noise instead of a reply, ${hard ? 'reset' : 'closed'}`, {
        at: 'instead',
        text: '\0\x16\x03 what?\r\n',
        hard,
      }),
    ]),
    cut('half a header', { at: 'instead', text: 'HTTP/1.1 202 Accepted\r\nContent-Le', hard: false }),
    cut('two lengths', {
      at: 'instead',
      text: 'HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n{}',
      hard: false,
    }),
    cut('silence', { at: 'silence' }),
    cut('drop by drop', { at: 'drops' }, 'done'),
  ];
}

function oddReplies(): readonly Trouble[] {
  const reply = (status: number, ends: JobStatus, submits: number, body = '{"error":"x","message":"y"}'): Trouble => ({
    name: `${String(status)} ${body.slice(0, 20)}`,
    on: 'submit',
    fault: { gateway: { kind: 'reply', status, headers: HEADERS[status] ?? {}, body } },
    ends,
    submits,
  });
  return [
    ...[301, 302, 307, 308, 400, 404, 405, 409, 410, 413, 415, 422].map((status) => reply(status, 'refused', 1)),
    ...[401, 402, 403, 429].map((status) => reply(status, 'done', 2)),
    ...[408, 500, 502, 503, 504, 520].map((status) => reply(status, 'unknown', 1)),
    ...['', '{}', '<html>', '{"request_id":""}', '{"request_id":7', '[]', '\ufeff', 'null'].map((body) =>
      reply(200, 'unknown', 1, body),
    ),
    {
      name: 'cut after the work',
      on: 'submit',
      fault: { gateway: { kind: 'cut-after' } },
      ends: 'unknown',
      submits: 1,
    },
    {
      name: 'cut before the work',
      on: 'submit',
      fault: { gateway: { kind: 'cut-before' } },
      ends: 'unknown',
      submits: 1,
    },
    { name: 'cut in the reply', on: 'submit', fault: { gateway: { kind: 'cut-within' } }, ends: 'unknown', submits: 1 },
  ];
}

const HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  301: { Location: '/elsewhere' },
  302: { Location: '/elsewhere' },
  307: { Location: '/grok-imagine-pro-text-to-image-quality' },
  308: { Location: 'http://127.0.0.1:9/' },
  429: { 'Retry-After': '2' },
};

function brokenGets(): readonly Trouble[] {
  const kinds = ['status', 'media'] as const;
  const replies = [301, 404, 408, 410, 429, 500, 503];
  const faults: readonly { readonly name: string; readonly fault: Fault }[] = [
    ...(['cut-before', 'cut-after', 'cut-within'] as const).map((kind) => ({ name: kind, fault: { kind } })),
    ...replies.map((status) => ({
      name: String(status),
      fault: { kind: 'reply', status, headers: HEADERS[status] ?? {}, body: 'no' } as const,
    })),
    { name: 'empty', fault: { kind: 'reply', status: 200, body: '' } },
    { name: 'a page', fault: { kind: 'reply', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' } },
  ];
  return kinds.flatMap((on) =>
    faults.map(({ name, fault }): Trouble => ({ name, on, fault: { gateway: fault }, ends: 'done', submits: 1 })),
  );
}
