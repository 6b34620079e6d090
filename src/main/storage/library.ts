import { join } from 'node:path';
import type { CollectionId, ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { LibraryState } from '../../shared/ipc';
import type { LibraryChange, LibraryColumns, LibraryLists } from '../../shared/library';
import { RequestError } from '../../shared/result';
import type { Clock, ImageArchive, Log, NewImage, SecureOutcome } from '../core/ports';
import { createDecodeLine } from './decode-line';
import type { ImageDecoder } from './image-decoder';
import type { StoredFile } from './image-files';
import { thumbnailName } from './image-name';
import type { Told } from './library-changes';
import { createChangeNews } from './library-changes';
import type { LibraryFolder } from './library-folder';
import { openLibraryFolder } from './library-folder';
import type { LibraryOrganising, OrganisingIds } from './library-organising';
import { createLibraryOrganising } from './library-organising';
import { NO_COLUMNS } from './library-reading';
import type { LibraryRecords } from './library-records';
import type { FoundImage } from './library-saving';
import { createLibrarySaving } from './library-saving';
import type { LibraryStore } from './library-store';
import type { LibraryWorker } from './library-worker-line';
import { refusal, writableStore } from './library-writable';

/** The library: original files in a folder that people can read, and their records. */
export interface Library extends ImageArchive, LibraryOrganising {
  /** Goes over to another folder, creating it where it is missing, and closes the old one. One that can't be used changes nothing. */
  open(folder: string): LibraryState;
  /** Looks at the same folder anew, without making it: its disk may have gone, or be back. */
  reopen(): LibraryState;
  /** Records a file that is in its place in the library folder already, synced. Never rejects. */
  addFile(image: FoundImage, stored: StoredFile): Promise<SecureOutcome>;
  /** Every row; empty while there is no library. What changes from here on is told with a greater revision. */
  columns(): Promise<LibraryColumns>;
  /** See `library.search`. */
  search(text: string): Promise<Int32Array>;
  /** See `library.byName`. */
  byName(): Promise<Int32Array>;
  /** See `collections.members`. */
  members(id: CollectionId): Int32Array;
  lists(): LibraryLists;
  /** Only those that exist, in the order asked for. */
  images(ids: readonly ImageId[]): readonly LibraryImage[];
  /** See `library.found`. */
  found(id: ImageId): string | null;
  /** Absolute path of the original, or null. */
  fileOf(id: ImageId): string | null;
  /** Absolute path of the thumbnail, or null while there is none. */
  thumbnailOf(id: ImageId): string | null;
  /** Says that a thumbnail was not found on disk: it is made again. */
  thumbnailMissing(id: ImageId): void;
  /** Begins to decode what has no thumbnail yet. To be called when the window is up. */
  startDecoding(): void;
  /** The records of the moment, for work that is no step of the history. Throws `unavailable` while nothing can be changed. */
  records(): LibraryRecords;
  /** Says what was changed through `records()`, so that the window hears of it, and thumbnails are made where pixels are new. */
  told(change: Told): void;
  /** Nothing can be changed from now on, for that reason, until it is null again or another folder is opened. */
  hold(reason: string | null): void;
  /** Calls back on changes, the first at once and those that follow within a tenth of a second together. */
  onChange(listener: (change: LibraryChange) => void): () => void;
  /** Calls back when the library has become available or unavailable. */
  onState(listener: (state: LibraryState) => void): () => void;
  /** Ends all work and closes the records. What is being secured fails and is tried again after the next start. */
  close(): void;
}

/** What the library needs. */
export interface LibraryPorts extends OrganisingIds {
  readonly clock: Clock;
  readonly decoder: ImageDecoder;
  readonly log: Log;
  /** Reads what is too much for the thread that calls. */
  readonly reader: LibraryWorker;
  /** Folder of this machine for what it remembers of libraries whose disk may be away. */
  readonly memory: string;
  /** Who holds a library that is open for writing. */
  readonly machine: { readonly host: string; readonly pid: number };
  /** Tells the person what happened by itself, such as a damaged file that was set aside. */
  readonly notify: (message: string) => void;
}

/** Images of the gateway are never larger; see the media limits. */
const MOST_GATEWAY_BYTES = 64 * 1024 * 1024;
/** More new images than this have no order among those that wait for a thumbnail. */
const MOST_IN_FRONT = 100;
const NO_LISTS: LibraryLists = { collections: [], smart: [], tags: [], undo: null, redo: null };

/**
 * Opens the library in the folder. A folder that can't be used makes the state unavailable; nothing is thrown. `create`
 * makes a missing one: not where a disk may be away, whose place an empty library would take.
 */
export function createLibrary(folder: string, ports: LibraryPorts, create = true): Library {
  const news = createChangeNews(ports.clock, {
    rows: (ids) => place.store?.rows(ids) ?? [],
    lists: () => lists(),
  });
  const stateListeners = new Set<(state: LibraryState) => void>();
  const stateChanged = (): void => {
    for (const listener of stateListeners) listener(place.state);
  };
  const folderPorts = { ...ports, stateChanged };
  let place = openLibraryFolder(folder, folderPorts, create);
  let decoding = false;

  const enter = (next: LibraryFolder): void => {
    const before = place;
    place = next;
    before.close();
    if (decoding) line.start();
    const isSame = JSON.stringify(before.state) === JSON.stringify(place.state);
    if (isSame && place.state.status === 'unavailable') return;
    if (!isSame) stateChanged();
    // Records that were opened anew may be others.
    news.now({ all: true });
  };
  const reopen = (): LibraryState => {
    place.close();
    enter(openLibraryFolder(place.path, folderPorts, false));
    return place.state;
  };
  const current = (): LibraryFolder => {
    if (place.state.status === 'unavailable') reopen();
    return place;
  };
  const saved = (told: Told): void => {
    news.note(told);
    if (!decoding) return;
    const ids = [...(told.ids ?? []), ...(told.pixels ?? [])];
    if (told.all === true || ids.length > MOST_IN_FRONT) line.start();
    else for (const id of ids) if (place.store?.hasThumbnail(id) === false) line.add(id);
  };
  const saving = createLibrarySaving({
    ...ports,
    place: () => place,
    current,
    reopen,
    saved: (id) => {
      saved({ ids: [id] });
    },
  });
  const line = createDecodeLine(
    ports,
    () => place,
    (id) => {
      news.note({ pixels: [id] });
    },
    saving.calm,
  );
  const writable = (): LibraryStore => {
    const store = writableStore(current());
    if (store) return store;
    throw new RequestError('unavailable', refusal(place.state) ?? 'The library is closed.', 'library');
  };
  const readable = (): LibraryStore => current().store ?? writable();
  /** Asks the thread; null while there is nothing to read. */
  const read = async <T>(ask: (file: string) => Promise<T>): Promise<T | null> => {
    if (!place.store) return null;
    try {
      return await ask(place.databaseFile);
    } catch (error) {
      ports.log.warn('the records could not be read', { reason: String(error) });
      throw new RequestError('unavailable', 'The library’s records could not be read. Check its disk.', 'library');
    }
  };
  const lists = (): LibraryLists => place.store?.lists() ?? NO_LISTS;

  return {
    state: () => place.state,
    has: (id) => place.store?.has(id) ?? false,
    secure: (image, bytes, length) => saving.secure(image, bytes, length, MOST_GATEWAY_BYTES),
    addFile: saving.addFile,
    open: (path) => {
      const isSame = path === place.path;
      // Two connections to one folder would only be in each other's way.
      if (isSame) place.close();
      const next = openLibraryFolder(path, folderPorts, true);
      if (isSame || next.store) enter(next);
      return next.state;
    },
    reopen,
    columns: async () => {
      // From before the look: what changes meanwhile is told with a greater one.
      const revision = news.revision();
      const rows = await read((file) => ports.reader.ask('readColumns', { file }));
      return { ...(rows ?? NO_COLUMNS), revision, lists: lists() };
    },
    search: async (text) => (await read((file) => ports.reader.ask('searchWords', { file, text }))) ?? new Int32Array(),
    byName: async () => (await read((file) => ports.reader.ask('orderByName', { file }))) ?? new Int32Array(),
    members: (id) => place.store?.collections.members(id) ?? new Int32Array(),
    lists,
    images: (ids) => place.store?.images(ids) ?? [],
    found: (id) => place.store?.found(id) ?? null,
    ...createLibraryOrganising({ readable, writable }, ports, news),
    fileOf: (id) => {
      const file = place.store?.fileOf(id);
      return file === undefined ? null : join(place.path, ...file.split('/'));
    },
    thumbnailOf: (id) =>
      place.store?.hasThumbnail(id) ? join(place.thumbnails, ...thumbnailName(id).split('/')) : null,
    thumbnailMissing: (id) => {
      writableStore(place)?.thumbnailLost(id);
      if (decoding) line.add(id);
    },
    startDecoding: () => {
      decoding = true;
      line.start();
    },
    records: () => writable().records,
    told: saved,
    hold: (reason) => {
      place.hold(reason);
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
