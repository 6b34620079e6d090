import type { Conversion, DecodeTask, DecodeWork } from '../../shared/decoding';
import { DECODER_ADDRESS, DECODER_LANES } from '../../shared/decoding';
import { frameImage, MOST_EXPORT_PIXELS } from '../../shared/framing';
import type { PixelSize } from '../../shared/framing';
import type { Crop } from '../../shared/recipe';
import { attempts, fit, fraction } from './fit';

// This page decodes bytes that nobody vouches for, in a process that can do nothing else. It fetches its work; an
// error of one picture is that picture's result.

async function run(): Promise<void> {
  for (;;) {
    const response = await fetch(DECODER_ADDRESS.next);
    if (!response.ok) return;
    // Main wrote it, and main is trusted here.
    await work((await response.json()) as DecodeTask);
  }
}

async function work(task: DecodeTask): Promise<void> {
  const address = DECODER_ADDRESS.result + task.token;
  let result: Result;
  try {
    result = await convert(task);
  } catch {
    await fetch(`${address}?failed`, { method: 'POST' });
    return;
  }
  // Bytes without a type and facts in the address: a simple request, which asks for no permission first.
  const facts = `width=${String(result.width)}&height=${String(result.height)}&type=${encodeURIComponent(result.type)}`;
  await fetch(`${address}?${facts}`, { method: 'POST', body: result.bytes });
}

interface Result extends PixelSize {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

async function convert(task: DecodeTask): Promise<Result> {
  const { header } = task;
  if (task.work.operation === 'thumbnail' && header.format === 'jpeg') {
    const small = await decodeSmall(task, task.work.maxSide);
    if (small) return result(header, await thumbnail(small, fit(header, task.work.maxSide)));
  }
  const response = await source(task);
  const whole = await createImageBitmap(await response.blob(), { imageOrientation: 'from-image' });
  const { width, height } = whole;
  try {
    if (task.work.operation === 'deliver') return await delivered(whole, task.work);
    return await result({ width, height }, await encode(whole, task.work));
  } finally {
    whole.close();
  }
}

async function result({ width, height }: PixelSize, blob: Blob): Promise<Result> {
  return { width, height, bytes: await blob.arrayBuffer(), type: blob.type };
}

async function source(task: DecodeTask): Promise<Response> {
  const response = await fetch(DECODER_ADDRESS.source + task.token);
  if (!response.ok) throw new Error('no source');
  return response;
}

/**
 * The picture of a JPEG at a fraction of its size, upright: its pixels are then not all computed, which is what takes the
 * time. Null when there is no such fraction, or when the header and the decoder don't agree.
 */
async function decodeSmall(task: DecodeTask, maxSide: number): Promise<OffscreenCanvas | null> {
  const size = fraction(task.header, maxSide);
  if (!size) return null;
  const { body } = await source(task);
  if (!body) return null;
  const decoder = new ImageDecoder({
    ...{ data: body, type: 'image/jpeg', desiredWidth: size.width, desiredHeight: size.height },
  });
  try {
    const decoded = await decoder.decode().catch(() => null);
    if (!decoded) return null;
    const { image } = decoded;
    const isAsked = image.displayWidth === size.width && image.displayHeight === size.height;
    const canvas = isAsked ? draw(image, size) : null;
    image.close();
    return canvas;
  } finally {
    decoder.close();
  }
}

async function encode(whole: ImageBitmap, work: Exclude<DecodeWork, Delivery>): Promise<Blob> {
  switch (work.operation) {
    case 'thumbnail':
      return thumbnail(whole, fit(whole, work.maxSide));
    case 'export':
      return exported(whole, work.conversion);
  }
}

const THUMBNAIL_QUALITY = 0.8;

async function thumbnail(picture: ImageBitmap | OffscreenCanvas, size: PixelSize): Promise<Blob> {
  return blobOf(await shrink(picture, size), 'image/webp', THUMBNAIL_QUALITY);
}

type Delivery = Extract<DecodeWork, { operation: 'deliver' }>;

/** In the size that it has then: what was really sent is said. */
async function delivered(whole: ImageBitmap, { maxSide, maxBytes, crop }: Delivery): Promise<Result> {
  const part = crop ? cropped(whole, crop) : whole;
  const type = isTransparent(await shrink(part, fit(part, maxSide))) ? 'image/png' : 'image/jpeg';
  for (const attempt of attempts(part, maxSide, type === 'image/jpeg')) {
    const blob = await blobOf(await shrink(part, attempt), type, attempt.quality);
    if (blob.size <= maxBytes) return result(attempt, blob);
  }
  throw new Error('too large');
}

/** Drawn and not cut: parts of a bitmap that is to be shown turned come out wrong. */
function cropped(whole: ImageBitmap, { x, y, width, height }: Crop): OffscreenCanvas {
  if (x + width > whole.width || y + height > whole.height) throw new Error('outside');
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).drawImage(whole, -x, -y, whole.width, whole.height);
  return canvas;
}

async function exported(whole: ImageBitmap, { type, quality, frame, longSide }: Conversion): Promise<Blob> {
  const { from, to, ...size } = frameImage(whole, frame, longSide);
  if (size.width * size.height > MOST_EXPORT_PIXELS) throw new Error('too large');
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = contextOf(canvas);
  const colour = frame.mode === 'pad' && frame.colour !== 'transparent' ? frame.colour : null;
  const ground = colour ?? (type === 'image/jpeg' ? '#ffffff' : null);
  if (ground !== null) {
    context.fillStyle = ground;
    context.fillRect(0, 0, size.width, size.height);
  }
  // Parts of a bitmap that is to be shown turned come out wrong; those of a canvas don't.
  const upright = draw(whole, whole);
  whole.close();
  const part = await createImageBitmap(upright, from.x, from.y, from.width, from.height, {
    ...{ resizeWidth: to.width, resizeHeight: to.height, resizeQuality: 'high' },
  });
  context.drawImage(part, to.x, to.y);
  part.close();
  return blobOf(canvas, type, quality / 100);
}

async function blobOf(canvas: OffscreenCanvas, type: string, quality: number): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type, quality });
  if (blob.type !== type) throw new Error('not encoded');
  return blob;
}

async function shrink(picture: ImageBitmap | OffscreenCanvas, size: PixelSize): Promise<OffscreenCanvas> {
  const { width, height } = size;
  if (width === picture.width && height === picture.height) {
    return picture instanceof OffscreenCanvas ? picture : draw(picture, size);
  }
  // The bitmap's own resizing weighs every pixel; a canvas takes shortcuts when it shrinks a lot.
  const small = await createImageBitmap(picture, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
  const canvas = draw(small, size);
  small.close();
  return canvas;
}

function draw(picture: CanvasImageSource, { width, height }: PixelSize): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).drawImage(picture, 0, 0, width, height);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { colorSpace: 'srgb' });
  if (!context) throw new Error('no canvas');
  return context;
}

const STRIP_ROWS = 256;

/** Looks at every pixel, a strip at a time: a transparent one that is missed would turn black. */
function isTransparent(canvas: OffscreenCanvas): boolean {
  const context = contextOf(canvas);
  for (let top = 0; top < canvas.height; top += STRIP_ROWS) {
    const { data } = context.getImageData(0, top, canvas.width, Math.min(STRIP_ROWS, canvas.height - top));
    for (let alpha = 3; alpha < data.length; alpha += 4) if ((data[alpha] ?? 255) < 255) return true;
  }
  return false;
}

for (let lane = 0; lane < DECODER_LANES; lane++) void run();
