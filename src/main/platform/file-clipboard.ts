import { execFile } from 'node:child_process';
import * as electron from 'electron';
import { clipboard } from 'electron';
import { fileFormats } from './file-formats';

/** Puts text on the clipboard. */
export async function copyText(text: string): Promise<void> {
  await clipboard.writeText(text);
}

const NOT_COPIED = 'The files could not be put on the clipboard.';

/** Puts files on the clipboard in the form that the system's file manager pastes. Returns a sentence when that fails. */
export async function copyFiles(paths: readonly string[]): Promise<string | null> {
  try {
    if (process.platform === 'win32') await copyByPowerShell(paths);
    else await writeRaw(fileFormats(process.platform, process.env['XDG_CURRENT_DESKTOP'] ?? '', paths));
    return null;
  } catch {
    return NOT_COPIED;
  }
}

/** The clipboard as Electron had it before its API became that of the web. */
interface OldClipboard {
  writeBuffer(format: string, content: Buffer): void;
}

/** And since then. */
interface NewClipboard {
  readonly ClipboardItem: new (items: Readonly<Record<string, string>>) => object;
  readonly clipboard: { write(items: readonly object[]): Promise<void> };
}

async function writeRaw(formats: ReturnType<typeof fileFormats>): Promise<void> {
  if ('writeBuffer' in clipboard) {
    const [first] = formats;
    // Each Electron's types know one of the two ways only.
    const old = clipboard as unknown as OldClipboard;
    if (first) old.writeBuffer(first[0], Buffer.from(first[1]));
    return;
  }
  const { ClipboardItem: Item } = electron as unknown as NewClipboard;
  const raw = formats.map(
    ([format, content]) => [`electron application/osclipboard;format="${format}"`, content] as const,
  );
  await (clipboard as unknown as NewClipboard['clipboard']).write([new Item(Object.fromEntries(raw))]);
}

/** Electron can't write Windows' list of files; what ships with Windows can. Paths go in as data, never as words of a command. */
function copyByPowerShell(paths: readonly string[]): Promise<void> {
  const command = [
    '[Console]::InputEncoding = [Text.Encoding]::UTF8',
    'Set-Clipboard -LiteralPath ([Console]::In.ReadToEnd().Split([char]10))',
  ].join('; ');
  return new Promise((resolve, reject) => {
    const parameters = ['-NoProfile', '-NonInteractive', '-Sta', '-Command', command];
    const child = execFile('powershell.exe', parameters, { timeout: 20_000, windowsHide: true }, (error) => {
      if (error) reject(new Error('The files were not taken.', { cause: error }));
      else resolve();
    });
    child.stdin?.end(paths.join('\n'));
  });
}
