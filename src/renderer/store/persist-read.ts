import type { DraftWebhook } from '../../shared/draft';
import type { CollectionId, ImageId, SmartId } from '../../shared/ids';
import type { LibraryFilter, LibrarySort, LibraryView, SavedQuery } from '../../shared/library-query';
import { NO_FILTER } from '../../shared/no-filter';
import { RATIO_NAMES } from '../../shared/ratio-names';
import type { Recipe } from '../../shared/recipe';
import type { CellId } from './selection';
import type { Place, ScrollAnchor } from './view';
import { isLibraryPlace } from './view';

// Whatever an older or newer version or a damaged profile left: each of these takes what it knows and nothing else.

const PLACES = ['all', 'favourites', 'edits', 'imported', 'trash', 'queue', 'ledger', 'prompts'] as const;
const SORTS = ['newest', 'oldest', 'rating', 'pixels', 'file-size', 'name'] as const;

/** True for the id of an image, a job or a batch. */
export function isCell(value: unknown): value is CellId {
  return typeof value === 'string' && /^(img|job|bat)_[0-9a-z]{20}$/.test(value);
}

/** An id of a cell, or null. */
export function readCell(value: unknown): CellId | null {
  return isCell(value) ? value : null;
}

function isImage(value: unknown): value is ImageId {
  return isCell(value) && value.startsWith('img_');
}

/** A place of the window, or null. */
export function readPlace(value: unknown): Place | null {
  return PLACES.find((place) => place === value) ?? (isListed(value) ? value : null);
}

function isListed(value: unknown): value is CollectionId | SmartId {
  return typeof value === 'string' && /^(col|smt)_[0-9a-z]{20}$/.test(value);
}

/** A yes or no, or null. */
export function readChoice(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** A place in the grid, or null. */
export function readAnchor(value: unknown): ScrollAnchor | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('offset' in value)) return null;
  const { id, offset } = value;
  return isImage(id) && typeof offset === 'number' && Number.isFinite(offset) ? { id, offset } : null;
}

/** The recipe of a draft, whatever an older version or a damaged profile left. */
export function readDraft(value: unknown): Recipe | null {
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

/** A choice of webhook, or null. */
export function readWebhook(value: unknown): DraftWebhook | null {
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

/** A text that is not too long to be typed again, or null. */
export function readText(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 1000 ? value : null;
}

/** A number in that range, or null. */
export function readBetween(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null;
}

/** Whole numbers; none from anything else. */
export function readNumbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((item): item is number => Number.isSafeInteger(item)) : [];
}

/** An order of the grid, or null. */
export function readSort(value: unknown): LibrarySort | null {
  return SORTS.find((sort) => sort === value) ?? null;
}

/** Places in the grids of views. */
export function readAnchors(value: unknown): ReadonlyMap<LibraryView, ScrollAnchor> {
  const found = new Map<LibraryView, ScrollAnchor>();
  for (const entry of Array.isArray(value) ? value : []) {
    const [view, anchor] = Array.isArray(entry) ? [readPlace(entry[0]), readAnchor(entry[1])] : [null, null];
    if (view && anchor && isLibraryPlace(view)) found.set(view, anchor);
  }
  return found;
}

/** A whole question, or null. */
export function readSaved(value: unknown): SavedQuery | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = new Map<string, unknown>(Object.entries(value));
  const [search, filter, sort] = [
    readText(found.get('search')),
    readFilter(found.get('filter')),
    readSort(found.get('sort')),
  ];
  return search !== null && filter && sort ? { search, filter, sort } : null;
}

/** A filter; a condition that is not understood is left out. Null from anything else. */
export function readFilter(value: unknown): LibraryFilter | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = new Map<string, unknown>(Object.entries(value));
  const among = <T extends string>(name: string, known: readonly T[]): readonly T[] => {
    const list = found.get(name);
    return Array.isArray(list) ? known.filter((item) => list.includes(item)) : [];
  };
  const texts = (name: string): readonly string[] => {
    const list = found.get(name);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string').slice(0, 100) : [];
  };
  return {
    ...NO_FILTER,
    kinds: among('kinds', ['generation', 'edit', 'imported']),
    from: readBetween(found.get('from'), 0, Number.MAX_SAFE_INTEGER),
    until: readBetween(found.get('until'), 0, Number.MAX_SAFE_INTEGER),
    ratios: among('ratios', RATIO_NAMES),
    resolutions: texts('resolutions'),
    models: texts('models'),
    formats: among('formats', ['jpeg', 'png', 'webp', 'gif', 'avif']),
    minStars: [1, 2, 3, 4, 5].find((stars) => stars === found.get('minStars')) ?? 0,
    flags: among('flags', ['pick', 'reject', 'none']),
    favourite: readChoice(found.get('favourite')),
    charges: among('charges', ['none', 'charged', 'free', 'unknown']),
    missing: readChoice(found.get('missing')),
  };
}
