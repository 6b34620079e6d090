import type { Draft } from '../../shared/draft';
import { idText } from '../../shared/id-text';
import type { Orders } from '../../shared/orders';
import { cleanPrompt } from '../../shared/prompt-text';
import type { RecipeField } from '../../shared/recipe-rules';
import type { Failure } from '../../shared/result';
import { filterCount } from './asking';
import { goneRows, reviewOf, sentRows } from './batch';
import type { CommandPorts } from './commands';
import type { DraftFault } from './draft';
import { draftOf, isEditDraft, webhookChoice, webhookFaults } from './draft';
import { draftOrders } from './draft-orders';
import { awaitEdits } from './job-commands';
import type { Studio } from './store';
import { isVanished, SOURCE_VANISHED } from './vanished';

const FIELDS: readonly string[] = [
  ...(['prompt', 'count', 'aspectRatio', 'resolution', 'format', 'options', 'sources', 'model', 'webhook'] as const),
] satisfies readonly (RecipeField | 'webhook')[];

function isField(field: string | undefined): field is RecipeField | 'webhook' {
  return field !== undefined && FIELDS.includes(field);
}

/** The fault that main's refusal of a draft means, at the field that it names. */
export function faultOf(error: Failure): DraftFault {
  // Main may name a key of the recipe where the composer has a place of another name.
  const field = error.field === 'sourceIds' ? 'sources' : error.field;
  return { field: isField(field) ? field : 'form', message: error.message };
}

/** Everything that keeps the draft from being sent. */
export function sendingFaults(draft: Draft, { faults, problems }: Orders): readonly DraftFault[] {
  const blocking = problems.filter(({ blocks }) => blocks);
  const atPlace = blocking.map(({ message }) => ({ field: 'prompt', message }) as const);
  return [...faults, ...atPlace, ...webhookFaults(draft.webhook)];
}

/** Of images that are each edited some may be gone: their rows are left out. With all of them nothing is left. */
function eachFaults({ eachOf }: Draft, columns: Studio['columns']): readonly DraftFault[] {
  if (eachOf.length === 0 || eachOf.some((id) => !isVanished(columns, id))) return [];
  return [{ field: 'sources', message: 'None of these images is in the library any more. Choose others to edit.' }];
}

/** A source that is not in the library any more keeps the draft from being sent, also while main still has its file. */
function sourceFaults({ recipe }: Draft, columns: Studio['columns']): readonly DraftFault[] {
  if (!recipe.sourceIds.some((id) => isVanished(columns, id))) return [];
  return [{ field: 'sources', message: SOURCE_VANISHED }];
}

/** What is open over a source is not chosen yet: a press now would send, and pay for, something else. Null for none. */
function openPanel({ sourcePanel }: Pick<Studio, 'sourcePanel'>, { recipe }: Draft): string | null {
  if (!sourcePanel || !recipe.sourceIds.includes(sourcePanel.id)) return null;
  return `Confirm or cancel the ${sourcePanel.kind === 'crop' ? 'crop' : 'public link'} of the source first.`;
}

