const KEY = 'easel.palette.1';
/** More are not told apart from those that were never used. */
const KEPT = 30;

/** Ids of entries, the one used last first. */
export function readRecent(storage: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter((id) => typeof id === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Notes that it was used just now. */
export function noteRecent(storage: Pick<Storage, 'getItem' | 'setItem'>, id: string): void {
  const recent = [id, ...readRecent(storage).filter((other) => other !== id)];
  try {
    storage.setItem(KEY, JSON.stringify(recent.slice(0, KEPT)));
  } catch {
    // Without room nothing is remembered; nothing else hangs on it.
  }
}
