import type { PixelSize } from './framing';
import type { LibraryImage } from './image';
import { findModel, MODELS } from './models';
import type { NameFacts } from './name-template';

/** What the name of an exported image can be made of; it is the n-th of so many, and comes out in that size. */
export function nameFacts(image: LibraryImage, { width, height }: PixelSize, n: number, total: number): NameFacts {
  const { id, createdAt, stars, recipe } = image;
  const file = image.file.slice(image.file.lastIndexOf('/') + 1);
  return {
    ...{ id, createdAt, stars, n, total, width, height },
    prompt: recipe?.prompt ?? '',
    name: file.replace(/\.[^.]*$/, ''),
    model: recipe ? (findModel(MODELS, recipe.modelId)?.name ?? recipe.modelId) : '',
  };
}
