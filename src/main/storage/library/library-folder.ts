import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LibraryState } from '../../../shared/app-state';
import type { Clock, Log } from '../../core/ports';
import type { Database } from '../database';
import { DatabaseError, openDatabase, openForReading } from '../database';
import { errorCode, makeFolder } from '../durable';
import { folderWarning } from '../care/folder-warning';
import type { Expected, ImageFiles, StoreOutcome } from '../images/image-files';
import { diskSentence, openImageFiles } from '../images/image-files';
import { replacePending } from '../care/library-backups';
import type { Lease, Machine } from './library-lease';
import { takeLease } from './library-lease';
import { createLibraryStore } from './library-store';
import type { LibraryStore } from './library-store';
import { libraryPlan } from '../migrations/library';
import { readingCopy, rememberedPlace } from '../care/remembered-library';

/** One library folder, in use, to be looked at, or not to be had. */
export interface LibraryFolder {
  readonly path: string;
  /** Of the records that `store` reads, for threads; in user data where those of the folder can't be read. */
  readonly databaseFile: string;
  /** Below it `thumbnailName` names thumbnails. */
  readonly thumbnails: string;
  /** As it is now: another Easel may have taken an open one over. */
  readonly state: LibraryState;
  /** The records; to be changed only where the state says so. Null when there are none and after it was closed. */
  readonly store: LibraryStore | null;
  /** See `ImageFiles.store`. */
  write(bytes: AsyncIterable<Uint8Array>, expected: Expected): Promise<StoreOutcome>;
  /** Nothing can be changed from now on, for that reason, until it is null again. */
  hold(reason: string | null): void;
  close(): void;
}

/** What a library folder needs. */
export interface FolderPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly notify: (message: string) => void;
  /** Folder in user data for what is remembered of libraries whose disk may be away. */
  readonly memory: string;
  readonly machine: Machine;
  /** Hears that the state has changed by itself. */
  readonly stateChanged: () => void;
}

/**
 * Opens the folder with its records. `create` makes it where it is missing; otherwise that is a reason not to. What can't
 * be written is opened for reading, from what is remembered of it where need be. Never throws.
 */
export function openLibraryFolder(path: string, ports: FolderPorts, create: boolean): LibraryFolder {
  try {
    checkFolder(path, create);
    if (!create && isEmptied(path, ports.memory)) return awayFolder(path, ports, EMPTIED);
    if (!isWritable(path)) return notWritable(path, ports);
  } catch (error) {
    ports.log.warn('the library can’t be opened', { reason: errorCode(error) || String(error) });
    return awayFolder(path, ports, error instanceof DatabaseError ? error.message : diskSentence(error));
  }
  return openForWriting(path, ports);
}

/** Whether there is a folder at the path now. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const EMPTIED = 'The library folder is empty: its disk seems to be away. Connect it, or choose another folder.';
const NOT_WRITABLE = 'Easel may not write to the library folder. Its images can be looked at, not changed.';
const NEWER =
  'This library was made by a newer Easel. Its images can be looked at, not changed; update Easel to work in it.';
const TAKEN = 'Another Easel has taken this library over. Close it there, then choose Try again.';

function checkFolder(path: string, create: boolean): void {
  if (create) makeFolder(path);
  // Throws ENOENT or ENOTDIR with the sentence that goes with it.
  if (!statSync(path).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  accessSync(path, constants.R_OK | constants.X_OK);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Neither records nor images where there was a library: the place at which its disk appears. A new one would take that
 * place. Other files may be left of work that was under way when the disk went.
 */
function isEmptied(path: string, memory: string): boolean {
  if (['library.db', 'library.db.next'].some((name) => existsSync(join(path, name)))) return false;
  return rememberedPlace(path, memory) !== null && !['originals', 'trash'].some((part) => holdsImage(join(path, part)));
}

function holdsImage(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.some((entry) => entry.isFile() && !/\.(?:json|part)$/.test(entry.name));
}

function openForWriting(path: string, ports: FolderPorts): LibraryFolder {
  let lease: Lease | null = null;
  let taken: (() => void) | null = null;
  try {
    const outcome = takeLease(path, { ...ports, lost: () => taken?.() });
    if (outcome.kind === 'held') return heldFolder(path, ports, outcome);
    lease = outcome.lease;
    const files = openImageFiles(path);
    const file = join(path, 'library.db');
    replacePending(path, ports.clock.now());
    const opened = openDatabase({ ...libraryPlan(file, ports.clock.now), backups: join(path, 'backups') });
    if (opened.setAside !== null) {
      ports.notify(
        `The library’s records were damaged and are kept as “${opened.setAside}”. Your image files are untouched; the records are made anew from them.`,
      );
    }
    const folder = openFolder({ path, file, thumbnails: path, database: opened.database, files, lease }, ports);
    taken = () => {
      folder.hold(TAKEN);
    };
    return folder;
  } catch (error) {
    lease?.release();
    ports.log.warn('the library can’t be opened', { reason: errorCode(error) || String(error) });
    if (error instanceof DatabaseError && error.isNewer) {
      return readOnlyFolder(path, ports, join(path, 'library.db'), NEWER);
    }
    // Some systems say that a folder may be written and then refuse.
    if (lease === null && REFUSALS.includes(errorCode(error))) return notWritable(path, ports);
    return awayFolder(path, ports, error instanceof DatabaseError ? error.message : diskSentence(error));
  }
}

