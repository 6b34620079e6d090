import type { StateCreator } from 'zustand';
import type { Draft, DraftWebhook } from '../../shared/draft';
import { idText } from '../../shared/id-text';
import type { DraftId, ImageId } from '../../shared/ids';
import type { Model } from '../../shared/model';
import { defaultModel, findModel, MODELS } from '../../shared/models';
import type { Recipe } from '../../shared/recipe';
import type { RecipeField } from '../../shared/recipe-rules';
import { emptyRecipe, recipeFor } from '../../shared/recipe-rules';
import type { WebhookChoice } from '../../shared/webhook';
import { webhookFault } from '../../shared/webhook-rules';
import { editBetween } from './text-edit';

/** What keeps the draft from being sent; `form` when it belongs to no single field. */
export interface DraftFault {
  readonly field: RecipeField | 'webhook' | 'form';
  readonly message: string;
  /** Images that were too many to be the sources of one edit: each of them may be edited by itself instead. */
  readonly each?: readonly ImageId[];
}

/** The tabs of the composer. They live on in main, written at every keystroke; see `createDraftSync`. */
export interface DraftSlice {
  /** From left to right; there is always one. */
  readonly drafts: readonly Draft[];
  /** The one that is shown. */
  readonly activeDraft: DraftId;
  /** What the last press of the button found wrong with the active draft. */
  readonly faults: readonly DraftFault[];
  /** True between the press of the button and main's answer. */
  readonly submitting: boolean;
  /** Changes fields of the active draft's recipe and forgets the faults that belonged to them. */
  readonly changeDraft: (change: Partial<Omit<Recipe, 'modelId' | 'sourceIds'>>) => void;
  /** Changes what belongs to the active draft beside its recipe. */
  readonly editDraft: (change: Partial<Omit<Draft, 'id' | 'recipe'>>) => void;
  readonly changeWebhook: (change: Partial<DraftWebhook>) => void;
  /** Sets the sources, in order; the model follows: sources make it an edit. `prompt` is the same one with their new places. */
  readonly setSources: (sourceIds: readonly ImageId[], prompt?: string) => void;
  /** Sets the images that are each edited by themselves; with any, the draft is an edit whatever sources it has beside them. */
  readonly setEachOf: (ids: readonly ImageId[], prompt?: string) => void;
  readonly setFaults: (faults: readonly DraftFault[]) => void;
  readonly showDraft: (id: DraftId) => void;
  /** Opens a tab at the end and shows it. */
  readonly addDraft: (draft: Draft) => void;
  /** Puts all of another draft into the tab that is shown. */
  readonly fillDraft: (content: Omit<Draft, 'id'>) => void;
  /** Takes a tab away; its neighbour is shown, or an empty draft where it was the only one. */
  readonly dropDraft: (id: DraftId) => void;
  /** Moves a tab to that place, counted from 0. */
  readonly moveDraft: (id: DraftId, to: number) => void;
}

/** As at a first start: whatever the settings say. */
export const FIRST_WEBHOOK: DraftWebhook = { use: 'profile', url: '', mode: 'terminal' };

/** More tabs than these are not kept. */
export const MOST_DRAFTS = 100;

/** The recipe of a first start. */
export function firstDraft(): Recipe {
  return emptyRecipe(defaultModel(MODELS, 'generation'));
}

/** A new tab with that recipe. */
export function makeDraft(recipe: Recipe, change: Partial<Omit<Draft, 'id' | 'recipe'>> = {}): Draft {
  return {
    // Made of the letters that the schema asks for, which would bring the schema library into the window.
    id: `drf_${idText(crypto.getRandomValues(new Uint8Array(20)))}` as DraftId,
    recipe,
    webhook: FIRST_WEBHOOK,
    moreRatios: [],
    moreResolutions: [],
    eachOf: [],
    perLine: false,
    literal: false,
    values: {},
    basedOn: null,
    sentPrompt: null,
    ...change,
  };
}

/** An empty tab with the parameters of that one: the next idea is mostly wanted in the same shape. */
export function emptyBeside({ recipe, webhook }: Draft): Draft {
  return makeDraft({ ...withSources(recipe, []), prompt: '' }, { webhook });
}

/** True for a tab in which there is nothing to lose. */
export function isEmptyDraft(draft: Draft): boolean {
  return draft.recipe.prompt.trim() === '' && !isEditDraft(draft);
}

/** True for a draft that changes images, whether they are the sources of one request or of one each. */
export function isEditDraft({ recipe, eachOf }: Pick<Draft, 'recipe' | 'eachOf'>): boolean {
  return recipe.sourceIds.length > 0 || eachOf.length > 0;
}

/** The draft that is shown. */
export function draftOf({ drafts, activeDraft }: Pick<DraftSlice, 'drafts' | 'activeDraft'>): Draft {
  const draft = drafts.find(({ id }) => id === activeDraft) ?? drafts[0];
  if (!draft) throw new Error('There is no draft.');
  return draft;
}

/** What is wrong with the draft's own webhook; nothing when it has none. */
export function webhookFaults({ use, url }: DraftWebhook): readonly DraftFault[] {
  const message = use === 'own' ? webhookFault(url) : null;
  return message === null ? [] : [{ field: 'webhook', message }];
}

/** The choice as a submit carries it. */
export function webhookChoice({ use, url, mode }: DraftWebhook): WebhookChoice {
  return use === 'own' ? { url: url.trim(), mode } : use;
}

