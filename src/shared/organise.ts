import { z } from 'zod';
import { CollectionId } from './ids';
import { Flag, Tag } from './image';

/** What a person does with images. Each can be undone. */
export const OrganiseChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stars'), stars: z.int().min(0).max(5) }),
  z.strictObject({ kind: z.literal('flag'), flag: Flag.nullable() }),
  z.strictObject({ kind: z.literal('favourite'), favourite: z.boolean() }),
  z.strictObject({ kind: z.literal('tag'), tags: z.array(Tag).min(1).max(50).readonly() }),
  z.strictObject({ kind: z.literal('untag'), tags: z.array(Tag).min(1).max(50).readonly() }),
  z.strictObject({ kind: z.literal('note'), note: z.string().max(20_000) }),
  z.strictObject({ kind: z.literal('trash') }),
  z.strictObject({ kind: z.literal('restore') }),
  z.strictObject({ kind: z.literal('collect'), collection: CollectionId }),
  z.strictObject({ kind: z.literal('take-out'), collection: CollectionId }),
]);
/** See the schema of the same name. */
export type OrganiseChange = Readonly<z.infer<typeof OrganiseChange>>;

/** What was done, undone or done again. */
export interface OrganiseStep {
  /** In words, such as "Star 12 images". */
  readonly label: string;
  /** How many images it touched. */
  readonly count: number;
}

/** One line of the history of actions, newest first. */
export interface HistoryEntry {
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly undone: boolean;
}
