import type { Draft } from './draft';
import { expandPrompt, type PromptProblem } from './expansion';
import type { ImageId } from './ids';
import type { Model } from './model';
import { cleanPrompt } from './prompt-text';
import type { Recipe } from './recipe';
import { estimatePrice, type PriceTable, type RecipeFault, recipeFaults } from './recipe-rules';
import { movedMentions } from './source-mentions';

/** The most jobs that one press of the button makes. */
export const MOST_ORDERS = 1000;

/** What a draft would send. */
export interface Orders {
  /** One recipe for each job, with the very prompt that is sent; at most `MOST_ORDERS`, at least one. */
  readonly orders: readonly Recipe[];
  /** How many there are in all: exact, or Infinity above `Number.MAX_SAFE_INTEGER`. */
  readonly total: number;
  /** Variables of the prompt, in the order of their first use. */
  readonly variables: readonly string[];
  /** What is odd about the prompt, at its place in the draft's text. */
  readonly problems: readonly PromptProblem[];
  /** See `faultsOf`. */
  readonly faults: readonly RecipeFault[];
}

/**
 * Every combination that the draft asks for: the images that are each edited outermost, so that what comes of one lies
 * together, then prompts, ratios, resolutions. Pure; sends nothing.
 */
export function ordersOf(draft: Draft, model: Model): Orders {
  const { recipe, values, literal, perLine, eachOf } = draft;
  const expansion = expandPrompt(recipe.prompt, { values, literal, perLine, limit: MOST_ORDERS });
  // Texts are only cut at braces, bars and line breaks: what is made of clean ones is clean, and a thousand need no look.
  const isClean = [recipe.prompt, ...Object.values(values)].every((text) => cleanPrompt(text).text === text);
  const made = isClean ? expansion.prompts : expansion.prompts.map((prompt) => cleanPrompt(prompt).text);
  const prompts = made.length === 0 ? [''] : made;
  const ratios = [...new Set([recipe.aspectRatio, ...draft.moreRatios])];
  const resolutions = [...new Set([recipe.resolution, ...draft.moreResolutions])];
  const edits = eachOf.length === 0 ? [{ recipe, prompts }] : eachOf.map((id) => editOf(model, recipe, prompts, id));
  const orders: Recipe[] = [];
  for (const edit of edits) {
    for (const prompt of edit.prompts) {
      for (const aspectRatio of ratios) {
        for (const resolution of resolutions) {
          if (orders.length < MOST_ORDERS) orders.push({ ...edit.recipe, prompt, aspectRatio, resolution });
        }
      }
    }
  }
  const product = edits.length * Math.max(1, expansion.total) * ratios.length * resolutions.length;
  const total = product > Number.MAX_SAFE_INTEGER ? Infinity : product;
  const problems = total > MOST_ORDERS ? [tooMany(recipe.prompt, total), ...expansion.problems] : expansion.problems;
  return { orders, total, variables: expansion.variables, problems, faults: faultsOf(orders, model) };
}

/**
 * The edit of one of several images, which comes before the sources that all of them get. One that is among those, too, is
 * sent once, as the image that is edited: whole.
 */
function editOf(model: Model, recipe: Recipe, prompts: readonly string[], id: ImageId) {
  const before = [id, ...recipe.sourceIds];
  if (!recipe.sourceIds.includes(id)) return { recipe: { ...recipe, sourceIds: before }, prompts };
  const after = [...new Set(before)];
  const { sourceChoices = {}, ...rest } = recipe;
  const others = Object.entries(sourceChoices).filter(([other]) => other !== id);
  const choices = others.length === 0 ? {} : { sourceChoices: Object.fromEntries(others) };
  return {
    recipe: { ...rest, ...choices, sourceIds: after },
    prompts: prompts.map((prompt) => movedMentions(model, prompt, { before, after, offset: 0 })),
  };
}

function tooMany(prompt: string, total: number): PromptProblem {
  const many = total === Infinity ? `more than ${SAFE}` : total.toLocaleString('en');
  const message = `This makes ${many} jobs; ${MOST_ORDERS.toLocaleString('en')} are the most that can be sent at once.`;
  return { from: 0, to: prompt.length, message, blocks: true };
}

const SAFE = Number.MAX_SAFE_INTEGER.toLocaleString('en');

/** What keeps any of these recipes from being sent, each sentence once. */
export function faultsOf(orders: readonly Recipe[], model: Model): readonly RecipeFault[] {
  const faults = new Map<string, RecipeFault>();
  for (const order of orders) {
    for (const fault of recipeFaults(model, order)) faults.set(`${fault.field} ${fault.message}`, fault);
  }
  return [...faults.values()];
}

/** What the recipes cost together by estimate, in US dollars. */
export function priceOf(orders: readonly Recipe[], model: Model, prices: PriceTable): number {
  const sum = orders.reduce((total, order) => total + estimatePrice(model, order, prices), 0);
  return Math.round(sum * 10_000) / 10_000;
}
