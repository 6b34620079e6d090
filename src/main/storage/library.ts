import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { CollectionId, ImageId } from '../../shared/ids';
import type { LibraryImage, LibraryIndex, LibraryView } from '../../shared/image';
import type { ImportOutcome, LibraryState } from '../../shared/ipc';
import type { Problem } from '../../shared/problem';
import { RequestError } from '../../shared/result';
import type { Clock, ImageArchive, Log, NewImage, SecureOutcome } from '../core/ports';
import type { CollectionStore } from './collection-store';
import { createDecodeLine } from './decode-line';
import { MOST_PIXELS } from './image-decoder';
import type { ImageDecoder } from './image-decoder';
import type { Expected, StoredFile, StoreOutcome } from './image-files';
import { isInPlace } from './image-files';
import { originalName, thumbnailName } from './image-name';
import { importFault, importName, MOST_IMPORT_BYTES } from './import-check';
import { createChangeNews } from './library-changes';
import type { LibraryChange } from './library-changes';
import type { LibraryCollections } from './library-collections';
import { createLibraryCollections } from './library-collections';
import type { LibraryFolder } from './library-folder';
import { isFolder, openLibraryFolder } from './library-folder';
import { letGo } from './let-go';
import { createRecordLine } from './record-line';
import type { RecordLine } from './record-line';

/** The library: original files in a folder that people can read, and their records. */
export interface Library extends ImageArchive, LibraryCollections {
  /** Goes over to another folder, creating it where it is missing, and closes the old one. One that can't be used changes nothing. */
  open(folder: string): LibraryState;
  /** Copies a file into the library; refuses what is no image that Easel stores, with one sentence. Never rejects. */
  importFile(path: string, as: Pick<NewImage, 'id' | 'createdAt'>): Promise<ImportOutcome>;
  index(view: LibraryView, search: string): LibraryIndex;
  /** Only those that exist, in the order asked for. */
  images(ids: readonly ImageId[]): readonly LibraryImage[];
  /** Absolute path of the original, or null. */
  fileOf(id: ImageId): string | null;
  /** Absolute path of the thumbnail, or null while there is none. */
  thumbnailOf(id: ImageId): string | null;
  /** Says that a thumbnail was not found on disk: it is made again. */
  thumbnailMissing(id: ImageId): void;
  /** Begins to decode what has no thumbnail yet. To be called when the window is up. */
  startDecoding(): void;
  /** Calls back on changes, the first at once and those that follow within a tenth of a second together. */
  onChange(listener: (change: LibraryChange) => void): () => void;
  /** Calls back when the library has become available or unavailable. */
  onState(listener: (state: LibraryState) => void): () => void;
  /** Ends all work and closes the records. What is being secured fails and is tried again after the next start. */
  close(): void;
}

/** What the library needs. */
export interface LibraryPorts {
  readonly clock: Clock;
  readonly decoder: ImageDecoder;
  readonly log: Log;
  readonly newCollectionId: () => CollectionId;
  /** Tells the person what happened by itself, such as a damaged file that was set aside. */
  readonly notify: (message: string) => void;
}

/** Longest that a thumbnail waits for files that come in. Milliseconds. */
const SHOWN_LATE = 1000;
/** Images of the gateway are never larger; see the media limits. */
const MOST_GATEWAY_BYTES = 64 * 1024 * 1024;
const EMPTY = {
  ids: [],
  widths: [],
  heights: [],
  createdAt: [],
  counts: { all: 0, edits: 0, imported: 0 },
  collections: [],
};

/**
 * Opens the library in the folder. A folder that can't be used makes the state unavailable; nothing is thrown. `create`
 * makes a missing one: not where a disk may be away, whose place an empty library would take.
 */
