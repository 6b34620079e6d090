import { join } from 'node:path';
import { systemClock } from '../src/main/core/system-clock';
import { openDatabase } from '../src/main/storage/database';
import { createLibrary } from '../src/main/storage/library/library';
import { createInlineLibraryWorker } from '../src/main/storage/library/library-worker-line';
import { libraryPlan } from '../src/main/storage/migrations/library';
import { sidecarName, writeSidecar } from '../src/main/storage/care/sidecar';
import { COLLECTIONS, type MadeRecord } from './made-records';

/** Writes the records of a made library, by the app's own store. */
export interface RecordWriter {
  /** Records and sidecars of files that are in their places. */
  write(records: readonly MadeRecord[]): Promise<void>;
  /** Notes that every thumbnail is there and nothing is left to be tidied, and closes the library. */
  close(): void;
}

/** Sidecars at one time: each waits for the disk. */
const AT_ONCE = 32;

/** Opens a new library in the folder. */
export function openRecordWriter(folder: string): RecordWriter {
  const silent = (): void => undefined;
  const never = (): never => {
    throw new Error('Nothing here makes an id.');
  };
  const library = createLibrary(folder, {
    clock: systemClock,
    decoder: { thumbnail: never, deliver: never, close: silent },
    log: { info: silent, warn: silent, error: silent },
    reader: createInlineLibraryWorker(),
    memory: join(folder, '..', 'memory'),
    machine: { host: 'bench', pid: process.pid },
    newCollectionId: never,
    newSmartId: never,
    notify: silent,
  });
  const names = new Map(COLLECTIONS.map((collection) => [collection.id, collection] as const));
  library.records().rebuildLists({ collections: COLLECTIONS, smart: [] });
  return {
    write: async (records) => {
      library.records().rebuild(records);
      const waiting = [...records];
      const line = async (): Promise<void> => {
        for (let record = waiting.pop(); record; record = waiting.pop()) {
          const { image, found, modifiedAt } = record;
          const collections = record.collections.flatMap((id) => names.get(id) ?? []);
          const path = join(folder, ...sidecarName(image.file).split('/'));
          await writeSidecar(path, { image, collections, found, ticket: 1 }, modifiedAt);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, line));
    },
    close: () => {
      library.close();
      const { database } = openDatabase(libraryPlan(join(folder, 'library.db'), Date.now));
      database.run('UPDATE images SET thumbnail = 1');
      database.run('UPDATE marks SET untidy = NULL');
      database.close();
    },
  };
}
