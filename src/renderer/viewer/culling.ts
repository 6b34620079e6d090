import { facetsAt } from '../store/library';

/** How far a set has been judged. */
export interface FlagCounts {
  readonly picked: number;
  readonly rejected: number;
}

/** Counts the flags of a set, from its packed facets. */
export function countFlags(facets: Int32Array): FlagCounts {
  const counts = { pick: 0, reject: 0 };
  for (const packed of facets) {
    const { flag } = facetsAt(packed);
    if (flag !== null) counts[flag] += 1;
  }
  return { picked: counts.pick, rejected: counts.reject };
}

/** The counts in words, such as "12 picked, 3 rejected". */
export function flagWords({ picked, rejected }: FlagCounts): string {
  const words = `${picked.toLocaleString('en')} picked`;
  return rejected === 0 ? words : `${words}, ${rejected.toLocaleString('en')} rejected`;
}
