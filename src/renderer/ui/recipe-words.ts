import type { Recipe } from '../../shared/recipe';
import { formatName } from './format';

/** What was asked for, in the composer's words. */
export function asked(recipe: Recipe): string {
  const parts = [recipe.aspectRatio, recipe.resolution, formatName(recipe.format), ...Object.values(recipe.options)];
  return parts.join(' · ');
}
