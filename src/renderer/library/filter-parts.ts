import type { LibraryFilter } from '../../shared/library-query';
import { localDay } from '../../shared/local-day';
import { findModel, MODELS } from '../../shared/models';
import { RATIO_NAMES } from '../../shared/ratio-names';
import type { FacetCounts } from '../store/facet-counts';
import { formatName } from '../ui/format';

/** One choice of a filter and what the filter becomes when it is pressed. */
interface Choice {
  readonly label: string;
  /** Null where it is not counted. */
  readonly count: number | null;
  readonly on: boolean;
  readonly next: Partial<LibraryFilter>;
}

/** One thing that images are filtered by. */
export interface FilterPart {
  readonly name: 'date' | 'ratio' | 'rating' | 'flag' | 'kind' | 'resolution' | 'model' | 'format' | 'charge' | 'file';
  readonly label: string;
  /** What its chip says while nothing is asked. */
  readonly none: string;
  /** What is asked, in words; null when nothing is. */
  readonly asked: string | null;
  readonly choices: readonly Choice[];
  /** Takes it away. */
  readonly off: Partial<LibraryFilter>;
}

const FLAGS = { pick: 'Picked', reject: 'Rejected', none: 'No flag' } as const;
const KINDS = { generation: 'Generated', edit: 'Edited', imported: 'Imported' } as const;
const CHARGES = { charged: 'Paid for', free: 'Free', none: 'No cost', unknown: 'Cost unknown' } as const;
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif'] as const;

/** Every part of the filter, in the order of the bar. `counts` are null while nothing is known. `now` decides the dates. */
export function filterParts(filter: LibraryFilter, counts: FacetCounts | null, now: number): readonly FilterPart[] {
  const list = <N extends ListName>(name: N, values: readonly ListValue<N>[], label: (value: ListValue<N>) => string) =>
    listPart(filter, counts?.[name] ?? null, name, values, label);
  const words = (name: 'models' | 'resolutions'): readonly string[] =>
    [...new Set([...(counts?.[name].keys() ?? []), ...filter[name]])].filter((word) => word !== '').sort();
  return [
    { name: 'date', label: 'Date', none: 'Any date', ...datePart(filter, counts, now) },
    { name: 'ratio', label: 'Ratio', none: 'All ratios', ...list('ratios', RATIO_NAMES, (name) => name) },
    { name: 'rating', label: 'Rating', none: 'Any rating', ...ratingPart(filter, counts) },
    { name: 'flag', label: 'Flag', none: 'Any flag', ...flagPart(filter, counts) },
    { name: 'kind', label: 'Kind', none: 'All kinds', ...list('kinds', keysOf(KINDS), (kind) => KINDS[kind]) },
    {
      ...{ name: 'resolution', label: 'Resolution', none: 'Any resolution' },
      ...list('resolutions', words('resolutions'), (word) => word),
    },
    { name: 'model', label: 'Model', none: 'All models', ...list('models', words('models'), modelName) },
    { name: 'format', label: 'Format', none: 'All formats', ...list('formats', FORMATS, formatName) },
    {
      name: 'charge',
      label: 'Cost',
      none: 'Any cost',
      ...list('charges', keysOf(CHARGES), (charge) => CHARGES[charge]),
    },
    { name: 'file', label: 'File', none: 'Any file', ...filePart(filter, counts) },
  ];
}

type ListName = 'kinds' | 'ratios' | 'resolutions' | 'models' | 'formats' | 'charges';
type ListValue<N extends ListName | 'flags'> = LibraryFilter[N][number];
type Part = Pick<FilterPart, 'asked' | 'choices' | 'off'>;

/** Several may be chosen: any of them will do. */
function listPart<N extends ListName>(
  filter: LibraryFilter,
  counts: ReadonlyMap<string, number> | null,
  name: N,
  values: readonly ListValue<N>[],
  label: (value: ListValue<N>) => string,
): Part {
  const chosen: readonly string[] = filter[name];
  const choices = values.map((value): Choice => {
    const on = chosen.includes(value);
    const next = on ? chosen.filter((other) => other !== value) : [...chosen, value];
    return { label: label(value), count: counts?.get(value) ?? 0, on, next: { [name]: next } };
  });
  return {
    asked: askedOf(choices),
    choices: choices.filter(({ on, count }) => on || count !== 0),
    off: { [name]: [] },
  };
}

function askedOf(choices: readonly Choice[]): string | null {
  const on = choices.filter((choice) => choice.on);
  if (on.length === 0) return null;
  if (on.length <= 2) return on.map(({ label }) => label).join(', ');
  return `${on[0]?.label ?? ''} and ${String(on.length - 1)} more`;
}

