/** What the variables that occur more than once stand for in the row that is built. */
export type Bound = ReadonlyMap<string, string>;

/** A number of texts, the n-th of which is made when it is asked for. */
export interface Texts {
  /** At least 1; Infinity above `Number.MAX_SAFE_INTEGER`. */
  readonly count: number;
  readonly at: (index: number, bound: Bound) => string;
}

/** A piece of a text: always the same, or one of several. */
export type Part = string | Texts;

/** Exact, or Infinity above `Number.MAX_SAFE_INTEGER`. */
export function times(a: number, b: number): number {
  return safe(a * b);
}

/** See `times`. */
export function sum(counts: readonly number[]): number {
  return safe(counts.reduce((total, count) => total + count, 0));
}

function safe(count: number): number {
  return count > Number.MAX_SAFE_INTEGER ? Infinity : count;
}

/** One text alone. */
export function oneText(text: string): Texts {
  return { count: 1, at: () => text };
}

/**
 * Every combination of the parts, the last of which changes first. At most the first `limit` are ever asked for: parts
 * that don't change before that are built once, so that a row costs what is different in it.
 */
export function inRow(parts: readonly Part[], limit: number): Texts {
  let count = 1;
  let moving = parts.length;
  for (let place = parts.length - 1; place >= 0; place--) {
    const part = parts[place];
    if (count < limit) moving = place;
    if (typeof part === 'object') count = times(count, part.count);
  }
  let steady = '';
  let steadyFor: Bound | null = null;
  const at: Texts['at'] = (index, bound) => {
    if (steadyFor !== bound) {
      steady = parts.slice(0, moving).reduce<string>((text, part) => text + textOf(part, 0, bound), '');
      steadyFor = bound;
    }
    let rest = index;
    let text = '';
    for (let place = parts.length - 1; place >= moving; place--) {
      const part = parts[place] ?? '';
      const size = typeof part === 'string' ? 1 : part.count;
      text = textOf(part, rest % size, bound) + text;
      rest = Math.floor(rest / size);
    }
    return steady + text;
  };
  return { count, at };
}

function textOf(part: Part, index: number, bound: Bound): string {
  return typeof part === 'string' ? part : part.at(index, bound);
}

/** The texts of each alternative, one after the other. */
export function oneOf(alternatives: readonly Texts[]): Texts {
  const at: Texts['at'] = (index, bound) => {
    let rest = index;
    for (const alternative of alternatives) {
      if (rest < alternative.count) return alternative.at(rest, bound);
      rest -= alternative.count;
    }
    return '';
  };
  return { count: sum(alternatives.map(({ count }) => count)), at };
}

/** The texts with each combination of what the names stand for: these change last, the first of them last of all. */
export function boundTo(names: readonly (readonly [string, Texts])[], texts: Texts): Texts {
  const sizes = names.reduce((count, [, values]) => times(count, values.count), 1);
  let bound: Bound = new Map();
  let boundFor = -1;
  const at: Texts['at'] = (index, outer) => {
    const combination = Math.floor(index / texts.count);
    if (combination !== boundFor) {
      let rest = combination;
      const chosen = names.toReversed().map(([name, values]): [string, string] => {
        const place = rest % values.count;
        rest = Math.floor(rest / values.count);
        return [name, values.at(place, outer)];
      });
      bound = new Map(chosen);
      boundFor = combination;
    }
    return texts.at(index % texts.count, bound);
  };
  return { count: times(sizes, texts.count), at };
}

/** Why something that looks like a range is none. */
export interface RangeFault {
  readonly fault: string;
}

const NUMBER = String.raw`(-?\d{1,15}(?:\.\d{1,15})?)`;
const RANGE = new RegExp(String.raw`^\s*${NUMBER}\.\.${NUMBER}(?:\.\.${NUMBER})?\s*$`);

/**
 * The numbers of `1..10`, `10..1`, `0.5..2..0.5` or `01..12`, exact to the last digit. Leading zeros make them all as
 * wide; as many decimals are kept as both ends have. Null for anything else.
 */
export function rangeOf(text: string): Texts | RangeFault | null {
  const [found, first, last, by] = RANGE.exec(text) ?? [];
  if (found === undefined || first === undefined || last === undefined) return null;
  const ends = [first, last];
  const scale = Math.max(...[first, last, by ?? ''].map(decimalsOf));
  const [from, to, given] = [first, last, by ?? '1'].map((number) => scaled(number, scale));
  if (from === undefined || to === undefined || given === undefined) return null;
  if (given === 0n) return { fault: `A step of ${by ?? ''} never gets from ${first} to ${last}.` };
  if (given < 0n && to > from) return { fault: `A step of ${by ?? ''} leads away from ${last}.` };
  const step = to < from && given > 0n ? -given : given;
  const isPadded = ends.some((number) => /^-?0\d/.test(number));
  const width = isPadded ? Math.max(...ends.map((number) => /\d+/.exec(number)?.[0].length ?? 0)) : 1;
  const decimals = Math.min(...ends.map(decimalsOf));
  return {
    count: safe(Number((to - from) / step + 1n)),
    at: (index) => written(from + BigInt(index) * step, scale, decimals, width),
  };
}

function decimalsOf(number: string): number {
  return number.split('.')[1]?.length ?? 0;
}

/** The number times ten to the power of `scale`. */
function scaled(number: string, scale: number): bigint {
  const [whole = '', fraction = ''] = number.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}

function written(value: bigint, scale: number, decimals: number, width: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).padStart(width, '0');
  const all = digits.slice(digits.length - scale);
  const fraction = all.slice(0, decimals) + all.slice(decimals).replace(/0+$/, '');
  return (value < 0n ? '-' : '') + whole + (fraction === '' ? '' : `.${fraction}`);
}
