import type { StateCreator } from 'zustand';
import type { PromptId, TemplateId } from '../../shared/ids';
import type {
  PromptList,
  PromptMark,
  PromptOrder,
  PromptQuery,
  PromptStory,
  PromptSummary,
  Template,
  Templates,
} from '../../shared/prompts';
import { tagKey } from './organise';
import type { SelectMode } from './selection';

/** The two parts of the place "prompts". */
export const PROMPT_PARTS = ['history', 'templates'] as const;
/** See the list of the same meaning. */
export type PromptPart = (typeof PROMPT_PARTS)[number];

/** Every order of the history, in which they are offered. */
export const PROMPT_ORDERS = [
  ...(['recent', 'first', 'uses', 'images', 'kept', 'cost'] as const),
] satisfies readonly PromptOrder[];

/** The history with the question that it answers. */
export interface PromptAnswer extends Pick<PromptList, 'ids' | 'times'> {
  readonly query: PromptQuery;
}

/** Rows that were in sight, and how far below the edge of the list each began. Empty at its top. */
export type HeldRows = readonly { readonly id: PromptId; readonly y: number }[];

/** The history of prompts as main last gave it, so that coming back to it shows it at once and where it was. */
export interface PromptSlice {
  readonly promptPart: PromptPart;
  /** What is asked now; `promptAnswer.query` is what is answered. */
  readonly promptQuery: PromptQuery;
  /** Null until the first answer. */
  readonly promptAnswer: PromptAnswer | null;
  /** Prompts in all, whatever is asked; null until that is known. */
  readonly promptTotal: number | null;
  readonly promptTags: PromptList['tags'];
  /** Why the last answer did not come; null when it did. */
  readonly promptFault: string | null;
  /** Of the prompts that came into sight. */
  readonly promptDetails: ReadonlyMap<PromptId, PromptSummary>;
  readonly promptSelected: ReadonlySet<PromptId>;
  /** The row that Tab reaches and arrows start from. */
  readonly promptActive: PromptId | null;
  /** Where an extension of the selection starts. */
  readonly promptAnchor: PromptId | null;
  /** Everything of the one that was asked for last. */
  readonly promptStory: PromptStory | null;
  readonly promptHeld: HeldRows;
  /** A row that is to be brought into sight as soon as it is listed. */
  readonly promptSought: PromptId | null;
  /** Null until the first answer. */
  readonly templates: Templates | null;
  readonly templateActive: TemplateId | null;
  /** The one removed last, for Undo. */
  readonly removedTemplate: Template | null;
  readonly askPrompts: (change: Partial<PromptQuery>) => void;
  readonly selectPrompt: (id: PromptId, mode: SelectMode) => void;
  readonly selectAllPrompts: () => void;
}

/** Asks for everything, the one used last first. */
export const EVERY_PROMPT: PromptQuery = { search: '', order: 'recent', favourites: false, tag: null };

/** Starts with nothing known. */
export const createPromptSlice: StateCreator<PromptSlice> = (set) => ({
  promptPart: 'history',
  promptQuery: EVERY_PROMPT,
  promptAnswer: null,
  promptTotal: null,
  promptTags: [],
  promptFault: null,
  promptDetails: new Map(),
  promptSelected: new Set(),
  promptActive: null,
  promptAnchor: null,
  promptStory: null,
  promptHeld: [],
  promptSought: null,
  templates: null,
  templateActive: null,
  removedTemplate: null,
  askPrompts: (change) => {
    set(({ promptQuery }) => ({ promptQuery: { ...promptQuery, ...change } }));
  },
  selectPrompt: (id, mode) => {
    set((state) => {
      if (mode === 'extend' && state.promptAnchor !== null) {
        const between = idsBetween(state.promptAnswer?.ids, state.promptAnchor, id);
        return { promptSelected: new Set(between), promptActive: id };
      }
      if (mode === 'toggle') {
        const selected = new Set(state.promptSelected);
        if (!selected.delete(id)) selected.add(id);
        return { promptSelected: selected, promptActive: id, promptAnchor: id };
      }
      return { promptSelected: new Set([id]), promptActive: id, promptAnchor: id };
    });
  },
  selectAllPrompts: () => {
    set(({ promptAnswer, promptActive }) => {
      const ids = idsOf(promptAnswer?.ids ?? new Int32Array());
      return { promptSelected: new Set(ids), promptActive: promptActive ?? ids[0] ?? null };
    });
  },
});

/** Numbers that main sent as those of prompts. */
export function idsOf(numbers: Int32Array): readonly PromptId[] {
  return Array.from(numbers, promptId);
}

/** A number of an answer of main is that of a prompt: types are all that is missing. */
export function promptId(number: number): PromptId {
  return number as PromptId;
}

function idsBetween(numbers: Int32Array | undefined, from: PromptId, to: PromptId): readonly PromptId[] {
  const [start, end] = [numbers?.indexOf(from) ?? -1, numbers?.indexOf(to) ?? -1];
  if (!numbers || start < 0 || end < 0) return [to];
  return idsOf(numbers.subarray(Math.min(start, end), Math.max(start, end) + 1));
}

/** A prompt after the mark. */
export function markedPrompt(summary: PromptSummary, mark: PromptMark): PromptSummary {
  if (mark.kind === 'favourite') return { ...summary, favourite: mark.favourite };
  const meant = new Set(mark.tags.map(tagKey));
  const others = summary.tags.filter((tag) => !meant.has(tagKey(tag)));
  if (mark.kind === 'untag') return { ...summary, tags: others };
  const had = new Set(summary.tags.map(tagKey));
  return { ...summary, tags: [...summary.tags, ...mark.tags.filter((tag) => !had.has(tagKey(tag)))] };
}
