import type { CollectionId, ImageId } from '../../../shared/ids';
import type { LibraryChange, LibraryLists, LibraryRow } from '../../../shared/library';
import type { Clock } from '../../core/ports';

/** What the window is to hear of. */
export interface Told {
  /** More changed than is worth a list, or it is another library: nothing known of it holds. */
  readonly all?: boolean;
  /** Images that are new, or of which anything changed. */
  readonly ids?: readonly ImageId[];
  /** Images whose picture is new; they count as changed, too. */
  readonly pixels?: readonly ImageId[];
  /** Images that are gone for good. */
  readonly removed?: readonly ImageId[];
  /** True when collections, smart collections, tags, their counts or the history changed. */
  readonly lists?: boolean;
  /** Collections whose members changed. */
  readonly members?: readonly CollectionId[];
}

/** Tells of changes, the first at once, then those of each tenth of a second together. */
export interface ChangeNews {
  revision(): number;
  note(told: Told): void;
  /** Tells it at once, with what waits. */
  now(told: Told): void;
  listen(listener: (change: LibraryChange) => void): () => void;
  close(): void;
}

/** What of the library is told: read when it is, so that nobody hears of a state that has passed. */
export interface ChangeSource {
  rows(ids: readonly ImageId[]): readonly LibraryRow[];
  lists(): LibraryLists;
}

const TOGETHER_MS = 100;
/** With more rows than this the window reads all of them faster. */
const MOST_ROWS = 5000;

/** Begins at revision 1. */
export function createChangeNews(clock: Clock, source: ChangeSource): ChangeNews {
  const listeners = new Set<(change: LibraryChange) => void>();
  const stop = new AbortController();
  const ids = new Set<ImageId>();
  const pixels = new Set<ImageId>();
  const removed = new Set<ImageId>();
  const members = new Set<CollectionId>();
  let lists = false;
  let all = false;
  let revision = 1;
  let gathering = false;

  const add = (told: Told): void => {
    for (const id of [...(told.ids ?? []), ...(told.pixels ?? [])]) {
      ids.add(id);
      removed.delete(id);
    }
    for (const id of told.pixels ?? []) pixels.add(id);
    for (const id of told.removed ?? []) {
      removed.add(id);
      ids.delete(id);
      pixels.delete(id);
    }
    for (const id of told.members ?? []) members.add(id);
    lists ||= told.lists ?? false;
    all ||= told.all ?? ids.size + removed.size > MOST_ROWS;
  };
  const waits = (): boolean => all || lists || ids.size + removed.size + members.size > 0;
  const taken = (): LibraryChange => {
    const change = {
      revision,
      all,
      rows: all ? [] : source.rows([...ids]),
      removed: all ? [] : [...removed],
      // Pictures are fetched by their address, which no columns tell of.
      pixels: [...pixels],
      lists: all || lists ? source.lists() : null,
      members: [...members],
    };
    for (const set of [ids, pixels, removed, members]) set.clear();
    [lists, all] = [false, false];
    return change;
  };
  const tell = (): void => {
    if (stop.signal.aborted || !waits()) return;
    revision += 1;
    const change = taken();
    for (const listener of listeners) listener(change);
  };
  const gather = async (): Promise<void> => {
    gathering = true;
    await clock.sleep(TOGETHER_MS, stop.signal).catch(() => undefined);
    gathering = false;
    soon();
  };
  const soon = (): void => {
    if (gathering || stop.signal.aborted || !waits()) return;
    tell();
    void gather();
  };
  return {
    revision: () => revision,
    note: (told) => {
      add(told);
      soon();
    },
    now: (told) => {
      add(told);
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
