import type { Size } from '../../shared/model';

/** A duration of some seconds for people, from milliseconds; never negative, whatever a clock did. */
export function seconds(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  if (!Number.isFinite(total)) return '–';
  if (total < 60) return `${String(total)} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${String(minutes)} min ${String(total % 60)} s`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

/** Bytes as a person reads them. */
export function bytes(count: number): string {
  if (count < 1000) return `${String(count)} B`;
  if (count < 1_000_000) return `${String(Math.round(count / 1000))} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}

/** US dollars, in cents as far as they mean something. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(amount > 0 && amount < 0.01 ? 3 : 2)}`;
}

/** Pixels as "1024 × 768". */
export function pixels({ width, height }: Size): string {
  return `${String(width)} × ${String(height)}`;
}

/** Pixels as short as they go: a square is "1024²". */
export function shortPixels({ width, height }: Size): string {
  return width === height ? `${String(width)}²` : pixels({ width, height });
}

/** "1 image", "12 images", with separators for thousands. */
export function imageCount(count: number): string {
  return count === 1 ? '1 image' : `${count.toLocaleString('en')} images`;
}

/** Letters of a first line: a prompt of 8,000 in one line is no name that a screen reader should have to read out. */
const LINE_LIMIT = 200;

/** The first line of a prompt, for places with room for one; cut with an ellipsis when it is very long. */
export function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/u, 1)[0] ?? '';
  if (line.length <= LINE_LIMIT) return line;
  // The cut must not leave one half of a surrogate pair behind.
  return `${line
    .slice(0, LINE_LIMIT)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

/** The name of a file without its folders. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Names of formats as the composer writes them. */
export function formatName(format: string): string {
  return { jpeg: 'JPEG', png: 'PNG', webp: 'WebP', gif: 'GIF', avif: 'AVIF' }[format] ?? format;
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const OLD_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** The time of day. */
export function timeOfDay(at: number): string {
  return TIME.format(at);
}

/** A day and its time, short. */
export function dateAndTime(at: number): string {
  return `${SHORT_DAY.format(at)}, ${timeOfDay(at)}`;
}

/** Midnight of the day that holds `at`, by this machine's calendar. */
export function startOfDay(at: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

/** Today, Yesterday, a day of this year, or a date. */
export function dayName(at: number, now: number): string {
  const today = startOfDay(now);
  if (at >= today) return 'Today';
  // Noon of the day before, so that a day of 23 or 25 hours is still one day.
  if (at >= startOfDay(today - 12 * 3_600_000)) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? DAY : OLD_DAY).format(at);
}
