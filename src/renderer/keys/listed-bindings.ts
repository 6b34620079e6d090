import type { PromptId } from '../../shared/ids';
import { copyPrompts, editTags, targetsOf, toggleFavourite } from '../prompts/row-keys';
import type { Studio } from '../store/store';
import { promptId } from '../store/prompt-history';
import { promptCommands, store, templateCommands } from '../store/studio';
import type { Binding, Bindings } from './binding';

/** The row of the history that has the focus, else the one that its keys start from. */
function row(
  { promptAnswer, promptActive }: Pick<Studio, 'promptAnswer' | 'promptActive'> = store.getState(),
): PromptId | null {
  const focused = Number(document.activeElement?.closest('[data-prompt]')?.getAttribute('data-prompt') ?? Number.NaN);
  return promptAnswer?.ids.includes(focused) ? promptId(focused) : promptActive;
}

/** Does it with the selected prompts, or with the one whose row has the focus outside of them. */
function withListed(run: (ids: readonly PromptId[]) => void): () => void {
  return () => {
    const id = row();
    if (id !== null) run(targetsOf(id));
  };
}

/** What is about one prompt alone. */
function withRow(run: (id: PromptId) => void): Binding {
  return {
    run: () => {
      const id = row();
      if (id !== null) run(id);
    },
    whyNot: ({ promptSelected }) => (promptSelected.size > 1 ? 'Select one prompt alone.' : null),
  };
}

/** There is a prompt that is meant: the history is on show, and one of it selected or under the keys. */
export function hasListed(state: Studio): boolean {
  return state.place === 'prompts' && state.promptPart === 'history' && state.opened === null && row(state) !== null;
}

function toTemplate(id: PromptId): void {
  const text = store.getState().promptDetails.get(id)?.text;
  if (text !== undefined) void templateCommands.create(text);
}

/** What is done with prompts of the history. */
export const LISTED_BINDINGS = {
  'restore-prompt': withRow((id) => void promptCommands.restore(id)),
  'favourite-prompt': { run: withListed(toggleFavourite) },
  'tag-prompt': {
    run: () => {
      const id = row();
      if (id !== null && !store.getState().promptSelected.has(id)) store.getState().selectPrompt(id, 'replace');
      editTags();
    },
  },
  'copy-prompts': { run: withListed((ids) => void copyPrompts(ids)) },
  'prompt-to-template': withRow(toTemplate),
} satisfies Partial<Bindings>;
