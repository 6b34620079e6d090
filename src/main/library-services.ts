import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { idText } from '../shared/id-text';
import { CollectionId, SmartId } from '../shared/ids';
import { systemClock } from './core/system-clock';
import type { Tasks } from './core/tasks';
import { createCustody, type Custody } from './custody';
import { createExports, type Exports } from './exports';
import { createHandOut, type HandOut } from './hand-out';
import { createImports, type Imports } from './imports';
import type { Ground } from './services';
import { folderWarning } from './storage/care/folder-warning';
import { createLibrary, type Library } from './storage/library/library';
import { createLibraryCare, type LibraryCare, type LibraryCarePorts } from './storage/care/library-care';
import type { LibraryWorker } from './storage/library/library-worker-line';

/** The library and everything that is done with it. */
export interface LibraryServices {
  readonly library: Library;
  readonly care: LibraryCare;
  readonly custody: Custody;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly handOut: HandOut;
  /** The thread that reads what the window waits for. */
  readonly reader: LibraryWorker;
  /** Ends all work of the library, then closes its records. */
  close(): Promise<void>;
}

const newId = (): string => idText(randomBytes(20));
const newSmartId = (): SmartId => SmartId.parse(`smt_${newId()}`);
const newCollectionId = (): CollectionId => CollectionId.parse(`col_${newId()}`);

/** A thread stays so long without work, in milliseconds: what the window asks often is at hand longer. */
const IDLE = { reader: 600_000, chores: 10_000, copier: 10_000 } as const;

/** Opens the library and builds all that serves it, once. */
export function createLibraryServices(
  ground: Ground,
  tasks: Tasks,
  notify: LibraryCarePorts['notify'],
): LibraryServices {
  const { settings, log, desk, decoder, environment, files, userData, libraryWorker } = ground;
  const clock = systemClock;
  // A thread each, so that none waits for another's work.
  const reader = libraryWorker(IDLE.reader);
  const chores = libraryWorker(IDLE.chores);
  const copier = libraryWorker(IDLE.copier);
  const memory = join(userData, 'library');
  const machine = { host: hostname(), pid: process.pid };

  const chosen = settings.read().libraryFolder;
  const folder = environment.libraryFolder ?? chosen ?? ground.defaultLibrary;
  // A folder that a person once chose and that is missing now lies on a disk that is away.
  const create = environment.libraryFolder !== null || chosen === null;
  const library = createLibrary(
    folder,
    { clock, decoder, log, notify, newCollectionId, newSmartId, reader, memory, machine },
    create,
  );
  const isFixed = environment.libraryFolder !== null;
  const moved = (libraryFolder: string): void => {
    settings.change({ libraryFolder });
  };
  const care = createLibraryCare({
    ...{ library, clock, log, notify, tasks, machine, memory, moved, worker: chores },
    paid: { jobs: join(userData, 'jobs.db'), receipts: join(userData, 'receipts') },
    isChosen: () => isFixed || settings.read().libraryFolder !== null,
    trashItem: (path) => files.trash(path),
    trashDays: () => settings.read().trashDays,
  });
  return {
    library,
    reader,
    care,
    custody: createCustody({ library, care, desk, fixed: isFixed, moved, warningOf: folderWarning }),
    imports: createImports({ library, tasks, desk, copier, now: clock.now, monotonic: clock.monotonic }),
    exports: createExports({ library, decoder, desk, tasks, clock, log }),
    handOut: createHandOut({ library, desk, files, notify }),
    close: async () => {
      await care.close();
      await library.keepRows();
      library.close();
      for (const thread of [reader, chores, copier]) void thread.close();
    },
  };
}
