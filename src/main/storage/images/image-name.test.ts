import { describe, expect, it } from 'vitest';
import { ImageId } from '../../../shared/ids';
import { originalName, thumbnailName } from './image-name';

const id = ImageId.parse('img_00000000000000a1b2c3');
const createdAt = new Date(2026, 10, 22, 23, 59).getTime();

describe('originalName', () => {
  it('reads like a name that a person would give, on the local date', () => {
    expect(originalName({ id, createdAt, title: 'golden particles' }, 'jpeg')).toBe(
      'originals/2026/11/2026-11-22 golden particles a1b2c3.jpg',
    );
    expect(originalName({ id, createdAt, title: 'golden particles' }, 'png', 2)).toBe(
      'originals/2026/11/2026-11-22 golden particles a1b2c3 (2).png',
    );
  });

  it('knows the dates that the same moment has in other time zones', () => {
    const lastOfMonth = new Date(2026, 10, 30, 23, 59).getTime();
    const name = (days: number): string => originalName({ id, createdAt: lastOfMonth, title: 'fox' }, 'jpeg', 1, days);
    expect([-1, 0, 1].map(name)).toEqual([
      'originals/2026/11/2026-11-29 fox a1b2c3.jpg',
      'originals/2026/11/2026-11-30 fox a1b2c3.jpg',
      'originals/2026/12/2026-12-01 fox a1b2c3.jpg',
    ]);
  });

  it('stays within the 255 bytes that file systems take, in any script', () => {
    for (const letter of ['字', '🦊', 'ü', 'a\u0301', '👩‍👩‍👧‍👦']) {
      const name =
        originalName({ id, createdAt, title: letter.repeat(500) }, 'avif', 999)
          .split('/')
          .at(-1) ?? '';
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
      expect(name).not.toMatch(/\p{Cs}/u);
    }
  });

  it('puts thumbnails beside, by id alone', () => {
    expect(thumbnailName(id)).toBe(`thumbnails/c3/${id}.webp`);
  });
});
