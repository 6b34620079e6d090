import type { ImageId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { Recipe } from '../../shared/recipe';
import type { RecipeField } from '../../shared/recipe-rules';
import { recipeFaults, recipeFor } from '../../shared/recipe-rules';
import type { Failure } from '../../shared/result';
import type { FocusPlace } from '../ui/focus';
import { filterCount } from './asking';
import type { DraftFault } from './draft';
import { modelOf, webhookChoice, webhookFaults } from './draft';
import { addSources, focusPrompt } from './draft-sources';
import { imageCommands } from './image-commands';
import { importCommands } from './import-commands';
import { awaitEdit, jobCommands, queueCommands } from './job-commands';
import { libraryCommands } from './library-commands';
import { noticeCommands } from './notice-commands';
import { organiseCommands } from './organise-commands';
import type { Studio, StudioStore } from './store';
import type { Sync } from './sync';

/** What the commands need of the outside. */
export interface CommandPorts {
  readonly bridge: Bridge;
  readonly store: StudioStore;
  readonly sync: Sync;
  /** A new id for one press of the button. */
  readonly newIntentId: () => string;
  readonly focus: (place: FocusPlace, mark?: boolean) => void;
}

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

/** Builds the commands over their ports. */
export function createCommands(ports: CommandPorts) {
  return {
    ...composing(ports),
    ...importCommands(ports),
    ...imageCommands(ports),
    ...organiseCommands(ports),
    ...libraryCommands(ports),
    ...noticeCommands(ports),
    ...jobCommands(ports),
    ...queueCommands(ports),
  };
}

function composing(ports: CommandPorts) {
  const { bridge, store, newIntentId, focus } = ports;
  return {
    focusPrompt: () => {
      focusPrompt(ports);
    },

    /** Sends the draft once. The composer stays as it is, whatever comes of it. */
    async submit(): Promise<void> {
      const { draft, draftWebhook, submitting, setFaults, say } = store.getState();
      if (submitting) return;
      const faults = [...recipeFaults(modelOf(draft), draft), ...webhookFaults(draftWebhook)];
      if (faults.length > 0) {
        setFaults(faults);
        if (faults.some((fault) => fault.field === 'prompt')) focus('prompt');
        return;
      }
      store.setState({ submitting: true, faults: [] });
      const webhook = webhookChoice(draftWebhook);
      const answer = await bridge.request('jobs.submit', { intentId: newIntentId(), recipe: draft, webhook });
      store.setState({ submitting: false });
      if (!answer.ok) {
        setFaults([faultOf(answer.error)]);
        return;
      }
      store.setState({ sentPrompt: draft.prompt });
      if (draft.sourceIds.length > 0) awaitEdit(store, answer.data.id);
      const queued = draft.sourceIds.length > 0 ? 'Edit queued' : 'Queued';
      say(hidesJobs(store.getState()) ? `${queued}; the search or filter hides it here` : queued);
    },

    /** Makes these images the sources of the draft and puts the cursor in the prompt. */
    useAsSources(ids: readonly ImageId[]): void {
      if (ids.length > 0) addSources(ports, ids, true);
    },

    /** Adds images to the sources that are there. */
    addSources(ids: readonly ImageId[]): void {
      addSources(ports, ids, false);
    },

    /** Puts a recipe in the composer as a new draft; the former one can be brought back. */
    reuse(recipe: Recipe): void {
      const { replaceDraft, say } = store.getState();
      replaceDraft(recipeFor(modelOf(recipe), recipe));
      say('Recipe is in the composer', 'status', 'draft');
      focus('prompt');
    },
  };
}

/** A search or a filter finds no job and perhaps not its images: what was just paid for would seem not to be there. */
function hidesJobs({ search, filter }: Pick<Studio, 'search' | 'filter'>): boolean {
  return search.trim() !== '' || filterCount(filter) > 0;
}
