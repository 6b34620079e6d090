import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { maskSignatures } from '../../../shared/signed-address';
import { errorCode, syncFolder } from '../durable';
import type { FoundImage } from './reply-images';
import { slimText } from './reply-images';

/** A large body to be kept for the receipts. */
export interface KeepTask {
  /** Folder of the bodies. */
  readonly folder: string;
  /** Of the file, without its ending. */
  readonly name: string;
  /** As they came. */
  readonly bytes: Uint8Array;
  /** Every form of every secret, the longest first. */
  readonly forms: readonly string[];
}

/** Where a large body was kept. */
export interface KeptBody {
  readonly file: string;
  /** What a person can read of it: at most 64 Ki characters, with long runs of base64 named by their length. */
  readonly beginning: string;
}

/** A body whose images are to go to the spool. */
export interface SlimTask {
  /** Folder of the spool. */
  readonly spool: string;
  readonly bytes: Uint8Array;
  readonly forms: readonly string[];
}

/** Longer bodies than any transport reads. */
const KEPT_LIMIT = 128 * 1024 * 1024;
const BEGINNING_LIMIT = 64 * 1024;

/** Writes the masked body into a file of its own, synced, and returns its name. Rejects when the disk refuses. */
export async function keepBody({ folder, name, bytes, forms }: KeepTask): Promise<KeptBody> {
  // Byte for byte: what is no UTF-8 stays what it was.
  const text = maskForms(asLatin1(bytes.subarray(0, KEPT_LIMIT)), forms.map(inLatin1));
  for (let more = 1; ; more++) {
    const file = more === 1 ? `${name}.txt` : `${name} (${String(more)}).txt`;
    if (await writeNew(join(folder, file), Buffer.from(text, 'latin1'))) {
      syncFolder(folder);
      return { file, beginning: beginningOf(text) };
    }
  }
}

/** See `ReplyBodies.slim`. Rejects when the disk refuses. */
export async function slimBody({ spool, bytes, forms }: SlimTask): Promise<string> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const slim = slimText(text, (rest) => maskForms(rest, forms));
  await writeImages(spool, slim.images);
  return slim.text;
}

/** Writes images to the spool, synced. One that is there already was written from the same bytes. */
export async function writeImages(spool: string, images: readonly FoundImage[]): Promise<void> {
  for (const { file, bytes } of images) {
    const path = join(spool, file);
    if ((await stat(path).catch(() => null))?.size === bytes.length) {
      // In use again, so that no cleaning takes it for a leftover.
      await utimes(path, new Date(), new Date());
      continue;
    }
    const part = join(spool, `${file}-${randomBytes(4).toString('hex')}.part`);
    try {
      await writeNew(part, bytes);
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
  if (images.length > 0) syncFolder(spool);
}

/** Writes and syncs a file that must not exist yet; false when it does. */
async function writeNew(path: string, bytes: Uint8Array): Promise<boolean> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if (errorCode(error) === 'EEXIST') return null;
    throw error;
  });
  if (!file) return false;
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}

const MASKED = '[secret]';
/** Shorter secrets occur by chance in the base64 of an image, and masking them there would spoil it. */
const SHORTEST_IN_IMAGES = 8;
const RUN = 64;

/** Takes secrets and signatures of addresses out of a text, but for what only looks like one inside the base64 of an image. */
export function maskForms(text: string, forms: readonly string[]): string {
  const masked = forms.reduce((before, form) => {
    if (form.length >= SHORTEST_IN_IMAGES) return before.replaceAll(form, MASKED);
    return before.replaceAll(form, (found, at: number) =>
      isInRun(before.slice(Math.max(0, at - RUN), at)) ||
      isInRun(before.slice(at + found.length, at + found.length + RUN))
        ? found
        : MASKED,
    );
  }, text);
  return maskSignatures(masked);
}

function isInRun(text: string): boolean {
  return text.length === RUN && /^[\w+/=-]+$/.test(text);
}

/** Read in steps: a regular expression that swallows 20 MB at once overflows its stack. */
function beginningOf(text: string): string {
  const run = /[\w+/=-]{512}/g;
  const more = /[\w+/=-]{1,4096}/y;
  let readable = '';
  let done = 0;
  for (let found = run.exec(text); found && readable.length < BEGINNING_LIMIT; found = run.exec(text)) {
    let end = run.lastIndex;
    for (more.lastIndex = end; more.test(text);) end = more.lastIndex;
    readable += `${text.slice(done, found.index)}(${String(end - found.index)} characters)`;
    done = end;
    run.lastIndex = end;
  }
  readable += text.slice(done, done + BEGINNING_LIMIT);
  return Buffer.from(readable.slice(0, BEGINNING_LIMIT), 'latin1').toString('utf8');
}

function asLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function inLatin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
