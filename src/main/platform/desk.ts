import { dirname } from 'node:path';
import type { PromptExport } from '../../shared/prompts';
import { type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';

/** Everything that the system's desktop does for Easel. */
export interface Desk {
  /** A native question. Only a person can answer it. */
  confirm(question: { readonly message: string; readonly detail: string; readonly action: string }): Promise<boolean>;
  /** The folder of the library, chosen in a native dialog, or null. */
  chooseFolder(current: string): Promise<string | null>;
  /** An empty folder, or one in which the library's is to be made, chosen in a native dialog, or null. */
  chooseNewHome(current: string): Promise<string | null>;
  /** The folder that receipts are to be copied into, chosen in a native dialog, or null. */
  chooseExportFolder(): Promise<string | null>;
  /** Where a CSV file is to be written, chosen in a native dialog that asks before it replaces one, or null. */
  chooseCsvFile(suggested: string): Promise<string | null>;
  /** Where prompts are to be written, chosen in a native dialog that asks before it replaces a file, or null. */
  choosePromptExport(suggested: string, format: PromptExport['format']): Promise<string | null>;
  /** Files of prompts chosen in a native dialog; empty when none were. */
  choosePromptImports(): Promise<readonly string[]>;
  /** A file with a certificate chosen in a native dialog, or null. */
  chooseCertificateFile(): Promise<string | null>;
  /** Image files, or a folder with such, chosen in a native dialog; empty when none were. */
  chooseImports(what: 'files' | 'folder'): Promise<readonly string[]>;
  /** Where images are to be exported: a folder, or a ZIP file of a name that is free or may be replaced; null for nowhere. */
  chooseExportTarget(kind: 'folder' | 'zip', suggested: string): Promise<string | null>;
  /** A program chosen in a native dialog, or null. */
  chooseProgram(): Promise<string | null>;
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
    chooseNewHome: (current) =>
      chooseOne({
        title: 'Move library',
        buttonLabel: 'Move here',
        defaultPath: dirname(current),
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
    async choosePromptExport(suggested, format) {
      const { canceled, filePath } = await dialog.showSaveDialog({
        title: 'Export prompts',
        defaultPath: suggested,
        filters: [PROMPTS[format]],
        properties: ['showOverwriteConfirmation'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    async choosePromptImports() {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        title: 'Import prompts',
        buttonLabel: 'Import',
        filters: [{ name: 'Prompts', extensions: Object.values(PROMPTS).flatMap(({ extensions }) => extensions) }],
        properties: ['openFile', 'multiSelections'],
      });
      return canceled ? [] : filePaths;
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
    async chooseImports(what) {
      const { canceled, filePaths } = await dialog.showOpenDialog(
        what === 'folder'
          ? { title: 'Import folder', buttonLabel: 'Import', properties: ['openDirectory', 'multiSelections'] }
          : {
              title: 'Import images',
              buttonLabel: 'Import',
              filters: IMAGES,
              properties: ['openFile', 'multiSelections'],
            },
      );
      return canceled ? [] : filePaths;
    },
    async chooseExportTarget(kind, suggested) {
      if (kind === 'folder') {
        return chooseOne({
          title: 'Export images',
          buttonLabel: 'Export here',
          properties: ['openDirectory', 'createDirectory'],
        });
      }
      const { canceled, filePath } = await dialog.showSaveDialog({
        title: 'Export images',
        defaultPath: suggested,
        filters: [{ name: 'ZIP archive', extensions: ['zip'] }],
        properties: ['showOverwriteConfirmation'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
    chooseProgram: () =>
      chooseOne({
        title: 'Open with',
        buttonLabel: 'Open',
        ...(process.platform === 'darwin'
          ? { defaultPath: '/Applications', filters: [{ name: 'Applications', extensions: ['app'] }] }
          : { defaultPath: '/usr/bin' }),
        properties: ['openFile'],
      }),
    reveal: (path) => {
      shell.showItemInFolder(path);
    },
    async openFolder(path) {
      const failure = await shell.openPath(path);
      return failure === '' ? null : 'The folder could not be opened.';
    },
  };
}

const PROMPTS = {
  json: { name: 'JSON', extensions: ['json'] },
  csv: { name: 'CSV', extensions: ['csv'] },
  markdown: { name: 'Markdown', extensions: ['md'] },
};
const IMAGES = [{ name: 'Images', extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif'] }];

async function chooseOne(options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
