/** The day of a moment in milliseconds since 1970 by the local clock, such as `2026-11-23`; empty for one that no calendar has. */
export function localDay(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  const padded = (part: number, digits: number): string => String(part).padStart(digits, '0');
  return [padded(date.getFullYear(), 4), padded(date.getMonth() + 1, 2), padded(date.getDate(), 2)].join('-');
}
