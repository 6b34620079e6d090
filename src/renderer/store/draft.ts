import type { StateCreator } from 'zustand';
import type { ImageId } from '../../shared/ids';
import type { Model } from '../../shared/model';
import { defaultModel, findModel, MODELS } from '../../shared/models';
import type { Recipe } from '../../shared/recipe';
import type { RecipeField } from '../../shared/recipe-rules';
import { emptyRecipe, recipeFor } from '../../shared/recipe-rules';
import type { WebhookChoice } from '../../shared/webhook';
import { webhookFault } from '../../shared/webhook-rules';

/** What keeps the draft from being sent; `form` when it belongs to no single field. */
export interface DraftFault {
  readonly field: RecipeField | 'webhook' | 'form';
  readonly message: string;
}

/** Whom the gateway is to tell of this draft. The address stays while another choice is tried. */
export interface DraftWebhook {
  readonly use: 'profile' | 'none' | 'own';
  readonly url: string;
  readonly mode: 'terminal' | 'sync';
}

/** What the composer holds: written at every keystroke, kept over a restart, untouched by a submit. */
export interface DraftSlice {
  readonly draft: Recipe;
  readonly draftWebhook: DraftWebhook;
  /** The draft that `replaceDraft` put aside, so that reusing a recipe can be undone. */
  readonly formerDraft: Recipe | null;
  /** The words of the last submit, to tell a finished prompt from one in the making. */
  readonly sentPrompt: string | null;
  readonly faults: readonly DraftFault[];
  /** True between the press of the button and main's answer. */
  readonly submitting: boolean;
  /** Changes fields of the draft and forgets the faults that belonged to them. */
  readonly changeDraft: (change: Partial<Omit<Recipe, 'modelId' | 'sourceIds'>>) => void;
  readonly changeWebhook: (change: Partial<DraftWebhook>) => void;
  /** Sets the sources, in order; the model follows: sources make it an edit. */
  readonly setSources: (sourceIds: readonly ImageId[]) => void;
  /** Puts another recipe in the composer; `restoreDraft` brings the former one back. */
  readonly replaceDraft: (recipe: Recipe) => void;
  readonly restoreDraft: () => void;
  readonly setFaults: (faults: readonly DraftFault[]) => void;
}

/** The draft of a first start. */
export function firstDraft(): Recipe {
  return emptyRecipe(defaultModel(MODELS, 'generation'));
}

/** As at a first start: whatever the settings say. */
export const FIRST_WEBHOOK: DraftWebhook = { use: 'profile', url: '', mode: 'terminal' };

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
 * ratio that nobody chose follows the new model, so that an edit keeps the shape of its source.
 */
export function withSources(recipe: Recipe, sourceIds: readonly ImageId[]): Recipe {
  const from = modelOf(recipe);
  const kind = sourceIds.length > 0 ? 'edit' : 'generation';
  const next = { ...recipe, sourceIds };
  if (from.kind === kind) return { ...next, modelId: from.id };
  const to = defaultModel(MODELS, kind);
  const untouched = recipe.aspectRatio === from.aspectRatio.default;
  const moved = recipeFor(to, next);
  return { ...moved, sourceIds, aspectRatio: untouched ? to.aspectRatio.default : moved.aspectRatio };
}

/** Starts with an empty generation. */
export const createDraftSlice: StateCreator<DraftSlice> = (set) => ({
  draft: firstDraft(),
  draftWebhook: FIRST_WEBHOOK,
  formerDraft: null,
  sentPrompt: null,
  faults: [],
  submitting: false,
  changeDraft: (change) => {
    set((state) => ({
      draft: { ...state.draft, ...change },
      faults: state.faults.filter((fault) => fault.field !== 'form' && !(fault.field in change)),
    }));
  },
  changeWebhook: (change) => {
    set((state) => ({
      draftWebhook: { ...state.draftWebhook, ...change },
      faults: state.faults.filter((fault) => fault.field !== 'form' && fault.field !== 'webhook'),
    }));
  },
  setSources: (sourceIds) => {
    set((state) => ({
      draft: withSources(state.draft, sourceIds),
      faults: state.faults.filter((fault) => fault.field === 'prompt'),
    }));
  },
  replaceDraft: (recipe) => {
    set((state) => ({ draft: recipe, formerDraft: state.draft, faults: [] }));
  },
  restoreDraft: () => {
    set((state) => (state.formerDraft ? { draft: state.formerDraft, formerDraft: null, faults: [] } : {}));
  },
  setFaults: (faults) => {
    set({ faults });
  },
});
