import { describe, expect, it } from 'vitest';
import { linkIn, webPictureOf } from './web-picture';

const dragged = (list: string) => webPictureOf({ getData: (type) => (type === 'text/uri-list' ? list : '') });

describe('what a page hands over', () => {
  it('is asked about when it is a link, and a comment before it is none', () => {
    expect(dragged('# from a page\r\nhttps://a.example/x.png\r\n')).toEqual({
      kind: 'link',
      url: 'https://a.example/x.png',
    });
    expect(dragged('')).toBeNull();
    for (const own of ['easel://image/img_1', 'app://easel/index.html', 'file:///etc/passwd', 'javascript:1']) {
      expect(dragged(own), own).toBeNull();
    }
  });

  it('is the picture itself when its address holds it, in letters or in base64', async () => {
    const inBase64 = dragged('data:image/png;base64,aGk%3D');
    expect(inBase64?.kind === 'file' && (await inBase64.file.text())).toBe('hi');
    const inLetters = dragged('data:image/svg+xml;charset=utf-8,%3Csvg/%3E');
    expect(inLetters?.kind === 'file' && (await inLetters.file.text())).toBe('<svg/>');
  });

  it('is refused with a sentence when it is no picture, damaged, or lives in its page alone', () => {
    for (const address of ['data:text/html,<b>x', 'data:image/png;base64,%%%', 'blob:https://a.example/1']) {
      expect(dragged(address), address).toMatchObject({ kind: 'refused', message: expect.stringMatching(/\.$/) });
    }
  });

  it('is no link when there are words around it', () => {
    expect(linkIn(' https://a.example/x.png\n')).toBe('https://a.example/x.png');
    for (const text of ['see https://a.example/x.png', 'a.example', 'https://', 'mailto:a@a.example']) {
      expect(linkIn(text), text).toBeNull();
    }
  });
});
