import type { LibraryImage } from '../../shared/image';
import type { LibraryStore } from './library-store';

/** Writes records; those that come close together share a commit, since each commit waits for the disk. */
export interface RecordLine {
  /** Resolves when the record is committed and synced; rejects with the store's error, for this record alone. */
  put(store: LibraryStore, image: LibraryImage): Promise<void>;
}

interface Waiting {
  readonly store: LibraryStore;
  readonly image: LibraryImage;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Longest that a record waits for others that are on their way. Milliseconds. */
const TOGETHER = 25;

/** A line that is empty. `inWork` tells how many images are being stored: the last of them waits for nobody. */
export function createRecordLine(inWork: () => number = () => 0): RecordLine {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const records = waiting;
    waiting = [];
    for (const store of new Set(records.map((record) => record.store))) {
      writeTogether(
        store,
        records.filter((record) => record.store === store),
      );
    }
  };
  return {
    put: (store, image) =>
      new Promise((done, failed) => {
        waiting.push({ store, image, done, failed });
        if (waiting.length === 1 && inWork() > 1) timer = setTimeout(write, TOGETHER);
        else if (waiting.length === Math.max(1, inWork())) setImmediate(write);
      }),
  };
}

function writeTogether(store: LibraryStore, records: readonly Waiting[]): void {
  try {
    store.putAll(records.map(({ image }) => image));
  } catch (error) {
    // One that the database refuses must not hold back the others.
    if (records.length > 1) for (const record of records) writeTogether(store, [record]);
    else records[0]?.failed(error);
    return;
  }
  for (const { done } of records) done();
}
