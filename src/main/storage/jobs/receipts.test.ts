import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Receipts, SubmitOrder } from '../../core/ports';
import { jobId, madeJob } from './made-jobs';
import { createMemoryReceipts } from './memory-receipts';
import { createReceipts } from './receipts';
import { createInlineReplyWorker } from './reply-worker-line';

const one = jobId(1);
const two = jobId(2);
const order = (change: Partial<SubmitOrder> = {}): SubmitOrder => ({
  gateway: { kind: 'live', origin: 'https://gateway.example' },
  url: 'https://gateway.example/submit',
  headers: { 'X-Webhook-Mode': 'sync' },
  body: '{"prompt":"fox"}',
  ...change,
});
const sending = (n: number, tries = 1): Parameters<Receipts['sending']>[0] => madeJob(n, 'submitting', { tries });
const reply = { status: 202, headers: { 'retry-after': '7' }, body: '{"request_id":"r1"}' };
const SECRET = 'sekret"\\';
const mask = (text: string): string => text.replaceAll(SECRET, '[secret]');

let folder = '';
let now = 0;
let reported: string[] = [];
const onDisk = (): Receipts =>
  createReceipts({
    folder,
    mask,
    secretForms: () => [SECRET],
    worker: createInlineReplyWorker(),
    now: () => now,
    report: (reason) => reported.push(reason),
  });

