import type { ImageId } from '../../shared/ids';
import { thumbnailUrl } from '../ui/image-url';

/** Small pictures for the graph seen from afar, where hundreds are in sight: whole thumbnails would fill the memory. */
export interface FarPictures {
  /** The picture when it is there; else it is fetched, unless too many are asked for already. */
  readonly get: (id: ImageId, version: number) => ImageBitmap | null;
  readonly close: () => void;
}

/** Device pixels across; on the order of what a card has from afar. */
const WIDTH = 96;
/** Some 25 MB. */
const KEPT = 1000;
const AT_ONCE = 4;

/** `arrived` is called when there is something new to draw. */
export function createFarPictures(arrived: () => void): FarPictures {
  const kept = new Map<string, ImageBitmap | null>();
  let underWay = 0;
  let isOpen = true;

  async function fetchOne(key: string, address: string): Promise<void> {
    underWay += 1;
    const picture = await fetch(address)
      .then(async (reply) => (reply.ok ? createImageBitmap(await reply.blob(), SMALL) : null))
      .catch(() => null);
    underWay -= 1;
    if (!isOpen) {
      picture?.close();
      return;
    }
    kept.set(key, picture);
    for (const [oldest, old] of kept) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
      old?.close();
    }
    arrived();
  }

  return {
    get: (id, version) => {
      const address = thumbnailUrl(id, version);
      const here = kept.get(address);
      if (here !== undefined || underWay >= AT_ONCE) return here ?? null;
      kept.set(address, null);
      void fetchOne(address, address);
      return null;
    },
    close: () => {
      isOpen = false;
      for (const picture of kept.values()) picture?.close();
      kept.clear();
    },
  };
}

const SMALL: ImageBitmapOptions = { resizeWidth: WIDTH, resizeQuality: 'medium' };
