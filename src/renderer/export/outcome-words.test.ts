import { describe, expect, it } from 'vitest';
import type { ExportForm } from './form';
import { FIRST_FORM, planOf } from './form';
import type { Batch } from './outcome-words';
import { outcomeNotes, outcomeWords } from './outcome-words';

const wide: Batch = { width: 1792, height: 1024, format: 'jpeg', count: 12 };
const png: Batch = { width: 1024, height: 1024, format: 'png', count: 3 };
const avif: Batch = { width: 800, height: 600, format: 'avif', count: 1 };
const plan = (change: Partial<ExportForm>) => planOf({ ...FIRST_FORM, ...change });

describe('outcomeWords', () => {
  it('says how many of what come out, and how large', () => {
    expect(outcomeWords([wide], plan({ shape: 'crop' }))).toBe('12 JPEG, 1792 × 1008');
    expect(outcomeWords([wide, png], plan({}))).toBe('12 JPEG, 3 PNG, up to 1792 × 1024');
    expect(outcomeWords([wide, png], plan({ format: 'webp', shape: 'pad', ratio: [1, 1], longSide: 1000 }))).toBe(
      '15 WebP, 1000 × 1000',
    );
    const panorama: Batch = { width: 2000, height: 700, format: 'jpeg', count: 1 };
    expect(outcomeWords([wide, panorama], plan({}))).toBe('13 JPEG, up to 2000 × 700');
    expect(outcomeWords([{ ...wide, width: 0, height: 0 }], plan({}))).toBe('12 JPEG');
    expect(outcomeWords([wide], plan({ sheet: 'only' }))).toBe('A contact sheet of 12 images');
  });
});

describe('outcomeNotes', () => {
  it('tells before what would else be a surprise', () => {
    expect(outcomeNotes([wide, avif], plan({}))).toEqual([]);
    expect(outcomeNotes([wide, avif], plan({ longSide: 400 }))[0]).toMatch(/^1 image can’t be written .* PNG/);
    expect(outcomeNotes([wide, avif], plan({ metadata: 'recipe' }))[0]).toMatch(/JSON/);
    expect(outcomeNotes([wide, avif], plan({ metadata: 'strip' }))[0]).toMatch(/left out/);
    expect(outcomeNotes([wide, avif], plan({ metadata: 'strip', format: 'jpeg' }))).toEqual([]);
    expect(outcomeNotes([wide], plan({ shape: 'pad', ratio: [1, 100] }))[0]).toMatch(/^12 images can’t be made/);
  });
});
