/** In UTF-16 units: with three bytes each a name stays well under the 255 bytes of common file systems. */
const LONGEST = 60;

/**
 * A text as part of a file name that every system can take: no separators, no control or reserved characters, no dot or
 * space at its ends, at most 60 characters; `untitled` when nothing is left. Whoever uses it alone has to keep clear of
 * the names of devices.
 */
export function slug(text: string, longest = LONGEST): string {
  const plain = text
    .slice(0, 1000)
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{C}<>:"/\\|?*]/gu, ' ');
  const trimmed = shorten(plain.replace(/ +/g, ' ').trim(), longest).replace(/^[ .]+|[ .]+$/g, '');
  return trimmed === '' ? 'untitled' : trimmed;
}

/** Ends between two words where that costs less than a third, and never inside what reads as one character. */
function shorten(text: string, longest: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > longest) {
      const end = segment === ' ' ? kept.length : kept.lastIndexOf(' ');
      return end >= (longest * 2) / 3 ? kept.slice(0, end) : kept;
    }
    kept += segment;
  }
  return kept;
}
