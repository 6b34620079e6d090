import { expect, it } from 'vitest';
import { placeFor } from './window-place';

const screens = [
  { x: 0, y: 25, width: 1920, height: 1055 },
  { x: 0, y: -1080, width: 1920, height: 1080 },
];
/** As Electron does it: the screen that the place lies on, else the first. */
const areaOf = ({ x, y }: { readonly x: number; readonly y: number }) =>
  screens.find((one) => x >= one.x && x < one.x + one.width && y >= one.y - 25 && y < one.y + one.height) ?? {
    ...screens[0],
    x: 0,
    y: 25,
    width: 1920,
    height: 1055,
  };
const place = (bounds: unknown): unknown => placeFor(bounds, areaOf);
const left = { x: 100, y: 50, width: 1000, height: 700 };

it('is where the window was left, on whichever screen', () => {
  expect(place(left)).toEqual(left);
  expect(place({ ...left, y: -1000 })).toEqual({ ...left, y: -1000 });
  expect(place({ ...left, y: 25 })).toEqual({ ...left, y: 25 });
});

it.each([
  ['right of every screen', { ...left, x: 3000 }],
  ['left of every screen', { ...left, x: -1000 }],
  ['below every screen', { ...left, y: 5000 }],
  ['above every screen', { ...left, y: -3000 }],
])('is the middle for a window that lies %s: nobody could see it', (_, bounds) => {
  expect(place(bounds)).toBeNull();
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['words', { ...left, x: 'left' }],
  ['half a pixel', { ...left, x: 10.5 }],
  ['no number', { ...left, width: NaN }],
  ['a number that no screen has', { ...left, x: 1e300 }],
  ['a size that no window has', { ...left, width: 1e9 }],
  ['no size', { ...left, height: 0 }],
  ['less than no size', { ...left, height: -5 }],
])('is the middle for %s', (_, bounds) => {
  expect(place(bounds)).toBeNull();
});
