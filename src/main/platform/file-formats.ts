import { pathToFileURL } from 'node:url';

/** The formats of a list of files, by name, the most wanted first: older Electrons can write one alone. */
export function fileFormats(
  platform: NodeJS.Platform,
  desktop: string,
  paths: readonly string[],
): readonly (readonly [format: string, content: string])[] {
  if (platform === 'darwin') return [['NSFilenamesPboardType', propertyList(paths)]];
  const addresses = paths.map((path) => pathToFileURL(path).href);
  const list = ['text/uri-list', addresses.map((address) => `${address}\r\n`).join('')] as const;
  const gnome = ['x-special/gnome-copied-files', ['copy', ...addresses].join('\n')] as const;
  return /kde|lxqt/i.test(desktop) ? [list, gnome] : [gnome, list];
}

function propertyList(paths: readonly string[]): string {
  const escaped = (path: string): string =>
    path.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
  const lines = paths.map((path) => `<string>${escaped(path)}</string>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><array>${lines}</array></plist>`;
}
