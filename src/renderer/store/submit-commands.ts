import type { Failure } from '../../shared/result';
import type { RecipeField } from '../../shared/recipe-rules';
import { recipeFaults } from '../../shared/recipe-rules';
import { filterCount } from './asking';
import type { CommandPorts } from './commands';
import type { DraftFault } from './draft';
import { draftOf, modelOf, webhookChoice, webhookFaults } from './draft';
import { awaitEdit } from './job-commands';
import type { Studio } from './store';

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

/** The press of the button. */
export function submitCommands({ bridge, store, newIntentId, focus }: CommandPorts) {
  return {
    /** Sends the draft once. The composer stays as it is, whatever comes of it. */
    async submit(): Promise<void> {
      const { submitting, setFaults, say } = store.getState();
      const { id, recipe, webhook, basedOn, values } = draftOf(store.getState());
      if (submitting) return;
      const faults = [...recipeFaults(modelOf(recipe), recipe), ...webhookFaults(webhook)];
      if (faults.length > 0) {
        setFaults(faults);
        if (faults.some((fault) => fault.field === 'prompt')) focus('prompt');
        return;
      }
      store.setState({ submitting: true, faults: [] });
      const answer = await bridge.request('jobs.submit', {
        intentId: newIntentId(),
        recipe,
        webhook: webhookChoice(webhook),
        writing: { basedOn, pattern: null, values },
      });
      store.setState({ submitting: false });
      if (!answer.ok) {
        if (store.getState().activeDraft === id) setFaults([faultOf(answer.error)]);
        else say(answer.error.message, 'alert');
        return;
      }
      if (store.getState().activeDraft === id) store.getState().editDraft({ sentPrompt: recipe.prompt });
      if (recipe.sourceIds.length > 0) awaitEdit(store, answer.data.id);
      const queued = recipe.sourceIds.length > 0 ? 'Edit queued' : 'Queued';
      say(hidesJobs(store.getState()) ? `${queued}; the search or filter hides it here` : queued);
    },
  };
}

/** A search or a filter finds no job and perhaps not its images: what was just paid for would seem not to be there. */
function hidesJobs({ search, filter }: Pick<Studio, 'search' | 'filter'>): boolean {
  return search.trim() !== '' || filterCount(filter) > 0;
}
