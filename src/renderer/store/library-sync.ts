import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Bridge, LibraryState } from '../../shared/ipc';
import type { LibraryChange, LibraryLists } from '../../shared/library';
import type { OrganiseChange } from '../../shared/organise';
import type { Columns } from './columns';
import { columnsFrom, patchColumns, withFacets } from './columns';
import { changedImages, createDetails } from './details';
import type { LibrarySlice } from './library';
import { isGone, NO_COUNTS, NO_LISTS } from './library';
import { createLookups } from './lookups';
import { moveOn } from './move-on';
import { changeFacets, changeImage } from './organise';
import type { LibraryQuery, QueryInputs, Shown } from './query';
import { runQuery, viewCounts } from './query';
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

interface Expected {
  readonly ids: readonly ImageId[];
  readonly change: OrganiseChange;
  readonly at: number;
}

/** What is known of the library beside what is expected of it. */
interface Truth {
  readonly revision: number;
  readonly columns: Columns;
  readonly lists: LibraryLists;
}

/**
 * Columns at the start, then changes in the order of their revisions; a gap, or word that everything may be another, asks
 * for the columns again and keeps the old ones until then. `later` does something in a moment.
 */
export function createLibrarySync(bridge: Bridge, store: StudioStore, later: (act: () => void) => void): LibrarySync {
  let truth: Truth | null = null;
  let expected: readonly Expected[] = [];
  /** Changes since the columns were asked for: the answer may be from before them. */
  let since: LibraryChange[] = [];
  let loading: Promise<void> | null = null;
  let stale = false;
  let counting = false;
  /** What was drawn last, to be drawn again as it is when neither truth nor expectation changed. */
  let drawn: { from: Columns; expected: readonly Expected[]; columns: Columns } | null = null;
  const details = createDetails(bridge, () => {
    store.setState({ details: shownDetails() });
  });
  const lookups = createLookups(bridge, publish, (error) => {
    if (store.getState().libraryState.status === 'open') store.getState().say(error.message, 'alert');
  });

  function shownDetails(): ReadonlyMap<ImageId, LibraryImage> {
    return expected.reduce<ReadonlyMap<ImageId, LibraryImage>>(
      (images, { ids, change, at }) => changedImages(images, ids, (image) => changeImage(image, change, at)),
      details.known(),
    );
  }

  function shownColumns(from: Columns): Columns {
    if (drawn?.from === from && drawn.expected === expected) return drawn.columns;
    const columns = expected.reduce(
      (all, { ids, change }) => withFacets(all, ids, (packed) => changeFacets(packed, change)),
      from,
    );
    drawn = { from, expected, columns };
    return columns;
  }

  /** The members of a collection with what is expected of them. */
  function withExpected(inputs: QueryInputs, { view }: LibraryQuery): QueryInputs {
    const members = expected.reduce((seqs, { ids, change }) => {
      const isMeant = (change.kind === 'collect' || change.kind === 'take-out') && change.collection === view;
      return isMeant && seqs ? changeMembers(seqs, ids, change.kind) : seqs;
    }, inputs.members);
    return members === inputs.members ? inputs : { ...inputs, members };
  }

  function changeMembers(seqs: Int32Array, ids: readonly ImageId[], kind: OrganiseChange['kind']): Int32Array {
    const columns = truth?.columns;
    const meant = new Set(ids.map((id) => columns?.seqs[columns.places.ofId(id)] ?? -1));
    const rest = seqs.filter((seq) => !meant.has(seq));
    return kind === 'take-out' ? rest : Int32Array.from([...rest, ...[...meant].filter((seq) => seq >= 0)]);
  }

  /** Puts all that follows from what is known into the store, at one go. */
  function publish(): void {
    const state = store.getState();
    const query = questionOf(store);
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
      return publish();
    }
    const columns = shownColumns(truth.columns);
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
    const inputs = withExpected(given, query);
    const same = before?.columns === columns && before.query === query && sameInputs(before.inputs, inputs);
    return same ? before : runQuery(columns, query, inputs, before);
  }

  /** Smart collections are counted when nothing else is to be done: nobody waits for them. */
  function countSmart(): void {
    if (counting || truth?.lists.smart.length === 0) return;
    counting = true;
    later(() => {
      counting = false;
      const { columns, lists, smartCounts } = store.getState();
      if (!columns) return;
      const counts = lookups.smartCounts(columns, lists.smart);
      const differs =
        counts.size !== smartCounts.size || [...counts].some(([id, count]) => smartCounts.get(id) !== count);
      if (differs) store.setState({ smartCounts: counts });
    });
  }

  async function load(): Promise<void> {
    stale = true;
    loading ??= loadAll();
    return loading;
  }

  async function loadAll(): Promise<void> {
    while (stale) {
      stale = false;
      since = [];
      // Asked for along with the columns: the question of the last session may need it.
      if (!truth) lookups.inputs(questionOf(store));
      const sent = await bridge.request('library.columns', undefined);
      if (sent.ok) {
        if (truth || since.length > 0) lookups.outdate(true);
        truth = { revision: sent.data.revision, columns: columnsFrom(sent.data), lists: sent.data.lists };
        const known = [...details.known().keys()];
        details.remove(known.filter((id) => truth?.columns.places.ofId(id) === -1));
        details.refresh(known);
        for (const event of since) apply(event);
      } else if (!stale) {
        // Nothing of it can be had: what is still on show would be a library that is not there.
        truth = null;
        details.clear();
      }
      publish();
    }
    loading = null;
  }

  function changed(event: LibraryChange): void {
    if (loading) since.push(event);
    apply(event);
    publish();
  }

  /** Takes a change into what is known; asks for everything when that is not enough. */
  function apply(event: LibraryChange): void {
    if (event.all) {
      if (truth) truth = { ...truth, revision: Math.max(truth.revision, event.revision) };
      void load();
      return;
    }
    if (!truth || event.revision <= truth.revision) return;
    const isGap = event.revision > truth.revision + 1;
    const columns = patchColumns(truth.columns, event.rows, event.removed);
    const others = columns.ids !== truth.columns.ids;
    truth = { revision: event.revision, columns, lists: event.lists ?? truth.lists };
    if (event.rows.length > 0 || event.removed.length > 0) lookups.outdate(others);
    for (const id of event.members) lookups.outdateMembers(id);
    details.remove(event.removed);
    details.refresh([...event.rows.map(({ id }) => id), ...event.pixels]);
    if (event.pixels.length > 0) store.setState(({ versions }) => ({ versions: risen(versions, event.pixels) }));
    if (isGap) void load();
  }

  return {
    load,
    changed,
    moved: (libraryState) => {
      const { libraryState: before } = store.getState();
      store.setState({ libraryState });
      if (libraryState.folder !== before.folder) {
        truth = null;
        details.clear();
        publish();
      }
      void load();
    },
    asked: () => {
      if (questionOf(store) !== store.getState().query) publish();
    },
    want: details.want,
    expect: (ids, change) => {
      const one: Expected = { ids, change, at: Date.now() };
      const revision = truth?.revision;
      expected = [...expected, one];
      publish();
      return (done) => {
        expected = expected.filter((other) => other !== one);
        if (done) {
          details.change(ids, (image) => changeImage(image, change, one.at));
          if (change.kind === 'collect' || change.kind === 'take-out') {
            lookups.changeMembers(change.collection, (seqs) => changeMembers(seqs, ids, change.kind));
          }
          if (truth && truth.revision === revision) {
            // Main tells of it before it answers; this is for when it did not.
            truth = { ...truth, columns: withFacets(truth.columns, ids, (packed) => changeFacets(packed, change)) };
          }
        }
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
