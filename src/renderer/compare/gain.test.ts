import { describe, expect, it } from 'vitest';
import { GAIN, gainFor } from './gain';

/** How many pixels have each strength. */
function counts(of: Readonly<Record<number, number>>): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, strength) => of[strength] ?? 0);
}

describe('the gain that differences are first drawn with', () => {
  it('does not drown a strong edit in one flat colour', () => {
    expect(gainFor(counts({ 0: 1000, 60: 500, 240: 500 }), 8)).toBe(1);
  });

  it('lifts a faint edit until it fills the palette', () => {
    expect(gainFor(counts({ 0: 1000, 20: 90, 30: 10 }), 8)).toBe(8.5);
    expect(gainFor(counts({ 0: 1000, 9: 100 }), 8)).toBe(16);
  });

  it('is not held down by the hundredth pixel that is white where it was black', () => {
    expect(gainFor(counts({ 50: 99, 255: 1 }), 8)).toBe(5);
    expect(gainFor(counts({ 50: 98, 255: 2 }), 8)).toBe(1);
  });

  it('does not count what lies up to the threshold', () => {
    expect(gainFor(counts({ 8: 1_000_000, 100: 10 }), 8)).toBe(2.5);
    expect(gainFor(counts({ 8: 1_000_000, 100: 10 }), 7)).toBe(16);
  });

  it('is a gain also where nothing differs, or everything fully', () => {
    expect(gainFor(counts({ 0: 10 }), 8)).toBe(1);
    expect(gainFor(counts({ 255: 10 }), 254)).toBe(1);
    expect(gainFor(counts({}), 64)).toBe(1);
  });

  it('stands on a step of its slider', () => {
    for (let strength = 1; strength < 256; strength += 1) {
      const gain = gainFor(counts({ [strength]: 1 }), 0);
      expect(((gain - GAIN.min) / GAIN.step) % 1).toBe(0);
      expect(gain * strength <= 255 || gain === GAIN.min).toBe(true);
    }
  });
});
