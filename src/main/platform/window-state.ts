import { type BrowserWindow, type Rectangle, screen } from 'electron';
import Store from 'electron-store';

const DEFAULT = { width: 1280, height: 800 } as const;

/** Remembers where the window was. */
export interface WindowState {
  /** Bounds for a new window: as it was left, if that place is still on a screen. */
  bounds(): Partial<Rectangle>;
  /** Keeps the bounds of this window from now on. */
  follow(window: BrowserWindow): void;
}

/** The window's place, in a small file of its own: losing it costs nothing. */
export function createWindowState(): WindowState {
  const store = new Store<{ bounds?: Rectangle; maximised?: boolean }>({ name: 'window', clearInvalidConfig: true });
  return {
    bounds() {
      const saved = store.get('bounds');
      if (!saved || ![saved.x, saved.y, saved.width, saved.height].every(Number.isFinite)) return DEFAULT;
      const { workArea } = screen.getDisplayMatching(saved);
      const visible = saved.x < workArea.x + workArea.width - 80 && saved.x + saved.width > workArea.x + 80;
      return visible ? saved : DEFAULT;
    },
    follow(window) {
      if (store.get('maximised') === true) window.maximize();
      window.on('close', () => {
        store.set('bounds', window.getNormalBounds());
        store.set('maximised', window.isMaximized());
      });
    },
  };
}
