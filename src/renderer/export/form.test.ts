import { describe, expect, it } from 'vitest';
import { ExportPlan } from '../../shared/export';
import type { ExportForm } from './form';
import { CHOICES, FIRST_FORM, keepForm, planOf, restoreForm } from './form';

const storageWith = (text: string | null) => {
  let kept = text;
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) };
};

describe('planOf', () => {
  it('is always an order that main takes', () => {
    for (const shape of CHOICES.shape) {
      for (const format of CHOICES.format) {
        const form: ExportForm = { ...FIRST_FORM, shape, format, longSide: 1080, colour: 'transparent' };
        expect(ExportPlan.parse(planOf(form))).toMatchObject({ format, frame: { mode: shape }, longSide: 1080 });
      }
    }
  });
});

describe('restoreForm', () => {
  it('gives back what was kept, but for the part that was cut out', () => {
    const form: ExportForm = {
      ...{ format: 'webp', quality: 71, longSide: 2048, shape: 'pad', ratio: [4, 5], x: 0, y: 1, colour: '#102030' },
      ...{ name: '{date}', metadata: 'strip', into: 'zip', sheet: 'with' },
    };
    const storage = storageWith(null);
    keepForm(form, storage);
    expect(restoreForm(storage)).toEqual({ ...form, x: 0.5, y: 0.5 });
  });

  it('makes an order that main takes of whatever it finds', () => {
    for (const found of [
      null,
      '',
      'null',
      '[1]',
      '{"format":"tiff","quality":-3,"longSide":1e9,"ratio":[0,"x"],"colour":"red","name":7,"into":null}',
      `{"quality":80.5,"ratio":[16],"longSide":99.5,"name":"${'a'.repeat(400)}"}`,
    ]) {
      expect(ExportPlan.safeParse(planOf(restoreForm(storageWith(found)))).success).toBe(true);
    }
  });
});
