import type { DraftId } from '../../shared/ids';
import type { Draft } from '../../shared/draft';
import { draftOf, modelOf } from './draft';
import { movedMentions } from '../../shared/source-mentions';
import { placesOf, withoutPlaces } from './source-mentions';
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

/** A change, and what the places of sources stood for in its words. */
interface Step extends TextEdit {
  readonly places: readonly string[];
}

interface Steps {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
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

  function record(before: Draft, draft: Draft): void {
    const edit = editBetween(before.recipe.prompt, draft.recipe.prompt);
    const places = placesOf(draft);
    // Mentions that follow their sources are no words of the person: taken back, they would name another picture.
    if (!edit || (!isSame(placesOf(before), places) && isRenamed(before, draft))) return;
    const { done } = steps.get(draft.id) ?? NONE;
    const last = done.at(-1);
    const both = last && !fresh && isSame(last.places, places) ? joined(last, edit, composing) : null;
    fresh = false;
    const rest = both ? done.slice(0, -1) : done;
    steps.set(draft.id, { done: bounded([...rest, { ...(both ?? edit), places }]), undone: [] });
  }

  function step(id: DraftId, from: 'done' | 'undone', apply: (edit: TextEdit) => void): boolean {
    const { done, undone } = steps.get(id) ?? NONE;
    const edit = (from === 'done' ? done : undone).at(-1);
    if (!edit) return false;
    const draft = store.getState().drafts.find((other) => other.id === id) ?? draftOf(store.getState());
    const change = inPlace(draft, from === 'done' ? reversed(edit) : edit, edit.places);
    applying = true;
    if (change) apply(change);
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
      if (former && former !== draft) record(former, draft);
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

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, place) => id === other[place]);
}

function isRenamed({ recipe: before }: Draft, { recipe }: Draft): boolean {
  const model = modelOf(recipe);
  return withoutPlaces(model, before.prompt) === withoutPlaces(model, recipe.prompt);
}

/** The change of the draft's prompt as it is now: what it says of sources is meant for the places that these had then. */
function inPlace(draft: Draft, edit: TextEdit, then: readonly string[]): TextEdit | null {
  const now = placesOf(draft);
  if (isSame(now, then)) return edit;
  const { prompt } = draft.recipe;
  const model = modelOf(draft.recipe);
  const places = {
    then: [...then, ...now.filter((id) => !then.includes(id))],
    now: [...now, ...then.filter((id) => !now.includes(id))],
  };
  const words = movedMentions(model, prompt, { before: places.now, after: places.then, offset: 0 });
  const changed = words.slice(0, edit.at) + edit.inserted + words.slice(edit.at + edit.removed.length);
  return editBetween(prompt, movedMentions(model, changed, { before: places.then, after: places.now, offset: 0 }));
}

function bounded(done: readonly Step[]): readonly Step[] {
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
