import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { peek } from './first-look';
import { placeFor } from './window-place';

const DEFAULT = { width: 1280, height: 800 } as const;

/** Remembers where the window was. */
export interface WindowState {
  /** Bounds for a new window: as it was left, if that place is still on a screen. */
  bounds(): Partial<Rectangle>;
  /** Keeps the bounds of this window from now on. */
  follow(window: BrowserWindow): void;
}

/** The window's place, in a small file of its own in that folder: losing it costs nothing. */
export function createWindowState(folder: string): WindowState {
  const file = join(folder, 'window.json');
  const { bounds, maximised } = peek(file);
  return {
    bounds() {
      return placeFor(bounds, (place) => screen.getDisplayMatching(place).workArea) ?? DEFAULT;
    },
    follow(window) {
      if (maximised === true) window.maximize();
      window.on('close', () => {
        const state = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
        try {
          writeFileSync(file, JSON.stringify(state));
        } catch {
          // The next window opens where this one did.
        }
      });
    },
  };
}
