import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpool } from './spool';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'easel-spool-')), 'spool');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const bytes = Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2]);
const uri = `data:image/jpeg;base64,${bytes.toString('base64')}`;
const readAll = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => buffer(stream);

describe('spool', () => {
  it('gives back the bytes of a data URI after a restart, until they are removed', async () => {
    const file = await createSpool(folder).writeDataUri('job_1-0', uri);
    const spool = createSpool(folder);
    expect(await readAll(spool.read(file ?? ''))).toEqual(bytes);
    await spool.remove(file ?? '');
    await spool.remove(file ?? '');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the same output again replaces what a crash left of it', async () => {
    const spool = createSpool(folder);
    await spool.writeDataUri('job_1-0', uri);
    const file = await spool.writeDataUri('job_1-0', uri);
    expect(await readAll(spool.read(file ?? ''))).toEqual(bytes);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each(['', 'https://x/y.jpg', 'data:image/png,plain', 'data:image/png;base64,', 'data:image/png;base64'])(
    'takes %j for no data URI',
    async (text) => {
      expect(await createSpool(folder).writeDataUri('job_1-0', text)).toBeNull();
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each(['../jobs.db', '/etc/passwd', 'a/b', '..', '', 'a\0b'])('never leaves its folder for %j', async (name) => {
    const spool = createSpool(folder);
    expect(await spool.writeDataUri(name, uri)).toBeNull();
    expect(() => spool.read(name)).toThrow();
    expect(() => spool.remove(name)).toThrow();
  });
});
