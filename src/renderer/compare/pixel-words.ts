import type { Pixel } from './pixel-orders';

/** The colour as "#rrggbb", with two more digits where it is not opaque. */
export function hexOf(pixel: NonNullable<Pixel>): string {
  const digits = pixel[3] === 255 ? pixel.slice(0, 3) : pixel;
  return `#${digits.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Both colours of a place in words, such as "x 12, y 40: Before #a0b1c2, After #ffffff". */
export function pixelWords(at: Readonly<{ x: number; y: number }> | null, before: Pixel, after: Pixel): string {
  const where = at ? `x ${String(at.x)}, y ${String(at.y)}` : 'Beside After';
  const word = (pixel: Pixel): string => (pixel ? hexOf(pixel) : 'nothing');
  return `${where}: Before ${word(before)}, After ${word(after)}`;
}
