import { describe, expect, it } from 'vitest';
import type { Kin } from '../../shared/lineage';
import { imageId } from '../store/fake-ids';
import { relativesOf } from './relatives';

function kin(n: number, parents: readonly number[]): Kin {
  return {
    ...{ id: imageId(n), kind: 'edit', parents: parents.map(imageId), state: 'here', title: `kin ${String(n)}` },
    ...{ prompt: '', createdAt: n, width: 4, height: 3, stars: 0, flag: null },
  };
}

describe('relatives', () => {
  const recipe = {
    ...{ modelId: 'm', prompt: '', count: 1, aspectRatio: '1:1', resolution: '1k', format: 'png', options: {} },
    ...{ privateDelivery: false, sourceIds: [imageId(2), imageId(9), imageId(1), imageId(9)] },
  };

  it('are parents in the order of the recipe and children by age, without siblings', () => {
    const members = [kin(1, []), kin(2, []), kin(3, [2, 1]), kin(4, [3]), kin(5, [3, 1])];
    const { parents, children, unknown } = relativesOf({ id: imageId(3), recipe }, { members, more: false });
    expect(parents.map(({ id }) => id)).toEqual([imageId(2), imageId(1)]);
    expect(children.map(({ id }) => id)).toEqual([imageId(4), imageId(5)]);
    // A source that was used twice is one image.
    expect(unknown).toBe(1);
  });

  it('are none while the family is not here yet, not even unknown ones', () => {
    expect(relativesOf({ id: imageId(3), recipe }, null)).toEqual({ parents: [], children: [], unknown: 0 });
  });
});
