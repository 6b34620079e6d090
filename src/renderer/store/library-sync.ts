import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { LibraryState } from '../../shared/app-state';
import type { Bridge } from '../../shared/ipc';
import type { LibraryChange } from '../../shared/library';
import type { OrganiseChange } from '../../shared/organise';
import type { Failure } from '../../shared/result';
import type { Columns } from './columns';
import { createDetails } from './details';
import { createExpectations } from './expected';
import type { LibrarySlice } from './library';
import { isGone, NO_COUNTS, NO_LISTS } from './library';
import { createLibraryMirror } from './library-mirror';
import { createLookups } from './lookups';
import { moveOn } from './move-on';
import type { LibraryQuery, QueryInputs, Shown } from './query';
import { runQuery, viewCounts } from './query';
import { createSmartCounter } from './smart-counter';
import type { StudioStore } from './store';
import { gridView, isLibraryPlace } from './view';

/** The mirror of the library. */
export interface LibrarySync {
  readonly load: () => Promise<void>;
  readonly changed: (event: LibraryChange) => void;
  readonly moved: (state: LibraryState) => void;
  /** To be called when the question of the person may be another. */
  readonly asked: () => void;
  readonly want: (ids: readonly ImageId[]) => void;
  /**
   * Shows a change at once. To be called again with whether main made it: if not, everything is as it was, with all that
   * happened meanwhile.
   */
  readonly expect: (ids: readonly ImageId[], change: OrganiseChange) => (done: boolean) => void;
}

/** Follows the library, and answers what the person asks of it. `later` does something in a moment. */
export function createLibrarySync(bridge: Bridge, store: StudioStore, later: (act: () => void) => void): LibrarySync {
  const expected = createExpectations();
  const details = createDetails(bridge, () => {
    store.setState({ details: shownDetails() });
  });
  const lookups = createLookups(bridge, publish, failed);
  const mirror = createLibraryMirror({
    ...{ bridge, details, lookups, failed },
    changed: publish,
    repainted: (ids) => {
      store.setState(({ versions }) => ({ versions: risen(versions, ids) }));
    },
  });
  const countSmart = createSmartCounter(store, lookups, later);

  /** That the library can't be reached stands there already, or will when main has said where it is. */
  function failed(error: Failure): void {
    const { libraryState, say } = store.getState();
    if (libraryState.status === 'open' && libraryState.folder !== '') say(error.message, 'alert');
  }

  function shownDetails(): ReadonlyMap<ImageId, LibraryImage> {
    return expected.details(details.known());
  }

  /** Puts all that follows from what is known into the store, at one go. */
  function publish(): void {
    const state = store.getState();
    const query = questionOf(store);
    const truth = mirror.truth();
    if (!truth) {
      store.setState({
        columns: null,
        index: null,
        query,
        lists: NO_LISTS,
        counts: NO_COUNTS,
        details: shownDetails(),
      });
      return;
    }
    const { lists } = truth;
    if (isGone(lists, query.view)) {
      leaveView(store);
      publish();
      return;
    }
    const columns = expected.columns(truth.columns);
    const index = answer(columns, query, state.index);
    const counts = columns === state.columns ? state.counts : viewCounts(columns);
    const change: Partial<LibrarySlice> = { columns, lists, query, index, counts, details: shownDetails() };
    store.setState({ ...change, ...(index ? moveOn(state, state.index, index) : {}) });
    lookups.keep(index ? [query, index.query] : [query], lists.smart);
    countSmart();
  }

  /** The answer to the question; while main still looks something up, that to the one before, with what is new. */
  function answer(columns: Columns, query: LibraryQuery, before: Shown | null): Shown | null {
    const inputs = lookups.inputs(query);
    if (inputs) return answered(columns, query, inputs, before);
    return before && answered(columns, before.query, before.inputs, before);
  }

  function answered(columns: Columns, query: LibraryQuery, given: QueryInputs, before: Shown | null): Shown {
    const members = expected.members(given.members, query.view, columns);
    const inputs = members === given.members ? given : { ...given, members };
    const same = before?.columns === columns && before.query === query && sameInputs(before.inputs, inputs);
    return same ? before : runQuery(columns, query, inputs, before);
  }

  return {
    load: async () => {
      // Asked for along with the rows: the question of the last session may need it.
      lookups.inputs(questionOf(store));
      await mirror.load();
    },
    changed: mirror.hear,
    moved: (libraryState) => {
      const { libraryState: before } = store.getState();
      store.setState({ libraryState });
      if (libraryState.folder !== before.folder) {
        mirror.forget();
        publish();
      }
      void mirror.load();
    },
    asked: () => {
      if (questionOf(store) !== store.getState().query) publish();
    },
    want: details.want,
    expect: (ids, change) => {
      const one = expected.add(ids, change);
      const revision = mirror.truth()?.revision;
      publish();
      return (done) => {
        expected.drop(one);
        if (done) mirror.keep(one, revision);
        publish();
      };
    },
  };
}

/** What is asked now: the same object while nothing in it changed. */
function questionOf(store: StudioStore): LibraryQuery {
  const state = store.getState();
  const { filter, sort, stacking, openStacks, query: before } = state;
  const view = gridView(state);
  const search = state.search.trim();
  const same =
    before?.view === view &&
    before.search === search &&
    before.filter === filter &&
    before.sort === sort &&
    before.stacking === stacking &&
    before.openStacks === openStacks;
  return same ? before : { view, search, filter, sort, stacking, openStacks };
}

/** The collection that was shown is no more: its place is the library's, also behind the queue. */
function leaveView(store: StudioStore): void {
  const { place, query, goTo } = store.getState();
  if (isLibraryPlace(place)) goTo('all');
  else if (query) store.setState({ query: { ...query, view: 'all' } });
}

function sameInputs(a: QueryInputs, b: QueryInputs): boolean {
  return a.matches === b.matches && a.members === b.members && a.byName === b.byName;
}

function risen<K>(map: ReadonlyMap<K, number>, keys: readonly K[]): ReadonlyMap<K, number> {
  const next = new Map(map);
  for (const key of keys) next.set(key, (next.get(key) ?? 0) + 1);
  return next;
}
