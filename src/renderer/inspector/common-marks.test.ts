import { expect, it } from 'vitest';
import type { ImageId } from '../../shared/ids';
import type { Facets, LibraryColumns } from '../../shared/library';
import { packFacets } from '../../shared/library';
import { columnsFrom } from '../store/columns';
import { NO_LISTS } from '../store/library';
import { commonMarks } from './common-marks';

const PLAIN: Facets = {
  ...{ stars: 2, flag: 'pick', favourite: true, kind: 'imported', format: 'png' },
  ...{ displayable: true, missing: false, trashed: false, charge: 'none' },
};

function imageId(n: number): ImageId {
  return `img_${String(n).padStart(20, '0')}` as ImageId;
}

function columnsOf(facets: readonly Facets[]) {
  const numbers = facets.map((_, n) => n);
  const sent: LibraryColumns = {
    ...{ revision: 1, lists: NO_LISTS, words: [''], ids: numbers.map(imageId).join('') },
    ...{ seqs: Int32Array.from(numbers), stacks: Int32Array.from(numbers) },
    ...{ widths: Int32Array.from(numbers), heights: Int32Array.from(numbers) },
    ...{ createdAt: Float64Array.from(numbers), bytes: Float64Array.from(numbers) },
    ...{ models: Uint16Array.from(numbers, () => 0), resolutions: Uint16Array.from(numbers, () => 0) },
    facets: Int32Array.from(facets, packFacets),
  };
  return columnsFrom(sent);
}

it('says mixed only where the images differ, so that a press sets what the person sees', () => {
  const columns = columnsOf([PLAIN, { ...PLAIN, stars: 5 }, { ...PLAIN, flag: null }, { ...PLAIN, favourite: false }]);
  expect(commonMarks(columns, [imageId(0), imageId(1)])).toEqual({ stars: 'mixed', flag: 'pick', favourite: true });
  expect(commonMarks(columns, [imageId(0), imageId(2)])).toEqual({ stars: 2, flag: 'mixed', favourite: true });
  expect(commonMarks(columns, [imageId(0), imageId(3)])).toEqual({ stars: 2, flag: 'pick', favourite: 'mixed' });
});

it('leaves images out that are gone, instead of counting them as without marks', () => {
  const columns = columnsOf([PLAIN]);
  expect(commonMarks(columns, [imageId(0), imageId(7)])).toEqual({ stars: 2, flag: 'pick', favourite: true });
});
