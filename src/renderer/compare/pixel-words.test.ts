import { expect, it } from 'vitest';
import { hexOf, pixelWords } from './pixel-words';

it('writes both digits of dark channels, and tells what is not opaque', () => {
  expect(hexOf([0, 9, 255, 255])).toBe('#0009ff');
  expect(hexOf([0, 9, 255, 0])).toBe('#0009ff00');
});

it('says what lies beside a picture instead of a colour', () => {
  expect(pixelWords({ x: 3, y: 4 }, null, [1, 2, 3, 255])).toBe('x 3, y 4: Before nothing, After #010203');
  expect(pixelWords(null, [1, 2, 3, 255], null)).toBe('Beside After: Before #010203, After nothing');
});
