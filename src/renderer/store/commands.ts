import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Bridge, ImportOutcome } from '../../shared/ipc';
import type { Recipe } from '../../shared/recipe';
import type { RecipeField } from '../../shared/recipe-rules';
import { recipeFaults, recipeFor } from '../../shared/recipe-rules';
import type { Failure, Result } from '../../shared/result';
import type { FocusPlace } from '../ui/focus';
import { copyImage, copyText } from './clipboard';
import type { DraftFault } from './draft';
import { modelOf, webhookChoice, webhookFaults } from './draft';
import { awaitEdit, jobCommands, queueCommands } from './job-commands';
import type { StudioStore } from './store';
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

/** What a drop of files is for: an edit that starts with them, an edit that gets them too, or the library alone. */
export type DropPurpose = 'edit' | 'add-sources' | 'library';

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
    ...importing(ports),
    ...imageCommands(ports),
    ...jobCommands(ports),
    ...queueCommands(ports),
  };
}

/** Puts the cursor in the prompt; words that were sent already are marked, since the next ones are usually others. */
function focusPrompt({ store, focus }: CommandPorts): void {
  const { draft, sentPrompt } = store.getState();
  focus('prompt', draft.prompt === sentPrompt);
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
      say(draft.sourceIds.length > 0 ? 'Edit queued' : 'Queued');
    },

    /** Makes these images the sources of the draft and puts the cursor in the prompt. */
    useAsSources(ids: readonly ImageId[]): void {
      if (ids.length === 0) return;
      setSources(store, ids);
      focusPrompt(ports);
    },

    /** Adds images to the sources that are there. */
    addSources(ids: readonly ImageId[]): void {
      const { sourceIds } = store.getState().draft;
      setSources(store, [...sourceIds, ...ids.filter((id) => !sourceIds.includes(id))]);
      focusPrompt(ports);
    },

    /** Puts a recipe in the composer as a new draft; the former one can be brought back. */
    reuse(recipe: Recipe): void {
      const { replaceDraft, say } = store.getState();
      replaceDraft(recipeFor(modelOf(recipe), recipe));
      say('Recipe is in the composer', 'status', true);
      focus('prompt');
    },
  };
}

function setSources(store: StudioStore, ids: readonly ImageId[]): void {
  const { setSources: set, setFaults } = store.getState();
  set(ids);
  const { max } = modelOf(store.getState().draft).sources;
  if (ids.length <= max) return;
  set(ids.slice(0, max));
  setFaults([
    { field: 'sources', message: `An edit takes up to ${String(max)} source images; the others were left out.` },
  ]);
}

function importing(ports: CommandPorts) {
  const { bridge, store } = ports;
  function report(result: Result<readonly ImportOutcome[]>, purpose: DropPurpose): readonly ImageId[] {
    const { say } = store.getState();
    if (!result.ok) {
      if (result.error.code !== 'cancelled') addNotice(store, result.error.message);
      return [];
    }
    const ids = result.data.flatMap((outcome) => (outcome.ok ? [outcome.imageId] : []));
    const failed = result.data.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
    if (failed.length > 0) addNotice(store, failureSentence(failed));
    if (ids.length > 0 && purpose === 'library')
      say(ids.length === 1 ? '1 image added' : `${String(ids.length)} images added`);
    return ids;
  }

  return {
    /** Imports files that were dropped or chosen here, then uses them as the drop meant. */
    async importFiles(files: readonly File[], purpose: DropPurpose): Promise<void> {
      if (files.length === 0) return;
      const ids = report(await bridge.importFiles(files), purpose);
      if (ids.length === 0 || purpose === 'library') return;
      const present = store.getState().draft.sourceIds;
      setSources(store, purpose === 'edit' ? ids : [...present, ...ids.filter((id) => !present.includes(id))]);
      focusPrompt(ports);
    },

    /** Lets the person choose files in a native dialog and adds them to the library. */
    async importDialog(purpose: DropPurpose): Promise<void> {
      const ids = report(await bridge.request('library.importDialog', undefined), purpose);
      if (ids.length === 0 || purpose === 'library') return;
      const present = store.getState().draft.sourceIds;
      setSources(store, [...present, ...ids.filter((id) => !present.includes(id))]);
      focusPrompt(ports);
    },
  };
}

function failureSentence(failed: readonly { readonly name: string; readonly message: string }[]): string {
  const first = failed[0];
  if (!first) return '';
  const more = failed.length === 1 ? '' : ` ${String(failed.length - 1)} more could not be added either.`;
  const named = first.message.includes(first.name) ? first.message : `“${first.name}”: ${first.message}`;
  return `${named}${more}`;
}

let noticeSerial = 0;

/** Shows a standing sentence of this window's own in the notice strip. */
function addNotice(store: StudioStore, message: string): void {
  noticeSerial += 1;
  const notice = { id: `window:${String(noticeSerial)}`, tone: 'warning', message } as const;
  store.setState((state) => ({ ownNotices: [...state.ownNotices, notice] }));
}

function imageCommands({ bridge, store, sync }: CommandPorts) {
  const say = store.getState().say;

  function tell(fault: string | null, done: string): void {
    if (fault === null) say(done);
    else say(fault, 'alert');
  }

  return {
    async copyImage(id: ImageId): Promise<void> {
      tell(await copyImage(id), 'Image copied');
    },
    async copyText(text: string, what: string): Promise<void> {
      tell(await copyText(text), `${what} copied`);
    },
    async reveal(id: ImageId): Promise<void> {
      const result = await bridge.request('image.reveal', { id });
      if (!result.ok) say(result.error.message, 'alert');
    },
    /** The details of an image, asked of main when they are not here yet; undefined when there is no such image. */
    async detailsOf(id: ImageId): Promise<LibraryImage | undefined> {
      const known = store.getState().details.get(id);
      if (known) return known;
      const result = await bridge.request('library.images', { ids: [id] });
      return result.ok ? result.data[0] : undefined;
    },
    async dismissNotice(id: string): Promise<void> {
      if (id.startsWith('window:')) {
        store.setState((state) => ({ ownNotices: state.ownNotices.filter((notice) => notice.id !== id) }));
        return;
      }
      sync.dropNotice(id);
      await bridge.request('app.dismissNotice', { id });
    },
    async openConsole(): Promise<void> {
      const result = await bridge.request('app.openConsole', undefined);
      if (!result.ok) say(result.error.message, 'alert');
    },
  };
}
