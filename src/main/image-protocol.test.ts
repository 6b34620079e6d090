import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageId } from '../shared/ids';
import { LibraryImage } from '../shared/image';
import { imageHandler } from './image-protocol';

const id = ImageId.parse(`img_${'1'.repeat(20)}`);
let folder = '';
let missing: string[] = [];
let image: LibraryImage;
let thumbnail: string | null = null;
let away = false;
let shown: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-protocol-'));
  missing = [];
  thumbnail = null;
  writeFileSync(join(folder, 'original.png'), 'the original');
  image = LibraryImage.parse({
    id,
    kind: 'imported',
    createdAt: 1,
    width: 1,
    height: 1,
    displayable: true,
    bytes: 12,
    format: 'png',
    file: 'original.png',
    sha256: 'a'.repeat(64),
    title: 'x',
    recipe: null,
    origin: null,
    ...{ stars: 0, flag: null, favourite: false, tags: [], note: '', trashedAt: null, missing: false, madeWith: null },
  });
  away = false;
  shown = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const handler = (now?: () => number): ReturnType<typeof imageHandler> =>
  imageHandler(
    {
      state: () =>
        away
          ? { status: 'unavailable', folder, message: 'Away.', remembered: true, mayTakeOver: false }
          : { status: 'open', folder, readOnly: null, warning: null },
      images: (ids) => (ids.includes(id) ? [image] : []),
      fileOf: () => join(folder, 'original.png'),
      thumbnailOf: () => thumbnail,
      thumbnailMissing: (lost) => missing.push(lost),
    },
    (id) => shown.push(id),
    now,
  );
const get = (address: string, method = 'GET'): Promise<Response> => handler()(new Request(address, { method }));

describe('image protocol', () => {
  it('serves an original by id, for ever, readable by canvases', async () => {
    const response = await get(`easel://image/${id}`);
    expect(await response.text()).toBe('the original');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-length')).toBe('12');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves the thumbnail, and until there is one a small original that is not kept', async () => {
    const standIn = await get(`easel://thumbnail/${id}`);
    expect(await standIn.text()).toBe('the original');
    expect(standIn.headers.get('cache-control')).toBe('no-store');
    expect(missing).toEqual([]);
    thumbnail = join(folder, 'small.webp');
    writeFileSync(thumbnail, 'small');
    const response = await get(`easel://thumbnail/${id}`);
    expect(await response.text()).toBe('small');
    expect(response.headers.get('content-type')).toBe('image/webp');
  });

  it('sends no more originals in place of thumbnails while hundreds of images come at once', async () => {
    let time = 0;
    const serve = handler(() => time);
    const ask = async (): Promise<number> => {
      const response = await serve(new Request(`easel://thumbnail/${id}`));
      await response.body?.cancel();
      return response.status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 100; n += 1) statuses.push(await ask());
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(10);
    expect(statuses[0]).toBe(200);
    time = 10_000;
    expect(await ask()).toBe(200);
  });

  it('serves many thumbnails in one reply, a line for each, empty where the window has to ask for it by itself', async () => {
    thumbnail = join(folder, 'small.webp');
    writeFileSync(thumbnail, 'small');
    const small = Buffer.from('small').toString('base64');
    const response = await get(`easel://thumbnails/${id},nobody,${id}`);
    expect(await response.text()).toBe(`${small}\n\n${small}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(shown).toEqual([id, id]);
    const many = await (await get(`easel://thumbnails/${Array<string>(500).fill(id).join(',')}`)).text();
    expect(many.split('\n')).toHaveLength(64);
    writeFileSync(thumbnail, Buffer.alloc(1024 * 1024));
    expect(await (await get(`easel://thumbnails/${id}`)).text()).toBe('');
  });

  it('notices a thumbnail that is gone and has it made again', async () => {
    thumbnail = join(folder, 'gone.webp');
    expect(await (await get(`easel://thumbnail/${id}`)).text()).toBe('the original');
    expect(missing).toEqual([id]);
  });

  it('sends no large or broken original in place of a thumbnail', async () => {
    image = { ...image, bytes: 3 * 1024 * 1024 };
    expect((await get(`easel://thumbnail/${id}`)).status).toBe(404);
    image = { ...image, bytes: 12, displayable: false };
    expect((await get(`easel://thumbnail/${id}`)).status).toBe(404);
  });

  it('shows what is remembered while the library is away, and keeps none of it for the time it is back', async () => {
    thumbnail = join(folder, 'remembered.webp');
    writeFileSync(thumbnail, 'remembered');
    away = true;
    rmSync(join(folder, 'original.png'));
    for (const kind of ['image', 'thumbnail']) {
      const response = await get(`easel://${kind}/${id}`);
      expect(await response.text()).toBe('remembered');
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    rmSync(thumbnail);
    expect((await get(`easel://thumbnail/${id}`)).status).toBe(404);
    expect(missing).toEqual([]);
  });

  it('says which thumbnails were shown, and not those that could not be', async () => {
    await (await get(`easel://thumbnail/${id}`)).text();
    expect(shown).toEqual([]);
    thumbnail = join(folder, 'small.webp');
    writeFileSync(thumbnail, 'small');
    await (await get(`easel://thumbnail/${id}`)).text();
    expect(shown).toEqual([id]);
  });

  it.skipIf(process.platform === 'win32')('follows no link out of the library, and waits for no pipe', async () => {
    writeFileSync(join(folder, 'secret'), 'secret');
    rmSync(join(folder, 'original.png'));
    symlinkSync(join(folder, 'secret'), join(folder, 'original.png'));
    expect((await get(`easel://image/${id}`)).status).toBe(404);
    rmSync(join(folder, 'original.png'));
    execFileSync('/usr/bin/mkfifo', [join(folder, 'original.png')]);
    expect((await get(`easel://image/${id}`)).status).toBe(404);
  });

  it('a file that is gone is not found', async () => {
    rmSync(join(folder, 'original.png'));
    expect((await get(`easel://image/${id}`)).status).toBe(404);
  });

  it.each([
    'easel://image/',
    'easel://image',
    `easel://other/${id}`,
    `easel://image/${id}/`,
    `easel://image/${id}/../x`.replace('..', '%2e%2e%2f'),
    `easel://image/x/${id}`,
    `easel://image//${id}`,
    'easel://image/..%2foriginal.png',
    'easel://image/original.png',
    `easel://image/${id.toUpperCase()}`,
    `easel://image/${id}%00`,
    `easel://image/img_${'2'.repeat(20)}`,
    `easel://image:1/${id}`,
    'easel://image/constructor',
  ])('gives nothing for %s', async (address) => {
    expect((await get(address)).status).toBe(404);
  });

  it('answers HEAD without bytes, and no other method', async () => {
    const head = await get(`easel://image/${id}`, 'HEAD');
    expect(head.headers.get('content-length')).toBe('12');
    expect(await head.text()).toBe('');
    expect((await get(`easel://image/${id}`, 'POST')).status).toBe(404);
  });
});