const REFUSALS: readonly string[] = ['EACCES', 'EPERM', 'EROFS'];

function notWritable(path: string, ports: FolderPorts): LibraryFolder {
  try {
    return readOnlyFolder(path, ports, readingCopy(path, ports.memory), NOT_WRITABLE);
  } catch (error) {
    ports.log.warn('the library can’t be copied to be read', { reason: errorCode(error) || String(error) });
    return awayFolder(path, ports, diskSentence(error));
  }
}

interface Parts {
  readonly path: string;
  readonly file: string;
  readonly thumbnails: string;
  readonly database: Database;
  /** Null where nothing is written. */
  readonly files: ImageFiles | null;
  readonly lease: Lease | null;
}

/** A folder whose records are at hand. */
function openFolder(parts: Parts, ports: FolderPorts, readOnly: string | null = null): LibraryFolder {
  const { path, file, thumbnails, database, files, lease } = parts;
  const warning = folderWarning(path);
  let reason = readOnly;
  let open: LibraryStore | null = createLibraryStore(database, ports.clock.now, (id, fault) => {
    ports.log.warn('a record of the library can’t be read', { id, reason: fault });
  });
  return {
    path,
    databaseFile: file,
    thumbnails,
    get state() {
      return { status: 'open', folder: path, readOnly: reason, warning } as const;
    },
    get store() {
      return open;
    },
    write: async (bytes, expected) => {
      if (reason !== null || files === null) return { kind: 'failed', message: reason ?? NOT_WRITABLE };
      return files.store(bytes, expected);
    },
    hold: (why) => {
      // Whatever else: what could not be written at the beginning can't be later.
      // Nor what another Easel has taken over.
      reason = readOnly ?? (reason === TAKEN ? TAKEN : why);
      ports.stateChanged();
    },
    close: () => {
      open?.close();
      open = null;
      lease?.release();
    },
  };
}

/** A folder of which only the records can be had, here or as a copy; without them it is away. */
function readOnlyFolder(path: string, ports: FolderPorts, file: string | null, reason: string): LibraryFolder {
  if (file === null) return awayFolder(path, ports, diskSentence(Object.assign(new Error(), { code: 'EACCES' })));
  try {
    const database = openForReading(file);
    return openFolder({ path, file, thumbnails: path, database, files: null, lease: null }, ports, reason);
  } catch (error) {
    ports.log.warn('the library can’t be read', { reason: String(error) });
    return awayFolder(path, ports, reason);
  }
}

function heldFolder(
  path: string,
  ports: FolderPorts,
  { host, mayTakeOver }: { readonly host: string; readonly mayTakeOver: boolean },
): LibraryFolder {
  const where = host === '' || host === ports.machine.host ? 'this computer' : `the computer “${host}”`;
  const message = mayTakeOver
    ? `Another Easel on ${where} had this library open and has not been heard of since. Use it here if it is no longer running there.`
    : `Another Easel on ${where} has this library open. Close it there, then choose Try again.`;
  return awayFolder(path, ports, message, mayTakeOver);
}

/** A folder that is not to be had, with what this machine remembers of it. */
function awayFolder(path: string, ports: FolderPorts, message: string, mayTakeOver = false): LibraryFolder {
  const remembered = rememberedPlace(path, ports.memory);
  const nothing: LibraryFolder = {
    path,
    databaseFile: join(path, 'library.db'),
    thumbnails: path,
    state: { status: 'unavailable', folder: path, message, remembered: false, mayTakeOver },
    store: null,
    write: () => Promise.resolve({ kind: 'failed', message }),
    hold: () => undefined,
    close: () => undefined,
  };
  if (remembered === null) return nothing;
  try {
    const { database: file, thumbnails } = remembered;
    const database = openForReading(file);
    const folder = openFolder({ path, file, thumbnails, database, files: null, lease: null }, ports, message);
    const state: LibraryState = { ...nothing.state, status: 'unavailable', remembered: true, message, mayTakeOver };
    return {
      ...folder,
      state,
      get store() {
        return folder.store;
      },
    };
  } catch (error) {
    ports.log.warn('what is remembered of the library can’t be read', { reason: String(error) });
    return nothing;
  }
}
