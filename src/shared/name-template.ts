import type { PixelSize } from './framing';
import { ratioText } from './framing';
import { localDay } from './local-day';
import { slug } from './slug';

/** What a file name can be made of. Sizes are those of the exported picture. */
export interface NameFacts extends PixelSize {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Empty when there is none. */
  readonly prompt: string;
  /** The file's own name, without its ending. */
  readonly name: string;
  /** As people call it; empty when there is none. */
  readonly model: string;
  readonly id: string;
  /** From 1, and how many there are: numbers get as many digits as the last one has. */
  readonly n: number;
  readonly total: number;
  readonly stars: number;
}

const FIELDS: Readonly<Record<string, (facts: NameFacts) => string>> = {
  name: ({ name }) => slug(name),
  prompt: ({ prompt, name }) => slug(prompt === '' ? name : prompt),
  date: ({ createdAt }) => dated(createdAt, 'date'),
  time: ({ createdAt }) => dated(createdAt, 'time'),
  n: ({ n, total }) => String(n).padStart(String(total).length, '0'),
  id: ({ id }) => id.slice(-6),
  model: ({ model }) => (model === '' ? 'imported' : slug(model)),
  ratio: (size) => (size.width > 0 ? ratioText(size).replace(':', 'x') : 'unknown'),
  width: ({ width }) => String(width),
  height: ({ height }) => String(height),
  stars: ({ stars }) => String(stars),
};

/** The fields that a template may have, in the order in which they are offered. */
export const NAME_FIELDS: readonly string[] = Object.keys(FIELDS);

/** What is wrong with a template, as one sentence, or null. */
export function templateFault(template: string): string | null {
  if (template.trim() === '') return 'Give the files a name, such as {name}.';
  const unknown = [...template.matchAll(FIELD)].find(([, field = '']) => !Object.hasOwn(FIELDS, field));
  if (unknown) return `There is no ${unknown[0]}. Use ${listed(NAME_FIELDS.map((field) => `{${field}}`))}.`;
  if (/[{}]/.test(template.replaceAll(FIELD, ''))) return 'A brace is left over. Write fields such as {name}.';
  return null;
}

const FIELD = /\{([^{}]*)\}/g;
/** Of 255 that file systems take: room for a number and an ending. */
const MOST_BYTES = 220;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name of an exported file without its ending: fields filled in, made safe for every system, at most 220 bytes of
 * UTF-8. Fields that don't exist stay as they are written.
 */
export function exportName(template: string, facts: NameFacts): string {
  const text = template.replaceAll(FIELD, (whole, field: string) =>
    Object.hasOwn(FIELDS, field) ? (FIELDS[field]?.(facts) ?? whole) : whole,
  );
  const long = slug(text, MOST_BYTES);
  const bytes = new TextEncoder().encode(long).length;
  const name = bytes <= MOST_BYTES ? long : slug(long, Math.floor((long.length * MOST_BYTES) / bytes));
  return name.replace(DEVICE, '$1_');
}

/** Names that are taken, each with the number to try next. */
export type TakenNames = Map<string, number>;

/** The name with its ending, numbered where `taken` has it, in whatever case; and remembered there. */
export function freeName(name: string, ending: string, taken: TakenNames): string {
  const key = (text: string): string => `${text}.${ending}`.toLowerCase();
  let copy = taken.get(key(name)) ?? 1;
  let free = numbered(name, copy);
  // A numbered name may have been taken as it is by an image that is called so.
  while (copy > 1 && taken.has(key(free))) free = numbered(name, ++copy);
  taken.set(key(name), copy + 1);
  if (copy > 1) taken.set(key(free), 2);
  return `${free}.${ending}`;
}

/** The name for the first, second… file that would have the same one. */
export function numbered(name: string, copy: number): string {
  return copy === 1 ? name : `${name} (${String(copy)})`;
}

function dated(createdAt: number, what: 'date' | 'time'): string {
  if (what === 'date') return localDay(createdAt);
  const date = new Date(createdAt);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
