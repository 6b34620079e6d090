import type { KeyboardEvent } from 'react';
import type { PromptId } from '../../shared/ids';
import { inspectorShown } from '../store/view';
import { commands, promptCommands, store } from '../store/studio';
import { focusOn } from '../ui/focus';

/** The row that a key goes to from that one, or null when the key means something else. */
export function rowOfKey(key: string, at: number, count: number, page: number): number | null {
  const row = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  return row === undefined || count === 0 ? null : Math.max(0, Math.min(row, count - 1));
}

/** The prompts that an action on this row is about: the selected ones when it is one of them. */
export function targetsOf(id: PromptId): readonly PromptId[] {
  const { promptSelected } = store.getState();
  return promptSelected.has(id) ? [...promptSelected] : [id];
}

/** Makes them favourites; when all of them are, they are so no more. */
export function toggleFavourite(ids: readonly PromptId[]): void {
  const { promptDetails } = store.getState();
  const all = ids.every((id) => promptDetails.get(id)?.favourite === true);
  void promptCommands.mark(ids, { kind: 'favourite', favourite: !all });
}

/** Puts the texts on the clipboard, an empty line between them: all of them, however many of the rows were in sight. */
export async function copyPrompts(ids: readonly PromptId[]): Promise<void> {
  const texts = await promptCommands.textsOf(ids);
  if (texts.length === 0) return;
  const what = texts.length === 1 ? 'Prompt' : `${texts.length.toLocaleString('en')} prompts`;
  await commands.copyText(texts.join('\n\n'), what);
}

/** Opens the panel at the right, where it is closed. */
export function openPanel(): void {
  const { inspectorOpen, toggleInspector } = store.getState();
  if (!inspectorShown(inspectorOpen, window.innerWidth)) toggleInspector(window.innerWidth);
}

/** Goes to the tags of the selected prompts. */
export function editTags(): void {
  openPanel();
  focusOn('promptTags');
}

/** Does what a key on a row is for; false when it is for nothing here. What has a name is an action: see `keys/`. */
export function actOnKey(event: KeyboardEvent, id: PromptId): boolean {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey || event.shiftKey) return false;
  if (mod && event.key.toLowerCase() === 'a') store.getState().selectAllPrompts();
  else if (!mod && event.key === ' ') {
    store.getState().selectPrompt(id, 'replace');
    openPanel();
  } else return false;
  return true;
}
