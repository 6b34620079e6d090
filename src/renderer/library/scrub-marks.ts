import type { GridLayout } from './justify';
import { firstWhere } from './justify';

/** A line of the scale: the first image of a month. */
export interface ScrubMark {
  /** Pixels from the top of the track. */
  readonly at: number;
  /** A moment of the month, in milliseconds since 1970. */
  readonly day: number;
  /** Set where a year begins and there is room for its number. */
  readonly year: string | null;
}

/** Least distance of two lines and of two numbers, in pixels. */
const APART = { line: 5, year: 20 };

/**
 * The scale beside the grid. `reach` is how far the grid scrolls, `track` how high the scale is, both in pixels. Months and
 * years that come too closely are left out; what is left is where the grid has them.
 */
export function scrubMarks(layout: GridLayout, reach: number, track: number): readonly ScrubMark[] {
  const marks: ScrubMark[] = [];
  let month = '';
  let year = '';
  let lineAt = -Infinity;
  let yearAt = -Infinity;
  layout.groups.forEach((group, index) => {
    if (group.day === null) return;
    const date = new Date(group.day);
    const name = `${String(date.getFullYear())} ${String(date.getMonth())}`;
    if (name === month) return;
    month = name;
    const at = scrubAt(layout.tops[layout.groupRows[index] ?? 0] ?? 0, reach, track);
    const isNewYear = String(date.getFullYear()) !== year;
    const named = isNewYear && at - yearAt >= APART.year;
    if (!named && at - lineAt < APART.line) return;
    lineAt = at;
    year = String(date.getFullYear());
    if (named) yearAt = at;
    marks.push({ at, day: group.day, year: named ? year : null });
  });
  return marks;
}

/** Where on the track the grid is when it is scrolled by `top`. */
export function scrubAt(top: number, reach: number, track: number): number {
  return reach <= 0 ? 0 : (Math.min(top, reach) / reach) * track;
}

/** How far the grid is to be scrolled for a place on the track. */
export function scrollFor(at: number, reach: number, track: number): number {
  return track <= 0 ? 0 : (Math.min(Math.max(at, 0), track) / track) * Math.max(reach, 0);
}

/** The group whose heading is at that height or the last above it. */
export function groupAt(layout: GridLayout, top: number): number {
  const { groupRows, tops } = layout;
  return Math.max(0, firstWhere(groupRows.length, (at) => (tops[groupRows[at] ?? 0] ?? 0) > top) - 1);
}

/** The group that a key moves to: days with the arrows, months with the page keys. Null for any other key. */
export function groupForKey(layout: GridLayout, from: number, key: string): number | null {
  const last = layout.groups.length - 1;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return nextMonth(layout, from, 1);
    case 'PageUp':
      return nextMonth(layout, from, -1);
    default:
      return null;
  }
}

/** The nearest group of another month in that direction, or the last one there is. */
function nextMonth(layout: GridLayout, from: number, step: 1 | -1): number {
  const start = monthOf(layout, from);
  let at = from;
  while (at + step >= 0 && at + step < layout.groups.length && monthOf(layout, at) === start) at += step;
  return at;
}

function monthOf(layout: GridLayout, group: number): string {
  const date = new Date(layout.groups[group]?.day ?? 0);
  return `${String(date.getFullYear())} ${String(date.getMonth())}`;
}
