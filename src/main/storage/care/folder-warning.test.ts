import { describe, expect, it } from 'vitest';
import { parseMacMounts, parseMounts, warningOf } from './folder-warning';

const LINUX = parseMounts(
  [
    '/dev/sda1 / ext4 rw,relatime 0 0',
    'proc /proc proc rw 0 0',
    'nas:/export /mnt/nas nfs4 rw,vers=4.2 0 0',
    '//nas/share /mnt/my\\040share cifs rw 0 0',
    'me@host:/ /home/me/remote fuse.sshfs rw 0 0',
    '/dev/sdb1 /mnt/nas/usb ext4 rw 0 0',
    '/dev/sdc1 /media/usb fuseblk rw 0 0',
  ].join('\n'),
);
const MAC = parseMacMounts(
  [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '//me@nas._smb._tcp.local/photos on /Volumes/photos (smbfs, nodev, nosuid, mounted by me)',
    'nas:/export on /Volumes/My Export (nfs)',
    '/dev/disk5s1 on /Volumes/Samsung T7 (exfat, local, nodev, nosuid, noowners)',
  ].join('\n'),
);

describe('where a library lies', () => {
  it.each([
    ['/mnt/nas/Easel', LINUX],
    ['/mnt/my share', LINUX],
    ['/home/me/remote/a/b', LINUX],
    ['/Volumes/photos/Easel', MAC],
    ['/Volumes/My Export/Easel', MAC],
    ['\\\\nas\\photos\\Easel', []],
    ['\\\\?\\UNC\\nas\\photos', []],
    ['//nas/photos', []],
  ])('%s is on a network drive', (path, mounts) => {
    expect(warningOf(path, mounts)).toMatch(/network drive/);
  });

  it.each([
    ['/home/me/Pictures/Easel', LINUX],
    ['/mnt/nas/usb/Easel', LINUX],
    ['/mnt/nasty', LINUX],
    ['/media/usb/Easel', LINUX],
    ['/Volumes/Samsung T7/Easel', MAC],
    ['/Users/me/Pictures/Easel', MAC],
    ['C:\\Users\\me\\Pictures\\Easel', []],
    ['\\\\?\\C:\\Users\\me\\Easel', []],
    ['/home/me/Dropboxes/Easel', LINUX],
    ['/home/me/mailbox/Easel', LINUX],
  ])('%s is a place like any other', (path, mounts) => {
    expect(warningOf(path, mounts)).toBeNull();
  });

  it.each([
    ['/Users/me/Dropbox/Easel', 'Dropbox'],
    ['/Users/me/Dropbox (Work)/Easel', 'Dropbox'],
    ['C:\\Users\\me\\OneDrive - Contoso\\Easel', 'OneDrive'],
    ['C:\\Users\\me\\iCloudDrive\\Easel', 'iCloud Drive'],
    ['/Users/me/Library/Mobile Documents/com~apple~CloudDocs/Easel', 'iCloud Drive'],
    ['/Users/me/Library/CloudStorage/GoogleDrive-me@example.com/My Drive/Easel', 'Google Drive'],
    ['/Users/me/Library/CloudStorage/Dropbox/Easel', 'Dropbox'],
    ['G:\\My Drive\\Easel', 'Google Drive'],
    ['/home/me/Nextcloud/Easel', 'Nextcloud'],
    ['/home/me/Syncthing/Easel', 'Syncthing'],
  ])('%s is copied elsewhere by a service, which is named', (path, service) => {
    expect(warningOf(path, LINUX)).toMatch(new RegExp(`^${service} copies`));
  });

  it('a folder of Syncthing is known by its mark, also from below', () => {
    const isMarked = (folder: string): boolean => folder === '/home/me/Shared';
    expect(warningOf('/home/me/Shared/pictures/Easel', LINUX, isMarked)).toMatch(/^Syncthing/);
    expect(warningOf('/home/me/Pictures', LINUX, isMarked)).toBeNull();
  });
});
