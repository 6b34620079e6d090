import { describe, expect, it } from 'vitest';
import { CARD_SIDE, cardPixels } from './drag-card';
import { fileFormats } from './file-formats';

const PATHS = ['/home/ann/a fox & owl.jpg', '/home/ann/狐#1.png'];

describe('files on the clipboard', () => {
  it('are in the words of the file manager: addresses, escaped, behind “copy” for GNOME', () => {
    const [gnome, list] = fileFormats('linux', 'ubuntu:GNOME', PATHS);
    expect(gnome).toEqual([
      'x-special/gnome-copied-files',
      'copy\nfile:///home/ann/a%20fox%20&%20owl.jpg\nfile:///home/ann/%E7%8B%90%231.png',
    ]);
    expect(list?.[1]).toBe('file:///home/ann/a%20fox%20&%20owl.jpg\r\nfile:///home/ann/%E7%8B%90%231.png\r\n');
  });

  it.each(['KDE', 'LXQt'])(
    'come as a plain list first on %s, since an older Electron writes one format alone',
    (desktop) => {
      expect(fileFormats('linux', desktop, PATHS)[0]?.[0]).toBe('text/uri-list');
    },
  );

  it('can’t end the list of a Mac early by their names', () => {
    const [[format, content] = ['', '']] = fileFormats('darwin', '', ['/a/</string></array>&.jpg']);
    expect(format).toBe('NSFilenamesPboardType');
    expect(content).toContain('<array><string>/a/&lt;/string&gt;&lt;/array&gt;&amp;.jpg</string></array>');
  });
});

describe('the card of a drag', () => {
  it('has whole pixels, round corners, and is another for several files', () => {
    const [one, several] = [cardPixels(false), cardPixels(true)];
    expect(one.length).toBe(CARD_SIDE * CARD_SIDE * 4);
    const alpha = (card: Buffer, x: number, y: number): number | undefined => card[(y * CARD_SIDE + x) * 4 + 3];
    expect([alpha(one, 0, 0), alpha(one, CARD_SIDE / 2, CARD_SIDE / 2)]).toEqual([0, 255]);
    expect(alpha(one, CARD_SIDE - 20, 20)).toBe(255);
    expect([alpha(several, CARD_SIDE - 5, 5), alpha(several, CARD_SIDE - 20, CARD_SIDE - 20)]).toEqual([0, 255]);
  });
});
