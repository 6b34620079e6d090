import type { ImageId, JobId } from '../../shared/ids';
import type { LibraryIndex } from '../../shared/image';
import type { AppState, Bridge, Events, JobList, LibraryState } from '../../shared/ipc';
import type { Job } from '../../shared/job';
import type { Result } from '../../shared/result';
import type { LibraryQuery } from './library';
import type { StudioStore } from './store';
import { isCollection, isLibraryPlace } from './view';

/** Keeps the mirrors of main; nothing else writes them. */
export interface Sync {
  /** Listens first, then fetches, so that nothing falls between. Resolves when the first answers are in the store. */
  readonly start: () => Promise<void>;
  /** Asks for the details of images that came into sight; those that are known or on their way are not asked for twice. */
  readonly wantImages: (ids: readonly ImageId[]) => void;
  /** Puts an answer of main that carries newer settings, key or library state into the mirror. */
  readonly apply: (change: Partial<Pick<AppState, 'settings' | 'key'>>) => void;
  readonly dropNotice: (id: string) => void;
  readonly stop: () => void;
}

/** The most ids that one request for details may carry. */
const DETAILS_AT_ONCE = 500;

/** Changes of jobs that come within this time are shown together. A timer, since a hidden window has no frames. Milliseconds. */
const TOGETHER = 50;

/** A sync between that bridge and that store. Starts nothing by itself. `later` does something in a moment. */
export function createSync(
  bridge: Bridge,
  store: StudioStore,
  later: (act: () => void) => void = (act) => setTimeout(act, TOGETHER),
): Sync {
  const jobs = createJobSync(bridge, store, later);
  const library = createLibrarySync(bridge, store);
  const stops: (() => void)[] = [];

  function listen(): void {
    stops.push(
      bridge.on('jobs.changed', jobs.changed),
      bridge.on('library.changed', library.changed),
      bridge.on('library.state', library.moved),
      bridge.on('settings.changed', (settings) => {
        store.setState({ settings });
      }),
      bridge.on('key.changed', (key) => {
        store.setState({ key });
      }),
      bridge.on('notice.added', (notice) => {
        store.setState((state) => ({
          notices: [...state.notices.filter((other) => other.id !== notice.id), notice],
        }));
      }),
      bridge.on('image.open', ({ id }) => {
        store.getState().setDialog(null);
        store.getState().open(id);
      }),
      store.subscribe((state, before) => {
        if (state.place !== before.place || state.search !== before.search) library.queryChanged();
      }),
    );
  }

  return {
    async start() {
      listen();
      const [state] = await Promise.all([bridge.request('app.state', undefined), jobs.load(), library.load()]);
      if (!state.ok) {
        store.setState({ start: { status: 'failed', message: state.error.message } });
        return;
      }
      const { version, platform, fixed, settings, key, library: libraryState, notices } = state.data;
      store.setState({
        ...{ version, platform, fixed, settings, key, libraryState, notices },
        start: { status: 'ready' },
      });
    },
    wantImages: library.want,
    apply: (change) => {
      store.setState(change);
    },
    dropNotice: (id) => {
      store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
    },
    stop: () => {
      for (const stop of stops.splice(0)) stop();
    },
  };
}

interface JobSync {
  readonly load: () => Promise<void>;
  readonly changed: (event: Events['jobs.changed']) => void;
}

/**
 * Jobs: a list at the start, then changes in the order of their revisions; a gap asks for the list again. The first change
 * is shown at once, those that follow it closely together.
 */
function createJobSync(bridge: Bridge, store: StudioStore, later: (act: () => void) => void): JobSync {
  let waiting: Events['jobs.changed'][] = [];
  let isGathering = false;

  async function load(): Promise<void> {
    const list = await bridge.request('jobs.list', undefined);
    if (list.ok && list.data.revision >= store.getState().jobsRevision) applyList(list.data);
    if (!isGathering) applyWaiting();
  }

  function applyList(list: JobList): void {
    store.setState({ jobs: list.jobs, jobsRevision: list.revision, blocked: list.blocked, past: list.past });
  }

  function changed(event: Events['jobs.changed']): void {
    waiting.push(event);
    if (isGathering || store.getState().jobsRevision < 0) return;
    applyWaiting();
    isGathering = true;
    later(gathered);
  }

  function gathered(): void {
    isGathering = waiting.length > 0;
    if (!isGathering) return;
    applyWaiting();
    later(gathered);
  }

  function applyWaiting(): void {
    const { jobsRevision, jobs } = store.getState();
    const fresh = waiting.filter(({ revision }) => revision > jobsRevision);
    waiting = [];
    const newest = fresh.at(-1);
    if (!newest) return;
    const changes = new Map<JobId, Job>();
    const removed = new Set<JobId>();
    for (const event of fresh) {
      for (const id of event.removed) removed.add(id);
      for (const job of event.jobs) {
        changes.set(job.id, job);
        removed.delete(job.id);
      }
    }
    store.setState({
      jobs: mergeJobs(jobs, [...changes.values()], removed),
      jobsRevision: newest.revision,
      blocked: newest.blocked,
    });
    if (newest.revision > jobsRevision + fresh.length) void load();
  }

  return { load, changed };
}

