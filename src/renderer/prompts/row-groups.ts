import { dayName, startOfDay } from '../ui/format';
import type { RowGroup } from './row-places';

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
/** Days that have a heading each; what is older is grouped by month. */
const DAYS = 7;

/** Groups of rows by day, then by month; `times` falls from row to row. None without times. */
export function timeGroups(times: Float64Array, now: number): readonly RowGroup[] {
  const groups: RowGroup[] = [];
  const daysFrom = startOfDay(startOfDay(now) - (DAYS - 1.5) * 24 * 3_600_000);
  let from = Infinity;
  for (let row = 0; row < times.length; row += 1) {
    const at = times[row] ?? 0;
    if (at >= from) continue;
    const byDay = at >= daysFrom;
    from = byDay ? startOfDay(at) : startOfMonth(at);
    const label = byDay ? dayName(at, now) : MONTH.format(at);
    // A clock that was put back: the same heading is not there twice in a row.
    if (groups.at(-1)?.label !== label) groups.push({ first: row, label });
  }
  return groups;
}

function startOfMonth(at: number): number {
  const day = new Date(startOfDay(at));
  day.setDate(1);
  return day.getTime();
}
