import { z } from 'zod';
import { DraftId, ImageId, PromptId } from './ids';
import { Recipe } from './recipe';

/** Longest text that the prompt field takes; in one piece or as a list of prompts. Characters. */
export const MOST_DRAFT_TEXT = 200_000;

/** Whom the gateway is to tell of this draft. The address stays while another choice is tried. */
export const DraftWebhook = z.strictObject({
  use: z.enum(['profile', 'none', 'own']),
  url: z.string().max(2000),
  mode: z.enum(['terminal', 'sync']),
});
/** See the schema of the same name. */
export type DraftWebhook = Readonly<z.infer<typeof DraftWebhook>>;

/** One tab of the composer, written at every keystroke. */
export const Draft = z.strictObject({
  id: DraftId,
  /** What the fields hold. The prompt as typed: alternatives and variables are in it as they stand. */
  recipe: z.strictObject({ ...Recipe.shape, prompt: z.string().max(MOST_DRAFT_TEXT) }),
  webhook: DraftWebhook,
  /** Ratios and resolutions of a batch beside the recipe's own. */
  moreRatios: z.array(z.string().max(20)).max(20).readonly(),
  moreResolutions: z.array(z.string().max(20)).max(10).readonly(),
  /** A batch edit: each of these is edited by itself, as the first source before those of the recipe. */
  eachOf: z.array(ImageId).max(1000).readonly().default([]),
  /** Each line of the prompt is a prompt of its own. */
  perLine: z.boolean(),
  /** Braces mean nothing: they are sent as they stand. */
  literal: z.boolean(),
  /** What stands for the variables of the prompt, by their names. */
  values: z.record(z.string().max(60), z.string().max(MOST_DRAFT_TEXT)),
  /** The prompt of the history that this one was begun from or last sent as: the next version's parent. */
  basedOn: PromptId.nullable(),
  /** The words of the last submit, to tell a finished prompt from one in the making. */
  sentPrompt: z.string().max(MOST_DRAFT_TEXT).nullable(),
});
/** See the schema of the same name. */
export type Draft = Readonly<z.infer<typeof Draft>>;

/** The tabs of the composer, in their order. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  /** Null only while there are none. */
  readonly active: DraftId | null;
}

/** How a prompt that is sent came about; see `Draft`. */
export const Writing = z.strictObject({
  basedOn: PromptId.nullable(),
  /** The text as typed, where alternatives, variables or lines were taken apart; else null. */
  pattern: z.string().max(MOST_DRAFT_TEXT).nullable(),
  /** Values to be remembered for the variables of the same names. */
  values: z.record(z.string().max(60), z.string().max(MOST_DRAFT_TEXT)),
});
/** See the schema of the same name. */
export type Writing = Readonly<z.infer<typeof Writing>>;
