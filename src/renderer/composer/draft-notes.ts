import type { Draft } from '../../shared/draft';
import type { PromptProblem } from '../../shared/expansion';
import type { ImageId } from '../../shared/ids';
import type { Orders } from '../../shared/orders';
import { cleanPrompt } from '../../shared/prompt-text';
import type { DraftFault } from '../store/draft';

/** A sentence about the draft, and where in the prompt it belongs. */
export interface DraftNote {
  readonly field: DraftFault['field'];
  readonly message: string;
  /** It keeps the draft from being sent. */
  readonly blocks: boolean;
  /** It came with a press of the button: to be said aloud. */
  readonly told: boolean;
  readonly place: Pick<PromptProblem, 'from' | 'to'> | null;
  /** See `DraftFault`. */
  readonly each?: readonly ImageId[];
}

/**
 * Everything that is to be said about a draft: what is wrong with it as it is typed, and what the press of the button found
 * (`told`). What is merely not there yet, such as the prompt itself or the value of a variable, waits for that press.
 */
export function draftNotes(draft: Draft, orders: Orders | null, told: readonly DraftFault[]): readonly DraftNote[] {
  const { prompt } = draft.recipe;
  const wasTold = new Set(told.map(({ message }) => message));
  const notes = new Map<string, DraftNote>();
  const add = (note: Omit<DraftNote, 'told'>): void => {
    if (!notes.has(note.message)) notes.set(note.message, { ...note, told: wasTold.has(note.message) });
  };
  for (const problem of orders?.problems ?? []) {
    if (isPending(prompt, problem) && !wasTold.has(problem.message)) continue;
    const { message, blocks, from, to } = problem;
    add({ field: 'prompt', message, blocks, place: from === 0 && to === prompt.length ? null : { from, to } });
  }
  for (const { field, message } of orders?.faults ?? []) {
    if (prompt.trim() !== '' || field !== 'prompt') add({ field, message, blocks: true, place: null });
  }
  for (const { field, message, each } of told) {
    add({ field, message, blocks: true, place: null, ...(each ? { each } : {}) });
  }
  const left = leftOut(prompt);
  if (left !== null) add({ field: 'prompt', message: left, blocks: false, place: null });
  return [...notes.values()];
}

/** The problems that are marked in the text: all but those that wait for a value that may still come. */
export function shownProblems(prompt: string, problems: readonly PromptProblem[]): readonly PromptProblem[] {
  return problems.filter((problem) => !isPending(prompt, problem));
}

/** True for a variable without a value. */
function isPending(prompt: string, { from, to, blocks }: PromptProblem): boolean {
  return blocks && /^\{\{[^{}]*\}\}$/u.test(prompt.slice(from, to));
}

/** What of the prompt is not sent, in a sentence; null when all of it is. */
export function leftOut(prompt: string): string | null {
  const { controls, surrogates } = cleanPrompt(prompt).left;
  const count = controls + surrogates;
  if (count === 0) return null;
  return count === 1
    ? 'Sent without 1 character that can’t be sent.'
    : `Sent without ${count.toLocaleString('en')} characters that can’t be sent.`;
}

/** How long the longest prompt is beside what can be sent, such as "8,120 of 8,000"; null while there is plenty of room. */
export function lengthWords(orders: Orders | null, limit: number): string | null {
  const longest = (orders?.orders ?? []).reduce((most, { prompt }) => Math.max(most, prompt.length), 0);
  return longest > limit * 0.9 ? `${longest.toLocaleString('en')} of ${limit.toLocaleString('en')}` : null;
}
