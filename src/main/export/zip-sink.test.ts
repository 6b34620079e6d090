import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, openPromise } from 'yauzl';
import { SourceGone } from './sink';
import { zipEnd } from './zip';
import { zipSink } from './zip-sink';

const at = new Date(2026, 10, 22, 13, 14, 16);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-zip-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Name and content of each file, as another program reads them. Checks sizes and checksums. */
async function unzipped(path: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const zip = await openPromise(path);
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, (await content(zip, entry)).toString());
  return files;
}
async function content(zip: Awaited<ReturnType<typeof openPromise>>, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('zipSink', () => {
  it('keeps every byte under every name, in pieces or from a file', async () => {
    const original = join(folder, 'original');
    writeFileSync(original, 'from a file');
    const sink = zipSink(join(folder, 'a.zip'), at);
    await Promise.all([
      sink.put(() => '金色 ü.jpg', { pieces: [Buffer.from('in '), Buffer.from('pieces')] }),
      sink.put(() => 'b.png', { path: original }),
      sink.put(() => 'empty', { pieces: [] }),
    ]);
    const path = await sink.finish();
    expect(path).toBe(join(folder, 'a.zip'));
    expect([...(await unzipped(path))]).toEqual([
      ['金色 ü.jpg', 'in pieces'],
      ['b.png', 'from a file'],
      ['empty', ''],
    ]);
  });

  it('tells the right checksum and date', async () => {
    const bytes = Buffer.alloc(3_000_000, 'x');
    const sink = zipSink(join(folder, 'a.zip'), at);
    await sink.put(() => 'one.txt', { pieces: [bytes.subarray(0, 1_000_001), bytes.subarray(1_000_001)] });
    const zip = await openPromise(await sink.finish());
    for await (const entry of zip.eachEntry()) {
      expect(entry.crc32).toBe(crc32(bytes));
      expect(entry.getLastModDate()).toEqual(at);
    }
    expect(zip.entryCount).toBe(1);
  });

  it('never replaces a file: a taken name is numbered', async () => {
    writeFileSync(join(folder, 'a.zip'), 'mine');
    const sink = zipSink(join(folder, 'a.zip'), at);
    await sink.put(() => 'one', { pieces: [] });
    expect(await sink.finish()).toBe(join(folder, 'a (2).zip'));
    expect(readFileSync(join(folder, 'a.zip'), 'utf8')).toBe('mine');
  });

  it('a file that is gone spoils nothing of the rest', async () => {
    const sink = zipSink(join(folder, 'a.zip'), at);
    await sink.put(() => 'one', { pieces: [Buffer.from('1')] });
    await expect(sink.put(() => 'two', { path: join(folder, 'gone') })).rejects.toBeInstanceOf(SourceGone);
    await sink.put(() => 'three', { pieces: [Buffer.from('3')] });
    expect([...(await unzipped(await sink.finish())).keys()]).toEqual(['one', 'three']);
  });

  it('leaves nothing behind when it is abandoned, or when its folder is gone', async () => {
    const sink = zipSink(join(folder, 'a.zip'), at);
    await sink.put(() => 'one', { pieces: [Buffer.from('1')] });
    await sink.abandon();
    expect(readdirSync(folder)).toEqual([]);
    const lost = zipSink(join(folder, 'no', 'a.zip'), at);
    await expect(lost.put(() => 'one', { pieces: [] })).rejects.toMatchObject({ code: 'ENOENT' });
    await lost.abandon();
  });
});

describe('zipEnd', () => {
  it('lists what lies beyond 4 GB, and more files than 65,535', async () => {
    const path = join(folder, 'large.zip');
    const sink = zipSink(path, at);
    await sink.put(() => 'far.txt', { pieces: [Buffer.from('far away')] });
    const small = readFileSync(await sink.finish());
    const header = small.subarray(0, 30 + 'far.txt'.length + 'far away'.length);
    // A file with a hole of 5 GB before its only header.
    const far = 5 * 2 ** 30;
    const entry = { name: 'far.txt', size: 8, crc: header.readUInt32LE(14), offset: far };
    const end = Buffer.concat(zipEnd([entry], far + header.length, at));
    const holed = join(folder, 'holed.zip');
    writeFileSync(holed, '');
    truncateSync(holed, far);
    writeFileSync(holed, Buffer.concat([header, end]), { flag: 'a' });
    expect([...(await unzipped(holed))]).toEqual([['far.txt', 'far away']]);

    const many = Array.from({ length: 70_000 }, (_none, place) => ({ ...entry, name: `${place}.txt`, offset: 0 }));
    writeFileSync(holed, Buffer.concat([header, ...zipEnd(many, header.length, at)]));
    expect((await openPromise(holed)).entryCount).toBe(70_000);
  });
});
