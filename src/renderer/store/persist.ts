import type { CollectionId, ImageId } from '../../shared/ids';
import type { LedgerPeriod } from '../../shared/ledger';
import type { Recipe } from '../../shared/recipe';
import type { DraftWebhook } from './draft';
import { LEDGER_PERIODS } from './ledger';
import type { CellId } from './selection';
import type { Studio, StudioStore } from './store';
import type { Place, ScrollAnchor } from './view';
import { TILE_HEIGHT } from './view';

/** What the window keeps over a restart. Its own alone: the mirrors come from main. */
interface Kept {
  readonly draft: Recipe;
  readonly draftWebhook: DraftWebhook;
  readonly place: Place;
  readonly tileHeight: number;
  readonly railOpen: boolean | null;
  readonly inspectorOpen: boolean | null;
  readonly scrollAnchor: ScrollAnchor | null;
  readonly active: CellId | null;
  readonly ledgerBy: LedgerPeriod;
  readonly selected: readonly CellId[];
}

/** The part of `Storage` that is needed; a fake in tests. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'easel.window.1';
/** More selected cells than this are not worth a slow write at each arrow key. */
const SELECTION_KEPT = 500;

const PLACES = ['all', 'edits', 'imported', 'queue', 'ledger'] as const;

const KEPT = [
  'draft',
  'draftWebhook',
  'place',
  'tileHeight',
  'railOpen',
  'inspectorOpen',
  'scrollAnchor',
  'active',
  'ledgerBy',
  'selected',
] as const satisfies readonly (keyof Kept)[];

function kept(state: Studio): Kept {
  const { draft, draftWebhook, place, tileHeight, railOpen, inspectorOpen, scrollAnchor, active, ledgerBy } = state;
  const selected = state.selected.size <= SELECTION_KEPT ? [...state.selected] : [];
  return { draft, draftWebhook, place, tileHeight, railOpen, inspectorOpen, scrollAnchor, active, ledgerBy, selected };
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
  const tileHeight = found.get('tileHeight');
  const selected = found.get('selected');
  return {
    draft: readDraft(found.get('draft')) ?? state.draft,
    draftWebhook: readWebhook(found.get('draftWebhook')) ?? state.draftWebhook,
    place: readPlace(found.get('place')) ?? state.place,
    tileHeight:
      typeof tileHeight === 'number' && tileHeight >= TILE_HEIGHT.min && tileHeight <= TILE_HEIGHT.max
        ? tileHeight
        : state.tileHeight,
    railOpen: readChoice(found.get('railOpen')),
    inspectorOpen: readChoice(found.get('inspectorOpen')),
    scrollAnchor: readAnchor(found.get('scrollAnchor')),
    active: readCell(found.get('active')),
    ledgerBy: LEDGER_PERIODS.find((period) => period === found.get('ledgerBy')) ?? state.ledgerBy,
    selected: new Set(Array.isArray(selected) ? selected.filter(isCell) : []),
  };
}

function isCell(value: unknown): value is CellId {
  return typeof value === 'string' && /^(img|job)_[0-9a-z]{20}$/.test(value);
}

function readCell(value: unknown): CellId | null {
  return isCell(value) ? value : null;
}

function isImage(value: unknown): value is ImageId {
  return isCell(value) && value.startsWith('img_');
}

function readPlace(value: unknown): Place | null {
  return PLACES.find((place) => place === value) ?? (isCollectionId(value) ? value : null);
}

function isCollectionId(value: unknown): value is CollectionId {
  return typeof value === 'string' && /^col_[0-9a-z]{20}$/.test(value);
}

function readChoice(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function readAnchor(value: unknown): ScrollAnchor | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('offset' in value)) return null;
  const { id, offset } = value;
  return isImage(id) && typeof offset === 'number' && Number.isFinite(offset) ? { id, offset } : null;
}

/** A draft with the shape of a recipe, whatever an older version or a damaged profile left. */
function readDraft(value: unknown): Recipe | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = new Map<string, unknown>(Object.entries(value));
  const modelId = found.get('modelId');
  const prompt = found.get('prompt');
  const count = found.get('count');
  const aspectRatio = found.get('aspectRatio');
  const resolution = found.get('resolution');
  const format = found.get('format');
  const sourceIds = found.get('sourceIds');
  if (typeof modelId !== 'string' || typeof prompt !== 'string' || typeof count !== 'number') return null;
  if (typeof aspectRatio !== 'string' || typeof resolution !== 'string' || typeof format !== 'string') return null;
  if (!Array.isArray(sourceIds) || !sourceIds.every(isImage)) return null;
  const privateDelivery = found.get('privateDelivery') === true;
  const options = readOptions(found.get('options'));
  return { modelId, prompt, count, aspectRatio, resolution, format, privateDelivery, options, sourceIds };
}

function readWebhook(value: unknown): DraftWebhook | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = new Map<string, unknown>(Object.entries(value));
  const use = (['profile', 'none', 'own'] as const).find((choice) => choice === found.get('use'));
  const mode = (['terminal', 'sync'] as const).find((choice) => choice === found.get('mode'));
  const url = found.get('url');
  return use !== undefined && mode !== undefined && typeof url === 'string' ? { use, url, mode } : null;
}

function readOptions(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
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
