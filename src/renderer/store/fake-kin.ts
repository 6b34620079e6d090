import type { Kin } from '../../shared/lineage';
import { imageId } from './fake-ids';

/** The n-th image with these parents, for tests. */
export function kin(n: number, parents: readonly number[] = [], change: Partial<Kin> = {}): Kin {
  return {
    ...{
      id: imageId(n),
      kind: parents.length > 0 ? 'edit' : 'generation',
      parents: parents.map(imageId),
      state: 'here',
    },
    ...{ title: `Image ${String(n)}`, prompt: `Prompt ${String(n)}`, createdAt: 1000 * n },
    ...{ width: 1024, height: 1024, stars: 0, flag: null },
    ...change,
  };
}

/** A family of that size: each but the first made from one of the sixty before it, a tenth from a second one as well. */
export function largeFamily(count: number): readonly Kin[] {
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, at) => {
    if (at === 0) return kin(at);
    const near = Math.max(0, at - 1 - Math.floor(random() * 60));
    return kin(at, random() < 0.1 ? [near, Math.floor(random() * at)] : [near]);
  });
}