/** The model of a recipe; one that this version does not know is replaced by the default of its kind. */
export function modelOf(recipe: Recipe): Model {
  return findModel(MODELS, recipe.modelId) ?? defaultModel(MODELS, recipe.sourceIds.length > 0 ? 'edit' : 'generation');
}

/**
 * The recipe with these sources. When that turns a generation into an edit or back, what both models understand stays; a
 * ratio that nobody chose follows the new model, so that an edit keeps the shape of its source. `isEdit` where more sources
 * come with each request. What was chosen for sources that are no more goes with them.
 */
export function withSources(
  recipe: Recipe,
  sourceIds: readonly ImageId[],
  isEdit: boolean = sourceIds.length > 0,
): Recipe {
  const from = modelOf(recipe);
  const kind = isEdit ? 'edit' : 'generation';
  const { sourceChoices, ...others } = recipe;
  const chosen = Object.entries(sourceChoices ?? {}).filter(([id]) => sourceIds.some((other) => other === id));
  const next: Recipe = {
    ...{ ...others, sourceIds },
    ...(chosen.length > 0 ? { sourceChoices: Object.fromEntries(chosen) } : {}),
  };
  if (from.kind === kind) return { ...next, modelId: from.id };
  const to = defaultModel(MODELS, kind);
  const untouched = recipe.aspectRatio === from.aspectRatio.default;
  const moved = recipeFor(to, next);
  return { ...moved, sourceIds, aspectRatio: untouched ? to.aspectRatio.default : moved.aspectRatio };
}

/** Starts with one empty generation. */
export const createDraftSlice: StateCreator<DraftSlice> = (set, get) => {
  const first = makeDraft(firstDraft());
  const change = (to: (draft: Draft) => Draft, stays: (fault: DraftFault) => boolean): void => {
    set((state) => ({
      drafts: state.drafts.map((draft) => (draft.id === state.activeDraft ? to(draft) : draft)),
      faults: state.faults.filter((fault) => fault.field !== 'form' && stays(fault)),
    }));
  };
  return {
    drafts: [first],
    activeDraft: first.id,
    faults: [],
    submitting: false,
    changeDraft: (fields) => {
      change(
        (draft) => ({
          ...draft,
          recipe: { ...draft.recipe, ...fields },
          basedOn: fields.prompt === undefined || draft.basedOn === null ? draft.basedOn : origin(draft, fields.prompt),
        }),
        (fault) => !(fault.field in fields),
      );
    },
    editDraft: (fields) => {
      change(
        (draft) => ({ ...draft, ...fields }),
        () => true,
      );
    },
    changeWebhook: (fields) => {
      change(
        (draft) => ({ ...draft, webhook: { ...draft.webhook, ...fields } }),
        (fault) => fault.field !== 'webhook',
      );
    },
    setSources: (sourceIds, prompt) => {
      change(
        (draft) => editing(draft, sourceIds, draft.eachOf, prompt),
        (fault) => fault.field === 'prompt',
      );
    },
    setEachOf: (eachOf, prompt) => {
      change(
        (draft) => editing(draft, draft.recipe.sourceIds, eachOf, prompt),
        (fault) => fault.field === 'prompt',
      );
    },
    setFaults: (faults) => {
      set({ faults });
    },
    showDraft: (id) => {
      const { drafts, activeDraft } = get();
      if (id !== activeDraft && drafts.some((draft) => draft.id === id)) set({ activeDraft: id, faults: [] });
    },
    addDraft: (draft) => {
      set(({ drafts }) => ({ drafts: [...drafts, draft], activeDraft: draft.id, faults: [] }));
    },
    fillDraft: (content) => {
      change(
        ({ id }) => ({ ...content, id }),
        () => false,
      );
    },
    dropDraft: (id) => {
      set((state) => without(state, id));
    },
    moveDraft: (id, to) => {
      set(({ drafts }) => {
        const draft = drafts.find((other) => other.id === id);
        if (!draft) return {};
        const others = drafts.filter((other) => other !== draft);
        return { drafts: [...others.slice(0, to), draft, ...others.slice(to)] };
      });
    },
  };
};

/** The draft with these images; ratios that its model has not are given up. */
function editing(
  draft: Draft,
  sourceIds: readonly ImageId[],
  eachOf: readonly ImageId[],
  prompt = draft.recipe.prompt,
): Draft {
  const recipe = withSources({ ...draft.recipe, prompt }, sourceIds, sourceIds.length + eachOf.length > 0);
  const { values } = modelOf(recipe).aspectRatio;
  return { ...draft, recipe, eachOf, moreRatios: draft.moreRatios.filter((ratio) => values.includes(ratio)) };
}

/** More of a text than this gone at once: what comes is another prompt, and no version of it. */
const ALL_BUT = 0.8;

/** What a prompt is a version of after it was changed; null for words that begin from nothing. */
function origin({ recipe, basedOn }: Draft, prompt: string): Draft['basedOn'] {
  const gone = editBetween(recipe.prompt, prompt)?.removed.length ?? 0;
  return prompt === '' || gone > ALL_BUT * recipe.prompt.length ? null : basedOn;
}

function without({ drafts, activeDraft }: DraftSlice, id: DraftId): Partial<DraftSlice> {
  const at = drafts.findIndex((draft) => draft.id === id);
  const draft = drafts[at];
  if (!draft) return {};
  const left = drafts.length > 1 ? drafts.filter((other) => other !== draft) : [emptyBeside(draft)];
  if (id !== activeDraft) return { drafts: left };
  const next = left[at] ?? left[left.length - 1] ?? draft;
  return { drafts: left, activeDraft: next.id, faults: [] };
}
