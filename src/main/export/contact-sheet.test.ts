import { describe, expect, it } from 'vitest';
import type { SheetItem } from './contact-sheet';
import { contactSheet } from './contact-sheet';

const item: SheetItem = {
  ...{
    webp: Buffer.from('picture'),
    title: 'fox',
    prompt: 'a fox',
    facts: '22 Nov 2026',
    file: 'fox.jpg',
    sources: [],
  },
};
const sheet = (...items: readonly Partial<SheetItem>[]): string =>
  Buffer.concat(
    contactSheet(
      'Sheet',
      items.map((change) => ({ ...item, ...change })),
    ),
  ).toString();
/** All tags, without what they enclose. */
const tags = (html: string): readonly string[] => html.match(/<[a-z!/][^>]*>/gi) ?? [];

describe('contactSheet', () => {
  it('takes no word for markup, wherever it stands', () => {
    const plain = tags(sheet({}));
    for (const evil of [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      '</figcaption></style><iframe src="http://x">',
      'javascript:alert(1)',
    ]) {
      const hostile = sheet({ prompt: evil, title: evil, facts: evil, file: evil });
      expect(tags(hostile).map((tag) => tag.replace(/"[^"]*"/g, '""'))).toEqual(
        plain.map((tag) => tag.replace(/"[^"]*"/g, '""')),
      );
      expect(hostile).not.toMatch(/href="(?!\.\/)/);
    }
  });

  it('needs nothing from outside and runs nothing', () => {
    const html = sheet({}, { sources: [{ webp: Buffer.from('b'), title: 'before' }] });
    expect(html).not.toMatch(/<script|https?:|src="(?!data:)|url\(/);
    expect(html).toContain("default-src 'none'; img-src data:");
  });

  it('shows an edit beside what it was made from', () => {
    const html = sheet({
      sources: [
        { webp: Buffer.from('before'), title: 'hen' },
        { webp: null, title: '' },
      ],
    });
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    expect(html.indexOf(base64('before'))).toBeGreaterThan(0);
    expect(html.indexOf(base64('before'))).toBeLessThan(html.indexOf(base64('picture')));
    expect(html.match(/<b>Before<\/b>/g)).toHaveLength(2);
    expect(html.match(/<b>After<\/b>/g)).toHaveLength(1);
    expect(html).toContain('No picture');
  });

  it('leads to the exported file, whatever it is called', () => {
    expect(sheet({ file: '50% #1 ü?.jpg' })).toContain('href="./50%25%20%231%20%C3%BC%3F.jpg"');
    expect(sheet({ file: null })).not.toContain('<a ');
  });

  it('calls an image without a prompt by its title', () => {
    expect(sheet({ prompt: '', title: 'IMG_1' })).toContain('<p>IMG_1</p>');
  });
});
