import { expect, it } from 'vitest';
import { reportWords } from './report-words';

const WHOLE = { images: 1204, damage: null, missing: 0, moved: 0, altered: 0, found: 0 };

it('calls a library whole only when no file is missing or changed and no record is damaged', () => {
  expect(reportWords(WHOLE)).toEqual(['1,204 images looked at: all there and as they came.']);
  for (const trouble of [{ damage: 'A record is damaged.' }, { missing: 1 }, { altered: 2 }]) {
    expect(reportWords({ ...WHOLE, ...trouble })[0]).toBe('1,204 images looked at.');
  }
});

it('says each thing that was found, in the right number', () => {
  const words = reportWords({ ...WHOLE, missing: 1, moved: 2, found: 3 }).slice(1);
  expect(words).toEqual([
    '1 file is missing.',
    '2 files had another name or place and are found again.',
    '3 files that nobody knew are imported now.',
  ]);
});