export function createLibrary(folder: string, ports: LibraryPorts, create = true): Library {
  const news = createChangeNews(ports.clock);
  const stateListeners = new Set<(state: LibraryState) => void>();
  const securing = new Map<ImageId, Promise<unknown>>();
  let place = openLibraryFolder(folder, ports, create);
  let decoding = false;
  const records = createRecordLine(() => securing.size);
  const line = createDecodeLine(
    ports,
    () => place,
    news.changed,
    () => calm(ports.clock, securing),
  );

  const enter = (next: LibraryFolder): void => {
    const before = place;
    place = next;
    before.close();
    if (decoding) line.start();
    if (JSON.stringify(before.state) === JSON.stringify(place.state)) return;
    for (const listener of stateListeners) listener(place.state);
    news.everything();
  };
  /** Looks at the same folder anew, without making it: its disk may have gone, or be back. */
  const reopen = (): void => {
    place.close();
    enter(openLibraryFolder(place.path, ports, false));
  };
  const current = (): LibraryFolder => {
    if (place.state.status === 'unavailable') reopen();
    return place;
  };
  const secureAlone = async (
    image: NewImage,
    bytes: AsyncIterable<Uint8Array>,
    length: number | null,
    maxBytes: number,
  ): Promise<SecureOutcome> => {
    const target = current();
    if (target.state.status === 'unavailable') {
      await letGo(bytes);
      return unavailable(target.state.message);
    }
    const existing = target.store?.get(image.id);
    if (existing && (await isInPlace(target.path, existing.file, existing.bytes))) {
      await letGo(bytes);
      return { kind: 'secured', image: existing };
    }
    const nameOf: Expected['nameOf'] = (format, copy) => originalName(image, format, copy);
    const outcome = await target.write(bytes, { length, maxBytes, nameOf, earlierNames: earlierNames(image) });
    // The disk went away while in use: said at once, and looked for again at the next attempt.
    if (outcome.kind === 'failed' && place === target && !isFolder(target.path)) reopen();
    const secured = await record(target, records, image, outcome);
    if (secured.kind === 'secured') {
      news.added(image.id);
      if (decoding) line.add(image.id);
    }
    return secured;
  };
  const secure = async (
    image: NewImage,
    bytes: AsyncIterable<Uint8Array>,
    length: number | null,
    maxBytes: number,
  ): Promise<SecureOutcome> => {
    // Twice the same image at once: the second waits and then finds it.
    await securing.get(image.id);
    const work = secureAlone(image, bytes, length, maxBytes).catch((error: unknown): SecureOutcome => {
      ports.log.error('securing an image failed', { error });
      // Records that are damaged, or whose disk was away for a moment, get no better by themselves.
      reopen();
      return unavailable('The library could not record the image. Check its disk.');
    });
    securing.set(image.id, work);
    return work.finally(() => {
      if (securing.get(image.id) === work) securing.delete(image.id);
    });
  };

  const collections = (): CollectionStore => {
    const { state, store } = current();
    if (store) return store.collections;
    const message = state.status === 'unavailable' ? state.message : 'The library is closed.';
    throw new RequestError('unavailable', message, 'library');
  };

  return {
    state: () => place.state,
    has: (id) => place.store?.get(id) !== undefined,
    secure: (image, bytes, length) => secure(image, bytes, length, MOST_GATEWAY_BYTES),
    open: (path) => {
      const isSame = path === place.path;
      // Two connections to one folder would only be in each other's way.
      if (isSame) place.close();
      const next = openLibraryFolder(path, ports, true);
      if (isSame || next.store) enter(next);
      return next.state;
    },
    importFile: (path, as) => importInto(secure, path, as),
    index: (view, search) => ({ ...(place.store?.index(view, search) ?? EMPTY), revision: news.revision() }),
    images: (ids) => place.store?.images(ids) ?? [],
    ...createLibraryCollections(collections, ports.newCollectionId, news.everything),
    fileOf: (id) => {
      const image = place.store?.get(id);
      return image ? join(place.path, ...image.file.split('/')) : null;
    },
    thumbnailOf: (id) => (place.store?.hasThumbnail(id) ? join(place.path, ...thumbnailName(id).split('/')) : null),
    thumbnailMissing: (id) => {
      place.store?.thumbnailLost(id);
      if (decoding) line.add(id);
    },
    startDecoding: () => {
      decoding = true;
      line.start();
    },
    onChange: news.listen,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    close: () => {
      decoding = false;
      news.close();
      place.close();
    },
  };
}

/** A crash before the record, and the rest of the journey in another time zone: its name has another date. */
function earlierNames(image: NewImage): Required<Expected>['earlierNames'] {
  return (format) => [-1, 1].map((days) => originalName(image, format, 1, days));
}

/** Saving goes before showing: a thumbnail waits while files come in, but a second at most. */
async function calm(clock: Clock, securing: ReadonlyMap<ImageId, Promise<unknown>>): Promise<void> {
  const stop = new AbortController();
  const until = clock.monotonic() + SHOWN_LATE;
  const patience = clock.sleep(SHOWN_LATE, stop.signal).catch(() => undefined);
  while (securing.size > 0 && clock.monotonic() < until) {
    await Promise.race([Promise.allSettled(securing.values()), patience]);
  }
  stop.abort();
}

/** The row of a file that is on disk and synced. */
async function record(
  target: LibraryFolder,
  records: RecordLine,
  image: NewImage,
  outcome: StoreOutcome,
): Promise<SecureOutcome> {
  if (outcome.kind === 'rejected') return { kind: 'rejected', problem: problem('bad-media', outcome.message) };
  if (outcome.kind === 'failed' || !target.store) {
    return unavailable(outcome.kind === 'failed' ? outcome.message : 'The library was closed.');
  }
  const full = toRecord(image, outcome.stored);
  await records.put(target.store, full);
  return { kind: 'secured', image: full };
}

function toRecord(image: NewImage, stored: StoredFile): LibraryImage {
  // Not even tried where decoding it would take gigabytes.
  return { ...image, ...stored, displayable: stored.width * stored.height <= MOST_PIXELS };
}

function unavailable(message: string): SecureOutcome {
  return { kind: 'unavailable', problem: problem('disk', message) };
}

function problem(code: Problem['code'], message: string): Problem {
  return { code, message, httpStatus: null };
}

type Secure = (
  image: NewImage,
  bytes: AsyncIterable<Uint8Array>,
  length: number | null,
  maxBytes: number,
) => Promise<SecureOutcome>;

async function importInto(
  secure: Secure,
  path: string,
  as: Pick<NewImage, 'id' | 'createdAt'>,
): Promise<ImportOutcome> {
  const { name, title } = importName(path);
  const fault = await importFault(path, name);
  if (fault !== null) return { name, ok: false, message: fault };
  const image: NewImage = { ...as, kind: 'imported', title, recipe: null, origin: null };
  const secured = await secure(image, createReadStream(path), null, MOST_IMPORT_BYTES);
  if (secured.kind === 'secured') return { name, ok: true, imageId: secured.image.id };
  return { name, ok: false, message: `“${name}” was not imported. ${secured.problem.message}` };
}
