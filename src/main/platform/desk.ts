import { type BrowserWindow, dialog, shell } from 'electron';

/** Everything that the system's desktop does for Easel. */
export interface Desk {
  /** A native question. Only a person can answer it. */
  confirm(question: { readonly message: string; readonly detail: string; readonly action: string }): Promise<boolean>;
  /** A folder chosen in a native dialog, or null. */
  chooseFolder(current: string): Promise<string | null>;
  /** Image files chosen in a native dialog. */
  chooseImages(): Promise<readonly string[]>;
  /** Shows the file in the file manager. */
  reveal(path: string): void;
  /** Opens a folder in the file manager. Returns a sentence when that fails. */
  openFolder(path: string): Promise<string | null>;
}

/** The desk around the window of the moment. */
export function createDesk(window: () => BrowserWindow | null): Desk {
  return {
    async confirm({ message, detail, action }) {
      const options = {
        type: 'question' as const,
        message,
        detail,
        buttons: [action, 'Cancel'],
        defaultId: 1,
        cancelId: 1,
      };
      const parent = window();
      const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
      return response === 0;
    },
    async chooseFolder(current) {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        title: 'Library folder',
        buttonLabel: 'Use this folder',
        defaultPath: current,
        properties: ['openDirectory', 'createDirectory'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseImages() {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        title: 'Import images',
        buttonLabel: 'Import',
        filters: [{ name: 'Images', extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif'] }],
        properties: ['openFile', 'multiSelections'],
      });
      return canceled ? [] : filePaths;
    },
    reveal: (path) => {
      shell.showItemInFolder(path);
    },
    async openFolder(path) {
      const failure = await shell.openPath(path);
      return failure === '' ? null : 'The folder could not be opened.';
    },
  };
}
