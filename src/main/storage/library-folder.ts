import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LibraryState } from '../../shared/ipc';
import type { Clock, Log } from '../core/ports';
import { DatabaseError, openDatabase } from './database';
import { errorCode, makeFolder } from './durable';
import type { Expected, StoreOutcome } from './image-files';
import { diskSentence, openImageFiles } from './image-files';
import { createLibraryStore } from './library-store';
import type { LibraryStore } from './library-store';
import { libraryMigrations } from './migrations/library';

/** One library folder, in use or not to be had. */
export interface LibraryFolder {
  readonly path: string;
  readonly state: LibraryState;
  /** Null while the folder is unavailable and after it was closed. */
  readonly store: LibraryStore | null;
  /** See `ImageFiles.store`. */
  write(bytes: AsyncIterable<Uint8Array>, expected: Expected): Promise<StoreOutcome>;
  close(): void;
}

interface FolderPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly notify: (message: string) => void;
}

/** Opens the folder with its records. `create` makes it where it is missing; otherwise that is a reason not to. */
export function openLibraryFolder(path: string, ports: FolderPorts, create: boolean): LibraryFolder {
  try {
    checkFolder(path, create);
    const files = openImageFiles(path);
    const { database, setAside } = openDatabase({
      file: join(path, 'library.db'),
      migrations: libraryMigrations,
      now: ports.clock.now,
    });
    if (setAside !== null) {
      ports.notify(
        `The library’s records were damaged. They were kept as “${setAside}”; your image files are untouched.`,
      );
    }
    const store = createLibraryStore(database, (id, reason) => {
      ports.log.warn('a record of the library can’t be read', { id, reason });
    });
    let open: LibraryStore | null = store;
    return {
      path,
      state: { status: 'open', folder: path },
      get store() {
        return open;
      },
      write: files.store,
      close: () => {
        open?.close();
        open = null;
      },
    };
  } catch (error) {
    ports.log.warn('the library can’t be opened', { reason: errorCode(error) || String(error) });
    return unavailableFolder(path, error instanceof DatabaseError ? error.message : diskSentence(error));
  }
}

/** Whether there is a folder at the path now. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function checkFolder(path: string, create: boolean): void {
  if (create) makeFolder(path);
  // Throws ENOENT or ENOTDIR with the sentence that goes with it.
  if (!statSync(path).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
}

function unavailableFolder(path: string, message: string): LibraryFolder {
  return {
    path,
    state: { status: 'unavailable', folder: path, message },
    store: null,
    write: () => Promise.resolve({ kind: 'failed', message }),
    close: () => undefined,
  };
}
