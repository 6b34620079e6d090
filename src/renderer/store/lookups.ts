import type { CollectionId, SmartId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { SmartCollection } from '../../shared/library';
import type { Failure } from '../../shared/result';
import type { Columns } from './columns';
import { createLookup } from './lookup';
import type { LibraryQuery, QueryInputs } from './query';
import { countQuery, NO_INPUTS } from './query';
import { isCollection } from './view';

/** What main looks up for the queries of the window. */
export interface Lookups {
  /** What the query needs; null while something of it was never looked up. What may have changed is asked for again. */
  readonly inputs: (query: LibraryQuery) => QueryInputs | null;
  /** Images in each smart collection that can be counted now; the others follow in the background. */
  readonly smartCounts: (columns: Columns, smart: readonly SmartCollection[]) => ReadonlyMap<SmartId, number>;
  /** Words of images may have changed; with `names` also which images there are. */
  readonly outdate: (names: boolean) => void;
  readonly outdateMembers: (id: CollectionId) => void;
  readonly changeMembers: (id: CollectionId, change: (seqs: Int32Array) => Int32Array) => void;
  /** Another library: nothing that is known holds. */
  readonly clear: () => void;
  /** Forgets what none of these asks for. */
  readonly keep: (queries: readonly LibraryQuery[], smart: readonly SmartCollection[]) => void;
}

/** Lookups over that bridge. `arrived` is called when something new is known, `failed` when it can't be had. */
export function createLookups(bridge: Bridge, arrived: () => void, failed: (error: Failure) => void): Lookups {
  const searches = createLookup<string>((search) => bridge.request('library.search', { search }), arrived, failed);
  const names = createLookup<'name'>(() => bridge.request('library.byName', undefined), arrived, failed);
  const members = createLookup<CollectionId>(
    (id) => bridge.request('collections.members', { id }),
    arrived,
    // A collection that is no more: the lists say so, too.
    () => undefined,
  );

  function smartInputs({ query }: SmartCollection): QueryInputs | null {
    if (query.search === '') return NO_INPUTS;
    const matches = searches.prepare(query.search);
    return matches && { ...NO_INPUTS, matches };
  }

  return {
    inputs: ({ view, search, sort }) => {
      const matches = search === '' ? null : searches.get(search);
      const listed = isCollection(view) ? members.get(view) : null;
      const byName = sort === 'name' ? names.get('name') : null;
      const missing = (search !== '' && !matches) || (isCollection(view) && !listed) || (sort === 'name' && !byName);
      return missing ? null : { matches, members: listed, byName };
    },
    smartCounts: (columns, smart) =>
      new Map(
        smart.flatMap((collection) => {
          const inputs = smartInputs(collection);
          return inputs ? [[collection.id, countQuery(columns, plainQuery(collection), inputs)] as const] : [];
        }),
      ),
    outdate: (which) => {
      searches.outdate();
      if (which) names.outdate();
    },
    outdateMembers: members.outdate,
    changeMembers: members.change,
    clear: () => {
      for (const lookup of [searches, names, members]) lookup.clear();
    },
    keep: (queries, smart) => {
      searches.keep([...queries.map(({ search }) => search), ...smart.map(({ query }) => query.search)]);
      members.keep(queries.flatMap(({ view }) => (isCollection(view) ? [view] : [])));
    },
  };
}

const none: ReadonlySet<number> = new Set();

function plainQuery({ id, query }: SmartCollection): LibraryQuery {
  return { view: id, ...query, stacking: false, openStacks: none };
}
