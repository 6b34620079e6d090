import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { errorCode } from '../durable';
import { MOST_PIXELS } from '../images/image-decoder';
import { inspectFile } from '../images/image-files';
import type { Inspection } from '../images/image-header';
import { HEAD_BYTES, inspectImage, TAIL_BYTES } from '../images/image-header';

/** Larger files are not imported. */
export const MOST_IMPORT_BYTES = 200 * 1024 * 1024;

/** Why something can't come into the library. */
export interface ImportFault {
  /** One sentence with its name. */
  readonly message: string;
  /** It is no image of any kind that Easel stores: in a folder such files are passed over. */
  readonly foreign: boolean;
}

/** A file's own name, and what it is called in the library. */
export function importName(path: string): { readonly name: string; readonly title: string } {
  const name = basename(path).normalize('NFC').replace(/\p{C}/gu, '');
  const title = name.slice(0, name.length - extname(name).length).slice(0, 200);
  return { name, title: title === '' ? 'untitled' : title };
}

/** Why the file can't come into the library, or null. Looks at its two ends, not at its name. Never rejects. */
export async function fileFault(path: string, name: string): Promise<ImportFault | null> {
  try {
    // Without waiting: opening a pipe would otherwise hang until someone writes to it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (found.isDirectory()) return fault(`“${name}” is a folder that could not be looked into.`);
      if (!found.isFile()) return fault(`“${name}” is no file.`, true);
      return sizeFault(found.size, name) ?? contentFault(await inspectFile(handle, found.size), name);
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Bytes that are no text in the name were replaced when the folder was read.
    if (errorCode(error) === 'ENOENT' && path.includes('\ufffd')) {
      return fault(`“${name}” has signs in its name that can’t be read. Rename it first.`);
    }
    return fault(`“${name}” ${UNREADABLE[errorCode(error)] ?? 'could not be read.'}`);
  }
}

/** The same for bytes without a file. */
export function dataFault(bytes: Uint8Array, name: string): ImportFault | null {
  const tail = bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES));
  return (
    sizeFault(bytes.length, name) ?? contentFault(inspectImage(bytes.subarray(0, HEAD_BYTES), tail, bytes.length), name)
  );
}

function sizeFault(size: number, name: string): ImportFault | null {
  if (size === 0) return fault(`“${name}” is empty.`, true);
  return size > MOST_IMPORT_BYTES ? fault(`“${name}” is larger than 200 MB. Make it smaller first.`) : null;
}

function contentFault(inspection: Inspection, name: string): ImportFault | null {
  if (inspection.kind === 'other') {
    const { name: format } = inspection;
    const why =
      format === null
        ? 'is no image. Easel takes JPEG, PNG, WebP, GIF and AVIF.'
        : `is ${format}, which can’t be read here. Export it as JPEG or PNG.`;
    return fault(`“${name}” ${why}`, true);
  }
  if (inspection.width * inspection.height > MOST_PIXELS) {
    return fault(`“${name}” has more than 100 million pixels. Make it smaller first.`);
  }
  return inspection.complete ? null : fault(`“${name}” is damaged: its end is missing.`);
}

function fault(message: string, foreign = false): ImportFault {
  return { message, foreign };
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'is not there any more.',
  EACCES: 'may not be read. Change its permissions.',
  EPERM: 'may not be read. Change its permissions.',
  EISDIR: 'is a folder that could not be looked into.',
  ENXIO: 'is no file.',
};
