import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportOutcome } from '../shared/app-state';

/** Files with these endings are offered to Easel; what they are is judged by their bytes. */
const PICTURE = /\.(jpe?g|jfif|png|apng|webp|gif|avif|heic|heif|tiff?|bmp|jxl|jp2|psd|svg|dng|cr[23]|nef|arw|raf)$/i;

/**
 * The pictures among the words of a command line: flags, folders and what is not there are passed over. One after the
 * other, so that a disk that does not answer holds one thread and not all of them.
 */
export async function picturesIn(words: readonly string[], folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of words) {
    const path = pathOf(word, folder);
    if (path !== null && (await isFile(path))) found.push(path);
  }
  return found;
}

function pathOf(word: string, folder: string): string | null {
  if (word.startsWith('-') || !PICTURE.test(word)) return null;
  try {
    return word.startsWith('file:') ? fileURLToPath(word) : resolve(folder, word);
  } catch {
    return null;
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Finds files that are offered. Never rejects. */
type Finding = () => Promise<readonly string[]>;

/** Files that the system handed to Easel: by "Open with", on its icon or by a second start. */
export interface OfferedFiles {
  /** Nothing is looked for before there is a window to show it in. */
  add(find: Finding): void;
  /** Takes what is offered from now on, and what was offered before, once the window can show it. */
  serve(take: (paths: readonly string[]) => Promise<void>): void;
}

/** The system hands several files one by one; those that come within this time belong together. Milliseconds. */
const TOGETHER = 150;

/** Gathers files from the first moment on. `later` does something in so many milliseconds. */
export function createOfferedFiles(
  later: (act: () => void, milliseconds: number) => void = (act, milliseconds) => setTimeout(act, milliseconds),
): OfferedFiles {
  let waiting: Finding[] = [];
  let due = false;
  let taking: ((paths: readonly string[]) => Promise<void>) | null = null;
  const hand = async (finding: readonly Finding[]): Promise<void> => {
    const paths = new Set((await Promise.all(finding.map((find) => find()))).flat());
    if (paths.size > 0) await taking?.([...paths]);
  };
  const gather = (): void => {
    if (taking === null || waiting.length === 0 || due) return;
    due = true;
    later(() => {
      void hand(waiting);
      [waiting, due] = [[], false];
    }, TOGETHER);
  };
  return {
    add(find) {
      waiting.push(find);
      gather();
    },
    serve(take) {
      taking = take;
      gather();
    },
  };
}

/** What the services of an offer are. */
export interface OfferPorts {
  readonly import: (paths: readonly string[]) => Promise<readonly ImportOutcome[]>;
  readonly show: (outcomes: readonly ImportOutcome[]) => void;
  /** Says why nothing was taken. */
  readonly notify: (message: string) => void;
}

/** Takes offered files into the library and shows them. Never rejects. */
export async function takeOffered(ports: OfferPorts, paths: readonly string[]): Promise<void> {
  try {
    ports.show(await ports.import(paths));
  } catch (error) {
    ports.notify(error instanceof Error ? error.message : 'The files could not be opened.');
  }
}
