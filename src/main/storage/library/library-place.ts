import type { LibraryState } from '../../../shared/app-state';
import { RequestError } from '../../../shared/result';
import type { FolderPorts, LibraryFolder } from './library-folder';
import { openLibraryFolder } from './library-folder';
import { refusal, writableStore } from './library-writable';
import type { LibraryStore } from './library-store';

/** Where the library is: one folder after another, or none that can be used. */
export interface LibraryPlace {
  /** The folder of the moment. */
  readonly now: LibraryFolder;
  /** The same, looked for again where it is away. */
  current(): LibraryFolder;
  /** See `Library.reopen`. */
  reopen(): LibraryState;
  /** See `Library.open`. */
  open(path: string): LibraryState;
  /** The records of the moment; throws `unavailable` when there are none. */
  readable(): LibraryStore;
  /** The same, and when nothing in them can be changed. */
  writable(): LibraryStore;
  /** See `Library.onState`. */
  listen(listener: (state: LibraryState) => void): () => void;
}

/** Begins in the folder; `entered` is called when records were opened anew. See `createLibrary` for `create`. */
export function createLibraryPlace(
  folder: string,
  ports: Omit<FolderPorts, 'stateChanged'>,
  create: boolean,
  entered: () => void,
): LibraryPlace {
  const listeners = new Set<(state: LibraryState) => void>();
  const stateChanged = (): void => {
    for (const listener of listeners) listener(now.state);
  };
  const folderPorts = { ...ports, stateChanged };
  let now = openLibraryFolder(folder, folderPorts, create);

  const enter = (next: LibraryFolder): void => {
    const before = now;
    now = next;
    before.close();
    const isSame = JSON.stringify(before.state) === JSON.stringify(now.state);
    if (isSame && now.state.status === 'unavailable') return;
    if (!isSame) stateChanged();
    entered();
  };
  const reopen = (): LibraryState => {
    now.close();
    enter(openLibraryFolder(now.path, folderPorts, false));
    return now.state;
  };
  const current = (): LibraryFolder => {
    if (now.state.status === 'unavailable') reopen();
    return now;
  };
  const orRefuse = (store: LibraryStore | null): LibraryStore => {
    if (store) return store;
    throw new RequestError('unavailable', refusal(now.state) ?? 'The library is closed.', 'library');
  };
  return {
    get now() {
      return now;
    },
    current,
    reopen,
    open: (path) => {
      const isSame = path === now.path;
      // Two connections to one folder would only be in each other's way.
      if (isSame) now.close();
      const next = openLibraryFolder(path, folderPorts, true);
      if (isSame || next.store) enter(next);
      return next.state;
    },
    readable: () => orRefuse(current().store),
    writable: () => orRefuse(writableStore(current())),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