/** The press of the button. */
export function submitCommands({ bridge, store, newIntentId, focus }: CommandPorts) {
  /** The draft as it is now, or null when something is wrong; that is said then. */
  function ready(): { readonly draft: Draft; readonly found: Orders } | null {
    const { columns, ...state } = store.getState();
    const draft = draftOf(state);
    const open = openPanel(state, draft);
    if (open !== null) {
      state.say(open, 'alert');
      return null;
    }
    const found = draftOrders(draft);
    const vanished = [...eachFaults(draft, columns), ...sourceFaults(draft, columns)];
    const faults = [...sendingFaults(draft, found), ...vanished];
    if (faults.length === 0) return { draft, found };
    store.getState().setFaults(faults);
    if (faults.some((fault) => fault.field === 'prompt')) focus('prompt');
    return null;
  }

  function review(): void {
    const now = ready();
    if (!now || now.found.total < 2) return;
    const rows = now.found.orders.map((recipe) => ({ recipe, intentId: newIntentId() }));
    store.getState().openReview({ draft: now.draft, batchId: newBatchId(), rows, left: new Set(), fault: null });
  }

  /** What belongs to the draft that was sent, whichever is shown when main answers. */
  function markSent({ id, recipe }: Draft): void {
    store.setState(({ drafts }) => ({
      drafts: drafts.map((draft) => (draft.id === id ? { ...draft, sentPrompt: recipe.prompt } : draft)),
    }));
  }

  /** The next version of these words has them as its parent. */
  async function basedOnSent(id: Draft['id'], prompt: string): Promise<void> {
    const answer = await bridge.request('prompts.walk', { back: 0 });
    const sent = answer.ok ? answer.data : null;
    // The history keeps it without the space around it.
    if (sent?.text !== prompt.trim()) return;
    store.setState(({ drafts }) => ({
      drafts: drafts.map((draft) =>
        draft.id === id && draft.recipe.prompt !== '' ? { ...draft, basedOn: sent.id } : draft,
      ),
    }));
  }

  async function sendOne({ draft, found }: { readonly draft: Draft; readonly found: Orders }): Promise<void> {
    const { setFaults, say } = store.getState();
    const [recipe = draft.recipe] = found.orders;
    store.setState({ submitting: true, faults: [] });
    const answer = await bridge.request('jobs.submit', {
      intentId: newIntentId(),
      recipe,
      webhook: webhookChoice(draft.webhook),
      writing: writingOf(draft, found),
    });
    store.setState({ submitting: false });
    if (!answer.ok) {
      if (store.getState().activeDraft === draft.id) setFaults([faultOf(answer.error)]);
      else say(answer.error.message, 'alert');
      return;
    }
    markSent(draft);
    if (recipe.sourceIds.length > 0) awaitEdits(store, [answer.data.id]);
    say(queuedWords(recipe.sourceIds.length > 0 ? 'Edit queued' : 'Queued', store.getState()));
    await basedOnSent(draft.id, recipe.prompt);
  }

  async function sendBatch(): Promise<void> {
    const { submitting, setReviewFault, endReview, say } = store.getState();
    const batch = reviewOf(store.getState());
    if (!batch || submitting) return;
    const rows = sentRows(batch, goneRows(batch, store.getState().columns));
    if (rows.length === 0) return;
    store.setState({ submitting: true });
    setReviewFault(null);
    const answer = await bridge.request('jobs.submitBatch', {
      batchId: batch.batchId,
      orders: rows.map(({ recipe, intentId }) => ({ recipe, intentId })),
      webhook: webhookChoice(batch.draft.webhook),
      writing: writingOf(batch.draft, draftOrders(batch.draft)),
    });
    store.setState({ submitting: false });
    if (!answer.ok) {
      setReviewFault(answer.error.message);
      // Closed meanwhile, or behind another tab: a refusal must not look like a batch that went.
      if (reviewOf(store.getState())?.batchId !== batch.batchId) say(answer.error.message, 'alert');
      return;
    }
    // Whoever has gone elsewhere meanwhile stays there.
    if (reviewOf(store.getState())) focus('prompt');
    endReview();
    markSent(batch.draft);
    if (isEditDraft(batch.draft))
      awaitEdits(
        store,
        answer.data.map(({ id }) => id),
      );
    say(queuedWords(`${requestWords(answer.data.length)} queued`, store.getState()));
  }

  return {
    /**
     * Sends the draft once; where it stands for several requests their table opens first, and the next press sends what is
     * chosen there. The composer stays as it is, whatever comes of it.
     */
    async submit(): Promise<void> {
      if (store.getState().submitting) return;
      if (reviewOf(store.getState())) return sendBatch();
      const now = ready();
      if (!now) return;
      if (now.found.total > 1) review();
      else await sendOne(now);
    },
    /** Opens the table of what a batch would send; does nothing for a single request. */
    reviewBatch: review,
    /** Sends what is chosen in the table, once. */
    sendBatch,
    /** Back to the field; what was chosen in the table is kept while the draft stays as it is. */
    closeReview(): void {
      store.getState().closeReview();
      focus('prompt');
    },
  };
}

/** "1 request", "24 requests"; where some of them are left out "23 of 24 requests". */
export function requestWords(count: number, all = count): string {
  const words = all === 1 ? '1 request' : `${all.toLocaleString('en')} requests`;
  return count === all ? words : `${count.toLocaleString('en')} of ${words}`;
}

function writingOf({ recipe, basedOn, values }: Draft, { orders, variables }: Orders) {
  const typed = cleanPrompt(recipe.prompt).text;
  const used = variables.map((name) => [name, values[name] ?? ''] as const);
  const pattern = orders.every(({ prompt }) => prompt === typed) ? null : recipe.prompt;
  return { basedOn, pattern, values: Object.fromEntries(used) };
}

function newBatchId(): string {
  return `bat_${idText(crypto.getRandomValues(new Uint8Array(20)))}`;
}

/** A search or a filter finds no job and perhaps not its images: what was just paid for would seem not to be there. */
function queuedWords(words: string, { search, filter }: Pick<Studio, 'search' | 'filter'>): string {
  const hidden = search.trim() !== '' || filterCount(filter) > 0;
  return hidden ? `${words}; the search or filter hides it here` : words;
}
