import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spool } from '../core/ports';
import { makeFolder, syncFolder } from './durable';

/** Some 200 MB of image: more than any model returns, less than what would exhaust memory. */
const LONGEST_URI = 270_000_000;

/** The spool in a folder of user data, created when missing. Names are words of letters, digits, `-` and `_`. */
export function createSpool(folder: string): Spool {
  makeFolder(folder);
  return {
    writeDataUri: async (name, dataUri) => {
      const bytes = decodeDataUri(dataUri);
      if (!bytes || !isPlainName(name)) return null;
      const part = join(folder, `${name}.part`);
      const handle = await open(part, 'w', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, join(folder, name));
      syncFolder(folder);
      return name;
    },
    read: (file) => createReadStream(join(folder, checked(file))),
    remove: (file) => rm(join(folder, checked(file)), { force: true }),
  };
}

/** The bytes of a base64 data URI of an image, or null when it is no such thing. */
function decodeDataUri(uri: string): Buffer | null {
  if (uri.length > LONGEST_URI) return null;
  const comma = uri.indexOf(',');
  if (!/^data:[\w.+/-]*(;[\w.=+-]+)*;base64$/i.test(uri.slice(0, Math.min(comma, 200)))) return null;
  // Characters that are no base64 are skipped; whether the bytes are an image is checked when they are secured.
  const bytes = Buffer.from(uri.slice(comma + 1), 'base64');
  return bytes.length > 0 ? bytes : null;
}

function isPlainName(name: string): boolean {
  return /^[\w-]{1,100}$/.test(name);
}

function checked(file: string): string {
  if (!isPlainName(file)) throw new Error('A spooled file has a plain name.');
  return file;
}
