import type { StateCreator } from 'zustand';
import type { LibraryFilter, LibrarySort, LibraryView, SavedQuery } from '../../shared/library-query';
import { NO_FILTER } from '../../shared/no-filter';
import type { Studio } from './store';

/** What the person asks the library for, in whichever view. */
export interface AskingSlice {
  readonly search: string;
  readonly filter: LibraryFilter;
  readonly sort: LibrarySort;
  /** Images of one job are shown as one until it is opened. */
  readonly stacking: boolean;
  /** Stacks that show all of their images, by their number. */
  readonly openStacks: ReadonlySet<number>;
  /** What was asked before a smart collection was entered, whose own question takes its place; null outside of one. */
  readonly aside: SavedQuery | null;
  readonly setSearch: (search: string) => void;
  readonly setFilter: (change: Partial<LibraryFilter>) => void;
  readonly clearFilter: () => void;
  readonly setSort: (sort: LibrarySort) => void;
  readonly toggleStacking: () => void;
  /** Opens or closes one stack. */
  readonly toggleStack: (stack: number) => void;
}

/** Asks for everything, the newest first. */
export const createAskingSlice: StateCreator<AskingSlice> = (set) => ({
  search: '',
  filter: NO_FILTER,
  sort: 'newest',
  stacking: false,
  openStacks: new Set(),
  aside: null,
  setSearch: (search) => {
    set({ search });
  },
  setFilter: (change) => {
    set(({ filter }) => ({ filter: { ...filter, ...change } }));
  },
  clearFilter: () => {
    set({ filter: NO_FILTER });
  },
  setSort: (sort) => {
    set({ sort });
  },
  toggleStacking: () => {
    set(({ stacking }) => ({ stacking: !stacking, openStacks: new Set() }));
  },
  toggleStack: (stack) => {
    set((state) => {
      const openStacks = new Set(state.openStacks);
      if (!openStacks.delete(stack)) openStacks.add(stack);
      return { openStacks };
    });
  },
});

/** What is asked as a smart collection would keep it. */
export function savedQuery({ search, filter, sort }: Pick<AskingSlice, 'search' | 'filter' | 'sort'>): SavedQuery {
  return { search: search.trim(), filter, sort };
}

/** What changes in the question when another view is entered: a smart collection brings its own and takes it away again. */
export function askingIn(state: Studio, view: LibraryView): Partial<AskingSlice> {
  const smart = state.lists.smart.find(({ id }) => id === view);
  if (smart) return { ...smart.query, aside: state.aside ?? savedQuery(state) };
  return state.aside === null ? {} : { ...state.aside, aside: null };
}

/** True while the question in a smart collection is another than the one it keeps. */
export function isSmartEdited(state: Studio): boolean {
  const smart = state.lists.smart.find(({ id }) => id === state.query?.view);
  return smart !== undefined && !sameQuestion(smart.query, savedQuery(state));
}

function sameQuestion(a: SavedQuery, b: SavedQuery): boolean {
  return a.search === b.search && a.sort === b.sort && sameFilter(a.filter, b.filter);
}

/** True when both ask for the same, in whichever order their lists are. */
export function sameFilter(a: LibraryFilter, b: LibraryFilter): boolean {
  return a === b || textOf(a) === textOf(b);
}

function textOf(filter: LibraryFilter): string {
  const sorted = Object.entries(filter)
    .map(([name, value]) => [name, Array.isArray(value) ? [...(value as readonly string[])].sort() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted);
}

/** How many conditions are set; the figure on the button of the filters. */
export function filterCount(filter: LibraryFilter): number {
  const { from, until, minStars, favourite, missing, ...lists } = filter;
  const single = [from !== null || until !== null, minStars > 0, favourite !== null, missing !== null];
  return single.filter(Boolean).length + Object.values(lists).filter((list) => list.length > 0).length;
}
