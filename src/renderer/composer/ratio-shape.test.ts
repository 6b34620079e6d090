import { describe, expect, it } from 'vitest';
import { MODELS } from '../../shared/models';
import { groupRatios, ratioShape } from './ratio-shape';

describe('groupRatios', () => {
  it('offers every ratio of every model exactly once', () => {
    for (const { aspectRatio } of MODELS) {
      const { words, wide, square, tall } = groupRatios(aspectRatio.values);
      expect([...words, ...wide, ...square, ...tall].sort()).toEqual([...aspectRatio.values].sort());
    }
  });

  it('runs from wide to tall, so that an arrow key always makes the image taller', () => {
    const { wide, tall } = groupRatios(['9:20', '2:1', '16:9', '20:9', '3:4', '1:1', 'auto']);
    expect(wide).toEqual(['20:9', '2:1', '16:9']);
    expect(tall).toEqual(['3:4', '9:20']);
  });
});

describe('ratioShape', () => {
  it('draws a portrait as its landscape turned', () => {
    const wide = ratioShape('16:9');
    expect(ratioShape('9:16')).toEqual({ width: wide.height, height: wide.width });
  });

  it('fits every shape into its button', () => {
    for (const value of MODELS.flatMap((model) => model.aspectRatio.values)) {
      const { width, height } = ratioShape(value);
      expect(Math.max(width, height)).toBeLessThanOrEqual(18);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(5);
    }
  });
});
