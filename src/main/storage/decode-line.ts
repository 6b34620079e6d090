import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageId } from '../../shared/ids';
import type { Log } from '../core/ports';
import type { ImageDecoder } from './image-decoder';
import { thumbnailName } from './image-name';
import type { LibraryFolder } from './library-folder';
import { writableStore } from './library-writable';

/** Images that wait for their thumbnail, one after the other in the background. */
export interface DecodeLine {
  /** Puts the image at the front: the newest is the one that is looked at. */
  add(id: ImageId): void;
  /** Adds what the records say has no thumbnail yet, behind everything that waits. */
  start(): void;
}

interface LinePorts {
  readonly decoder: ImageDecoder;
  readonly log: Log;
}

/** At one time in memory; the rest is fetched from the records when these are done. */
const BATCH = 500;

/**
 * A line for the folder of the moment; `changed` hears of each image whose details or pixels are new. `calm` resolves when
 * there is room for the next one.
 */
export function createDecodeLine(
  ports: LinePorts,
  folder: () => LibraryFolder,
  changed: (id: ImageId) => void,
  calm: () => Promise<void>,
): DecodeLine {
  let waiting: ImageId[] = [];
  let tried = new Set<ImageId>();
  let running = false;
  let backlog = false;

  const next = (): ImageId | undefined => {
    if (waiting.length === 0 && backlog) {
      waiting = (writableStore(folder())?.undecoded(BATCH) ?? []).filter((id) => !tried.has(id));
      backlog = waiting.length > 0;
    }
    return waiting.shift();
  };
  const run = async (): Promise<void> => {
    running = true;
    for (let id = next(); id !== undefined; id = next()) {
      await calm();
      tried.add(id);
      const place = folder();
      try {
        if (await makeThumbnail(ports.decoder, place, id)) changed(id);
      } catch (error) {
        ports.log.warn('a thumbnail was not made', { reason: String(error) });
      }
    }
    running = false;
  };
  return {
    add: (id) => {
      waiting = [id, ...waiting.filter((other) => other !== id)];
      if (!running) void run();
    },
    start: () => {
      backlog = true;
      tried = new Set();
      waiting = [];
      if (!running) void run();
    },
  };
}

/** True when something about the image is new. */
async function makeThumbnail(decoder: ImageDecoder, place: LibraryFolder, id: ImageId): Promise<boolean> {
  const store = writableStore(place);
  const image = store?.get(id);
  if (!store || !image) return false;
  const decoded = await decoder.thumbnail(join(place.path, ...image.file.split('/')));
  switch (decoded.kind) {
    case 'closed':
      return false;
    case 'not-displayable':
      store.undecodable(id);
      return true;
    case 'decoded': {
      const target = join(place.path, ...thumbnailName(id).split('/'));
      await mkdir(dirname(target), { recursive: true });
      // Not synced: a thumbnail can be made again. Renamed, so that half of one is never shown.
      await writeFile(`${target}.part`, decoded.bytes);
      await rename(`${target}.part`, target);
      store.decoded(id, decoded);
      return true;
    }
  }
}
