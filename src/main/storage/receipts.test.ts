import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobId } from '../../shared/ids';
import type { Receipts } from '../core/ports';
import { createMemoryReceipts, createReceipts } from './receipts';

const one = JobId.parse(`job_${'1'.repeat(20)}`);
const two = JobId.parse(`job_${'2'.repeat(20)}`);
const request = { url: 'https://gateway.example/submit', body: '{"prompt":"fox"}' };
const reply = { status: 202, headers: { 'retry-after': '7' }, body: '{"request_id":"r1"}' };
const mask = (text: string): string => text.replaceAll('sekret"\\', '[secret]');

let folder = '';
let now = Date.UTC(2026, 10, 22);
const onDisk = (): Receipts => createReceipts({ folder, mask, now: () => now });

beforeEach(() => {
  now = Date.UTC(2026, 10, 22);
  folder = mkdtempSync(join(tmpdir(), 'easel-receipts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe.each([
  { name: 'on disk', create: onDisk },
  { name: 'in memory', create: (): Receipts => createMemoryReceipts(mask) },
])('receipts $name', ({ create }) => {
  it('finds the reply of a job’s attempt and of no other', () => {
    const receipts = create();
    receipts.sending(one, 1, request);
    receipts.reply(one, 1, reply);
    expect(receipts.findReply(one, 1)).toEqual(reply);
    expect(receipts.findReply(one, 2)).toBeNull();
    expect(receipts.findReply(two, 1)).toBeNull();
  });

  it('an attempt that was sent again has no reply until the new one comes: the old says nothing of it', () => {
    const receipts = create();
    receipts.sending(one, 1, request);
    receipts.reply(one, 1, { ...reply, status: 402 });
    receipts.sending(one, 1, request);
    expect(receipts.findReply(one, 1)).toBeNull();
    receipts.reply(one, 1, reply);
    expect(receipts.findReply(one, 1)).toEqual(reply);
  });

  it('keeps a long body whole and unlike bodies apart', () => {
    const receipts = create();
    const long = { ...reply, body: `{"images":"${'A'.repeat(300_000)}"}` };
    receipts.reply(one, 1, long);
    receipts.reply(two, 1, { ...long, body: `${long.body} ` });
    expect(receipts.findReply(one, 1)).toEqual(long);
  });

  it('masks secrets in headers and body, however the gateway echoes them', () => {
    const receipts = create();
    receipts.reply(one, 1, { status: 401, headers: { 'x-echo': 'sekret"\\' }, body: 'you sent sekret"\\' });
    expect(receipts.findReply(one, 1)).toEqual({
      status: 401,
      headers: { 'x-echo': '[secret]' },
      body: 'you sent [secret]',
    });
  });
});

describe('receipts on disk', () => {
  const journal = (): string => readFileSync(join(folder, 'receipts-2026-11.ndjson'), 'utf8');

  it('are found by the next start, one readable line each', () => {
    onDisk().sending(one, 1, request);
    onDisk().reply(one, 1, reply);
    expect(onDisk().findReply(one, 1)).toEqual(reply);
    expect(journal().trim().split('\n')).toHaveLength(2);
    expect(journal()).toContain('"at":"2026-11-22T00:00:00.000Z"');
  });

  it('go on after a line that a crash tore, without joining it', () => {
    onDisk().reply(one, 1, reply);
    appendFileSync(join(folder, 'receipts-2026-11.ndjson'), `{"what":"reply","job":"${two}","attem`);
    const receipts = onDisk();
    expect(receipts.findReply(two, 1)).toBeNull();
    receipts.reply(two, 1, reply);
    expect(receipts.findReply(two, 1)).toEqual(reply);
    expect(receipts.findReply(one, 1)).toEqual(reply);
  });

  it('a clock set back by a month does not hide the last reply behind an older one', () => {
    now = Date.UTC(2026, 11, 1);
    onDisk().reply(one, 1, { ...reply, status: 402 });
    now = Date.UTC(2026, 10, 1);
    onDisk().sending(one, 1, request);
    expect(onDisk().findReply(one, 1)).toBeNull();
  });

  it('find replies of earlier months', () => {
    onDisk().reply(one, 1, reply);
    now = Date.UTC(2027, 0, 1);
    onDisk().sending(two, 1, request);
    expect(onDisk().findReply(one, 1)).toEqual(reply);
  });

  it('keep no copy of the sources’ bytes and nothing secret in any file', () => {
    const source = `data:image/jpeg;base64,${'B'.repeat(100_000)}`;
    onDisk().sending(one, 1, { url: 'https://x/?key=sekret"\\', body: JSON.stringify({ image_urls: [source] }) });
    onDisk().reply(one, 1, { ...reply, body: `sekret"\\ ${'C'.repeat(100_000)}` });
    const bodies = readdirSync(join(folder, 'bodies')).map((name) =>
      readFileSync(join(folder, 'bodies', name), 'utf8'),
    );
    expect(journal()).toContain('(100000 characters, SHA-256');
    expect(bodies.join() + journal()).not.toMatch(/BBBB|sekret/);
  });
});
