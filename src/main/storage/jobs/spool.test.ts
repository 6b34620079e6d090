import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeJpeg, madePng } from '../images/made-images';
import { createSpool } from './spool';

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-spool-'));
  folder = join(root, 'spool');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});
const jpeg = madeJpeg(64, 48);
async function* stream(...chunks: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    if (chunk instanceof Error) throw chunk;
    yield chunk;
  }
}
const readAll = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => buffer(bytes);

describe('spool', () => {
  it('gives back the bytes after a restart, until they are removed', async () => {
    const outcome = await createSpool(folder).write('job_1-0', stream(jpeg.subarray(0, 9), jpeg.subarray(9)), null);
    expect(outcome).toEqual({ kind: 'written', file: 'job_1-0' });
    const spool = createSpool(folder);
    expect(await readAll(spool.read('job_1-0'))).toEqual(jpeg);
    await spool.remove('job_1-0');
    await spool.remove('job_1-0');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the same output again replaces what was there', async () => {
    const spool = createSpool(folder);
    await spool.write('job_1-0', stream(jpeg), jpeg.length);
    const png = madePng(8, 8);
    await spool.write('job_1-0', stream(png), null);
    expect(await readAll(spool.read('job_1-0'))).toEqual(png);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each([
    { what: 'a page instead of an image', chunks: [Buffer.from('<html>sorry</html>')], length: null },
    { what: 'half an image', chunks: [jpeg.subarray(0, -4)], length: null },
    { what: 'an image of another length', chunks: [jpeg], length: jpeg.length + 1 },
    { what: 'nothing', chunks: [], length: null },
    { what: 'a download that broke', chunks: [jpeg, new Error('reset')], length: null },
    { what: 'more than any image', chunks: Array.from({ length: 65 }, () => Buffer.alloc(2 ** 20)), length: null },
  ])('keeps nothing of $what', async ({ chunks, length }) => {
    const outcome = await createSpool(folder).write('job_1-0', stream(...chunks), length);
    expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'bad-media' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so when the disk refuses, which is not the image’s fault', async () => {
    const spool = createSpool(folder);
    rmSync(folder, { recursive: true });
    expect(await spool.write('job_1-0', stream(jpeg), null)).toMatchObject({
      kind: 'unavailable',
      problem: { code: 'disk' },
    });
  });

  it('cleans away what earlier runs left and no job names, and nothing of this run', async () => {
    mkdirSync(folder);
    ['left', 'named', 'left.part', 'used-again'].forEach((name) => {
      writeFileSync(join(folder, name), 'old');
    });
    const spool = createSpool(folder);
    await spool.write('new', stream(jpeg), null);
    utimesSync(join(folder, 'used-again'), new Date(), new Date(Date.now() + 5000));
    await spool.clean(new Set(['named']));
    expect(readdirSync(folder).sort()).toEqual(['named', 'new', 'used-again']);
    await spool.clean(new Set());
    expect(readdirSync(folder).sort()).toEqual(['named', 'new', 'used-again']);
  });

  it.each(['../x', 'a/b', 'a\\b', '.', '', 'a.b', 'C:x', 'a\0b'])(
    'reads and removes nothing by the name %j',
    (name) => {
      const spool = createSpool(folder);
      expect(() => spool.read(name)).toThrow('plain name');
      expect(() => spool.remove(name)).toThrow('plain name');
    },
  );
});
