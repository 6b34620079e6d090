import type { ImageId } from '../../shared/ids';
import type { Clock } from '../core/ports';

/** What changed in the library. With neither added nor changed images, everything may have. */
export interface LibraryChange {
  readonly revision: number;
  readonly added: readonly ImageId[];
  readonly changed: readonly ImageId[];
}

/** Tells of changes, the first at once, then those of each tenth of a second together. */
export interface ChangeNews {
  revision(): number;
  added(id: ImageId): void;
  changed(id: ImageId): void;
  /** Another library: nothing known of the old one holds. */
  everything(): void;
  listen(listener: (change: LibraryChange) => void): () => void;
  close(): void;
}

const TOGETHER_MS = 100;

/** Begins at revision 1. */
export function createChangeNews(clock: Clock): ChangeNews {
  const listeners = new Set<(change: LibraryChange) => void>();
  const stop = new AbortController();
  const added = new Set<ImageId>();
  const changed = new Set<ImageId>();
  let revision = 1;
  let gathering = false;

  const tell = (): void => {
    revision += 1;
    const change = { revision, added: [...added], changed: [...changed] };
    added.clear();
    changed.clear();
    for (const listener of listeners) listener(change);
  };
  const gather = async (): Promise<void> => {
    gathering = true;
    await clock.sleep(TOGETHER_MS, stop.signal).catch(() => undefined);
    gathering = false;
    if (!stop.signal.aborted && added.size + changed.size > 0) note();
  };
  const note = (): void => {
    if (gathering || stop.signal.aborted) return;
    tell();
    void gather();
  };
  return {
    revision: () => revision,
    added: (id) => {
      added.add(id);
      note();
    },
    changed: (id) => {
      changed.add(id);
      note();
    },
    everything: () => {
      added.clear();
      changed.clear();
      tell();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      stop.abort();
      listeners.clear();
    },
  };
}
