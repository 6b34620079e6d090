/** CSS pixels from one picture of the filmstrip to the next, and those between them. */
export const SLOT = { width: 64, gap: 6 } as const;

/** Pictures drawn beyond what is in sight on either side. */
const BEYOND = 6;

/** Which pictures of the strip are drawn: from `first` up to, not including, `last`. The first of all lies in the middle at 0. */
export function filmRange(
  scrollLeft: number,
  width: number,
  count: number,
): { readonly first: number; readonly last: number } {
  const middle = scrollLeft / SLOT.width;
  const half = width / 2 / SLOT.width + BEYOND;
  const first = Math.max(0, Math.min(Math.floor(middle - half), count));
  return { first, last: Math.max(first, Math.min(Math.ceil(middle + half) + 1, count)) };
}

/** Where a picture lies from the left end of the strip, and how long the strip is, both in CSS pixels. */
export function filmPlace(at: number, width: number): number {
  return Math.max(0, (width - SLOT.width) / 2) + at * SLOT.width;
}

/** The way to scroll so that the picture is in the middle. */
export function filmScroll(at: number): number {
  return at * SLOT.width;
}

/** The length of the strip: each end can be in the middle. */
export function filmLength(count: number, width: number): number {
  return filmPlace(count, width) + Math.max(0, (width - SLOT.width) / 2);
}
