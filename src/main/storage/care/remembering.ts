import { join } from 'node:path';
import type { ImageId } from '../../../shared/ids';
import type { Clock, Log } from '../../core/ports';
import { thumbnailName } from '../images/image-name';
import type { Library } from '../library/library';
import type { LibraryWorker } from '../library/library-worker-line';
import { memoryOf } from './remembered-library';

/** What remembering needs. */
export interface RememberingPorts {
  readonly library: Pick<Library, 'state' | 'onChange'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder in user data. */
  readonly memory: string;
  /** Whether the library's folder is one that a person chose: its disk may be away one day. */
  readonly isChosen: () => boolean;
}

/** Keeps in user data what shows a library while its disk is away. */
export interface Remembering {
  /** The thumbnail was shown. */
  shown(id: ImageId): void;
  /** Copies the records if they changed since the last time. Never rejects. */
  records(): Promise<void>;
  /** Copies thumbnails that were shown since the last time. Never rejects. */
  thumbnails(): Promise<void>;
}

/** All remembered thumbnails of a library together, in bytes. */
const MOST_BYTES = 500 * 1024 * 1024;
/** Shown since the last copy; those before are forgotten. */
const MOST_SHOWN = 20_000;

/** Remembers the library of the moment. */
export function createRemembering(ports: RememberingPorts): Remembering {
  const { library, worker, memory } = ports;
  const shown = new Set<ImageId>();
  let changed = true;
  library.onChange(() => {
    changed = true;
  });
  const folder = (): string | null => {
    const state = library.state();
    return state.status === 'open' && ports.isChosen() ? state.folder : null;
  };
  const quietly = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      ports.log.warn('the library was not remembered', { reason: String(error) });
      return false;
    }
  };
  return {
    shown: (id) => {
      shown.delete(id);
      shown.add(id);
      const [oldest] = shown;
      if (shown.size > MOST_SHOWN && oldest !== undefined) shown.delete(oldest);
    },
    records: async () => {
      const path = folder();
      if (path === null || !changed) return;
      changed = false;
      const input = { database: join(path, 'library.db'), place: memoryOf(path, memory) };
      if (!(await quietly(worker.ask('rememberRecords', input)))) changed = true;
    },
    thumbnails: async () => {
      const path = folder();
      const names = [...shown].map(thumbnailName);
      shown.clear();
      if (path === null || names.length === 0) return;
      const place = memoryOf(path, memory);
      await quietly(worker.ask('rememberThumbnails', { folder: path, place, names, mostBytes: MOST_BYTES }));
    },
  };
}
