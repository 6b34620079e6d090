import type { Notice } from '../../shared/app-state';

/** Things that happened by themselves and that the person should know; they stay until dismissed. */
export interface Notices {
  add(tone: Notice['tone'], message: string): void;
  list(): readonly Notice[];
  dismiss(id: string): void;
  onAdd(listener: (notice: Notice) => void): void;
}

/** Notices of this run. The same sentence is not said twice at one time. */
export function createNotices(): Notices {
  let notices: readonly Notice[] = [];
  let serial = 0;
  const listeners = new Set<(notice: Notice) => void>();
  return {
    add(tone, message) {
      if (notices.some((notice) => notice.message === message)) return;
      const notice: Notice = { id: `notice-${String((serial += 1))}`, tone, message };
      notices = [...notices, notice];
      for (const listener of listeners) listener(notice);
    },
    list: () => notices,
    dismiss(id) {
      notices = notices.filter((notice) => notice.id !== id);
    },
    onAdd(listener) {
      listeners.add(listener);
    },
  };
}
