import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageId } from '../../../shared/ids';
import type { Log } from '../../core/ports';
import type { ImageDecoder } from '../images/image-decoder';
import { isInPlace } from '../images/image-files';
import { thumbnailName } from '../images/image-name';
import type { LibraryFolder } from './library-folder';
import { writableStore } from './library-writable';

/** Images that wait for their thumbnail, two at a time in the background. */
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

/** As many as the decoder decodes at once. */
const LANES = 2;
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
  /** Tried in vain, or being tried. */
  let tried = new Set<ImageId>();
  let running = 0;
  let backlog = false;

  const next = (): ImageId | undefined => {
    if (waiting.length === 0 && backlog) {
      const undecoded = writableStore(folder())?.undecoded(BATCH + tried.size) ?? [];
      waiting = undecoded.filter((id) => !tried.has(id));
      backlog = waiting.length > 0;
    }
    return waiting.shift();
  };
  const run = async (): Promise<void> => {
    running += 1;
    for (let id = next(); id !== undefined; id = next()) {
      tried.add(id);
      await calm();
      try {
        const outcome = await makeThumbnail(ports.decoder, folder(), id);
        if (outcome === 'made') tried.delete(id);
        if (outcome !== 'nothing') changed(id);
      } catch (error) {
        ports.log.warn('a thumbnail was not made', { reason: String(error) });
      }
    }
    running -= 1;
  };
  const go = (): void => {
    for (let free = LANES - running; free > 0; free--) void run();
  };
  return {
    add: (id) => {
      waiting = [id, ...waiting.filter((other) => other !== id)];
      go();
    },
    start: () => {
      backlog = true;
      tried = new Set();
      waiting = [];
      go();
    },
  };
}

async function makeThumbnail(
  decoder: ImageDecoder,
  place: LibraryFolder,
  id: ImageId,
): Promise<'made' | 'not-displayable' | 'nothing'> {
  const store = writableStore(place);
  const image = store?.get(id);
  if (!store || !image) return 'nothing';
  const decoded = await decoder.thumbnail(join(place.path, ...image.file.split('/')));
  switch (decoded.kind) {
    case 'closed':
      return 'nothing';
    case 'not-displayable':
      // Moved on its way, or missing: that says nothing of the picture.
      if (!(await isInPlace(place.path, image.file, image.bytes))) return 'nothing';
      store.undecodable(id);
      return 'not-displayable';
    case 'decoded': {
      const target = join(place.path, ...thumbnailName(id).split('/'));
      await mkdir(dirname(target), { recursive: true });
      // Not synced: a thumbnail can be made again. Renamed, so that half of one is never shown.
      await writeFile(`${target}.part`, decoded.bytes);
      await rename(`${target}.part`, target);
      store.decoded(id, decoded);
      return 'made';
    }
  }
}
