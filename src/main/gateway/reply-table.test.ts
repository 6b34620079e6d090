import { describe, expect, test } from 'vitest';
import { errorText } from './errors';
import { readStatusReply, readSubmitReply, retryAfter } from './reply-table';
import type { SlimReply } from './reply-table';
import { serverTime } from './wire';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

function reply(status: number, body: unknown = '', headers: Record<string, string> = {}): SlimReply {
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

describe('what a reply to a submit means', () => {
  test.each([
    ['the documented acceptance', 202, { request_id: 'm_1', status: 'QUEUED', polling_url: 'https://x/y' }, 'm_1'],
    ['another 2xx with an id', 200, { request_id: 'm_2' }, 'm_2'],
    ['an id that is a number', 201, { request_id: 17 }, '17'],
    ['unknown fields and words', 202, { request_id: 'm_3', status: 'WARMING', extra: { a: [1] } }, 'm_3'],
    ['an end that is told at once: the next poll hears it', 200, { request_id: 'm_4', status: 'FAILED' }, 'm_4'],
  ])('%s is accepted', (_, status, body, requestId) => {
    expect(readSubmitReply(reply(status, body), NOW)).toEqual({ kind: 'accepted', requestId });
  });

  test.each([
    ['links', { request_id: 'a', output: { media_url: ['https://x/1.png', 'https://x/2.png'] } }, 'a', 2],
    ['one link as text', { output: { media_url: 'https://x/1.png' } }, null, 1],
    ['an image in the spool', { request_id: 'b', output: { media_url: ['easel-spool:reply-1.png'] } }, 'b', 1],
    ['links at another place', { data: [{ url: 'https://x/1.png' }] }, null, 1],
    ['an image among odd things', { output: { media_url: [null, 7, { url: 'https://x/1.png' }] } }, null, 1],
  ])('images in the reply (%s) are delivered, with or without an id', (_, body, requestId, count) => {
    const verdict = readSubmitReply(reply(200, body), NOW);
    expect(verdict).toMatchObject({ kind: 'delivered', requestId });
    expect(verdict.kind === 'delivered' ? verdict.media : []).toHaveLength(count);
  });

  test('images are named by link or by their file in the spool, and by nothing that leads elsewhere', () => {
    const media = (url: string): unknown => {
      const verdict = readSubmitReply(reply(200, { request_id: 'a', output: { media_url: url } }), NOW);
      return verdict.kind === 'delivered' ? verdict.media : verdict.kind;
    };
    expect(media('https://x/1.png')).toEqual([{ from: 'link', url: 'https://x/1.png' }]);
    expect(media('easel-spool:reply-1.png')).toEqual([{ from: 'spool', file: 'reply-1.png' }]);
    for (const odd of [
      'easel-spool:../jobs.db',
      'easel-spool:',
      'data:image/png;base64,AAAA',
      'A'.repeat(80),
      'file:///x',
    ])
      expect(media(odd)).toBe('accepted');
  });

  test.each([
    [
      'a number beyond what numbers hold',
      '{"request_id": 12345678901234567891, "status":"QUEUED"}',
      '12345678901234567891',
    ],
    ['spaces around it', '{"request_id":" m 1 "}', ' m 1 '],
    ['a byte order mark before it', '\ufeff{"request_id":"m_1"}', 'm_1'],
    ['letters of all kinds', '{"request_id":"m/ä?#%41\\u0000"}', 'm/ä?#%41\0'],
  ])('an id with %s is kept exactly: a changed one asks about nothing', (_, body, requestId) => {
    expect(readSubmitReply(reply(202, body), NOW)).toEqual({ kind: 'accepted', requestId });
  });

  test.each([
    ['empty', '', 'with nothing'],
    ['no JSON', '<html>ok</html>', 'a web page'],
    ['words', 'Accepted', 'no JSON'],
    ['cut off', '{"request_id":"m_', 'cut off'],
    ['a list', '["m_1"]', 'another form'],
    ['an empty id', '{"request_id":"  "}', 'request id'],
    ['an id of null', '{"request_id":null,"status":"QUEUED"}', 'request id'],
    ['an id that is an object', '{"request_id":{}}', 'request id'],
    ['an id that leads to another address', '{"request_id":".."}', 'request id'],
    ['half a letter as id', '{"request_id":"\\ud800"}', 'request id'],
    ['an id whose letters were lost on the way', '{"request_id":"m_\ufffd"}', 'request id'],
    ['an id that no address holds', `{"request_id":"${'x'.repeat(5000)}"}`, 'request id'],
  ])('a 2xx whose body is %s may have been charged: unknown, and the sentence says why', (_, body, words) => {
    const verdict = readSubmitReply(reply(202, body), NOW);
    expect(verdict).toMatchObject({ kind: 'unknown', problem: { code: 'unreadable-reply', httpStatus: 202 } });
    expect(verdict.kind === 'unknown' ? verdict.problem.message : '').toContain(words);
  });

  test.each([
    [301, 'refused', 'redirected'],
    [307, 'refused', 'redirected'],
    [400, 'refused', 'bad-request'],
    [401, 'blocked', 'key-refused'],
    [402, 'blocked', 'no-funds'],
    [403, 'blocked', 'key-refused'],
    [404, 'refused', 'not-found'],
    [405, 'refused', 'bad-request'],
    [408, 'unknown', 'server-error'],
    [409, 'refused', 'bad-request'],
    [410, 'refused', 'not-found'],
    [413, 'refused', 'bad-request'],
    [422, 'refused', 'bad-request'],
    [429, 'rate-limited', 'rate-limited'],
    [451, 'refused', 'bad-request'],
    [500, 'unknown', 'server-error'],
    [502, 'unknown', 'server-error'],
    [503, 'unknown', 'server-error'],
    [504, 'unknown', 'server-error'],
    [599, 'unknown', 'server-error'],
    [0, 'unknown', 'server-error'],
    [700, 'unknown', 'server-error'],
  ])('HTTP %i is %s', (status, kind, code) => {
    const verdict = readSubmitReply(reply(status, { message: 'Said so' }), NOW);
    expect(verdict).toMatchObject({ kind, problem: { code, httpStatus: status } });
  });

  test('who is to act on a block can be told: the key or the funds', () => {
    expect(readSubmitReply(reply(403), NOW)).toMatchObject({ by: 'key' });
    expect(readSubmitReply(reply(402), NOW)).toMatchObject({ by: 'funds' });
  });
});

describe('what a look at the status means', () => {
  test.each([
    ['QUEUED', 'queued'],
    ['processing', 'running'],
    ['Processing ', 'running'],
    ['SOMETHING_NEW', 'running'],
    ['completed', 'completed'],
    ['FAILED', 'failed'],
    ['Error', 'failed'],
  ])('%s is %s', (status, kind) => {
    expect(readStatusReply(reply(200, { request_id: 'x', status, output: null }), 'x', NOW).kind).toBe(kind);
  });

  test('ERROR is told from FAILED, since only ERROR is documented as not charged', () => {
    const error = 'Description of the error';
    expect(readStatusReply(reply(200, { status: 'ERROR', error, output: null }), 'x', NOW)).toMatchObject({
      problem: { code: 'system-error', message: 'The gateway failed: Description of the error.' },
    });
    expect(readStatusReply(reply(200, { status: 'FAILED', error, output: null }), 'x', NOW)).toMatchObject({
      problem: { code: 'model-failed', message: 'The model failed: Description of the error.' },
    });
    expect(readStatusReply(reply(200, { status: 'FAILED', error: null }), 'x', NOW)).toMatchObject({
      problem: { message: 'The model failed and gave no reason.' },
    });
  });

  test.each([
    'The prompt was rejected by content moderation.',
    'Blocked by our safety system',
    'Content policy violation',
  ])('FAILED with “%s” is said to be moderation, which may be charged and is no fault of the model', (error) => {
    expect(readStatusReply(reply(200, { status: 'FAILED', error, output: null }), 'x', NOW)).toMatchObject({
      kind: 'failed',
      problem: { code: 'moderated', message: expect.stringContaining('Moderation stopped this: ') },
    });
  });

  test('the end of another request does not end this one', () => {
    const ended = reply(200, { request_id: 'other', status: 'FAILED' });
    expect(readStatusReply(ended, 'mine', NOW)).toMatchObject({ kind: 'retry', problem: { code: 'unreadable-reply' } });
    expect(readStatusReply(ended, 'model_other', NOW).kind).toBe('failed');
  });

  test('completed without images stays completed, so that a paid job is not called failed', () => {
    for (const output of [null, {}, { media_url: [] }, { media_url: null }, 'text'])
      expect(readStatusReply(reply(200, { status: 'COMPLETED', output }), 'x', NOW)).toEqual({
        kind: 'completed',
        media: [],
      });
  });

  test.each([
    [200, '', 'retry', 'unreadable-reply'],
    [200, '{"status":"COMPL', 'retry', 'unreadable-reply'],
    [200, '{"request_id":"x"}', 'retry', 'unreadable-reply'],
    [302, '', 'retry', 'redirected'],
    [400, '', 'retry', 'bad-request'],
    [401, '', 'blocked', 'key-refused'],
    [402, '', 'retry', 'no-funds'],
    [403, '', 'blocked', 'key-refused'],
    [404, '', 'retry', 'not-found'],
    [408, '', 'retry', 'server-error'],
    [429, '', 'rate-limited', 'rate-limited'],
    [500, '', 'retry', 'server-error'],
  ])('HTTP %i %s leaves the job as it is: %s', (status, body, kind, code) => {
    expect(readStatusReply(reply(status, body), 'x', NOW)).toMatchObject({ kind, problem: { code } });
  });
});

describe('how long a 429 asks to wait', () => {
  test.each([
    ['seconds', { 'retry-after': '7' }, '', 7000],
    ['a fraction', { 'retry-after': '2.5' }, '', 2500],
    ['nothing at all: at least a second', { 'retry-after': '0' }, '', 1000],
    ['a day: at most an hour', { 'retry-after': '86400' }, '', 3_600_000],
    ['a date', { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, '', 30_000],
    [
      'a date by the clock of the gateway',
      { 'retry-after': 'Sun, 22 Nov 2026 15:00:30 GMT', date: 'Sun, 22 Nov 2026 15:00:20 GMT' },
      '',
      10_000,
    ],
    ['a date gone by', { 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, '', 1000],
    ['words', {}, '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 12 seconds."}', 12_000],
    ['words in minutes', {}, 'Try again in 2 minutes', 120_000],
    ['nonsense', { 'retry-after': 'soon' }, 'later', null],
    ['no word of it', {}, '', null],
  ])('%s', (_, headers, body, expected) => {
    expect(retryAfter({ headers, body }, NOW)).toBe(expected);
  });
});

describe('one line for people from every error body', () => {
  test.each([
    [
      'documented',
      '{"error":"Insufficient Balance","message":"Your wallet does not have enough balance."}',
      'Your wallet does not have enough balance.',
    ],
    [
      'documented 400',
      `{"error":"Model not found","message":"Model 'x' not found or is disabled"}`,
      "Model 'x' not found or is disabled.",
    ],
    ['code and error', '{"code":"invalid_argument","error":"num_images too large"}', 'num_images too large.'],
    [
      'a list of details',
      '{"detail":[{"loc":["body","num_images"],"msg":"must be ≤ 4","type":"value_error"},{"loc":["body","prompt"],"msg":"field required","type":"missing"}]}',
      'num_images: must be ≤ 4; prompt: field required.',
    ],
    ['a kind beside one word', '{"error":"Bad Request","message":"prompt"}', 'Bad Request: prompt.'],
    ['detail as text', '{"detail":"Not authenticated"}', 'Not authenticated.'],
    [
      'the API-management front',
      '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 5 seconds."}',
      'Rate limit is exceeded. Try again in 5 seconds.',
    ],
    ['nested', '{"error":{"code":"x","message":"Deep inside"}}', 'Deep inside.'],
    [
      'HTML',
      '<!doctype html><html><head><title>T</title><style>b{}</style></head><body><h1>502 Bad&nbsp;Gateway</h1><script>alert(1)</script></body></html>',
      '502 Bad Gateway.',
    ],
    [
      'HTML with a title only',
      '<html><head><title>Just a moment...</title></head><body></body></html>',
      'Just a moment...',
    ],
    [
      'cut JSON',
      '{"error":"Bad Request","message":"The prompt is \\"too long',
      'Bad Request: The prompt is "too long.',
    ],
    ['plain text', '  upstream connect error\n\n or disconnect ', 'upstream connect error or disconnect.'],
    ['control characters', 'bad\u0000\u202e\u001b[31mthing', 'bad [31mthing.'],
    ['empty', '   ', null],
    ['JSON that says nothing', '{"code":3}', null],
  ])('%s', (_, body, expected) => {
    expect(errorText(body)).toBe(expected);
  });

  test('megabytes of a proxy’s page end as one short line', () => {
    const text = errorText(`<html><body>${'<p>very long &lt;words&gt;</p>'.repeat(100_000)}</body></html>`);
    expect(text?.length).toBeLessThanOrEqual(300);
    expect(text).toContain('very long <words>');
  });
});

test('both shapes of time stamps are read as UTC, whatever the zone of this machine', () => {
  expect(serverTime('2026-05-22T13:17:32.110Z')).toBe(Date.UTC(2026, 4, 22, 13, 17, 32, 110));
  expect(serverTime('2026-05-22 13:19:23')).toBe(Date.UTC(2026, 4, 22, 13, 19, 23));
  expect(serverTime('yesterday')).toBeNull();
});
