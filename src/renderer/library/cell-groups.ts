import { startOfDay } from '../ui/format';

/** A run of cells under one heading, or under none. */
export interface CellGroup {
  /** A moment of its day, in milliseconds since 1970; null for cells that are in no order of days. */
  readonly day: number | null;
  /** First cell, and how many cells. */
  readonly first: number;
  readonly cells: number;
  /** Images among the cells; the rest are jobs, and come first. */
  readonly images: number;
}

/** Which days follow each other: backwards, forwards, or none at all. */
type DayOrder = 'newest' | 'oldest' | 'none';

/** Groups cells by day: first the jobs, which are of today, then images in the order in which they come. */
export function groupDays(
  jobs: number,
  createdAt: ArrayLike<number>,
  now: number,
  order: DayOrder = 'newest',
): readonly CellGroup[] {
  const images = createdAt.length;
  if (order === 'none') return jobs + images === 0 ? [] : [{ day: null, first: 0, cells: jobs + images, images }];
  const groups: CellGroup[] = [];
  let image = 0;
  if (order === 'newest') {
    // A clock that ran ahead leaves images of tomorrow: they are of today, too.
    const today = startOfDay(now);
    while (image < images && (createdAt[image] ?? 0) >= today) image += 1;
  }
  if (jobs + image > 0) groups.push({ day: now, first: 0, cells: jobs + image, images: image });
  while (image < images) {
    const [from, day] = [image, createdAt[image] ?? 0];
    const start = startOfDay(day);
    const end = nextDay(start);
    while (image < images && (createdAt[image] ?? 0) >= start && (createdAt[image] ?? 0) < end) image += 1;
    groups.push({ day, first: jobs + from, cells: image - from, images: image - from });
  }
  return groups;
}

/** The midnight after, also of a day of 23 or 25 hours. */
function nextDay(start: number): number {
  return startOfDay(start + 36 * 3_600_000);
}
