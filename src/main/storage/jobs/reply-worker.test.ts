import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { madeJpeg } from '../images/made-images';
import { createReplyBodies } from './reply-bodies';
import type { ReplyWorker } from './reply-worker-line';
import { createInlineReplyWorker, createReplyWorker } from './reply-worker-line';

const OUT = resolve('node_modules/.cache/easel/reply-test');
const WORKER = pathToFileURL(resolve(OUT, 'reply-worker.js'));
const SECRET = 'sekret-key';

let folder = '';
let worker: ReplyWorker;
beforeAll(async () => {
  const rolldownOptions = { input: { 'reply-worker': resolve('src/main/storage/jobs/reply-worker.ts') } };
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: true, outDir: OUT, emptyOutDir: true, rolldownOptions },
  });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-reply-'));
  worker = createReplyWorker(WORKER);
});
afterEach(async () => {
  await worker.close();
  rmSync(folder, { recursive: true });
});

const image = madeJpeg(64, 48, undefined, 'pixels'.repeat(100_000));
const body = (id: string): Buffer =>
  Buffer.from(
    JSON.stringify({ request_id: id, echo: SECRET, output: `data:image/jpeg;base64,${image.toString('base64')}` }),
  );
const bodies = (): ReturnType<typeof createReplyBodies> =>
  createReplyBodies({
    spool: join(folder, 'spool'),
    mask: (text) => text.replaceAll(SECRET, '[secret]'),
    secretForms: () => [SECRET],
    worker,
  });
const keep = (bytes: Uint8Array, into = folder): ReturnType<ReplyWorker['keep']> =>
  worker.keep({ folder: into, name: 'job_1-0-reply', bytes, forms: [SECRET] });

describe('large replies', () => {
  it('lose their images to the spool, byte for byte, and their secrets', async () => {
    const text = await bodies().slim(body('r1'));
    const { output, ...rest } = JSON.parse(text) as { readonly output: string };
    expect(rest).toEqual({ request_id: 'r1', echo: '[secret]' });
    expect(readFileSync(join(folder, 'spool', output.replace('easel-spool:', ''))).equals(image)).toBe(true);
    expect(readdirSync(join(folder, 'spool'))).toHaveLength(1);
    expect(await bodies().slim(body('r1'))).toBe(text);
    expect(readdirSync(join(folder, 'spool'))).toHaveLength(1);
  });

  it('give the same on the thread as where they are asked for', async () => {
    mkdirSync(join(folder, 'spool'));
    const task = { spool: join(folder, 'spool'), bytes: body('r1'), forms: [SECRET] };
    expect(await worker.slim(task)).toBe(await createInlineReplyWorker().slim(task));
  });

  it('are kept whole and masked in a file of their own, never over another', async () => {
    const first = await keep(body('r1'));
    const second = await keep(new Uint8Array(body('r2')));
    expect([first.file, second.file]).toEqual(['job_1-0-reply.txt', 'job_1-0-reply (2).txt']);
    const expected = body('r1').toString().replace(SECRET, '[secret]');
    expect(readFileSync(join(folder, first.file), 'utf8') === expected).toBe(true);
    expect(first.beginning).toMatch(
      /^\{"request_id":"r1","echo":"\[secret\]","output":"data:image\/jpeg;base64,\(\d+ characters\)"\}$/,
    );
  });

  it('of fifty megabytes overflow nothing', async () => {
    const long = madeJpeg(64, 48, undefined, 'pixels'.repeat(6_000_000));
    const bytes = Buffer.from(JSON.stringify({ output: [long.toString('base64')] }));
    expect((await keep(bytes)).beginning).toBe(`{"output":["(${String(bytes.length - 15)} characters)"]}`);
    const text = await bodies().slim(bytes);
    expect(text).toMatch(/^\{"output":\["easel-spool:[\w-]+"\]\}$/);
    expect(readdirSync(join(folder, 'spool'))).toHaveLength(1);
  }, 60_000);

  it('that are no UTF-8 stay what they were', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]);
    const { file } = await keep(bytes);
    expect(readFileSync(join(folder, file))).toEqual(bytes);
  });

  it('a disk that refuses says why by its code, and the next one is done', async () => {
    await expect(keep(body('r1'), join(folder, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await keep(body('r1'))).file).toBe('job_1-0-reply.txt');
  });

  it('a thread that ends in the middle fails its own reply once; the next starts anew', async () => {
    const cut = keep(body('r1'));
    const failed = expect(cut).rejects.toThrow('ended');
    // The work must have reached its thread.
    for (let turns = 0; turns < 5; turns += 1) await new Promise((done) => setImmediate(done));
    await worker.close();
    await failed;
    expect((await keep(body('r2'))).beginning).toContain('r2');
  });
});

describe('small replies', () => {
  it('are done at once, with the same care', async () => {
    const small = madeJpeg(8, 8, undefined, 'pixels'.repeat(20));
    await worker.close();
    const slim = createReplyBodies({
      spool: join(folder, 'spool'),
      mask: (text) => text.replaceAll(SECRET, '[secret]'),
      secretForms: () => [],
      worker: { slim: () => Promise.reject(new Error('too small for a thread')) },
    });
    const text = await slim.slim(JSON.stringify({ echo: SECRET, output: [small.toString('base64')] }));
    expect(text).toMatch(/^\{"echo":"\[secret\]","output":\["easel-spool:reply-[0-9a-f]{24}-0"\]\}$/);
    expect(readFileSync(join(folder, 'spool', /reply-[\w-]+/.exec(text)?.[0] ?? '')).equals(small)).toBe(true);
  });
});
