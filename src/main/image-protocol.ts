import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ImageId } from '../shared/ids';
import type { ImageFormat } from '../shared/image';
import type { Library } from './storage/library/library';

/** What of the library is served. */
export type ServedLibrary = Pick<Library, 'state' | 'images' | 'fileOf' | 'thumbnailOf' | 'thumbnailMissing'>;

/** Stands in for a thumbnail that is not made yet, if it is no larger. */
const SMALL_ORIGINAL_BYTES = 2 * 1024 * 1024;
/** Stand-ins in so many milliseconds: where many images come at once, whole originals would hold up their thumbnails. */
const STAND_INS = 6;
const STAND_INS_MS = 2000;
const TYPES: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

/**
 * Serves `easel://image/ID`, `easel://thumbnail/ID` and `easel://thumbnails/ID,ID…`; `shown` hears of each thumbnail that
 * was served. Answers by id, never by path. The bytes of an id never change, so they may be kept for ever; a stand-in may
 * not. While the library is away its remembered thumbnails stand in for the images. Readable by canvases of any page of the
 * session.
 */
export function imageHandler(
  library: ServedLibrary,
  shown: (id: ImageId) => void = () => undefined,
  now: () => number = () => performance.now(),
): (request: Request) => Promise<Response> {
  let standIns: readonly number[] = [];
  const mayStandIn = (): boolean => {
    standIns = standIns.filter((at) => now() - at < STAND_INS_MS);
    if (standIns.length >= STAND_INS) return false;
    standIns = [...standIns, now()];
    return true;
  };
  return async (request) => {
    const [, pack] = /^easel:\/\/thumbnails\/([^/?#]+)$/.exec(request.url) ?? [];
    if (pack !== undefined && request.method === 'GET') return sendPack(library, pack.split(','), shown);
    const [, kind, word] = /^easel:\/\/(image|thumbnail)\/([^/?#]+)(?:\?[^#]*)?$/.exec(request.url) ?? [];
    const id = ImageId.safeParse(word).data;
    if (id === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound();
    const path = library.thumbnailOf(id);
    const isAway = library.state().status === 'unavailable';
    if (kind === 'thumbnail') {
      // Ten in each frame of a fling: no record is looked up for them.
      const thumbnail = await sendFile(request, path, 'image/webp', isAway ? 'no-store' : FOR_EVER);
      if (thumbnail.ok) shown(id);
      if (thumbnail.ok || isAway) return thumbnail;
    }
    const image = library.images([id])[0];
    if (!image) return notFound();
    const type = TYPES[image.format];
    if (kind === 'image') {
      if (isAway) return sendFile(request, path, 'image/webp', 'no-store');
      return sendFile(request, library.fileOf(image.id), type, FOR_EVER);
    }
    if (path !== null) library.thumbnailMissing(image.id);
    if (!image.displayable || image.bytes > SMALL_ORIGINAL_BYTES || !mayStandIn()) return notFound();
    return sendFile(request, library.fileOf(image.id), type, 'no-store');
  };
}

/** A library may come from anybody: no link is followed out of it, and a pipe is not waited for. Windows has neither. */
const OPENING =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Files up to this are read in one go: a stream costs more than their bytes. */
const AT_ONCE = 256 * 1024;
const FOR_EVER = 'public, max-age=31536000, immutable';

/** More are not asked for at once. */
const PACK = 64;

/**
 * Many thumbnails in one reply, since most of the cost of one is that of its request: a line for each id, in base64 as an
 * address takes it; empty where there is none, which the window then asks for by itself.
 */
async function sendPack(
  library: Pick<ServedLibrary, 'thumbnailOf'>,
  words: readonly string[],
  shown: (id: ImageId) => void,
): Promise<Response> {
  const lines = words.slice(0, PACK).map(async (word) => {
    const id = ImageId.safeParse(word).data;
    const path = id === undefined ? null : library.thumbnailOf(id);
    const file = path === null ? null : await openFile(path);
    if (id === undefined || !file) return '';
    const bytes = file.size <= AT_ONCE ? await readWhole(file) : null;
    if (!bytes) return '';
    shown(id);
    return bytes.toString('base64');
  });
  const headers = { ...HEADERS, 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' };
  return new Response((await Promise.all(lines)).join('\n'), { headers });
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Null when there is no such file, or it is none. */
async function openFile(path: string): Promise<OpenFile | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, OPENING);
  } catch {
    return null;
  }
  const found = await handle.stat();
  if (found.isFile()) return { handle, size: found.size };
  await handle.close();
  return null;
}

/** Reads and closes it; null for a file that is cut short just now, which is as good as none. */
async function readWhole({ handle, size }: OpenFile): Promise<Buffer<ArrayBuffer> | null> {
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, 0).finally(() => handle.close());
  return bytesRead === size ? bytes : null;
}

async function sendFile(request: Request, path: string | null, type: string, caching: string): Promise<Response> {
  if (path === null) return notFound();
  const file = await openFile(path);
  if (!file) return notFound();
  const { handle, size } = file;
  const headers = { ...HEADERS, 'Content-Type': type, 'Content-Length': String(size), 'Cache-Control': caching };
  if (request.method === 'HEAD') {
    await handle.close();
    return new Response(null, { headers });
  }
  if (size <= AT_ONCE) {
    const bytes = await readWhole(file);
    return bytes ? new Response(bytes, { headers }) : notFound();
  }
  // The stream closes the file at its end, or when the page no longer wants it.
  const body = Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>;
  return new Response(body, { headers });
}

const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
  // Whatever the bytes are: opened as a page, they can do nothing.
  'Content-Security-Policy': `default-src 'none'; sandbox`,
} as const;

function notFound(): Response {
  return new Response(null, { status: 404, headers: { ...HEADERS, 'Cache-Control': 'no-store' } });
}