/** The list with changed jobs in place and new ones where their time puts them, newest first. */
export function mergeJobs(jobs: readonly Job[], changed: readonly Job[], removed: ReadonlySet<string>): readonly Job[] {
  const byId = new Map(changed.map((job) => [job.id, job]));
  const kept = jobs.filter((job) => !removed.has(job.id)).map((job) => byId.get(job.id) ?? job);
  const known = new Set(kept.map((job) => job.id));
  const added = changed.filter((job) => !known.has(job.id) && !removed.has(job.id));
  return added.length === 0 ? kept : [...added, ...kept].sort((a, b) => b.createdAt - a.createdAt);
}

interface LibrarySync {
  readonly load: () => Promise<void>;
  readonly want: (ids: readonly ImageId[]) => void;
  readonly changed: (event: Events['library.changed']) => void;
  readonly moved: (state: LibraryState) => void;
  readonly queryChanged: () => void;
}

/** The library: one index at a time, asked for again after each change; details in batches. */
function createLibrarySync(bridge: Bridge, store: StudioStore): LibrarySync {
  let loading = false;
  let stale = false;
  let wanted = new Set<ImageId>();
  const asked = new Set<ImageId>();

  function query(): LibraryQuery {
    const { place, search, indexQuery } = store.getState();
    return { view: isLibraryPlace(place) ? place : indexQuery.view, search: search.trim() };
  }

  async function load(): Promise<void> {
    stale = true;
    if (loading) return;
    loading = true;
    while (stale) {
      stale = false;
      const question = query();
      const answer = await bridge.request('library.index', question);
      if (!sameQuery(question, query())) continue;
      if (isGone(question.view, answer)) leaveView();
      else if (answer.ok) applyIndex(question, answer.data);
    }
    loading = false;
  }

  /** The collection that was shown is no more: its place is the library's, also behind the queue. */
  function leaveView(): void {
    const { place, goTo, indexQuery } = store.getState();
    store.setState({ indexQuery: { ...indexQuery, view: 'all' } });
    if (isLibraryPlace(place)) goTo('all');
    stale = true;
  }

  function applyIndex(indexQuery: LibraryQuery, index: LibraryIndex): void {
    const { index: before, indexQuery: queryBefore } = store.getState();
    if (before && sameQuery(indexQuery, queryBefore) && index.revision < before.revision) return;
    store.setState({ index, indexQuery });
  }

  async function fetchDetails(): Promise<void> {
    const ids = [...wanted];
    wanted = new Set();
    for (let from = 0; from < ids.length; from += DETAILS_AT_ONCE) {
      const batch = ids.slice(from, from + DETAILS_AT_ONCE);
      const answer = await bridge.request('library.images', { ids: batch });
      for (const id of batch) asked.delete(id);
      if (!answer.ok) continue;
      store.setState((state) => {
        const details = new Map(state.details);
        for (const image of answer.data) details.set(image.id, image);
        return { details };
      });
    }
  }

  function want(ids: readonly ImageId[]): void {
    const { details } = store.getState();
    const missing = ids.filter((id) => !details.has(id) && !asked.has(id));
    if (missing.length === 0) return;
    if (wanted.size === 0) queueMicrotask(() => void fetchDetails());
    for (const id of missing) {
      wanted.add(id);
      asked.add(id);
    }
  }

  return {
    load,
    want,
    changed: (event) => {
      if (event.changed.length > 0) {
        const known = event.changed.filter((id) => store.getState().details.has(id));
        store.setState((state) => ({
          details: without(state.details, event.changed),
          versions: risen(state.versions, event.changed),
        }));
        want(known);
      }
      void load();
    },
    moved: (libraryState) => {
      store.setState({ libraryState, index: null, details: new Map() });
      void load();
    },
    queryChanged: () => {
      if (!sameQuery(query(), store.getState().indexQuery) || loading) void load();
    },
  };
}

/** True when the answer says that there is no such collection, in either way in which it can. */
function isGone(view: LibraryQuery['view'], answer: Result<LibraryIndex>): boolean {
  if (!isCollection(view)) return false;
  return answer.ok ? !answer.data.collections.some(({ id }) => id === view) : answer.error.code === 'not-found';
}

function sameQuery(a: LibraryQuery, b: LibraryQuery): boolean {
  return a.view === b.view && a.search === b.search;
}

function without<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> {
  const rest = new Map(map);
  for (const key of keys) rest.delete(key);
  return rest;
}

function risen<K>(map: ReadonlyMap<K, number>, keys: readonly K[]): ReadonlyMap<K, number> {
  const next = new Map(map);
  for (const key of keys) next.set(key, (next.get(key) ?? 0) + 1);
  return next;
}
