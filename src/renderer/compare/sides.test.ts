import { describe, expect, it } from 'vitest';
import { importedImage } from '../store/fake-library';
import { imageId } from '../store/fake-ids';
import { noteOf, sidesOf } from './sides';

describe('the two sides of a comparison', () => {
  const after = { image: importedImage(2), version: 0 };

  it('tell of a picture that went into the trash meanwhile', () => {
    expect(noteOf(importedImage(1), null)).toBe('64 × 64 · imported');
    expect(noteOf(importedImage(1, { trashedAt: 5 }), null)).toBe('64 × 64 · in the trash');
  });

  it('claim nothing of the pixels of one that is gone or can’t be displayed', () => {
    const gone = sidesOf({ id: imageId(1), shown: null, gone: true }, after, 'fit');
    expect(gone).toMatchObject({ overlap: null, before: { note: 'deleted' }, frame: { width: 64, height: 64 } });
    const heic = { image: importedImage(1, { displayable: false }), version: 0 };
    expect(sidesOf({ id: imageId(1), shown: heic, gone: false }, after, 'fit').overlap).toBeNull();
  });
});
