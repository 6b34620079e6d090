import type { Model } from './model';
import type { Recipe } from './recipe';

/** Where in the composer a fault belongs. */
export type RecipeField =
  'prompt' | 'count' | 'aspectRatio' | 'resolution' | 'format' | 'options' | 'sources' | 'model';

/** One thing that keeps a recipe from being sent, in a sentence that says what to do. */
export interface RecipeFault {
  readonly field: RecipeField;
  readonly message: string;
}

/** Estimated prices in US dollars as the person set them; a model that is missing uses its own data. */
export type PriceTable = Readonly<
  Record<string, { readonly perImage: Readonly<Record<string, number>>; readonly perSource: number }>
>;

/** Every reason why the model would not take this recipe; empty when it can be sent. */
export function recipeFaults(model: Model, recipe: Recipe): readonly RecipeFault[] {
  return [
    ...promptFaults(model, recipe.prompt),
    ...countFaults(model, recipe.count),
    ...sourceFaults(model, recipe.sourceIds.length),
    ...choiceFault('aspectRatio', 'ratio', model.aspectRatio.values, recipe.aspectRatio, model),
    ...choiceFault('resolution', 'resolution', model.resolution.values, recipe.resolution, model),
    ...choiceFault('format', 'format', model.format.values, recipe.format, model),
    ...optionFaults(model, recipe.options),
    ...privacyFaults(model, recipe.privateDelivery),
  ];
}

/** The price that the model's data, or the person's own, suggest for the recipe, in US dollars. Always an estimate. */
export function estimatePrice(model: Model, recipe: Recipe, prices: PriceTable): number {
  const own = prices[model.id];
  const perImage = own?.perImage[recipe.resolution] ?? model.price.perImage[recipe.resolution] ?? 0;
  const perSource = own?.perSource ?? model.price.perSource;
  // To a hundredth of a cent: binary fractions must not show, and prices below a cent must not vanish.
  return Math.round((recipe.count * perImage + recipe.sourceIds.length * perSource) * 10_000) / 10_000;
}

/** A recipe for the model with its own defaults, no prompt and no sources. */
export function emptyRecipe(model: Model): Recipe {
  return {
    modelId: model.id,
    prompt: '',
    count: model.count.default,
    aspectRatio: model.aspectRatio.default,
    resolution: model.resolution.default,
    format: model.format.default,
    privateDelivery: false,
    options: Object.fromEntries(model.options.map((option) => [option.name, option.default])),
    sourceIds: [],
  };
}

/** The recipe moved to another model: what both understand stays, the rest takes the new model's defaults. */
export function recipeFor(model: Model, recipe: Recipe): Recipe {
  const keep = (choice: { values: readonly string[]; default: string }, value: string | undefined): string =>
    value !== undefined && choice.values.includes(value) ? value : choice.default;
  return {
    ...recipe,
    modelId: model.id,
    count: Math.min(Math.max(recipe.count, model.count.min), model.count.max),
    aspectRatio: keep(model.aspectRatio, recipe.aspectRatio),
    resolution: keep(model.resolution, recipe.resolution),
    format: keep(model.format, recipe.format),
    privateDelivery: recipe.privateDelivery && model.privateDelivery,
    options: Object.fromEntries(
      model.options.map((option) => [option.name, keep(option, recipe.options[option.name])]),
    ),
    sourceIds: recipe.sourceIds.slice(0, model.sources.max),
  };
}

function promptFaults(model: Model, prompt: string): readonly RecipeFault[] {
  if (prompt.trim() === '') {
    const ask = model.kind === 'edit' ? 'Say what to change in the image.' : 'Describe the image first.';
    return [{ field: 'prompt', message: ask }];
  }
  const over = prompt.length - model.promptLimit;
  if (over > 0) {
    const characters = over === 1 ? '1 character' : `${over.toLocaleString('en')} characters`;
    const message = `The prompt is ${characters} over the ${model.promptLimit.toLocaleString('en')} that can be sent. Shorten it.`;
    return [{ field: 'prompt', message }];
  }
  return [];
}

function countFaults(model: Model, count: number): readonly RecipeFault[] {
  const { min, max } = model.count;
  if (Number.isInteger(count) && count >= min && count <= max) return [];
  return [{ field: 'count', message: `Choose ${String(min)} to ${String(max)} images.` }];
}

function sourceFaults(model: Model, sources: number): readonly RecipeFault[] {
  const { min, max } = model.sources;
  if (sources < min) return [{ field: 'sources', message: 'Add the image to edit.' }];
  if (sources > max && max === 0)
    return [{ field: 'sources', message: `${model.name} takes no source images. Remove them.` }];
  if (sources > max)
    return [
      {
        field: 'sources',
        message: `An edit takes up to ${String(max)} source images. Remove ${String(sources - max)}.`,
      },
    ];
  return [];
}

function choiceFault(
  field: RecipeField,
  label: string,
  values: readonly string[],
  value: string,
  model: Model,
): readonly RecipeFault[] {
  if (values.includes(value)) return [];
  return [{ field, message: `${model.name} has no ${label} “${value}”. Choose one of ${values.join(', ')}.` }];
}

function optionFaults(model: Model, options: Recipe['options']): readonly RecipeFault[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const option = model.options.find((candidate) => candidate.name === name);
    if (!option) return [{ field: 'options' as const, message: `${model.name} has no setting “${name}”. Remove it.` }];
    return choiceFault('options', option.label.toLowerCase(), option.values, value, model);
  });
}

function privacyFaults(model: Model, privateDelivery: boolean): readonly RecipeFault[] {
  if (!privateDelivery || model.privateDelivery) return [];
  return [{ field: 'options', message: `${model.name} can’t deliver inside its reply. Turn private delivery off.` }];
}
