import { app, type BrowserWindow, nativeImage, Notification } from 'electron';
import type { ImageId } from '../../shared/ids';

/** What is said when work ended out of sight. */
export interface Telling {
  readonly title: string;
  readonly body: string;
  /** Shown large after a click; null where there is none. */
  readonly imageId: ImageId | null;
}

/** How the desktop is told of work: notifications, and the mark on dock or taskbar. */
export interface Attention {
  /** Whether the person has the window before them: whoever works in another one does not, covered or not. */
  inSight(): boolean;
  tell(telling: Telling): void;
  /** Jobs of the present batch that have ended, of all, and how many are left; null takes the marks away. */
  mark(progress: { readonly done: number; readonly total: number; readonly left: number } | null): void;
}

/** Attention around the window of the moment. `open` brings the window up and shows the image of a clicked notification. */
export function createAttention(
  window: () => BrowserWindow | null,
  open: (imageId: ImageId | null) => void,
): Attention {
  // Without a reference a notification may be collected before it is clicked.
  const shown = new Set<Notification>();
  return {
    inSight() {
      const target = window();
      if (!target || target.isDestroyed()) return false;
      return target.isVisible() && !target.isMinimized() && target.isFocused();
    },
    tell({ title, body, imageId }) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      shown.add(notification);
      notification.on('click', () => {
        shown.delete(notification);
        open(imageId);
      });
      notification.on('close', () => shown.delete(notification));
      notification.on('failed', () => shown.delete(notification));
      notification.show();
    },
    mark(progress) {
      const left = progress?.left ?? 0;
      // macOS and Unity know a number; Windows shows a picture over the icon, and the words go to screen readers.
      app.setBadgeCount(left);
      const target = window();
      if (!target || target.isDestroyed()) return;
      target.setProgressBar(progress === null || progress.total === 0 ? -1 : progress.done / progress.total);
      if (process.platform !== 'win32') return;
      target.setOverlayIcon(left === 0 ? null : dot(), left === 0 ? '' : `${String(left)} requests on their way`);
    },
  };
}

const SIDE = 16;

/** A disc in the colour of live work. */
function dot(): Electron.NativeImage {
  const pixels = Buffer.alloc(SIDE * SIDE * 4);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const [x, y] = [(at % SIDE) - 7.5, Math.floor(at / SIDE) - 7.5];
    // The bitmap's order of bytes is blue, green, red, alpha.
    if (x * x + y * y <= 49) pixels.set([0xf5, 0x8b, 0x3d, 0xff], at * 4);
  }
  return nativeImage.createFromBitmap(pixels, { width: SIDE, height: SIDE });
}
