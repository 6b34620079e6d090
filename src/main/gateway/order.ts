import type { JobGateway } from '../../shared/job';
import type { Model } from '../../shared/model';
import type { Recipe } from '../../shared/recipe';
import type { SubmitOrder } from '../core/ports';

/** The documented fields of a submit, in the documented order, then the model's own options by their names. */
export function buildOrder(
  model: Model,
  gateway: JobGateway,
  recipe: Recipe,
  sourceUrls: readonly string[],
): SubmitOrder {
  const body = {
    prompt: recipe.prompt,
    ...(model.sources.max > 0 ? { image_urls: sourceUrls } : {}),
    num_images: recipe.count,
    aspect_ratio: recipe.aspectRatio,
    resolution: recipe.resolution,
    output_format: recipe.format,
    ...(recipe.privateDelivery ? { sync_mode: true } : {}),
    ...recipe.options,
  };
  return { gateway, url: gateway.origin + model.submitPath, body: JSON.stringify(body) };
}
