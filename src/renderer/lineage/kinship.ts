import type { ImageId } from '../../shared/ids';
import type { Kin } from '../../shared/lineage';

/** A family with its ties both ways. Members are meant by their place in `members`. */
export interface Kinship {
  readonly members: readonly Kin[];
  readonly places: ReadonlyMap<ImageId, number>;
  /** Those of the recipe, in its order, as far as they are members. */
  readonly parents: readonly (readonly number[])[];
  /** Oldest first. */
  readonly children: readonly (readonly number[])[];
  /** Generation of each, from 0: one more than that of its deepest parent. A mere source stands right before what was made of it. */
  readonly ranks: readonly number[];
  /** The parent under which a member is listed and drawn: its deepest one; −1 without parents. */
  readonly leads: readonly number[];
  /** True for a source without parents of its own that leads nobody: it goes with what was made of it. */
  readonly mere: readonly boolean[];
}

/** Works the ties out. A circle, which only a damaged record can hold, is cut where it closes. */
export function kinshipOf(members: readonly Kin[]): Kinship {
  const places = new Map(members.map(({ id }, at) => [id, at]));
  const known = members.map(({ parents }, at) => [
    ...new Set(parents.flatMap((id) => places.get(id) ?? []).filter((parent) => parent !== at)),
  ]);
  const order = fromTheRoots(known);
  const turn = new Map(order.map((at, place) => [at, place]));
  const parents = known.map((list, at) => list.filter((parent) => (turn.get(parent) ?? 0) < (turn.get(at) ?? 0)));
  const children = inverse(parents);
  const depths = new Array<number>(members.length).fill(0);
  for (const at of order) depths[at] = 1 + Math.max(-1, ...(parents[at] ?? []).map((parent) => depths[parent] ?? 0));
  const leads = parents.map((list) =>
    list.reduce((best, parent) => (best < 0 || (depths[parent] ?? 0) > (depths[best] ?? 0) ? parent : best), -1),
  );
  const ranks = depths.map((depth, at) => {
    const own = children[at] ?? [];
    if ((parents[at] ?? []).length > 0 || own.length === 0) return depth;
    return Math.min(...own.map((child) => depths[child] ?? 1)) - 1;
  });
  const isLead = new Set(leads);
  const mere = parents.map((list, at) => list.length === 0 && children[at]?.length !== 0 && !isLead.has(at));
  return { members, places, parents, children, ranks, leads, mere };
}

/** Everybody after all of their parents; those of a circle last. */
function fromTheRoots(parents: readonly (readonly number[])[]): readonly number[] {
  const children = inverse(parents);
  const open = parents.map((list) => list.length);
  const order = open.flatMap((count, at) => (count === 0 ? [at] : []));
  for (const at of order) {
    for (const child of children[at] ?? []) {
      open[child] = (open[child] ?? 0) - 1;
      if (open[child] === 0) order.push(child);
    }
  }
  const isPlaced = new Set(order);
  return [...order, ...parents.flatMap((_, at) => (isPlaced.has(at) ? [] : [at]))];
}

function inverse(parents: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const children = parents.map((): number[] => []);
  parents.forEach((list, at) => {
    for (const parent of list) children[parent]?.push(at);
  });
  return children;
}

/** All that a member was made from, through the generations, without itself. */
export function ancestorsOf({ parents }: Kinship, at: number): ReadonlySet<number> {
  return reached(parents, at, () => true);
}

function reached(
  ties: readonly (readonly number[])[],
  from: number,
  isWanted: (at: number) => boolean,
): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of ties[at] ?? []) {
      if (found.has(next) || !isWanted(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

/** What is in sight while some branches are folded. */
export interface Unfolded {
  readonly shown: readonly boolean[];
  /** How many are hidden behind each member that is folded and shown; 0 for all others. */
  readonly hidden: readonly number[];
  /** Under whom each one in sight is drawn and listed: its lead, or where that is folded away another parent; −1 for none. */
  readonly leads: readonly number[];
}

/** A member is hidden when each of its parents is hidden or folded; a mere source when nothing in sight was made of it. */
export function unfoldedOf(kinship: Kinship, folded: ReadonlySet<ImageId>): Unfolded {
  const { members, parents, children, mere } = kinship;
  const isFolded = members.map(({ id }, at) => folded.has(id) && mere[at] !== true);
  const shown = members.map(() => true);
  if (!isFolded.includes(true)) return { shown, hidden: members.map(() => 0), leads: kinship.leads };
  const keeps = (at: number): boolean => shown[at] === true && isFolded[at] !== true && mere[at] !== true;
  for (const at of fromTheRoots(parents)) shown[at] = parents[at]?.length === 0 || (parents[at] ?? []).some(keeps);
  mere.forEach((isMere, at) => {
    if (isMere) shown[at] = (children[at] ?? []).some((child) => shown[child] === true);
  });
  const hidden = members.map((_, at) => {
    if (isFolded[at] !== true || shown[at] !== true) return 0;
    return reached(children, at, (next) => shown[next] !== true).size;
  });
  const leads = kinship.leads.map((lead, at) => (lead < 0 || keeps(lead) ? lead : (parents[at]?.find(keeps) ?? -1)));
  return { shown, hidden, leads };
}

/** The folds without those that hide the member. */
export function revealed(kinship: Kinship, folded: ReadonlySet<ImageId>, at: number): ReadonlySet<ImageId> {
  if (unfoldedOf(kinship, folded).shown[at] !== false) return folded;
  // A mere source is hidden by what was made of it.
  const below = [at, ...(kinship.children[at] ?? [])];
  const above = new Set(below.flatMap((one) => [...ancestorsOf(kinship, one)]));
  return new Set([...folded].filter((id) => !above.has(kinship.places.get(id) ?? -1)));
}

/** One line of the outline. */
export interface OutlineRow {
  readonly at: number;
  /** From 1. */
  readonly level: number;
  /** Its place among those of the same parent, from 1, and how many these are. */
  readonly place: number;
  readonly of: number;
}

/** Those in sight as an outline: each once. */
export function outlineOf({ shown, leads }: Unfolded): readonly OutlineRow[] {
  const below = leads.map((): number[] => []);
  const roots: number[] = [];
  leads.forEach((lead, at) => {
    if (shown[at] !== true) return;
    (below[lead] ?? roots).push(at);
  });
  const rows: OutlineRow[] = [];
  const open: OutlineRow[] = listed(roots, 1);
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    rows.push(row);
    open.push(...listed(below[row.at] ?? [], row.level + 1));
  }
  return rows;
}

function listed(list: readonly number[], level: number): OutlineRow[] {
  return list.map((at, index) => ({ at, level, place: index + 1, of: list.length })).reverse();
}
