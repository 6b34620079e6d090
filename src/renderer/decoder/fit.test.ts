import { describe, expect, it } from 'vitest';
import { MODELS } from '../../shared/models';
import { attempts, fit, fraction } from './fit';

describe('fit', () => {
  it.each([
    { of: { width: 4000, height: 3000 }, to: 512, is: { width: 512, height: 384 } },
    { of: { width: 3000, height: 4000 }, to: 512, is: { width: 384, height: 512 } },
    { of: { width: 100, height: 50 }, to: 512, is: { width: 100, height: 50 } },
    { of: { width: 10_000, height: 1 }, to: 512, is: { width: 512, height: 1 } },
  ])('keeps the ratio and never enlarges: $of within $to', ({ of, to, is }) => {
    expect(fit(of, to)).toEqual(is);
  });
});

describe('fraction', () => {
  it.each([
    { of: { width: 2048, height: 2048 }, is: { width: 512, height: 512 } },
    { of: { width: 1408, height: 768 }, is: { width: 528, height: 288 } },
    { of: { width: 801, height: 603 }, is: { width: 601, height: 453 } },
    { of: { width: 3000, height: 10_001 }, is: { width: 375, height: 1251 } },
    { of: { width: 585, height: 400 }, is: null },
    { of: { width: 512, height: 512 }, is: null },
    { of: { width: 0, height: 0 }, is: null },
  ])('is as small as a JPEG can be decoded and no smaller than asked for: $of', ({ of, is }) => {
    expect(fraction(of, 512)).toEqual(is);
  });
});

describe('attempts', () => {
  it('lower the quality before the size, and end', () => {
    const all = [...attempts({ width: 4000, height: 2000 }, 2048, true)];
    expect(all.slice(0, 5)).toEqual([
      { width: 2048, height: 1024, quality: 0.92 },
      { width: 2048, height: 1024, quality: 0.85 },
      { width: 2048, height: 1024, quality: 0.75 },
      { width: 2048, height: 1024, quality: 0.6 },
      { width: 1638, height: 819, quality: 0.92 },
    ]);
    expect(all.at(-1)).toMatchObject({ width: 128, quality: 0.6 });
  });

  it('try each size once where quality changes nothing', () => {
    const widths = [...attempts({ width: 300, height: 300 }, 300, false)].map(({ width }) => width);
    expect(widths).toEqual([300, 240, 192, 153, 128]);
  });

  it('end in a size that every way inside a request has room for, also where nothing can be packed and quality changes nothing', () => {
    const limits = MODELS.flatMap(({ delivery }) => delivery.flatMap((step) => (step.way === 'bucket' ? [] : [step])));
    for (const { maxSide, maxBytes } of limits) {
      const { width = 0, height = 0 } = [...attempts({ width: 9999, height: 9999 }, maxSide, false)].at(-1) ?? {};
      expect(width * height * 4 * 1.1).toBeLessThan(maxBytes);
    }
    expect(limits.length).toBeGreaterThan(0);
  });

  it('end for the smallest picture', () => {
    expect([...attempts({ width: 1, height: 1 }, 512, false)]).toHaveLength(1);
  });
});
