import type { BrowserWindow } from 'electron';

/** The one window of the app, which comes before the services and on macOS goes before them. */
export interface Shell {
  /** The window of the moment, if there is one. */
  readonly window: () => BrowserWindow | null;
  /** Opens the window, or brings the one that is there to the front. */
  show(): void;
  /** Acts at once, or when the page of a window that was only just opened, or whose page crashed, is there. */
  whenLoaded(act: () => void): void;
  /** Hides the window; none opens from now on. */
  leave(): void;
}

/** No window yet; `open` makes one. */
export function createShell(open: () => BrowserWindow): Shell {
  let window: BrowserWindow | null = null;
  let leaving = false;
  let loading = false;
  let waiting: (() => void)[] = [];
  const loaded = (): void => {
    loading = false;
    const acts = waiting;
    waiting = [];
    for (const act of acts) act();
  };
  return {
    window: () => window,
    show() {
      if (leaving) return;
      if (window) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        return;
      }
      const opened = open();
      loading = true;
      // With its first frame, unless the app ends before it.
      opened.once('ready-to-show', () => {
        if (!leaving) opened.show();
      });
      opened.webContents.on('did-finish-load', loaded);
      opened.webContents.on('render-process-gone', () => {
        loading = true;
      });
      // A destroyed window throws at every touch, and jobs go on telling of their changes.
      opened.once('closed', () => {
        window = null;
        // What it was to show is not for the next one; what waited for it to be there must not wait for ever.
        if (loading) loaded();
      });
      window = opened;
    },
    whenLoaded(act) {
      if (loading) waiting.push(act);
      else act();
    },
    leave() {
      leaving = true;
      window?.hide();
    },
  };
}
