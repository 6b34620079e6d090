import { type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';

/** Everything that the system's desktop does for Easel. */
export interface Desk {
  /** A native question. Only a person can answer it. */
  confirm(question: { readonly message: string; readonly detail: string; readonly action: string }): Promise<boolean>;
  /** The folder of the library, chosen in a native dialog, or null. */
  chooseFolder(current: string): Promise<string | null>;
  /** The folder that receipts are to be copied into, chosen in a native dialog, or null. */
  chooseExportFolder(): Promise<string | null>;
  /** Where a CSV file is to be written, chosen in a native dialog that asks before it replaces one, or null. */
  chooseCsvFile(suggested: string): Promise<string | null>;
  /** A file with a certificate chosen in a native dialog, or null. */
  chooseCertificateFile(): Promise<string | null>;
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
    chooseFolder: (current) =>
      chooseOne({
        title: 'Library folder',
        buttonLabel: 'Use this folder',
        defaultPath: current,
        properties: ['openDirectory', 'createDirectory'],
      }),
    chooseExportFolder: () =>
      chooseOne({
        title: 'Export receipts',
        buttonLabel: 'Export here',
        properties: ['openDirectory', 'createDirectory'],
      }),
    async chooseCsvFile(suggested) {
      const { canceled, filePath } = await dialog.showSaveDialog({
        title: 'Export ledger',
        defaultPath: suggested,
        filters: [{ name: 'CSV', extensions: ['csv'] }],
        properties: ['showOverwriteConfirmation'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    chooseCertificateFile: () =>
      chooseOne({
        title: 'Company certificate',
        buttonLabel: 'Choose',
        filters: [
          { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'der'] },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['openFile'],
      }),
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

async function chooseOne(options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
