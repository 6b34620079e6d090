import type { LibraryImage } from '../../shared/image';
import type { Family, Kin } from '../../shared/lineage';

/** The nearest relatives of an image. */
export interface Relatives {
  /** In the order of the recipe. */
  readonly parents: readonly Kin[];
  /** Oldest first. */
  readonly children: readonly Kin[];
  /** How many sources of the recipe nothing is known of. */
  readonly unknown: number;
}

/** Those that the family names; none while it is not here yet. */
export function relativesOf(image: Pick<LibraryImage, 'id' | 'recipe'>, family: Family | null): Relatives {
  if (!family) return { parents: [], children: [], unknown: 0 };
  const byId = new Map(family.members.map((kin) => [kin.id, kin]));
  const parents = (byId.get(image.id)?.parents ?? []).flatMap((id) => byId.get(id) ?? []);
  const children = family.members.filter((kin) => kin.parents.includes(image.id));
  const sources = new Set(image.recipe?.sourceIds);
  return { parents, children, unknown: [...sources].filter((id) => !byId.has(id)).length };
}
