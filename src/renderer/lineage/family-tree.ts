import type { ImageId } from '../../shared/ids';
import type { Kin } from '../../shared/lineage';
import type { Kinship, Unfolded } from './kinship';
import { unfoldedOf } from './kinship';
import type { Layout } from './layout';
import { layoutOf } from './layout';
import type { Edges } from './paint';
import { edgesOf } from './paint';

/** A family as it is shown. */
export interface FamilyTree {
  readonly kinship: Kinship;
  readonly unfolded: Unfolded;
  readonly layout: Layout;
  readonly edges: Edges;
}

/** The family with these branches folded. */
export function familyTree(kinship: Kinship, folded: ReadonlySet<ImageId>): FamilyTree {
  const unfolded = unfoldedOf(kinship, folded);
  return { kinship, unfolded, layout: layoutOf(kinship, unfolded), edges: edgesOf(kinship, unfolded) };
}

/** The member at that place. */
export function memberOf({ kinship }: Pick<FamilyTree, 'kinship'>, at: number): Kin | undefined {
  return kinship.members[at];
}

/** True for a member whose branch can be folded. */
export function hasBranch({ children, mere }: Kinship, at: number): boolean {
  return (children[at]?.length ?? 0) > 0 && mere[at] !== true;
}

/** What can be done with a member of the family, by its place. */
export interface LineageActs {
  /** Gives it the keys; one that is no more than a tombstone leaves the opened image as it is. */
  readonly focus: (at: number) => void;
  /** Shows it large. */
  readonly open: (at: number) => void;
  /** Compares it with the marked one, else with its lead. */
  readonly compare: (at: number) => void;
  /** Marks it; where another one is marked, compares the two. */
  readonly mark: (at: number) => void;
  /** Folds its branch, or unfolds it. */
  readonly fold: (at: number) => void;
  /** Forgets what is kept of a removed image, once the person said yes. */
  readonly forget: (at: number) => void;
  /** Makes it the source of the next edit. */
  readonly branch: (at: number) => void;
}
