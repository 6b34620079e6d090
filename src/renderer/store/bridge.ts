import type { Bridge } from '../../shared/ipc';

declare global {
  interface Window {
    /** Put there by the preload; the only way out of this page. */
    readonly easel: Bridge;
  }
}

/** The bridge that the preload put on this window. */
export function windowBridge(): Bridge {
  return window.easel;
}
