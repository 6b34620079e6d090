import type { ImageId } from '../../shared/ids';
import { originalUrl } from '../ui/image-url';

/** The image whose picture this window put on the clipboard last; null once it may hold something else. */
let copied: ImageId | null = null;

/**
 * The image that a picture on the clipboard is, when it was copied here and nothing else can have been since: pasted back
 * it is that image, and no new one of other bytes.
 */
export function copiedHere(): ImageId | null {
  return copied;
}

/** To be called when something else may be on the clipboard: another copy, or another program in front. */
export function forgetCopied(): void {
  copied = null;
}

const NOT_COPIED = 'The image could not be copied: it can’t be displayed, or the system’s clipboard refused it.';

/**
 * Puts the image's pixels on the system's clipboard, as PNG: the one picture format that every clipboard takes.
 * Returns the sentence that says why it could not, or null.
 */
export async function copyImage(id: ImageId): Promise<string | null> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(originalUrl(id)) })]);
    copied = id;
    return null;
  } catch {
    return NOT_COPIED;
  }
}

/** Puts a text on the system's clipboard. Returns the sentence that says why it could not, or null. */
export async function copyText(text: string): Promise<string | null> {
  try {
    copied = null;
    await navigator.clipboard.writeText(text);
    return null;
  } catch {
    return 'The text could not be copied: the system’s clipboard refused it.';
  }
}

async function pngOf(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error('The file is gone.');
  const bitmap = await createImageBitmap(await answer.blob(), { imageOrientation: 'from-image' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
