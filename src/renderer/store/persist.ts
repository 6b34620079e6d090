import { FIRST_WEBHOOK, makeDraft } from './draft';
import { LEDGER_PERIODS } from './ledger';
import {
  isCell,
  readAnchor,
  readAnchors,
  readBetween,
  readCell,
  readChoice,
  readDraft,
  readFilter,
  readNumbers,
  readPlace,
  readSaved,
  readSort,
  readText,
  readWebhook,
} from './persist-read';
import { KEPT_OF_PROMPTS, readPrompts } from './prompt-kept';
import type { Studio, StudioStore } from './store';
import { TILE_HEIGHT } from './view';

/** The part of `Storage` that is needed; a fake in tests. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'easel.window.1';
/** More selected cells than this are not worth a slow write at each arrow key. */
const SELECTION_KEPT = 500;

/** More open stacks than this are closed at a restart. */
const STACKS_KEPT = 500;

/** What the window keeps over a restart. Its own alone: the mirrors come from main. */
const KEPT = [
  ...(['place', 'tileHeight', 'railOpen', 'inspectorOpen'] as const),
  ...(['scrollAnchor', 'scrollAnchors', 'active', 'selected', 'ledgerBy', 'slideSeconds'] as const),
  ...(['search', 'filter', 'sort', 'stacking', 'openStacks', 'aside'] as const),
  ...KEPT_OF_PROMPTS,
] satisfies readonly (keyof Studio)[];

function kept(state: Studio): unknown {
  const own = Object.fromEntries(KEPT.map((name) => [name, state[name]]));
  return {
    ...own,
    selected: state.selected.size <= SELECTION_KEPT ? [...state.selected] : [],
    openStacks: [...state.openStacks].slice(-STACKS_KEPT),
    scrollAnchors: [...state.scrollAnchors],
  };
}

/** Puts what was kept into the store; whatever can't be read is left as at a first start. */
export function restore(store: StudioStore, storage: TextStore): void {
  let found: unknown;
  try {
    found = JSON.parse(storage.getItem(KEY) ?? 'null');
  } catch {
    return;
  }
  if (typeof found !== 'object' || found === null) return;
  store.setState((state) => readKept(new Map(Object.entries(found)), state));
}

function readKept(found: ReadonlyMap<string, unknown>, state: Studio): Partial<Studio> {
  const selected = found.get('selected');
  return {
    ...formerDraft(found),
    ...readPrompts(found),
    place: readPlace(found.get('place')) ?? state.place,
    tileHeight: readBetween(found.get('tileHeight'), TILE_HEIGHT.min, TILE_HEIGHT.max) ?? state.tileHeight,
    railOpen: readChoice(found.get('railOpen')),
    inspectorOpen: readChoice(found.get('inspectorOpen')),
    scrollAnchor: readAnchor(found.get('scrollAnchor')),
    scrollAnchors: readAnchors(found.get('scrollAnchors')),
    active: readCell(found.get('active')),
    ledgerBy: LEDGER_PERIODS.find((period) => period === found.get('ledgerBy')) ?? state.ledgerBy,
    selected: new Set(Array.isArray(selected) ? selected.filter(isCell) : []),
    search: readText(found.get('search')) ?? state.search,
    filter: readFilter(found.get('filter')) ?? state.filter,
    sort: readSort(found.get('sort')) ?? state.sort,
    stacking: readChoice(found.get('stacking')) ?? state.stacking,
    openStacks: new Set(readNumbers(found.get('openStacks'))),
    aside: readSaved(found.get('aside')),
    slideSeconds: readBetween(found.get('slideSeconds'), 1, 600) ?? state.slideSeconds,
  };
}

/** The one draft that windows of before the tabs kept here: taken over once, then main keeps all of them. */
function formerDraft(found: ReadonlyMap<string, unknown>): Partial<Studio> {
  const recipe = readDraft(found.get('draft'));
  if (!recipe) return {};
  const draft = makeDraft(recipe, { webhook: readWebhook(found.get('draftWebhook')) ?? FIRST_WEBHOOK });
  return { drafts: [draft], activeDraft: draft.id };
}

/** Keeps the window's state at every change of it. `later` runs a function soon and once; `flush` writes at once. */
export function persist(
  store: StudioStore,
  storage: TextStore,
  later: (write: () => void) => void,
): { readonly flush: () => void; readonly stop: () => void } {
  let written = '';
  let waiting = false;
  const flush = (): void => {
    waiting = false;
    const text = JSON.stringify(kept(store.getState()));
    if (text === written) return;
    written = text;
    try {
      storage.setItem(KEY, text);
    } catch {
      // A full or forbidden profile: the window works on, it only won't find its place again.
    }
  };
  const stop = store.subscribe((state, before) => {
    if (waiting || !differs(state, before)) return;
    waiting = true;
    later(flush);
  });
  return { flush, stop };
}

function differs(state: Studio, before: Studio): boolean {
  return KEPT.some((name) => state[name] !== before[name]);
}
