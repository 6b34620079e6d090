import { stat } from 'node:fs/promises';
import type { ImageId } from '../shared/ids';
import { RequestError } from '../shared/result';
import type { Desk } from './platform/desk';
import type { FileDesk } from './platform/file-desk';
import type { Library } from './storage/library/library';

/** What files are handed out with. */
export interface HandOutPorts {
  readonly library: Pick<Library, 'fileOf'>;
  readonly desk: Pick<Desk, 'chooseProgram'>;
  readonly files: FileDesk;
  readonly notify: (message: string) => void;
}

/**
 * Originals on their way to other programs: the very files of the library, with the bytes that once came. Each throws
 * `not-found` when none of the images has its file any more; where only some are gone the others go.
 */
export interface HandOut {
  /** Begins a native drag from the window; resolves when the system has taken it over or it has ended. */
  drag(ids: readonly ImageId[]): Promise<void>;
  /** Puts the files on the clipboard, for the file manager. Returns how many. */
  copyFiles(ids: readonly ImageId[]): Promise<{ readonly count: number }>;
  /** Puts their paths on the clipboard as text, one a line. Returns how many. */
  copyPaths(ids: readonly ImageId[]): Promise<{ readonly count: number }>;
  /** Opens the image in the system's program for it, or in one that the person chooses; `cancelled` when none was. */
  openWith(id: ImageId, how: 'default' | 'choose'): Promise<void>;
}

/** Looked at together: a file on a network drive takes its time. */
const TOGETHER = 64;

/** Hands out files of the library of the moment. */
export function createHandOut({ library, desk, files, notify }: HandOutPorts): HandOut {
  const present = async (ids: readonly ImageId[], verb: string): Promise<readonly [string, ...string[]]> => {
    const found: string[] = [];
    for (let at = 0; at < ids.length; at += TOGETHER) {
      const paths = ids.slice(at, at + TOGETHER).map((id) => library.fileOf(id));
      found.push(...(await Promise.all(paths.map(existing))).filter((path) => path !== null));
    }
    const [first, ...others] = found;
    if (first === undefined) throw new RequestError('not-found', missing(ids.length, ids.length, verb));
    if (found.length < ids.length) notify(missing(ids.length - found.length, ids.length, verb));
    return [first, ...others];
  };
  /** Null where the system asks by itself. */
  const programFor = async (): Promise<string | null> => {
    if (files.asksForProgram) return null;
    const program = await desk.chooseProgram();
    if (program === null) throw new RequestError('cancelled', 'No program was chosen.');
    return program;
  };
  return {
    async drag(ids) {
      await files.drag(await present(ids, 'dragged'));
    },
    async copyFiles(ids) {
      const paths = await present(ids, 'copied');
      const failure = await files.copy(paths);
      if (failure !== null) throw new RequestError('unavailable', failure);
      return { count: paths.length };
    },
    async copyPaths(ids) {
      const paths = await present(ids, 'copied');
      await files.copyText(paths.join('\n'));
      return { count: paths.length };
    },
    async openWith(id, how) {
      const [path] = await present([id], 'opened');
      const failure = how === 'default' ? await files.open(path) : await files.openIn(path, await programFor());
      if (failure !== null) throw new RequestError('unavailable', failure);
    },
  };
}

/** The path when a file is there, and nothing else under its name. */
async function existing(path: string | null): Promise<string | null> {
  if (path === null) return null;
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? path : null;
}

function missing(count: number, of: number, verb: string): string {
  if (of === 1) return `The image was not ${verb}: its file is missing from the library.`;
  if (count === of) return `Nothing was ${verb}: the files of these images are missing from the library.`;
  const were = count === 1 ? 'One image was' : `${count.toLocaleString('en')} images were`;
  return `${were} not ${verb}: the file is missing from the library. The others were.`;
}
