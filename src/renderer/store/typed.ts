/** The values of a column at these positions, in their order. A plain loop: `from` with a function takes ten times as long. */
export function gather<A extends Int32Array | Float64Array>(into: A, column: ArrayLike<number>, at: Int32Array): A {
  for (let place = 0; place < at.length; place += 1) into[place] = column[at[place] ?? 0] ?? 0;
  return into;
}

/** The items of a list at these positions, in their order. */
export function gatherItems<T>(list: readonly T[], at: Int32Array): readonly T[] {
  const items: T[] = [];
  for (let place = 0; place < at.length; place += 1) {
    const item = list[at[place] ?? 0];
    if (item !== undefined) items.push(item);
  }
  return items;
}

/** The other way round: at each number its place in the list; -1 at numbers that are not in it. None is negative. */
export function inverse(numbers: Int32Array): Int32Array {
  let most = -1;
  for (let place = 0; place < numbers.length; place += 1) most = Math.max(most, numbers[place] ?? 0);
  const places = new Int32Array(most + 1).fill(-1);
  for (let place = 0; place < numbers.length; place += 1) places[numbers[place] ?? 0] = place;
  return places;
}

/** True when both hold the same numbers. */
export function equalNumbers(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
