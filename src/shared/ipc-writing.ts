import { z } from 'zod';
import { Draft } from './draft';
import type { Drafts } from './draft';
import { DraftId, PromptId, TemplateId } from './ids';
import { PromptExport, PromptLook, PromptMark, Template } from './prompts';
import type { PromptImport, PromptList, PromptStory, PromptSummary, Templates } from './prompts';

const Nothing = z.undefined();

/** The part of `requests` that is about drafts, prompts and templates. */
export const writingRequests = {
  'drafts.read': Nothing,
  'drafts.save': z.strictObject({ draft: Draft }),
  'drafts.arrange': z.strictObject({ ids: z.array(DraftId).max(1000), active: DraftId.nullable() }),
  'drafts.close': z.strictObject({ id: DraftId }),
  'drafts.reopen': Nothing,
  'prompts.find': PromptLook,
  'prompts.details': z.strictObject({ ids: z.array(PromptId).max(100) }),
  'prompts.story': z.strictObject({ id: PromptId }),
  'prompts.idOf': z.strictObject({ text: z.string().max(100_000) }),
  'prompts.mark': z.strictObject({ ids: z.array(PromptId).min(1).max(100_000), mark: PromptMark }),
  'prompts.complete': z.strictObject({ text: z.string().max(2000) }),
  'prompts.walk': z.strictObject({ back: z.int().min(0) }),
  'prompts.export': PromptExport,
  'prompts.import': Nothing,
  'templates.read': Nothing,
  'templates.save': z.strictObject({ template: Template }),
  'templates.remove': z.strictObject({ id: TemplateId }),
  'templates.keepList': z.strictObject({
    variable: z.string().min(1).max(60),
    list: z.array(z.string().min(1).max(20_000)).max(1000),
  }),
} as const;

/** The part of `Answers` to the same. */
export interface WritingAnswers {
  'drafts.read': Drafts;
  /** Writes one draft, new or known, and leaves their order alone. */
  'drafts.save': null;
  /** Their order from left to right, and the one that is shown. */
  'drafts.arrange': null;
  /** Takes the tab away; `drafts.reopen` brings it back. */
  'drafts.close': null;
  /** The tab that was closed last, of the last twenty; null when there is none. */
  'drafts.reopen': Draft | null;
  'prompts.find': PromptList;
  /** Only those that exist, in the order asked for. */
  'prompts.details': readonly PromptSummary[];
  /** Null when there is none of that number. */
  'prompts.story': PromptStory | null;
  /** The prompt of that very text; null when it was never sent. */
  'prompts.idOf': PromptId | null;
  'prompts.mark': null;
  /** The most recently used prompt that begins with that text and goes on; null when there is none. Case counts for nothing in the search. */
  'prompts.complete': { readonly id: PromptId; readonly text: string } | null;
  /** The prompt that was sent so many prompts ago, each text counted once; null before the first. */
  'prompts.walk': { readonly id: PromptId; readonly text: string } | null;
  /** To a file chosen in a native dialog; `cancelled` when none was. */
  'prompts.export': { readonly path: string; readonly count: number };
  /** From files chosen in a native dialog; what is there already is not doubled. `cancelled` when none was. */
  'prompts.import': PromptImport;
  'templates.read': Templates;
  /** A new one, or other words for one that exists; `invalid` with field `name` when the name is taken. */
  'templates.save': null;
  'templates.remove': null;
  /** The list kept for a variable; an empty one forgets it. */
  'templates.keepList': null;
}

/** The part of `Events` about the same. */
export interface WritingEvents {
  /** Prompts, their marks or templates are others now. Images of a prompt are told by `library.changed`. */
  'prompts.changed': { readonly revision: number };
}
