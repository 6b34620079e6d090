import type { Draft } from '../../shared/draft';
import type { DraftId } from '../../shared/ids';
import type { CommandPorts } from './commands';
import { focusPrompt } from './draft-sources';
import { draftOf, emptyBeside, isEmptyDraft, makeDraft, MOST_DRAFTS } from './draft';

type Ports = Pick<CommandPorts, 'bridge' | 'store'>;

/** Opens a draft in a tab of its own, or in the one that is shown where that is empty. False, and said, when there are too many. */
function openDraft({ store }: Pick<Ports, 'store'>, draft: Draft): boolean {
  const state = store.getState();
  if (isEmptyDraft(draftOf(state))) {
    state.fillDraft(draft);
    return true;
  }
  if (hasRoom(store)) state.addDraft(draft);
  return draftOf(store.getState()).id === draft.id;
}

/** The same, then says so and puts the cursor in the prompt. */
export function beginDraft(ports: Pick<CommandPorts, 'store' | 'focus'>, draft: Draft, words: string): void {
  if (!openDraft(ports, draft)) return;
  ports.store.getState().say(words);
  focusPrompt(ports);
}

/** Brings back the tab that was closed last. Says so when there is none. */
export async function reopenDraft({ bridge, store }: Ports): Promise<void> {
  const { say, showDraft, addDraft } = store.getState();
  if (!hasRoom(store)) return;
  const answer = await bridge.request('drafts.reopen', undefined);
  if (!answer.ok) say(answer.error.message, 'alert');
  else if (answer.data === null) say('No draft was closed');
  else if (store.getState().drafts.some(({ id }) => id === answer.data?.id)) showDraft(answer.data.id);
  else addDraft(answer.data);
}

function hasRoom(store: Ports['store']): boolean {
  const { drafts, say } = store.getState();
  if (drafts.length >= MOST_DRAFTS) say(`${String(MOST_DRAFTS)} drafts are open. Close one first.`, 'alert');
  return drafts.length < MOST_DRAFTS;
}

/** The tabs of the composer. */
export function tabCommands(ports: Ports) {
  const { store } = ports;
  return {
    /** Opens a tab with the parameters of the one that is shown, and the given differences. */
    newDraft(change: Partial<Omit<Draft, 'id'>> = {}): void {
      const beside = emptyBeside(draftOf(store.getState()));
      const { recipe, webhook } = { ...beside, ...change };
      if (hasRoom(store)) store.getState().addDraft(makeDraft(recipe, { webhook, ...withoutRecipe(change) }));
    },
    showDraft(id: DraftId): void {
      store.getState().showDraft(id);
    },
    /** Closes a tab, or the one that is shown. What was in it can be brought back. */
    closeDraft(id: DraftId = store.getState().activeDraft): void {
      const { drafts, dropDraft, say } = store.getState();
      const draft = drafts.find((other) => other.id === id);
      if (!draft || (drafts.length === 1 && isEmptyDraft(draft))) return;
      dropDraft(id);
      if (!isEmptyDraft(draft)) say('Draft closed', 'status', 'draft');
    },
    reopenDraft: () => reopenDraft(ports),
    /** Shows the tab so many places further to the right; after the last comes the first. */
    nextDraft(step: number): void {
      const { drafts, activeDraft, showDraft } = store.getState();
      const at = drafts.findIndex(({ id }) => id === activeDraft);
      const next = drafts[(((at + step) % drafts.length) + drafts.length) % drafts.length];
      if (next) showDraft(next.id);
    },
    /** Moves a tab by so many places; it stops at the ends. */
    moveDraft(id: DraftId, by: number): void {
      const { drafts, moveDraft } = store.getState();
      const at = drafts.findIndex((draft) => draft.id === id);
      moveDraft(id, Math.min(Math.max(at + by, 0), drafts.length - 1));
    },
  };
}

function withoutRecipe({
  recipe: _recipe,
  ...rest
}: Partial<Omit<Draft, 'id'>>): Partial<Omit<Draft, 'id' | 'recipe'>> {
  return rest;
}
