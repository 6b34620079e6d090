import type { DraftId } from '../../shared/ids';
import type { StudioStore } from './store';
import type { TextEdit } from './text-edit';
import { editBetween, joined, reversed } from './text-edit';

/**
 * Undo of the prompt, one history for each tab. Chromium has one for the whole page, which would undo in a tab that nobody
 * sees, and loses it whenever the program itself puts words into the field.
 */
export interface TextHistory {
  /** Hands the change that takes the last step back to `apply`, which is to make it in the field. False when there is none. */
  readonly undo: (id: DraftId, apply: (edit: TextEdit) => void) => boolean;
  /** The same for the step that was taken back last. */
  readonly redo: (id: DraftId, apply: (edit: TextEdit) => void) => boolean;
  /** All that is typed between true and false is one step: an input method writes and overwrites. */
  readonly compose: (composing: boolean) => void;
  readonly stop: () => void;
}

interface Steps {
  readonly done: readonly TextEdit[];
  readonly undone: readonly TextEdit[];
}

/** Steps that a tab remembers. */
const KEPT = 500;
/** Characters in them: two pastes of the longest text that a draft holds. */
const KEPT_TEXT = 400_000;
const NONE: Steps = { done: [], undone: [] };

/** Watches the prompts of that store from now on, whoever changes them. */
export function createTextHistory(store: StudioStore): TextHistory {
  const steps = new Map<DraftId, Steps>();
  let composing = false;
  /** The next change begins a step of its own. */
  let fresh = false;
  let applying = false;

  function record(id: DraftId, before: string, after: string): void {
    const edit = editBetween(before, after);
    if (!edit) return;
    const { done } = steps.get(id) ?? NONE;
    const last = done.at(-1);
    const both = last && !fresh ? joined(last, edit, composing) : null;
    fresh = false;
    steps.set(id, { done: bounded(both ? [...done.slice(0, -1), both] : [...done, edit]), undone: [] });
  }

  function step(id: DraftId, from: 'done' | 'undone', apply: (edit: TextEdit) => void): boolean {
    const { done, undone } = steps.get(id) ?? NONE;
    const edit = (from === 'done' ? done : undone).at(-1);
    if (!edit) return false;
    applying = true;
    apply(from === 'done' ? reversed(edit) : edit);
    applying = false;
    fresh = true;
    steps.set(
      id,
      from === 'done'
        ? { done: done.slice(0, -1), undone: [...undone, edit] }
        : { done: [...done, edit], undone: undone.slice(0, -1) },
    );
    return true;
  }

  const stop = store.subscribe((state, before) => {
    if (applying || state.drafts === before.drafts) return;
    for (const draft of state.drafts) {
      const former = before.drafts.find(({ id }) => id === draft.id);
      if (former && former !== draft) record(draft.id, former.recipe.prompt, draft.recipe.prompt);
    }
  });
  return {
    undo: (id, apply) => step(id, 'done', apply),
    redo: (id, apply) => step(id, 'undone', apply),
    compose: (on) => {
      composing = on;
      fresh = true;
    },
    stop,
  };
}

function bounded(done: readonly TextEdit[]): readonly TextEdit[] {
  let text = 0;
  let from = done.length;
  while (from > 0 && done.length - from < KEPT) {
    const { removed = '', inserted = '' } = done[from - 1] ?? {};
    text += removed.length + inserted.length;
    if (text > KEPT_TEXT && from < done.length) break;
    from -= 1;
  }
  return from === 0 ? done : done.slice(from);
}
