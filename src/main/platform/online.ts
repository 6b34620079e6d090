import { net } from 'electron';

/** What Chromium believes of the network. A hint: a false “online” is common, a false “offline” is rare. */
export interface Online {
  now(): boolean;
  onChange(listener: () => void): void;
}

/** Electron has no event for it in main. */
const LOOK_EVERY = 3000;

/** Looks every three seconds. */
export function createOnline(): Online {
  const listeners = new Set<() => void>();
  let last = net.isOnline();
  setInterval(() => {
    const next = net.isOnline();
    if (next === last) return;
    last = next;
    for (const listener of listeners) listener();
  }, LOOK_EVERY).unref();
  return {
    now: () => net.isOnline(),
    onChange: (listener) => {
      listeners.add(listener);
    },
  };
}
