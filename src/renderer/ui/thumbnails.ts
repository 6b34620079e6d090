import type { ImageId } from '../../shared/ids';
import { thumbnailUrl } from './image-url';

/** Thumbnails by the dozen: most of the cost of one is that of its request. */
export interface Thumbnails {
  /**
   * Calls `give` with the address of the picture: at once when it is here already, else when it comes. Answers the way to
   * want it no more.
   */
  readonly want: (id: ImageId, version: number, give: (address: string) => void) => () => void;
}

/** What they are made of. */
export interface ThumbnailPorts {
  /** A line for each id, in base64; empty where there is none. */
  readonly fetchPack: (ids: readonly ImageId[]) => Promise<string>;
  /** Does something when what goes on now is done. */
  readonly soon: (act: () => void) => void;
}

/** In one request; main takes up to 64. */
const PACK = 24;
/** Requests on their way: a fling asks for one in each frame, and what is in sight must not wait for what went by. */
const AT_ONCE = 3;
/** Letters of pictures that are kept for coming back to, some hundreds. */
const KEPT = 16_000_000;

interface Wanted {
  readonly id: ImageId;
  readonly version: number;
  readonly takers: Set<(address: string) => void>;
}

/** See `Thumbnails`. */
export function createThumbnails({ fetchPack, soon }: ThumbnailPorts): Thumbnails {
  /** The one looked at last at the end. */
  const kept = new Map<string, string>();
  let weight = 0;
  /** By id and version; the one wanted first is fetched first. */
  const wanted = new Map<string, Wanted>();
  const underWay = new Map<string, Wanted>();
  let requests = 0;
  let isDue = false;

  function keep(key: string, address: string): void {
    weight += address.length - (kept.get(key)?.length ?? 0);
    kept.delete(key);
    kept.set(key, address);
    for (const [oldest, { length }] of kept) {
      if (weight <= KEPT) return;
      kept.delete(oldest);
      weight -= length;
    }
  }

  function due(): void {
    if (isDue) return;
    isDue = true;
    soon(() => {
      isDue = false;
      while (requests < AT_ONCE && wanted.size > 0) void fetchNext();
    });
  }

  async function fetchNext(): Promise<void> {
    const pack = [...wanted].slice(0, PACK);
    for (const [key, one] of pack) {
      wanted.delete(key);
      underWay.set(key, one);
    }
    requests += 1;
    const lines = await fetchPack(pack.map(([, { id }]) => id)).then(
      (text) => text.split('\n'),
      () => [],
    );
    requests -= 1;
    pack.forEach(([key, { id, version, takers }], at) => {
      underWay.delete(key);
      const line = lines[at] ?? '';
      const address = line === '' ? thumbnailUrl(id, version) : `data:image/webp;base64,${line}`;
      if (line !== '') keep(key, address);
      for (const give of takers) give(address);
    });
    if (wanted.size > 0) due();
  }

  return {
    want(id, version, give) {
      const key = `${id} ${String(version)}`;
      const here = kept.get(key);
      if (here !== undefined) {
        keep(key, here);
        give(here);
        return () => undefined;
      }
      const one = wanted.get(key) ?? underWay.get(key) ?? { id, version, takers: new Set() };
      one.takers.add(give);
      if (!underWay.has(key)) {
        wanted.set(key, one);
        due();
      }
      return () => {
        one.takers.delete(give);
        // What flew by is not worth a request.
        if (one.takers.size === 0) wanted.delete(key);
      };
    },
  };
}

/** The thumbnails of this window. */
export const thumbnails = createThumbnails({
  fetchPack: async (ids) => {
    const reply = await fetch(`easel://thumbnails/${ids.join(',')}`);
    return reply.ok ? reply.text() : '';
  },
  soon: queueMicrotask.bind(globalThis),
});
