import { DECODER_ADDRESS } from '../../shared/decoding';
import type { DecodeTask } from '../../shared/decoding';
import { attempts, fit } from './fit';
import type { Size } from './fit';

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

interface Result extends Size {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

async function convert(task: DecodeTask): Promise<Result> {
  const response = await fetch(DECODER_ADDRESS.source + task.token);
  if (!response.ok) throw new Error('no source');
  const whole = await createImageBitmap(await response.blob(), { imageOrientation: 'from-image' });
  try {
    const { width, height } = whole;
    const blob = await encode(whole, task);
    return { width, height, bytes: await blob.arrayBuffer(), type: blob.type };
  } finally {
    whole.close();
  }
}

async function encode(whole: ImageBitmap, task: DecodeTask): Promise<Blob> {
  switch (task.operation) {
    case 'thumbnail':
      return firstThatFits(whole, task, 'image/webp');
    case 'deliver': {
      const canvas = await draw(whole, fit(whole, task.maxSide));
      return firstThatFits(whole, task, isTransparent(canvas) ? 'image/png' : 'image/jpeg');
    }
  }
}

const THUMBNAIL_QUALITY = 0.8;

async function firstThatFits(whole: ImageBitmap, task: DecodeTask, type: string): Promise<Blob> {
  for (const attempt of attempts(whole, task.maxSide, type === 'image/jpeg')) {
    const canvas = await draw(whole, attempt);
    const quality = type === 'image/webp' ? THUMBNAIL_QUALITY : attempt.quality;
    const blob = await canvas.convertToBlob({ type, quality });
    if (blob.type !== type) throw new Error('not encoded');
    if (task.maxBytes === null || blob.size <= task.maxBytes) return blob;
  }
  throw new Error('too large');
}

async function draw(whole: ImageBitmap, { width, height }: Size): Promise<OffscreenCanvas> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { colorSpace: 'srgb' });
  if (!context) throw new Error('no canvas');
  if (width === whole.width && height === whole.height) {
    context.drawImage(whole, 0, 0);
    return canvas;
  }
  // The bitmap's own resizing weighs every pixel; a canvas takes shortcuts when it shrinks a lot.
  const small = await createImageBitmap(whole, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
  context.drawImage(small, 0, 0);
  small.close();
  return canvas;
}

const STRIP_ROWS = 256;

/** Looks at every pixel, a strip at a time: a transparent one that is missed would turn black. */
function isTransparent(canvas: OffscreenCanvas): boolean {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  for (let top = 0; top < canvas.height; top += STRIP_ROWS) {
    const { data } = context.getImageData(0, top, canvas.width, Math.min(STRIP_ROWS, canvas.height - top));
    for (let alpha = 3; alpha < data.length; alpha += 4) if ((data[alpha] ?? 255) < 255) return true;
  }
  return false;
}

void run();
