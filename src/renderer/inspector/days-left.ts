const DAY_MS = 86_400_000;

/** How long an image stays in the trash, as a sentence. `days` is null when it is never emptied by itself. */
export function daysLeft(trashedAt: number, days: number | null, now: number): string {
  if (days === null) return 'It stays there until you empty it.';
  const left = Math.ceil((trashedAt + days * DAY_MS - now) / DAY_MS);
  if (left <= 0) return 'It goes with the next emptying, within a day.';
  return left === 1 ? 'It stays for 1 more day.' : `It stays for ${String(left)} more days.`;
}
