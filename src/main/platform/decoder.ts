import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { session as sessions, WebContentsView } from 'electron';
import type { Session } from 'electron';
import type { DecodeTask, DecodeWork } from '../../shared/decoding';
import type { Crop } from '../../shared/recipe';
import type { Clock, Log } from '../core/ports';
import { CROP_OUTSIDE, MANY_PIXELS, MOST_PIXELS } from '../storage/images/image-decoder';
import type { Decoded, ImageConverter, ImageDecoder } from '../storage/images/image-decoder';
import { inspectFile } from '../storage/images/image-files';
import { APP_ORIGIN, contentSecurityPolicy, serveApp } from './app-protocol';
import { createDecodeQueue } from './decode-queue';
import type { DecodeQueue } from './decode-queue';

/** What the decoder needs. */
export interface DecoderPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built pages. */
  readonly pages: string;
  /** Address of the development server, or null for the built page. */
  readonly devServer: string | null;
}

const THUMBNAIL_SIDE = 512;
/** Read at one time: each chunk is a way through three processes. */
const CHUNK_BYTES = 1024 * 1024;
/** A PNG of the largest picture that is decoded may come close. */
const MOST_RESULT_BYTES = 512 * 1024 * 1024;
const DAMAGED = 'The image can’t be displayed: its bytes are damaged.';

/**
 * The decoder in a sandboxed page of its own, in a session that reaches nothing but its work. The page is made when it is
 * first needed; call this after the app is ready.
 */
export function createDecoder(ports: DecoderPorts): ImageDecoder & ImageConverter {
  const session = sessions.fromPartition('decoder');
  let view: WebContentsView | null = null;
  const queue = createDecodeQueue(
    ports.clock,
    {
      open: () => {
        view = openPage(session, ports, queue);
      },
      close: () => {
        if (view) endPage(view);
        view = null;
      },
    },
    randomUUID,
  );
  prepareSession(session, ports, queue);

  const decode = async (file: string, work: DecodeWork, urgent: boolean): Promise<Decoded> => {
    const found = await headerOf(file);
    if (typeof found === 'string') return { kind: 'not-displayable', message: found };
    if (work.operation === 'deliver' && work.crop && isOutside(work.crop, found))
      return { kind: 'not-displayable', message: CROP_OUTSIDE };
    return queue.add({ header: found, work, file }, urgent);
  };
  return {
    thumbnail: (file) => decode(file, { operation: 'thumbnail', maxSide: THUMBNAIL_SIDE }, false),
    deliver: (file, { maxSide, maxBytes }, crop) =>
      decode(file, { operation: 'deliver', maxSide, maxBytes, crop }, true),
    convert: async (file, conversion) => {
      const decoded = await decode(file, { operation: 'export', conversion }, true);
      return decoded.kind === 'decoded' && decoded.type !== conversion.type ? damaged() : decoded;
    },
    close: () => {
      queue.close();
    },
  };
}

/** A header that says nothing of the size leaves it to the page, which fails then. */
function isOutside({ x, y, width, height }: Crop, header: DecodeTask['header']): boolean {
  return header.width > 0 && (x + width > header.width || y + height > header.height);
}

/** What the header says, before any pixel is decoded; a sentence when there is nothing to decode. */
async function headerOf(file: string): Promise<DecodeTask['header'] | string> {
  try {
    const handle = await open(file);
    try {
      const found = await inspectFile(handle, (await handle.stat()).size);
      if (found.kind === 'other') return DAMAGED;
      const { format, width, height } = found;
      return width * height > MOST_PIXELS ? MANY_PIXELS : { format, width, height };
    } finally {
      await handle.close();
    }
  } catch {
    return 'The image can’t be displayed: its file can’t be read.';
  }
}

function openPage(session: Session, ports: DecoderPorts, queue: DecodeQueue): WebContentsView {
  // A view without a window: nothing to show, and nothing that keeps the app from ending with its last window.
  const view = new WebContentsView({
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
      spellcheck: false,
    },
  });
  const { webContents } = view;
  webContents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    ports.log.warn('the decoder’s process ended', { reason });
    queue.crashed();
  });
  webContents.loadURL(`${ports.devServer ?? APP_ORIGIN}/decoder.html`).catch((error: unknown) => {
    ports.log.warn('the decoder’s page did not load', { reason: String(error) });
  });
  return view;
}

function endPage({ webContents }: WebContentsView): void {
  if (webContents.isDestroyed()) return;
  webContents.removeAllListeners('render-process-gone');
  // A page that hangs in a decoder answers no request to close.
  if (!webContents.isCrashed()) webContents.forcefullyCrashRenderer();
  webContents.close();
}

function prepareSession(session: Session, ports: DecoderPorts, queue: DecodeQueue): void {
  const pageOrigin = ports.devServer === null ? APP_ORIGIN : new URL(ports.devServer).origin;
  if (ports.devServer === null) serveApp(session, ports.pages, contentSecurityPolicy('decoder:'));
  session.protocol.handle('decoder', async (request) => {
    const response = await answer(request, queue);
    response.headers.set('Access-Control-Allow-Origin', pageOrigin);
    return response;
  });
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const { protocol, origin, host } = new URL(url);
    const isDevServer =
      ports.devServer !== null && (origin === pageOrigin || (protocol === 'ws:' && host === new URL(pageOrigin).host));
    decide({ cancel: !isDevServer && !['app:', 'decoder:', 'blob:', 'data:'].includes(protocol) });
  });
}

async function answer(request: Request, queue: DecodeQueue): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, kind, token = ''] = pathname.split('/');
  if (kind === 'next' && request.method === 'GET') {
    const task = await queue.next();
    return task ? Response.json(task) : new Response(null, { status: 410 });
  }
  if (kind === 'source' && request.method === 'GET') return sendSource(queue.source(token));
  if (kind === 'result' && request.method === 'POST') {
    queue.finish(token, searchParams.has('failed') ? damaged() : await readResult(request, searchParams));
    return new Response(null, { status: 204 });
  }
  return new Response(null, { status: 404 });
}

async function sendSource(file: string | null): Promise<Response> {
  if (file === null) return new Response(null, { status: 404 });
  const { size } = await stat(file);
  const body = Readable.toWeb(createReadStream(file, { highWaterMark: CHUNK_BYTES })) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { 'Content-Length': String(size) } });
}

/** The page runs on bytes that nobody vouches for: its facts are checked like anybody’s. */
async function readResult(request: Request, facts: URLSearchParams): Promise<Decoded> {
  const [width, height] = [Number(facts.get('width')), Number(facts.get('height'))];
  const type = TYPES.find((known) => known === facts.get('type'));
  const isSize = [width, height].every((side) => Number.isInteger(side) && side > 0);
  if (!type || !isSize) return damaged();
  // A header may have said less than there was.
  if (width * height > MOST_PIXELS) return { kind: 'not-displayable', message: MANY_PIXELS };
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > MOST_RESULT_BYTES ? damaged() : { kind: 'decoded', width, height, bytes, type };
}

const TYPES = ['image/webp', 'image/jpeg', 'image/png'] as const;

function damaged(): Decoded {
  return { kind: 'not-displayable', message: DAMAGED };
}
