import { describe, expect, test } from 'vitest';
import { differenceOf, differenceWords } from './asked-got';
import { ImageId } from './ids';
import type { Size } from './model';
import { expectedPixels } from './model';
import { defaultModel, MODELS } from './models';
import type { Recipe } from './recipe';
import { emptyRecipe } from './recipe-rules';

const EDIT = defaultModel(MODELS, 'edit');
const [one, two] = ['1', '2'].map((letter) => ImageId.parse(`img_${letter.repeat(20)}`)) as [ImageId, ImageId];

function difference(recipe: Partial<Recipe>, width: number, height: number, sources: Record<string, Size> = {}) {
  const image = { recipe: { ...emptyRecipe(EDIT), ...recipe }, width, height };
  return differenceOf(EDIT, image, (id) => sources[id] ?? null);
}

test('every shape and size that the models are expected to deliver is what was asked for', () => {
  for (const model of MODELS) {
    for (const resolution of model.resolution.values) {
      for (const aspectRatio of model.aspectRatio.values) {
        const size = expectedPixels(model, aspectRatio, resolution);
        if (!size) continue;
        const image = { recipe: { ...emptyRecipe(model), aspectRatio, resolution }, ...size };
        expect(differenceOf(model, image, () => null)).toBeNull();
      }
    }
  }
});

describe('a ratio that was asked for', () => {
  test.each([
    ['kept from the source', '16:9', 1296, 864, { asked: '16:9', got: '3:2' }],
    ['turned by a quarter', '16:9', 768, 1408, { asked: '16:9', got: '9:16' }],
    ['of no name', '1:1', 1190, 1000, { asked: '1:1', got: '1190 × 1000' }],
    ['as the word says, not as other services round it', '4:3', 1320, 990, null],
    ['between the word and its pixels', '4:3', 1300, 940, null],
    ['a little beside, as blocks round it', '1:1', 1040, 1024, null],
  ])('%s', (_, aspectRatio, width, height, expected) => {
    expect(difference({ aspectRatio }, width, height)).toEqual(expected);
  });
});

describe('a size that was asked for', () => {
  test.each([
    ['is another one of the model’s', '2k', 1024, 1024, { asked: '2k', got: '1k' }],
    ['is none of the model’s', '2k', 1536, 1536, { asked: '2k', got: '1536 × 1536' }],
    ['differs by the rounding of its sides', '2k', 2064, 2016, null],
  ])('%s', (_, resolution, width, height, expected) => {
    expect(difference({ aspectRatio: '1:1', resolution }, width, height)).toEqual(expected);
  });
});

describe('what follows its source', () => {
  const auto = { aspectRatio: 'auto', sourceIds: [one] };
  const landscape = { [one]: { width: 3000, height: 2000 } };

  test('has its shape, at whatever size', () => {
    expect(difference(auto, 1296, 864, landscape)).toBeNull();
    expect(difference(auto, 1280, 896, landscape)).toEqual({ asked: 'auto', got: '4:3' });
  });

  test('has that of the part that was sent, and not of the whole file', () => {
    const cropped = {
      ...auto,
      sourceChoices: { [one]: { crop: { x: 0, y: 0, width: 500, height: 500 }, link: null } },
    };
    expect(difference(cropped, 1024, 1024, landscape)).toBeNull();
    expect(difference(cropped, 1296, 864, landscape)).toEqual({ asked: 'auto', got: '3:2' });
  });

  test('has that of any of several, and nothing is claimed while one of them is not known', () => {
    const several = { ...auto, sourceIds: [one, two] };
    const both = { ...landscape, [two]: { width: 64, height: 64 } };
    expect(difference(several, 1024, 1024, both)).toBeNull();
    expect(difference(several, 1024, 768, both)).toEqual({ asked: 'auto', got: '4:3' });
    expect(difference(several, 1024, 768, landscape)).toBeNull();
  });
});

test('nothing is said of what was not asked for, could not be read, or was made by a model of another version', () => {
  const recipe = { ...emptyRecipe(EDIT), aspectRatio: '16:9' };
  expect(differenceOf(EDIT, { recipe: null, width: 10, height: 10 }, () => null)).toBeNull();
  expect(differenceOf(EDIT, { recipe, width: 0, height: 0 }, () => null)).toBeNull();
  expect(differenceOf(undefined, { recipe, width: 10, height: 10 }, () => null)).toBeNull();
});

test('the words say which was which', () => {
  expect(differenceWords({ asked: '16:9', got: '3:2' })).toBe('asked 16:9 · got 3:2');
  expect(differenceWords({ asked: 'auto', got: '4:3' })).toBe('asked auto, the shape of its source · got 4:3');
});
