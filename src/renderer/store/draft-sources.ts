import type { ImageId } from '../../shared/ids';
import type { SourceChoice } from '../../shared/recipe';
import type { CommandPorts } from './commands';
import { draftOf, modelOf } from './draft';
import { movedMentions } from '../../shared/source-mentions';
import { sourcesBefore } from './source-mentions';
import type { StudioStore } from './store';

type Ports = Pick<CommandPorts, 'store' | 'focus'>;

/** Puts the cursor in the prompt; words that were sent already are marked, since the next ones are usually others. */
export function focusPrompt({ store, focus }: Ports): void {
  const { recipe, sentPrompt } = draftOf(store.getState());
  focus('prompt', recipe.prompt === sentPrompt);
}

/** Gives the draft these sources, instead of all that it edits or beside that, and puts the cursor in the prompt. */
export function addSources(ports: Ports, ids: readonly ImageId[], instead: boolean): void {
  const { store } = ports;
  if (instead && draftOf(store.getState()).eachOf.length > 0) {
    // While each of them still comes first, so that the prompt's mentions are read as they were meant.
    arrangeSources(store, []);
    store.getState().editDraft({ eachOf: [] });
  }
  const before = instead ? [] : draftOf(store.getState()).recipe.sourceIds;
  takeSources(ports, [...before, ...ids], ids);
}

/** Puts images into the place of one source; further ones come behind it. */
export function replaceSource(ports: Ports, old: ImageId, ids: readonly ImageId[]): void {
  const { sourceIds } = draftOf(ports.store.getState()).recipe;
  const at = sourceIds.indexOf(old);
  if (at < 0) {
    addSources(ports, ids, false);
    return;
  }
  const others = sourceIds.filter((id) => id === old || !ids.includes(id));
  takeSources(
    ports,
    others.flatMap((id) => (id === old ? ids : [id])),
    ids,
    { from: old, to: ids[0] },
  );
}

/** What the sentence about too many sources says. */
function tooManyWords(max: number): string {
  return `An edit takes up to ${String(max)} source images; the others were left out.`;
}

/** `came` are those that are new: as many as they are, each of them may be edited by itself instead. */
function takeSources(
  ports: Ports,
  wanted: readonly ImageId[],
  came: readonly ImageId[],
  replaced?: Readonly<{ from: ImageId; to: ImageId | undefined }>,
): void {
  const { store } = ports;
  const all = [...new Set(wanted)];
  // Of a draft without sources the model is another one, which takes none.
  if (draftOf(store.getState()).recipe.sourceIds.length === 0) store.getState().setSources(all.slice(0, 1));
  const draft = draftOf(store.getState());
  const max = modelOf(draft.recipe).sources.max - sourcesBefore(draft);
  arrangeSources(store, all.slice(0, max), replaced);
  if (all.length > max) {
    const fault = { field: 'sources', message: tooManyWords(max) } as const;
    store.getState().setFaults([came.length > max ? { ...fault, each: came } : fault]);
  }
  focusPrompt(ports);
}

/**
 * Sets the sources, in order: mentions in the prompt follow them to their places, and what was chosen for those that are
 * no more goes with them. Where one was replaced, its mentions name what came for it.
 */
export function arrangeSources(
  store: StudioStore,
  sourceIds: readonly ImageId[],
  replaced?: Readonly<{ from: ImageId; to: ImageId | undefined }>,
): void {
  const { setSources } = store.getState();
  const draft = draftOf(store.getState());
  const { prompt, sourceIds: former } = draft.recipe;
  const before = former.map((id) => (id === replaced?.from ? (replaced.to ?? id) : id));
  const model = modelOf(draft.recipe);
  const moved = movedMentions(model, prompt, { before, after: sourceIds, offset: sourcesBefore(draft) });
  // At once, so that undo knows it for what it is.
  setSources(sourceIds, moved);
}

/**
 * Changes what of a source of the draft is sent, or how; one that is sent whole and as usual keeps no trace of it. A crop and
 * a link, which leads to the whole picture, take each other's place.
 */
export function chooseSource(store: StudioStore, id: ImageId, change: Partial<SourceChoice>): void {
  const { sourceChoices = {} } = draftOf(store.getState()).recipe;
  const none: SourceChoice = { crop: null, link: null };
  const choice = { ...none, ...(change.crop || change.link ? none : sourceChoices[id]), ...change };
  const others = Object.entries(sourceChoices).filter(([other]) => other !== id);
  const plain = choice.crop === null && choice.link === null;
  store.getState().changeDraft({ sourceChoices: Object.fromEntries(plain ? others : [...others, [id, choice]]) });
}
