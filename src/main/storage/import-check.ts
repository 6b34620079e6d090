import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { errorCode } from './durable';
import { MOST_PIXELS } from './image-decoder';
import { inspectFile } from './image-files';

/** Larger files are not imported. */
export const MOST_IMPORT_BYTES = 200 * 1024 * 1024;

/** A file's own name, and what it is called in the library. */
export function importName(path: string): { readonly name: string; readonly title: string } {
  const name = basename(path).normalize('NFC').replace(/\p{C}/gu, '');
  const title = name.slice(0, name.length - extname(name).length).slice(0, 200);
  return { name, title: title === '' ? 'untitled' : title };
}

/** Why the file can't come into the library, as one sentence, or null. Looks at its two ends, not at its name. */
export async function importFault(path: string, name: string): Promise<string | null> {
  try {
    // Without waiting: opening a pipe would otherwise hang until someone writes to it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (found.isDirectory()) return `“${name}” is a folder. Drop the images that are in it.`;
      if (!found.isFile()) return `“${name}” is no file.`;
      if (found.size === 0) return `“${name}” is empty.`;
      if (found.size > MOST_IMPORT_BYTES) return `“${name}” is larger than 200 MB. Make it smaller first.`;
      const inspection = await inspectFile(handle, found.size);
      if (inspection.kind === 'other') {
        const what = inspection.name ?? 'no image';
        return `“${name}” is ${what}. Easel takes JPEG, PNG, WebP, GIF and AVIF; save it as one of them.`;
      }
      if (inspection.width * inspection.height > MOST_PIXELS) {
        return `“${name}” has more than 100 million pixels. Make it smaller first.`;
      }
      return inspection.complete ? null : `“${name}” is damaged: its end is missing.`;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return `“${name}” ${UNREADABLE[errorCode(error)] ?? 'could not be read.'}`;
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'is not there any more.',
  EACCES: 'may not be read. Change its permissions.',
  EPERM: 'may not be read. Change its permissions.',
  EISDIR: 'is a folder. Drop the images that are in it.',
  ENXIO: 'is no file.',
};
