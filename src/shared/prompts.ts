import { z } from 'zod';
import type { Charge } from './problem';
import type { BatchId, ImageId, JobId, PromptId } from './ids';
import { TemplateId } from './ids';
import { Tag } from './image';
import type { JobStatus } from './job';
import type { Recipe } from './recipe';

/** Orders of the history: when last used, when first used, how often, by images, by the share that was kept, by cost. */
export const PROMPT_ORDERS = ['recent', 'first', 'uses', 'images', 'kept', 'cost'] as const;
/** See the list of the same meaning. */
export type PromptOrder = (typeof PROMPT_ORDERS)[number];

/** What of the history is asked for. All conditions must hold. */
export const PromptQuery = z.strictObject({
  /** As typed; see `parseSearch`. Tags are those of prompts. */
  search: z.string().max(1000),
  order: z.enum(PROMPT_ORDERS),
  favourites: z.boolean(),
  tag: Tag.nullable(),
});
/** See the schema of the same name. */
export type PromptQuery = Readonly<z.infer<typeof PromptQuery>>;

/** A look at the history. */
export const PromptLook = PromptQuery.extend({
  /** At most so many ids; left out for all of them. */
  most: z.int().min(1).optional(),
  /** Details of so many of the first come along, so that they are shown without a second question; none by default. */
  first: z.int().min(0).max(50).optional(),
});
/** See the schema of the same name. */
export type PromptLook = Readonly<z.infer<typeof PromptLook>>;

/** The history as asked for. */
export interface PromptList {
  readonly revision: number;
  /** `PromptId`s in the order asked for; the newest, largest or best first. */
  readonly ids: Int32Array;
  /** When each was last or first used, in orders by time; milliseconds since 1970. Empty in the other orders. */
  readonly times: Float64Array;
  /** How many there are in all. */
  readonly total: number;
  /** Tags of all prompts, the most used first. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  /** Details of the first ids, as many as were asked for and exist. */
  readonly first: readonly PromptSummary[];
}

/** One prompt of the history: a text that was sent, however often, with what came of it. */
export interface PromptSummary {
  readonly id: PromptId;
  readonly text: string;
  readonly favourite: boolean;
  readonly tags: readonly string[];
  /** How many jobs were made from it. */
  readonly uses: number;
  /** Milliseconds since 1970. */
  readonly firstUsedAt: number;
  readonly lastUsedAt: number;
  /** At most twelve of its images that are in the library now and not in its trash; kept ones first, then the newest. */
  readonly images: readonly ImageId[];
  readonly imageCount: number;
  /** Of these, how many are picked, starred or favourites. */
  readonly keptCount: number;
  /** Estimated US dollars of the jobs that were charged, and of those for which that is not known. The demo costs nothing. */
  readonly cost: number;
  readonly unknownCost: number;
  /** Ids of the models that it was sent to. */
  readonly models: readonly string[];
  /** As it was sent the last time; null for one that was brought in from a file without a recipe. */
  readonly recipe: Recipe | null;
  /** How many prompts its chain of versions has, itself included. */
  readonly versions: number;
}

/** One job of a prompt. */
export interface PromptUse {
  /** Null for a use that was brought in from a file. */
  readonly jobId: JobId | null;
  readonly batchId: BatchId | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly recipe: Recipe | null;
  /** Null when nothing is known of the job any more. */
  readonly status: JobStatus | null;
  readonly estimate: number;
  readonly charge: Charge | null;
  readonly images: readonly ImageId[];
}

/** One prompt in a chain of versions. */
export interface PromptVersion {
  readonly id: PromptId;
  /** The version that it was made from; null for the first. */
  readonly parent: PromptId | null;
  readonly text: string;
  readonly firstUsedAt: number;
  readonly imageCount: number;
  readonly keptCount: number;
}

/** Everything that is known of one prompt. */
export interface PromptStory {
  readonly summary: PromptSummary;
  /** The newest first, at most two hundred. */
  readonly uses: readonly PromptUse[];
  /** Its chain, parents before their children; at most two hundred. */
  readonly versions: readonly PromptVersion[];
}

/** What a person does with prompts. */
export const PromptMark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('favourite'), favourite: z.boolean() }),
  z.strictObject({ kind: z.literal('tag'), tags: z.array(Tag).min(1).max(50).readonly() }),
  z.strictObject({ kind: z.literal('untag'), tags: z.array(Tag).min(1).max(50).readonly() }),
]);
/** See the schema of the same name. */
export type PromptMark = Readonly<z.infer<typeof PromptMark>>;

/** A prompt to begin from, with named variables such as `{{product}}`. */
export const Template = z.strictObject({
  id: TemplateId,
  name: z.string().trim().min(1).max(100),
  text: z.string().min(1).max(100_000),
});
/** See the schema of the same name. */
export type Template = Readonly<z.infer<typeof Template>>;

/** What is known of a variable, whatever template or prompt it stands in. */
export interface Variable {
  readonly name: string;
  /** Values that were sent, the newest first; at most fifty. */
  readonly recent: readonly string[];
  /** A list that the person keeps for it; empty for none. */
  readonly list: readonly string[];
}

/** All templates by name, and all variables that have values. */
export interface Templates {
  readonly templates: readonly Template[];
  readonly variables: readonly Variable[];
}

/** Files that history and templates are written to and read from. */
export const PROMPT_FILES = ['json', 'csv', 'markdown'] as const;

/** What of the prompts is written to a file. */
export const PromptExport = z.strictObject({
  what: z.enum(['history', 'templates']),
  format: z.enum(PROMPT_FILES),
});
/** See the schema of the same name. */
export type PromptExport = Readonly<z.infer<typeof PromptExport>>;

/** What came out of a file. */
export interface PromptImport {
  /** Prompts that were not in the history before. */
  readonly prompts: number;
  readonly templates: number;
  /** Those that were there already. */
  readonly known: number;
  /** Lines or entries that could not be read, with a sentence each; the first hundred. */
  readonly problems: readonly string[];
}
