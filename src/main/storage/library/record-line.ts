import type { LibraryStore } from './library-store';
import type { NewRecord } from './record-writing';

/** Writes records; those that come close together share a commit, since each commit waits for the disk. */
export interface RecordLine {
  /** Resolves when the record is committed and synced; rejects with the store's error, for this record alone. */
  put(store: LibraryStore, record: NewRecord): Promise<void>;
}

interface Waiting {
  readonly store: LibraryStore;
  readonly record: NewRecord;
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
    const together = waiting;
    waiting = [];
    for (const store of new Set(together.map((each) => each.store))) {
      writeTogether(
        store,
        together.filter((each) => each.store === store),
      );
    }
  };
  return {
    put: (store, record) =>
      new Promise((done, failed) => {
        waiting.push({ store, record, done, failed });
        if (waiting.length === 1 && inWork() > 1) timer = setTimeout(write, TOGETHER);
        else if (waiting.length === Math.max(1, inWork())) setImmediate(write);
      }),
  };
}

function writeTogether(store: LibraryStore, records: readonly Waiting[]): void {
  try {
    store.putAll(records.map(({ record }) => record));
  } catch (error) {
    // One that the database refuses must not hold back the others.
    if (records.length > 1) for (const record of records) writeTogether(store, [record]);
    else records[0]?.failed(error);
    return;
  }
  for (const { done } of records) done();
}
