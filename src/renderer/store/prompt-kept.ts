import type { PromptId } from '../../shared/ids';
import { readChoice, readText } from './persist-read';
import type { HeldRows, PromptSlice } from './prompt-history';
import { EVERY_PROMPT, PROMPT_ORDERS, PROMPT_PARTS, promptId } from './prompt-history';

/** What of the history is kept over a restart: what was asked, where the list stood and what was looked at. */
export const KEPT_OF_PROMPTS = [
  ...(['promptPart', 'promptQuery', 'promptActive', 'promptHeld'] as const),
] satisfies readonly (keyof PromptSlice)[];

/** The same as it was found, whatever an older or newer version or a damaged profile left. */
export function readPrompts(found: ReadonlyMap<string, unknown>): Partial<PromptSlice> {
  const active = readId(found.get('promptActive'));
  const held = found.get('promptHeld');
  return {
    promptPart: PROMPT_PARTS.find((part) => part === found.get('promptPart')) ?? 'history',
    promptQuery: readQuery(found.get('promptQuery')),
    promptActive: active,
    promptAnchor: active,
    promptSelected: new Set(active === null ? [] : [active]),
    promptHeld: Array.isArray(held) ? held.slice(0, MOST_HELD).flatMap(readHeld) : [],
  };
}

/** More rows than any window shows. */
const MOST_HELD = 100;

function readQuery(value: unknown): PromptSlice['promptQuery'] {
  if (typeof value !== 'object' || value === null) return EVERY_PROMPT;
  const query = new Map<string, unknown>(Object.entries(value));
  const tag = query.get('tag');
  return {
    search: readText(query.get('search')) ?? '',
    order: PROMPT_ORDERS.find((order) => order === query.get('order')) ?? EVERY_PROMPT.order,
    favourites: readChoice(query.get('favourites')) ?? false,
    tag: typeof tag === 'string' && tag.trim() !== '' && tag.length <= 60 ? tag : null,
  };
}

function readHeld(value: unknown): HeldRows {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('y' in value)) return [];
  const [id, y] = [readId(value.id), value.y];
  return id !== null && typeof y === 'number' && Number.isFinite(y) ? [{ id, y }] : [];
}

function readId(value: unknown): PromptId | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? promptId(value) : null;
}
