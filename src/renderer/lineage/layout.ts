import type { Kinship, Unfolded } from './kinship';

/** A card of the graph and the room between two, in CSS pixels at 100 %. The picture is the upper part of the card. */
export const CARD = { width: 184, height: 166, picture: 118, across: 148, down: 18 } as const;
const STEP = { x: CARD.width + CARD.across, y: CARD.height + CARD.down } as const;
/** More room between the children of different parents, and between trees that have no tie on the left. */
const APART = { cousins: 14, trees: 30 } as const;

/** Where the cards lie: their top left corners in CSS pixels at 100 %, by member. Of those not in sight it says nothing. */
export interface Layout {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The members of each generation in sight, from the top. */
  readonly columns: readonly (readonly number[])[];
  readonly width: number;
  readonly height: number;
}

/**
 * Generations from left to right, each child beside its lead, and a parent in the middle of its children. A mere source of
 * somebody else's child has the free place next to that child. The order is that of age, so that what is new comes at the
 * end of its branch and the others keep their order. Linear in the family but for the mere sources.
 *
 * Kept libraries take seconds for 2,000 cards (dagre 3 and d3-dag 1: 7 and 9 s), and minimise crossings anew at each change,
 * which would shuffle what a person looks at.
 */
export function layoutOf(kinship: Kinship, { shown, leads }: Unfolded): Layout {
  const { ranks, children } = kinship;
  const below = leads.map((): number[] => []);
  leads.forEach((lead, at) => {
    if (shown[at] === true) below[lead]?.push(at);
  });
  const roots = leads.flatMap((lead, at) => (shown[at] === true && lead < 0 ? [at] : []));
  const isLoose = (at: number): boolean =>
    below[at]?.length === 0 && (children[at] ?? []).some((child) => shown[child] === true);
  const y = tidy(
    roots.filter((at) => !isLoose(at)),
    below,
    ranks,
  );
  const columns = columnsOf(y, ranks);
  for (const at of roots) if (isLoose(at)) placeBeside(at, kinship, y, columns);
  const x = Float64Array.from(ranks, (rank) => rank * STEP.x);
  const top = columns.reduce((least, [first]) => Math.min(least, y[first ?? -1] ?? least), Infinity);
  const height = columns.reduce((most, column) => Math.max(most, (y[column.at(-1) ?? -1] ?? 0) - top), 0) + CARD.height;
  const width = Math.max(0, columns.length * STEP.x - CARD.across);
  return { x, y: y.map((value) => value - (Number.isFinite(top) ? top : 0)), columns, width, height };
}

/** Places whole trees, each branch as high as those before it allow. NaN for members that belong to none. */
function tidy(roots: readonly number[], below: readonly (readonly number[])[], ranks: readonly number[]): Float64Array {
  const y = new Float64Array(ranks.length).fill(NaN);
  /** By which all below a member moved after they were placed. */
  const moved = new Float64Array(ranks.length);
  const deepest = Int32Array.from(ranks);
  /** The next free height of each generation. */
  const free: number[] = new Array<number>(Math.max(0, ...ranks) + 1).fill(0);
  const place = (at: number): void => {
    const own = below[at] ?? [];
    const rank = ranks[at] ?? 0;
    const [first, last] = [own[0], own.at(-1)];
    const top = free[rank] ?? 0;
    if (first === undefined || last === undefined) y[at] = top;
    else {
      const middle = ((y[first] ?? 0) + (y[last] ?? 0)) / 2;
      const shift = Math.max(0, top - middle);
      y[at] = middle + shift;
      moved[at] = shift;
      deepest[at] = Math.max(...own.map((child) => deepest[child] ?? 0));
      for (let below = rank + 1; below <= (deepest[at] ?? 0); below += 1) free[below] = (free[below] ?? 0) + shift;
      free[rank + 1] = (free[rank + 1] ?? 0) + APART.cousins;
    }
    free[rank] = (y[at] ?? 0) + STEP.y;
  };
  for (const root of roots) {
    for (const at of childrenFirst(root, below)) place(at);
    for (let rank = ranks[root] ?? 0; rank <= (deepest[root] ?? 0); rank += 1)
      free[rank] = (free[rank] ?? 0) + APART.trees;
  }
  const open = roots.map((at) => ({ at, by: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, by } = next;
    y[at] = (y[at] ?? 0) + by;
    for (const child of below[at] ?? []) open.push({ at: child, by: by + (moved[at] ?? 0) });
  }
  return y;
}

/** A tree, each member after all that is below it; without recursion, since a chain may be thousands long. */
function childrenFirst(root: number, below: readonly (readonly number[])[]): readonly number[] {
  const order: number[] = [];
  const open = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    order.push(at);
    open.push(...(below[at] ?? []));
  }
  return order.reverse();
}