beforeEach(() => {
  now = Date.UTC(2026, 10, 22);
  reported = [];
  folder = mkdtempSync(join(tmpdir(), 'easel-receipts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  { name: 'on disk', create: onDisk },
  { name: 'in memory', create: (): Receipts => createMemoryReceipts(mask, () => now) },
])('receipts $name', ({ create }) => {
  it('finds the reply of a job’s attempt and of no other', async () => {
    const receipts = create();
    await receipts.sending(sending(1), order());
    await receipts.reply(one, 1, reply);
    expect(await receipts.findReply(one, 1)).toEqual(reply);
    expect(await receipts.findReply(one, 2)).toBeNull();
    expect(await receipts.findReply(two, 1)).toBeNull();
  });

  it('an attempt that was sent again has no reply until the new one comes: the old says nothing of it', async () => {
    const receipts = create();
    await receipts.sending(sending(1), order());
    await receipts.reply(one, 1, { ...reply, status: 402 });
    await receipts.sending(sending(1), order());
    expect(await receipts.findReply(one, 1)).toBeNull();
    await receipts.reply(one, 1, reply);
    expect(await receipts.findReply(one, 1)).toEqual(reply);
  });

  it('later looks, an id from a person and the end hide no reply', async () => {
    const receipts = create();
    await receipts.sending(sending(1), order());
    await receipts.reply(one, 1, reply);
    receipts.status(one, { ...reply, status: 500 });
    receipts.identified(one, 'r9');
    receipts.ended(madeJob(1, 'unknown'));
    expect(await receipts.findReply(one, 1)).toEqual(reply);
  });

  it('masks secrets in headers and body, however the gateway echoes them', async () => {
    const receipts = create();
    await receipts.reply(one, 1, { status: 401, headers: { 'x-echo': SECRET }, body: `you sent ${SECRET}` });
    expect(await receipts.findReply(one, 1)).toEqual({
      status: 401,
      headers: { 'x-echo': '[secret]' },
      body: 'you sent [secret]',
    });
  });

  it('tells the story of one job and of no other, oldest first', async () => {
    const receipts = create();
    const at = now;
    const none = { at, url: null, status: null, headers: {}, body: '', cut: false };
    const { url, headers, body } = order();
    const ended = madeJob(1, 'failed');
    await receipts.sending(sending(1), order());
    await receipts.sending(sending(2), order());
    receipts.notSent(one, 1);
    await receipts.reply(one, 2, reply);
    receipts.status(one, { ...reply, status: 200, body: 'odd' });
    receipts.identified(one, 'r9');
    receipts.ended(ended);
    expect(await receipts.evidence({ id: one, createdAt: at })).toEqual([
      { ...none, what: 'sending', url, headers, body },
      { ...none, what: 'not-sent' },
      { ...none, what: 'reply', ...reply },
      { ...none, what: 'status', ...reply, status: 200, body: 'odd' },
      { ...none, what: 'identified', body: 'r9' },
      { ...none, what: 'ended', body: JSON.stringify(ended) },
    ]);
  });
});

describe('receipts on disk', () => {
  const journal = (month = '2026-11'): string => readFileSync(join(folder, `receipts-${month}.ndjson`), 'utf8');
  const lines = (): readonly string[] => journal().trim().split('\n');

  it('are found by the next start, one readable line each', async () => {
    await onDisk().sending(sending(1), order());
    await onDisk().reply(one, 1, reply);
    expect(await onDisk().findReply(one, 1)).toEqual(reply);
    expect(lines()).toHaveLength(2);
    expect(journal()).toContain('"at":"2026-11-22T00:00:00.000Z"');
  });

  it('hold the whole job with each submit, so that a lost database can be made again', async () => {
    const job = sending(1);
    await onDisk().sending(job, order());
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ record: job });
  });

  it('a secret in a prompt is masked there too, and short ones leave numbers alone', async () => {
    const { recipe } = madeJob(1, 'queued');
    const job = madeJob(1, 'submitting', { recipe: { ...recipe, prompt: SECRET } });
    await onDisk().sending(job, order());
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ record: { recipe: { prompt: '[secret]' } } });
  });

  it('go on after a line that a crash tore, without joining it', async () => {
    await onDisk().reply(one, 1, reply);
    appendFileSync(join(folder, 'receipts-2026-11.ndjson'), `{"what":"reply","job":"${two}","attem`);
    const receipts = onDisk();
    expect(await receipts.findReply(two, 1)).toBeNull();
    await receipts.reply(two, 1, reply);
    expect(await receipts.findReply(two, 1)).toEqual(reply);
    expect(await receipts.findReply(one, 1)).toEqual(reply);
  });

  it('of the older form stay readable', async () => {
    const head = { at: '2026-11-22T00:00:00.000Z', job: one, attempt: 1 };
    writeFileSync(join(folder, 'receipts-2026-11.ndjson'), '');
    onDisk();
    writeFileSync(join(folder, 'bodies', 'whole.txt'), 'the body');
    const old = [
      { ...head, what: 'sending', url: 'https://x/', body: '{}' },
      { ...head, what: 'reply', status: 202, headers: {}, bodyFile: 'whole.txt' },
    ];
    writeFileSync(join(folder, 'receipts-2026-11.ndjson'), old.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(await onDisk().findReply(one, 1)).toEqual({ status: 202, headers: {}, body: 'the body' });
    expect(await onDisk().evidence({ id: one, createdAt: now })).toMatchObject([
      { what: 'sending', url: 'https://x/' },
      { what: 'reply', cut: true },
    ]);
  });

  it('a body file whose name leads elsewhere is not opened', async () => {
    const line = { at: '', what: 'reply', job: one, attempt: 1, status: 202, headers: {}, bodyFile: '../x.txt' };
    writeFileSync(join(folder, 'x.txt'), 'outside');
    appendFileSync(join(folder, 'receipts-2026-11.ndjson'), `${JSON.stringify(line)}\n`);
    expect(await onDisk().findReply(one, 1)).toBeNull();
  });

  it('a clock set back by a month does not hide the last reply behind an older one', async () => {
    now = Date.UTC(2026, 11, 1);
    await onDisk().reply(one, 1, { ...reply, status: 402 });
    now = Date.UTC(2026, 10, 1);
    await onDisk().sending(sending(1), order());
    expect(await onDisk().findReply(one, 1)).toBeNull();
  });

  it('the story is told across months, also of a job that was made under a clock that was ahead', async () => {
    await onDisk().sending(sending(1), order());
    now = Date.UTC(2027, 0, 1);
    await onDisk().reply(one, 1, reply);
    expect(await onDisk().findReply(one, 1)).toEqual(reply);
    expect(await onDisk().evidence({ id: one, createdAt: Date.UTC(2026, 10, 1) })).toHaveLength(2);
    expect(await onDisk().evidence({ id: one, createdAt: Date.UTC(2030, 0, 1) })).toHaveLength(2);
  });

  it('find a line wherever it lies to the chunks in which they are read', async () => {
    const receipts = onDisk();
    const long = { ...reply, body: 'x'.repeat(60_000) };
    for (let n = 1; n <= 12; n += 1) await receipts.reply(jobId(n), 1, { ...long, status: 200 + n });
    for (let n = 1; n <= 12; n += 1) {
      expect((await receipts.findReply(jobId(n), 1))?.status).toBe(200 + n);
      expect(await receipts.evidence({ id: jobId(n), createdAt: now })).toMatchObject([{ status: 200 + n }]);
    }
  });

  it('keep long bodies whole in files of their own, of which the line says how they begin', async () => {
    const receipts = onDisk();
    const image = 'A'.repeat(300_000);
    const long = { ...reply, body: Buffer.from(`{"images":"${image}","said":"${SECRET}"}`) };
    await receipts.reply(one, 1, long);
    await receipts.reply(two, 1, { ...long, body: 'é '.repeat(50_000) });
    await receipts.reply(two, 1, { ...long, body: 'è '.repeat(50_000) });
    const found = await receipts.findReply(one, 1);
    expect(String(Buffer.from(found?.body ?? ''))).toBe(`{"images":"${image}","said":"[secret]"}`);
    expect((await receipts.findReply(two, 1))?.body).toBe('è '.repeat(50_000));
    const [entry] = await receipts.evidence({ id: one, createdAt: now });
    expect(entry).toMatchObject({ body: '{"images":"(300000 characters)","said":"[secret]"}', cut: true });
  });

  it('keep no copy of the sources’ bytes and nothing secret in any file', async () => {
    const source = `data:image/jpeg;base64,${'B'.repeat(100_000)}`;
    const large = `data:image/png;base64,${'B'.repeat(1_500_000)}`;
    const body = JSON.stringify({ image_urls: [source, 'https://x/y.jpg', large, 'data:,short'], prompt: 'fox' });
    await onDisk().sending(sending(1), order({ url: `https://x/?key=${SECRET}`, headers: { a: SECRET }, body }));
    await onDisk().reply(one, 1, { ...reply, body: `${SECRET} ${'C '.repeat(100_000)}` });
    const bodies = readdirSync(join(folder, 'bodies')).map((name) =>
      readFileSync(join(folder, 'bodies', name), 'utf8'),
    );
    expect(bodies).toHaveLength(1);
    expect(bodies.join() + journal()).not.toMatch(/BBBB|sekret/);
    const [entry] = await onDisk().evidence({ id: one, createdAt: now });
    expect(entry?.body).toMatch(
      /^\{"image_urls":\["data:image\/jpeg;base64,\(100000 characters, SHA-256 of the text \w{64}\)","https:\/\/x\/y.jpg","data:image\/png;base64,\(1500000 characters, SHA-256 of the first 1,048,576 \w{64}\)","data:,short"\],"prompt":"fox"\}$/,
    );
  });

  it('throw for what protects money and only report the rest when the disk is gone', async () => {
    const receipts = onDisk();
    rmSync(folder, { recursive: true });
    await expect(receipts.sending(sending(1), order())).rejects.toThrow('ENOENT');
    expect(() => {
      receipts.identified(one, 'r');
    }).toThrow('ENOENT');
    await expect(receipts.reply(one, 1, reply)).rejects.toThrow('ENOENT');
    receipts.notSent(one, 1);
    receipts.status(one, reply);
    receipts.ended(madeJob(1, 'cancelled'));
    expect(reported).toHaveLength(3);
  });
});
