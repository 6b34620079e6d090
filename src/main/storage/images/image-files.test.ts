import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskSentence, openImageFiles } from './image-files';
import type { Expected } from './image-files';
import { madeJpeg, madePng } from './made-images';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const expected: Expected = {
  length: null,
  maxBytes: 10_000,
  nameOf: (format, copy) => `originals/2026/11/fox${copy > 1 ? String(copy) : ''}.${format}`,
};
async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}
async function* cutOff(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* inChunks(bytes);
  throw new Error('connection reset');
}
const originals = (): readonly string[] => readdirSync(join(folder, 'originals', '2026', '11'));
const leftovers = (): readonly string[] => readdirSync(join(folder, 'originals', '.incoming'));
const jpeg = madeJpeg(640, 480);

describe('image files', () => {
  it('stores the bytes exactly as they come', async () => {
    const outcome = await openImageFiles(folder).store(inChunks(jpeg), { ...expected, length: jpeg.length });
    const sha256 = createHash('sha256').update(jpeg).digest('hex');
    expect(outcome).toEqual({
      kind: 'stored',
      stored: {
        file: 'originals/2026/11/fox.jpeg',
        bytes: jpeg.length,
        sha256,
        format: 'jpeg',
        width: 640,
        height: 480,
      },
    });
    expect(readFileSync(join(folder, 'originals/2026/11/fox.jpeg'))).toEqual(jpeg);
    expect(leftovers()).toEqual([]);
  });

  it('adopts the same bytes and never writes over others', async () => {
    const files = openImageFiles(folder);
    const other = madeJpeg(64, 48);
    await files.store(inChunks(jpeg), expected);
    expect(await files.store(inChunks(jpeg), expected)).toMatchObject({
      stored: { file: 'originals/2026/11/fox.jpeg' },
    });
    expect(await files.store(inChunks(other), expected)).toMatchObject({
      stored: { file: 'originals/2026/11/fox2.jpeg' },
    });
    expect(await files.store(inChunks(other), expected)).toMatchObject({
      stored: { file: 'originals/2026/11/fox2.jpeg' },
    });
    expect(originals()).toEqual(['fox.jpeg', 'fox2.jpeg']);
    expect(readFileSync(join(folder, 'originals/2026/11/fox.jpeg'))).toEqual(jpeg);
  });

  it('adopts what an earlier try stored under the date of another time zone, and leaves other bytes there alone', async () => {
    const files = openImageFiles(folder);
    const elsewhere = { ...expected, nameOf: () => 'originals/2026/11/the day before.jpeg' };
    const here = { ...expected, earlierNames: () => ['originals/2026/12/none.jpeg', elsewhere.nameOf()] };
    await files.store(inChunks(jpeg), elsewhere);
    expect(await files.store(inChunks(jpeg), here)).toMatchObject({ stored: { file: elsewhere.nameOf() } });
    expect(originals()).toEqual(['the day before.jpeg']);
    const other = madeJpeg(64, 48);
    expect(await files.store(inChunks(other), here)).toMatchObject({ stored: { file: 'originals/2026/11/fox.jpeg' } });
    expect(readFileSync(join(folder, elsewhere.nameOf()))).toEqual(jpeg);
  });

  it.each([
    { what: 'bytes that stop before their end', bytes: () => inChunks(jpeg.subarray(0, -2)), says: /end is missing/ },
    { what: 'a connection that breaks', bytes: () => cutOff(jpeg), says: /stopped arriving/ },
    { what: 'another length than announced', bytes: () => inChunks(jpeg), length: jpeg.length + 1, says: /cut short/ },
    { what: 'a page instead of an image', bytes: () => inChunks(Buffer.from('<html>no</html>')), says: /no image/ },
    { what: 'nothing', bytes: () => inChunks(Buffer.alloc(0)), says: /empty/ },
    { what: 'more than the limit', bytes: () => inChunks(madeJpeg(9, 9, 1, 'p'.repeat(20_000))), says: /larger than/ },
  ])('rejects $what and leaves nothing behind', async ({ bytes, length = null, says }) => {
    const outcome = await openImageFiles(folder).store(bytes(), { ...expected, length });
    expect(outcome).toMatchObject({ kind: 'rejected', message: expect.stringMatching(says) });
    expect(readdirSync(join(folder, 'originals'))).toEqual(['.incoming']);
    expect(leftovers()).toEqual([]);
  });

  it('judges by the bytes, not by what was asked for', async () => {
    expect(await openImageFiles(folder).store(inChunks(madePng(3, 4)), expected)).toMatchObject({
      stored: { format: 'png', file: 'originals/2026/11/fox.png', width: 3, height: 4 },
    });
  });

  it('two at once under one name both survive', async () => {
    const files = openImageFiles(folder);
    const pictures = Array.from({ length: 8 }, (_none, n) => madeJpeg(100 + n, 50));
    await Promise.all(pictures.map((picture) => files.store(inChunks(picture), expected)));
    const kept = originals().map((name) => readFileSync(join(folder, 'originals/2026/11', name)).toString('hex'));
    expect(kept.sort()).toEqual(pictures.map((picture) => picture.toString('hex')).sort());
  });

  it('keeps the same promises on a disk without hard links, also after a crash that left an empty claim', async () => {
    const withoutLinks = (): Promise<void> => Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }));
    const files = openImageFiles(folder, withoutLinks);
    mkdirSync(join(folder, 'originals/2026/11'), { recursive: true });
    writeFileSync(join(folder, 'originals/2026/11/fox.jpeg'), '');
    await files.store(inChunks(jpeg), expected);
    await files.store(inChunks(madeJpeg(64, 48)), expected);
    expect(originals()).toEqual(['fox.jpeg', 'fox2.jpeg']);
    expect(readFileSync(join(folder, 'originals/2026/11/fox.jpeg'))).toEqual(jpeg);
    expect(leftovers()).toEqual([]);
  });

  it('clears part files of a crash at opening, and nothing else: a young one may be in the making elsewhere', async () => {
    await openImageFiles(folder).store(inChunks(jpeg), expected);
    const old = join(folder, 'originals/.incoming/abc.part');
    writeFileSync(old, 'half');
    utimesSync(old, new Date(0), new Date(0));
    writeFileSync(join(folder, 'originals/.incoming/young.part'), 'half');
    openImageFiles(folder);
    expect(leftovers()).toEqual(['young.part']);
    expect(originals()).toEqual(['fox.jpeg']);
  });

  it('says what is wrong with the disk and can go on later', async () => {
    const files = openImageFiles(folder);
    rmSync(join(folder, 'originals'), { recursive: true });
    expect(await files.store(inChunks(jpeg), expected)).toEqual({
      kind: 'failed',
      message: expect.stringMatching(/gone/),
    });
    mkdirSync(join(folder, 'originals/.incoming'), { recursive: true });
    expect(await files.store(inChunks(jpeg), expected)).toMatchObject({ kind: 'stored' });
  });

  it('lets go of the file or connection that the bytes come from when it can’t even begin', async () => {
    const files = openImageFiles(folder);
    rmSync(join(folder, 'originals'), { recursive: true });
    const source = join(folder, 'source');
    writeFileSync(source, jpeg);
    const bytes = createReadStream(source);
    await files.store(bytes, expected);
    expect(bytes.destroyed).toBe(true);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EWHATEVER'])('has one sentence for %s', (code) => {
    expect(diskSentence(Object.assign(new Error('x'), { code }))).toMatch(/^[A-Z][^]*\.$/);
  });
});