function columnsOf(y: Float64Array, ranks: readonly number[]): number[][] {
  const columns: number[][] = Array.from({ length: Math.max(-1, ...ranks) + 1 }, () => []);
  y.forEach((value, at) => {
    if (!Number.isNaN(value)) columns[ranks[at] ?? 0]?.push(at);
  });
  for (const column of columns) column.sort((a, b) => (y[a] ?? 0) - (y[b] ?? 0));
  while (columns.length > 0 && columns.at(-1)?.length === 0) columns.pop();
  return columns;
}

/** Puts a mere source as near as there is room to the height of what was made of it. */
function placeBeside(at: number, { children, ranks }: Kinship, y: Float64Array, columns: number[][]): void {
  const heights = (children[at] ?? []).map((child) => y[child] ?? NaN).filter((height) => !Number.isNaN(height));
  const wanted = heights.reduce((sum, height) => sum + height, 0) / Math.max(1, heights.length);
  const rank = ranks[at] ?? 0;
  const column = (columns[rank] ??= []);
  let best = { height: Infinity, place: 0 };
  for (let place = 0; place <= column.length; place += 1) {
    const from = place === 0 ? -Infinity : (y[column[place - 1] ?? -1] ?? 0) + STEP.y;
    const to = place === column.length ? Infinity : (y[column[place] ?? -1] ?? 0) - STEP.y;
    if (from > to) continue;
    const height = Math.min(Math.max(wanted, from), to);
    if (Math.abs(height - wanted) < Math.abs(best.height - wanted)) best = { height, place };
  }
  y[at] = best.height;
  column.splice(best.place, 0, at);
}

/** A part of the graph, in its own pixels. */
export type Rect = Readonly<{ left: number; top: number; right: number; bottom: number }>;

/** The members whose cards lie in that part, column by column. */
export function membersIn({ x, y, columns }: Layout, rect: Rect): readonly number[] {
  const found: number[] = [];
  for (const column of columns) {
    const left = x[column[0] ?? -1];
    if (left === undefined || left > rect.right || left + CARD.width < rect.left) continue;
    for (let place = firstBelow(column, y, rect.top - CARD.height); place < column.length; place += 1) {
      const at = column[place] ?? -1;
      if ((y[at] ?? Infinity) > rect.bottom) break;
      found.push(at);
    }
  }
  return found;
}

/** The place of the first of a column whose top is not above that height. */
function firstBelow(column: readonly number[], y: Float64Array, height: number): number {
  let [low, high] = [0, column.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((y[column[middle] ?? -1] ?? 0) < height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The member whose card lies at that point; −1 between the cards. */
export function memberAt(layout: Layout, x: number, y: number): number {
  return membersIn(layout, { left: x, right: x, top: y, bottom: y })[0] ?? -1;
}

/** The next of the same generation, up or down; −1 at the ends. */
export function besides({ columns }: Layout, rank: number, at: number, by: -1 | 1): number {
  const column = columns[rank] ?? [];
  const place = column.indexOf(at);
  return place < 0 ? -1 : (column[place + by] ?? -1);
}
