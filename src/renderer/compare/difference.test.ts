import { describe, expect, it } from 'vitest';
import { changedShare, draw, measure, PALETTES, RAMPS, shareWords, tableOf } from './difference';

/** Pixels as a canvas has them: red, green, blue, alpha. */
function pixels(...all: readonly (readonly [number, number, number, number])[]): Uint8ClampedArray {
  return new Uint8ClampedArray(all.flat());
}
const bytes = (word: number | undefined): readonly number[] => [...new Uint8Array(Int32Array.of(word ?? 0).buffer)];

describe('how two pictures differ', () => {
  it('counts the channel that differs most, whichever it is and whichever way', () => {
    const before = pixels([10, 0, 0, 255], [0, 200, 0, 255], [0, 0, 5, 255], [7, 7, 7, 255]);
    const after = pixels([30, 5, 0, 255], [0, 100, 90, 255], [0, 0, 255, 255], [7, 7, 7, 255]);
    expect([...measure(before, after).strength]).toEqual([20, 100, 250, 0]);
  });

  it('sees a pixel that became transparent', () => {
    const { strength } = measure(pixels([0, 0, 0, 255]), pixels([0, 0, 0, 0]));
    expect([...strength]).toEqual([255]);
  });

  it('tells what share differs by more than the threshold, the very threshold not', () => {
    const { counts } = measure(
      pixels([0, 0, 0, 255], [0, 0, 0, 255], [0, 0, 0, 255], [0, 0, 0, 255]),
      pixels([0, 0, 0, 255], [8, 0, 0, 255], [9, 0, 0, 255], [0, 0, 90, 255]),
    );
    expect(changedShare(counts, 0)).toBe(0.75);
    expect(changedShare(counts, 8)).toBe(0.5);
    expect(changedShare(counts, 90)).toBe(0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  it('does not say that nothing differs when one pixel of four million does', () => {
    expect(shareWords(0)).toBe('No pixel differs');
    expect(shareWords(1 / 4_194_304)).toBe('Less than 0.1 % differs');
    expect(shareWords(1 - 1 / 4_194_304)).toBe('More than 99.9 % differs');
    expect(shareWords(0.1236)).toBe('12.4 % differs');
  });
});

describe('how differences are drawn', () => {
  it.each(PALETTES)('gets lighter with the difference: %s', (palette) => {
    const table = tableOf({ gain: 1, threshold: 0, palette });
    const light = [...table].slice(1).map((word) => {
      const [red = 0, green = 0, blue = 0] = bytes(word);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect(light.every((value, at) => at === 0 || value >= (light[at - 1] ?? 0) - 0.75)).toBe(true);
    expect((light.at(-1) ?? 0) - (light[0] ?? 0)).toBeGreaterThan(80);
  });

  it('never needs red told from green', () => {
    // Red and green rise together: what is left for eyes without that distinction is blue against yellow, and lightness.
    for (const [red, green] of RAMPS.colour) expect(Math.abs(red - green)).toBeLessThan(60);
  });

  it('draws nothing up to the threshold and the strongest once the gain reaches it', () => {
    const table = tableOf({ gain: 4, threshold: 10, palette: 'grey' });
    expect(bytes(table[10])).toEqual([0, 0, 0, 255]);
    expect(bytes(table[11])).toEqual([44, 44, 44, 255]);
    expect(bytes(table[64])).toEqual([255, 255, 255, 255]);
  });

  it('marks on a dim grey of the picture itself', () => {
    const before = pixels([200, 200, 200, 255], [0, 0, 0, 255]);
    const after = pixels([200, 200, 200, 255], [255, 0, 0, 255]);
    const out = new Int32Array(2);
    draw(measure(before, after), new Int32Array(after.buffer), { gain: 1, threshold: 4, palette: 'marked' }, out);
    expect(bytes(out[0])).toEqual([100, 100, 100, 255]);
    expect(bytes(out[1])).toEqual([255, 196, 64, 255]);
  });
});
