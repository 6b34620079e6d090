import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';

/** A file system of the machine: where it hangs and of what kind it is, in the words of the system. */
export interface Mount {
  readonly folder: string;
  readonly type: string;
}

/** File systems that lie on another machine. */
const NETWORK =
  /^(?:nfs\d?|cifs|smb\w*|afpfs|webdav\w*|davfs\d?|ftp|9p|afs|ncpfs|ceph|glusterfs|lustre|beegfs|fuse\.(?:sshfs|gvfsd-fuse|rclone|s3fs|davfs\d?|cifs|smb\w*|glusterfs|ceph\S*))$/i;

/** Folders that a service copies to other machines, by a part of their path. */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^dropbox(?: \(.+\))?$/i, 'Dropbox'],
  [/^onedrive(?: - .+| \(.+\))?$/i, 'OneDrive'],
  [/^(?:google ?drive|my drive|googledrive-.+)$/i, 'Google Drive'],
  [/^(?:mobile documents|iclouddrive|icloud drive|com~apple~clouddocs)$/i, 'iCloud Drive'],
  [/^(?:nextcloud|owncloud)$/i, 'Nextcloud'],
  [/^(?:syncthing|sync)$/i, 'Syncthing'],
  [/^box(?:-box| sync)?$/i, 'Box'],
];

/**
 * What it means for a library to lie there, in one sentence, or null where it means nothing. Looks at the path and the
 * given mounts alone. `hasSyncMark` says whether a folder holds the mark of Syncthing.
 */
export function warningOf(
  path: string,
  mounts: readonly Mount[],
  hasSyncMark: (folder: string) => boolean = () => false,
): string | null {
  if (isOnNetwork(path, mounts)) {
    return 'The library lies on a network drive: it is slower there, and images wait on this computer while the drive is away.';
  }
  const service = serviceOf(path, hasSyncMark);
  if (service === null) return null;
  return `${service} copies the library’s folder to other computers: its records can be damaged when two of them use it at one time. A folder outside of it is safer.`;
}

function isOnNetwork(path: string, mounts: readonly Mount[]): boolean {
  if (/^(?:\\\\|\/\/)(?![?.][\\/])[^\\/]/.test(path) || /^\\\\\?\\UNC\\/i.test(path)) return true;
  const holding = mounts.filter(({ folder }) => isBelow(path, folder));
  const nearest = holding.sort((a, b) => b.folder.length - a.folder.length)[0];
  return nearest !== undefined && NETWORK.test(nearest.type);
}

function isBelow(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

function serviceOf(path: string, hasSyncMark: (folder: string) => boolean): string | null {
  const parts = path.split(/[\\/]/);
  // `Library/CloudStorage/Dropbox-Personal` and its like.
  const cloud = parts.findIndex((part) => part.toLowerCase() === 'cloudstorage');
  const under = cloud < 0 ? undefined : parts[cloud + 1];
  if (under !== undefined) {
    const name = under.split('-')[0] ?? under;
    return name === 'GoogleDrive' ? 'Google Drive' : name === 'iCloudDrive' ? 'iCloud Drive' : name;
  }
  for (const part of parts) {
    const known = SERVICES.find(([pattern]) => pattern.test(part));
    if (known) return known[1];
  }
  return foldersAbove(path).some(hasSyncMark) ? 'Syncthing' : null;
}

function foldersAbove(path: string): readonly string[] {
  const { dirname } = path.includes('\\') ? win32 : posix;
  const folders = [path];
  for (let folder = path; folder !== dirname(folder);) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** The mounts of this machine, where they can be read at once; a path of Windows says all by itself. Never throws. */
export function readMounts(path: string): readonly Mount[] {
  try {
    if (process.platform === 'linux') return parseMounts(readFileSync('/proc/self/mounts', 'utf8'));
    // Everything else on a Mac is its own disk.
    if (process.platform !== 'darwin' || !path.startsWith('/Volumes/')) return [];
    return parseMacMounts(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 1000 }));
  } catch {
    return [];
  }
}

/** The text of `/proc/self/mounts`. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, folder, type] = line.split(' ');
    if (folder === undefined || type === undefined) return [];
    const plain = folder.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    return [{ folder: plain, type }];
  });
}

/** What `mount` says on a Mac: `//me@host/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)`. */
export function parseMacMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, folder, type] = /^.+? on (\/.*) \(([^,)]+)[,)]/.exec(line) ?? [];
    return folder === undefined || type === undefined ? [] : [{ folder, type }];
  });
}

/** `warningOf` for this machine as it is now. Never throws. */
export function folderWarning(path: string): string | null {
  return warningOf(path, readMounts(path), (folder) => existsSync(join(folder, '.stfolder')));
}
