import { randomBytes } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../shared/problem';
import type { Spool } from '../../core/ports';
import { errorCode, makeFolder, syncFolder } from '../durable';
import { writePart } from '../images/image-files';
import { BytesEnded } from '../write-pieces';

/** Images of the gateway are never larger; see the media limits. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The spool in a folder of user data, created when missing. Names are words of letters, digits, `-` and `_`. */
export function createSpool(folder: string): Spool {
  makeFolder(folder);
  const leftovers = new Map(readdirSync(folder).map((name) => [name, changedAt(join(folder, name))]));
  return {
    write: async (name, bytes, length) => {
      const target = join(folder, checked(name));
      const part = `${target}-${randomBytes(4).toString('hex')}.part`;
      try {
        const written = await writePart(part, bytes, { length, maxBytes: MOST_BYTES });
        if (written.kind === 'rejected') return { kind: 'rejected', problem: problem('bad-media', written.message) };
        await rename(part, target);
        syncFolder(folder);
        return { kind: 'written', file: name };
      } catch (error) {
        if (error instanceof BytesEnded) return { kind: 'rejected', problem: problem('bad-media', error.message) };
        return { kind: 'unavailable', problem: problem('disk', diskSentence(error)) };
      } finally {
        await rm(part, { force: true }).catch(() => undefined);
      }
    },
    read: (file) => createReadStream(join(folder, checked(file))),
    remove: (file) => rm(join(folder, checked(file)), { force: true }),
    clean: async (named) => {
      for (const [name, changed] of leftovers) {
        const path = join(folder, name);
        // Touched since: a reply that was read again uses it.
        if (named.has(name) || (await stat(path).catch(() => null))?.mtimeMs !== changed) continue;
        await rm(path, { force: true, recursive: true }).catch(() => undefined);
      }
      leftovers.clear();
    },
  };
}

function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function problem(code: Problem['code'], message: string): Problem {
  return { code, message, httpStatus: null };
}

function diskSentence(error: unknown): string {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error))
    ? 'The disk of Easel’s own data is full. Free some space.'
    : 'Easel’s own data folder could not be written to. Check its disk.';
}

function checked(file: string): string {
  if (!/^[\w-]{1,100}$/.test(file)) throw new Error('A spooled file has a plain name.');
  return file;
}
