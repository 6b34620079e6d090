import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exportReceipts } from './receipts-export';

let root = '';
let receipts = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-export-'));
  receipts = join(root, 'receipts');
  mkdirSync(join(receipts, 'bodies'), { recursive: true });
  ['receipts-2026-10.ndjson', 'receipts-2026-11.ndjson', 'bodies/job_1-0-reply.txt'].forEach((name) => {
    writeFileSync(join(receipts, name), `text of ${name}`);
  });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});
const noon = new Date(2026, 10, 22, 12).getTime();

it('copies each month and each body into a folder of the day', async () => {
  const target = await exportReceipts(receipts, root, noon);
  expect(target).toBe(join(root, 'Easel receipts 2026-11-22'));
  expect(readdirSync(target, { recursive: true }).sort()).toEqual(readdirSync(receipts, { recursive: true }).sort());
  expect(readFileSync(join(target, 'bodies', 'job_1-0-reply.txt'), 'utf8')).toBe('text of bodies/job_1-0-reply.txt');
});

it('an export of the same day leaves the one before alone', async () => {
  const first = await exportReceipts(receipts, root, noon);
  writeFileSync(join(receipts, 'receipts-2026-11.ndjson'), 'more');
  const second = await exportReceipts(receipts, root, noon);
  expect(second).toBe(`${first} (2)`);
  expect(readFileSync(join(first, 'receipts-2026-11.ndjson'), 'utf8')).toBe('text of receipts-2026-11.ndjson');
});

it('rejects when the place can’t be written', async () => {
  await expect(exportReceipts(receipts, join(root, 'nowhere'), noon)).rejects.toThrow('ENOENT');
});
