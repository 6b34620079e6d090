import type { Size } from '../../shared/model';
import { changedShare, draw, measure } from './difference';
import type { DifferenceLook, Measured } from './difference';
import { gainFor } from './gain';
import type { Pixel, PictureOf, PixelOrder, PixelReply } from './pixel-orders';

/** The two pictures on show, and one more for a quick way back. */
const KEPT = 3;

/** A worker's global scope, as far as it is used: the types of pages don't know it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<PixelOrder>) => void) | null;
  postMessage: (reply: PixelReply, transfer: Transferable[]) => void;
}
// The one place where this file says in which world it runs.
const scope = globalThis as unknown as WorkerScope;

/** Pictures by address, decoded; the one used last comes last. */
const decoded = new Map<string, Promise<ImageBitmap>>();
let last: { readonly of: string; readonly measured: Measured; readonly after: Int32Array } | null = null;
/** Kept: sixteen megabytes are not asked for at every move of a slider. */
let sheet: ImageData | null = null;

scope.onmessage = ({ data }) => {
  // Too little memory for another surface, as for a picture that can't be fetched.
  answer(data).catch(() => scope.postMessage({ kind: 'failed', serial: data.serial, urls: [] }, []));
};

async function answer(order: PixelOrder): Promise<void> {
  const { serial } = order;
  if (order.kind === 'read') {
    scope.postMessage({ kind: 'pixels', serial, pixels: await Promise.all(order.pixels.map(readPixel)) }, []);
    return;
  }
  const urls = [order.before.url, order.after.url];
  const settled = await Promise.allSettled(urls.map(decode));
  const failed = urls.filter((_, at) => settled[at]?.status === 'rejected');
  if (failed.length > 0) {
    scope.postMessage({ kind: 'failed', serial, urls: failed }, []);
    return;
  }
  const [before, after] = await Promise.all([decode(order.before.url), decode(order.after.url)]);
  const { measured, after: on, spent } = measuredOf(order, before, after);
  const begun = performance.now();
  const { threshold } = order.look;
  const gain = order.look.gain ?? gainFor(measured.counts, threshold);
  const bitmap = await drawn(measured, on, { ...order.look, gain }, order.size);
  const share = changedShare(measured.counts, threshold);
  const took = spent + performance.now() - begun;
  scope.postMessage({ kind: 'difference', serial, bitmap, share, gain, took }, [bitmap]);
}

function decode(url: string): Promise<ImageBitmap> {
  const known = decoded.get(url);
  decoded.delete(url);
  const picture = known ?? load(url);
  decoded.set(url, picture);
  // A disk that was away may be back at the next try.
  picture.catch(() => decoded.delete(url));
  for (const [other, old] of decoded) {
    if (decoded.size <= KEPT) break;
    decoded.delete(other);
    void old.then((bitmap) => bitmap.close()).catch(() => undefined);
  }
  return picture;
}

async function load(url: string): Promise<ImageBitmap> {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url} was answered with ${String(reply.status)}.`);
  return createImageBitmap(await reply.blob());
}

type DifferenceOrder = Extract<PixelOrder, { kind: 'difference' }>;

/** The measure of the two pictures; the one of before when only its look has changed. */
function measuredOf(
  { before, after, size }: DifferenceOrder,
  beforeBitmap: ImageBitmap,
  afterBitmap: ImageBitmap,
): { readonly measured: Measured; readonly after: Int32Array; readonly spent: number } {
  const of = JSON.stringify([before, after, size]);
  if (last?.of === of) return { measured: last.measured, after: last.after, spent: 0 };
  last = null;
  const beforePixels = pixelsOf(beforeBitmap, before, size);
  const afterPixels = pixelsOf(afterBitmap, after, size);
  const begun = performance.now();
  const measured = measure(beforePixels, afterPixels);
  last = { of, measured, after: new Int32Array(afterPixels.buffer) };
  return { ...last, spent: performance.now() - begun };
}

function pixelsOf(bitmap: ImageBitmap, { area }: PictureOf, { width, height }: Size): Uint8ClampedArray {
  const context = contextOf(new OffscreenCanvas(width, height));
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, area.x, area.y, area.width, area.height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

function drawn(measured: Measured, after: Int32Array, look: DifferenceLook, size: Size): Promise<ImageBitmap> {
  if (sheet?.width !== size.width || sheet.height !== size.height) sheet = new ImageData(size.width, size.height);
  draw(measured, after, look, new Int32Array(sheet.data.buffer));
  return createImageBitmap(sheet);
}

/** Null for a picture that can't be read: the other one is told all the same. */
async function readPixel(picture: PictureOf | null): Promise<Pixel> {
  const bitmap = picture && (await decode(picture.url).catch(() => null));
  if (!bitmap) return null;
  const context = contextOf(new OffscreenCanvas(1, 1));
  context.drawImage(bitmap, picture.area.x, picture.area.y, 1, 1, 0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha];
}

/** In main memory, where the pixels are wanted. */
function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no room for another picture.');
  return context;
}
