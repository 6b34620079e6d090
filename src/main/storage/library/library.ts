import { join } from 'node:path';
import type { CollectionId, ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { LibraryState } from '../../../shared/app-state';
import type { LibraryChange, LibraryColumns, LibraryLists } from '../../../shared/library';
import type { Family } from '../../../shared/lineage';
import { RequestError } from '../../../shared/result';
import type { Clock, ImageArchive, Log, SecureOutcome } from '../../core/ports';
import { createDecodeLine } from './decode-line';
import type { ImageDecoder } from '../images/image-decoder';
import type { StoredFile } from '../images/image-files';
import { thumbnailName } from '../images/image-name';
import type { FamilyAsked } from './family';
import type { Told } from './library-changes';
import { createChangeNews } from './library-changes';
import type { LibraryOrganising, OrganisingIds } from './library-organising';
import { createLibraryOrganising } from './library-organising';
import { createLibraryPlace } from './library-place';
import type { LibraryRecords } from './library-records';
import { createLibraryRows } from './library-rows';
import type { FoundImage } from './library-saving';
import { createLibrarySaving } from './library-saving';
import type { LibraryWorker } from './library-worker-line';
import { writableStore } from './library-writable';

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
  /** Begins to read the rows that a window is about to ask for, from what was kept of them where that still holds. */
  readAhead(): void;
  /** Keeps the rows for the next start, if they are others than at this one. Never rejects, and gives up after seconds. */
  keepRows(): Promise<void>;
  /** See `library.search`. */
  search(text: string): Promise<Int32Array>;
  /** See `library.byName`. */
  byName(): Promise<Int32Array>;
  /** See `library.family`. */
  family(asked: FamilyAsked): Promise<Family | null>;
  /** See `collections.members`. */
  members(id: CollectionId): Int32Array;
  lists(): LibraryLists;
  /** Only those that exist, in the order asked for. */
  images(ids: readonly ImageId[]): readonly LibraryImage[];
  /** See `library.found`. */
  found(id: ImageId): string | null;
  /** Absolute path of the records that can be read now, for threads; null while there are none. */
  recordsFile(): string | null;
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
    rows: (ids) => place.now.store?.rows(ids) ?? [],
    lists: () => lists(),
  });
  const place = createLibraryPlace(folder, ports, create, () => {
    if (decoding) line.start();
    // Records that were opened anew may be others.
    news.now({ all: true });
  });
  let decoding = false;
  const saved = (told: Told): void => {
    news.note(told);
    if (!decoding) return;
    const ids = [...(told.ids ?? []), ...(told.pixels ?? [])];
    if (told.all === true || ids.length > MOST_IN_FRONT) line.start();
    else for (const id of ids) if (place.now.store?.hasThumbnail(id) === false) line.add(id);
  };
  const saving = createLibrarySaving({
    ...ports,
    place,
    saved: (id) => {
      saved({ ids: [id] });
    },
  });
  const line = createDecodeLine(
    ports,
    () => place.now,
    (id) => {
      news.note({ pixels: [id] });
    },
    saving.calm,
  );
  /** Asks the thread; null while there is nothing to read. */
  const read = async <T>(ask: (file: string) => Promise<T>): Promise<T | null> => {
    const { store, databaseFile } = place.now;
    if (!store) return null;
    try {
      return await ask(databaseFile);
    } catch (error) {
      ports.log.warn('the records could not be read', { reason: String(error) });
      throw new RequestError('unavailable', 'The library’s records could not be read. Check its disk.', 'library');
    }
  };
  const lists = (): LibraryLists => place.now.store?.lists() ?? NO_LISTS;
  const rows = createLibraryRows({
    ...{ place, clock: ports.clock, log: ports.log, memory: ports.memory, revision: news.revision },
    ask: () => read((file) => ports.reader.ask('readColumns', { file })),
  });

  return {
    state: () => place.now.state,
    has: (id) => place.now.store?.has(id) ?? false,
    secure: (image, bytes, length) => saving.secure(image, bytes, length, MOST_GATEWAY_BYTES),
    addFile: saving.addFile,
    ...{ open: place.open, reopen: place.reopen, onState: place.listen, onChange: news.listen },
    columns: async () => {
      const { rows: columns, revision } = await rows.read();
      return { ...columns, revision, lists: lists() };
    },
    ...{ readAhead: rows.readAhead, keepRows: rows.keep },
    search: async (text) => (await read((file) => ports.reader.ask('searchWords', { file, text }))) ?? new Int32Array(),
    byName: async () => (await read((file) => ports.reader.ask('orderByName', { file }))) ?? new Int32Array(),
    family: (asked) => read((file) => ports.reader.ask('readFamily', { file, ...asked })),
    members: (id) => place.now.store?.collections.members(id) ?? new Int32Array(),
    lists,
    images: (ids) => place.now.store?.images(ids) ?? [],
    found: (id) => place.now.store?.found(id) ?? null,
    ...createLibraryOrganising(place, ports, news),
    recordsFile: () => (place.now.store ? place.now.databaseFile : null),
    fileOf: (id) => {
      const file = place.now.store?.fileOf(id);
      return file === undefined ? null : join(place.now.path, ...file.split('/'));
    },
    thumbnailOf: (id) => {
      const { store, thumbnails } = place.now;
      return store?.hasThumbnail(id) ? join(thumbnails, ...thumbnailName(id).split('/')) : null;
    },
    thumbnailMissing: (id) => {
      writableStore(place.now)?.thumbnailLost(id);
      if (decoding) line.add(id);
    },
    startDecoding: () => {
      decoding = true;
      line.start();
    },
    records: () => place.writable().records,
    told: saved,
    hold: (reason) => {
      place.now.hold(reason);
    },
    close: () => {
      decoding = false;
      news.close();
      place.now.close();
    },
  };
}
