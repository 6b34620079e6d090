import { spawn } from 'node:child_process';
import { type BrowserWindow, nativeImage, shell } from 'electron';
import { CARD_SIDE, cardPixels } from './drag-card';
import { copyFiles, copyText } from './file-clipboard';

/** What the system does with files of the library. Takes absolute paths of files that exist. */
export interface FileDesk {
  /** Begins a native drag of the files from the window of the moment. */
  drag(paths: readonly [string, ...string[]]): Promise<void>;
  /** Puts the files on the clipboard. Returns a sentence when that fails. */
  copy(paths: readonly string[]): Promise<string | null>;
  copyText(text: string): Promise<void>;
  /** Opens the file in the system's program for it. Returns a sentence when that fails. */
  open(path: string): Promise<string | null>;
  /** Moves a file to the system's trash; false where that can't be done. */
  trash(path: string): Promise<boolean>;
  /** Whether the system asks for the program by itself, so that nobody else needs to. */
  readonly asksForProgram: boolean;
  /** Opens the file in that program; null lets the system ask. Returns a sentence when that fails. */
  openIn(path: string, program: string | null): Promise<string | null>;
}

/** Files around the window of the moment. */
export function createFileDesk(window: () => BrowserWindow | null): FileDesk {
  return {
    drag: (paths) => {
      const [file, ...others] = paths;
      const card = cardPixels(others.length > 0);
      // The system's own thumbnailer would have to decode bytes that nobody vouches for: a drawn card stands for them.
      const icon = nativeImage.createFromBitmap(card, { width: CARD_SIDE, height: CARD_SIDE, scaleFactor: 2 });
      window()?.webContents.startDrag({ file, files: [...paths], icon });
      return Promise.resolve();
    },
    copy: copyFiles,
    copyText,
    open: async (path) => ((await shell.openPath(path)) === '' ? null : 'No program opened the image.'),
    trash: (path) =>
      shell.trashItem(path).then(
        () => true,
        () => false,
      ),
    asksForProgram: process.platform === 'win32',
    openIn: (path, program) => started(...programCall(process.platform, path, program ?? '')),
  };
}

/** Command and arguments, which never pass through a shell. */
function programCall(
  platform: NodeJS.Platform,
  path: string,
  program: string,
): [command: string, parameters: readonly string[]] {
  if (platform === 'darwin') return ['/usr/bin/open', ['-a', program, path]];
  if (platform === 'win32') return ['rundll32.exe', ['shell32.dll,OpenAs_RunDLL', path]];
  return [program, [path]];
}

/** Starts a program that outlives Easel. */
function started(command: string, parameters: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, { detached: true, stdio: 'ignore' });
    child.once('error', () => {
      resolve('The program could not be started.');
    });
    child.once('spawn', () => {
      child.unref();
      resolve(null);
    });
  });
}