function ratingPart({ minStars }: LibraryFilter, counts: FacetCounts | null): Part {
  const choices = [1, 2, 3, 4, 5].map((stars): Choice => {
    const on = minStars === stars;
    const label = stars === 5 ? '★★★★★' : `${'★'.repeat(stars)} and more`;
    return { label, count: counts?.minStars[stars] ?? 0, on, next: { minStars: on ? 0 : stars } };
  });
  const asked = minStars === 0 ? null : `★ ${String(minStars)}${minStars === 5 ? '' : '+'}`;
  return { asked, choices, off: { minStars: 0 } };
}

/** Flags and favourites: how images were judged at the first look. */
function flagPart({ flags, favourite }: LibraryFilter, counts: FacetCounts | null): Part {
  const choices = keysOf(FLAGS).map((flag): Choice => {
    const on = flags.includes(flag);
    const next = on ? flags.filter((other) => other !== flag) : [...flags, flag];
    return { label: FLAGS[flag], count: counts?.flags.get(flag) ?? 0, on, next: { flags: next } };
  });
  const heart = (value: boolean, label: string): Choice => {
    const on = favourite === value;
    return { label, count: counts?.favourite.get(value) ?? 0, on, next: { favourite: on ? null : value } };
  };
  const all = [...choices, heart(true, 'Favourite'), heart(false, 'No favourite')];
  return { asked: askedOf(all), choices: all, off: { flags: [], favourite: null } };
}

function filePart({ missing }: LibraryFilter, counts: FacetCounts | null): Part {
  const of = (value: boolean, label: string): Choice => {
    const on = missing === value;
    return { label, count: counts?.missing.get(value) ?? 0, on, next: { missing: on ? null : value } };
  };
  const choices = [of(false, 'In its place'), of(true, 'Missing')];
  return { asked: askedOf(choices), choices, off: { missing: null } };
}

function datePart(filter: LibraryFilter, counts: FacetCounts | null, now: number): Part {
  const { from, until } = filter;
  const choices = spans(counts, now).map(([label, start, end]): Choice => {
    const on = from === start && until === end;
    return { label, count: null, on, next: on ? { from: null, until: null } : { from: start, until: end } };
  });
  const off = { from: null, until: null };
  if (from === null && until === null) return { asked: null, choices, off };
  return { asked: askedOf(choices) ?? spanWords(from, until), choices, off };
}

type Span = readonly [label: string, from: number, until: number | null];

/** What people look back by, and each year that there are images of. */
function spans(counts: FacetCounts | null, now: number): readonly Span[] {
  const day = (back: number): number => midnight(now, (date) => date.setDate(date.getDate() - back));
  const year = new Date(now).getFullYear();
  const years: Span[] = [];
  const [first, last] = counts?.dates ? [yearOf(counts.dates.from), yearOf(counts.dates.until)] : [year, year];
  for (let name = Math.min(last, year); name >= first && years.length < 12; name -= 1) {
    years.push([String(name), new Date(name, 0, 1).getTime(), new Date(name + 1, 0, 1).getTime()]);
  }
  return [['Today', day(0), null], ['Last 7 days', day(6), null], ['Last 30 days', day(29), null], ...years];
}

function yearOf(at: number): number {
  return new Date(at).getFullYear();
}

function midnight(at: number, change: (date: Date) => void): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  change(date);
  return date.getTime();
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

function spanWords(from: number | null, until: number | null): string {
  const last = until === null ? null : DAY.format(until - 1);
  if (from === null) return `Until ${last ?? ''}`;
  const first = DAY.format(from);
  const year = yearOf(from);
  if (from === new Date(year, 0, 1).getTime() && until === new Date(year + 1, 0, 1).getTime()) return String(year);
  if (last === null) return `Since ${first}`;
  return first === last ? first : `${first} to ${last}`;
}

/** A moment as a date field has it; empty for none. */
export function dateText(at: number | null): string {
  return at === null ? '' : localDay(at);
}

/** The midnight at which that day begins, `days` later; null for what is no date. */
export function dateOf(text: string, days = 0): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return new Date(Number(year), Number(month) - 1, Number(day) + days).getTime();
}

function modelName(id: string): string {
  return findModel(MODELS, id)?.name ?? id;
}

function keysOf<K extends string>(record: Readonly<Record<K, string>>): readonly K[] {
  // The records above have no other keys than their type says.
  return Object.keys(record) as K[];
}

/** Width of a chip with that text, in pixels: enough to tell which ones have room. */
function chipWidth(part: FilterPart): number {
  return (part.asked ?? part.none).length * 6.4 + (part.asked === null ? 22 : 42);
}

/** The chips that have room: those that ask for something first, then the most used. */
export function chipsFor(parts: readonly FilterPart[], room: number): readonly FilterPart[] {
  const usual = (['ratio', 'rating', 'flag', 'date', 'kind'] as const).flatMap((name) =>
    parts.filter((part) => part.name === name && part.asked === null),
  );
  const fitting: FilterPart[] = [];
  let left = room;
  for (const part of [...parts.filter(({ asked }) => asked !== null), ...usual]) {
    left -= chipWidth(part) + 6;
    if (left < 0) break;
    fitting.push(part);
  }
  return fitting;
}
