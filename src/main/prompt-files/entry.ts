import { z } from 'zod';
import { BatchId, JobId } from '../../shared/ids';
import { Tag } from '../../shared/image';
import { Recipe } from '../../shared/recipe';

/** The most characters of a prompt, as `Recipe` has it. */
const MOST_TEXT = 100_000;
/** Far beyond every price, and well within what the database adds up in millionths. */
const MOST_DOLLARS = 1e6;
const Time = z.number().nonnegative();
const Text = z.string().min(1).max(MOST_TEXT);

/** One job of a prompt, as files tell of it. */
export const UseEntry = z.object({
  /** Milliseconds since 1970. */
  at: Time,
  jobId: JobId.nullable(),
  batchId: BatchId.nullable(),
  /** Null when it is of a version that isn't understood. */
  recipe: Recipe.nullable(),
  /** US dollars; none for the demo. */
  estimate: z.number().nonnegative().max(MOST_DOLLARS),
  charge: z.enum(['yes', 'no', 'unknown']).nullable(),
  /** As it was typed, where it was taken apart. */
  pattern: z.string().max(200_000).nullable(),
});

/** What files of history and templates hold, one thing each. */
export const PromptEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('prompt'),
    text: Text,
    tags: z.array(Tag).max(200).readonly(),
    favourite: z.boolean(),
    firstUsedAt: Time.nullable(),
    lastUsedAt: Time.nullable(),
    uses: z.array(UseEntry).readonly(),
  }),
  z.object({ kind: z.literal('template'), name: z.string().trim().min(1).max(100), text: Text }),
  z.object({
    kind: z.literal('variable'),
    name: z.string().min(1).max(60),
    list: z.array(z.string().min(1).max(20_000)).max(1000).readonly(),
    recent: z.array(z.string().min(1).max(20_000)).max(50).readonly(),
  }),
]);
/** See the schema of the same name. */
export type PromptEntry = Readonly<z.infer<typeof PromptEntry>>;
/** One entry of that kind. */
export type EntryOf<K extends PromptEntry['kind']> = Extract<PromptEntry, { kind: K }>;

/** What was read of a file: entries, and a sentence for each thing that can't be read. */
export type ReadEntry = PromptEntry | { readonly kind: 'problem'; readonly message: string };

/** The entry, or what is wrong with it; `where` says which it is, such as "Line 7". */
export function checkedEntry(where: string, entry: unknown): ReadEntry {
  const parsed = PromptEntry.safeParse(entry);
  if (parsed.success) return parsed.data;
  const fault = parsed.error.issues[0];
  const field = fault?.path.join('.') ?? '';
  const text = fieldOf(entry, 'text');
  if (field === 'text' && (text === undefined || text === '')) return problem(`${where}: there is no text.`);
  if (field === 'text')
    return problem(`${where}: the text is longer than ${MOST_TEXT.toLocaleString('en')} characters.`);
  return problem(`${where}: “${field}” can’t be read.`);
}

/** A sentence in the place of an entry. */
export function problem(message: string): ReadEntry {
  return { kind: 'problem', message };
}

/** A field of something that may be anything. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** A time as files say it; empty when it is none that a calendar has. */
export function timeText(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** The time that a file says, in milliseconds since 1970; null when it says none. */
export function timeOf(text: unknown): number | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at < 0 ? null : at;
}

/** Words side by side, as in `red, "a, b"`: what could be taken for something else stands as in JSON. */
export function listText(items: readonly string[]): string {
  return items.map(itemText).join(', ');
}

/** One word as in `listText`. */
export function itemText(item: string): string {
  return /^["\s]|[,\\\p{Cc}\p{Cs}]|\s$/u.test(item) ? JSON.stringify(item) : item;
}

const ITEM = /\s*(?:("(?:[^"\\]|\\.)*")|([^,]*))\s*(?:,|$)/y;

/** What `listText` made of; anything else is read as words between commas. */
export function listOf(text: string): readonly string[] {
  const items: string[] = [];
  for (ITEM.lastIndex = 0; ITEM.lastIndex < text.length;) {
    const at = ITEM.lastIndex;
    const found = ITEM.exec(text);
    if (!found) return [...items, text.slice(at).trim()].filter((item) => item !== '');
    const item = found[1] === undefined ? (found[2] ?? '').trim() : unquoted(found[1]);
    if (item !== '') items.push(item);
  }
  return items;
}

/** One word as `itemText` writes it. */
export function itemOf(text: string): string {
  return text.startsWith('"') ? unquoted(text) : text;
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

/** Adds a value to the list of that name. */
export function addTo(lists: Map<string, string[]>, name: string, value: string): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}
