import { describe, expect, test } from 'vitest';
import type { Recipe } from './recipe';
import { MODELS, defaultModel } from './models';
import { emptyRecipe, estimatePrice, recipeFaults, recipeFor } from './recipe-rules';
import { ImageId } from './ids';

const TEXT = defaultModel(MODELS, 'generation');
const EDIT = defaultModel(MODELS, 'edit');
const source = (n: number): ImageId => ImageId.parse(`img_${String(n).padStart(20, '0')}`);
const good: Recipe = { ...emptyRecipe(TEXT), prompt: 'A fox' };
const goodEdit: Recipe = { ...emptyRecipe(EDIT), prompt: 'Make it night', sourceIds: [source(1)] };

describe('what keeps a recipe from being sent', () => {
  test.each([
    ['nothing', TEXT, good, []],
    ['nothing of an edit', EDIT, goodEdit, []],
    ['an empty prompt', TEXT, { ...good, prompt: '' }, ['prompt']],
    ['a prompt of spaces and line breaks', TEXT, { ...good, prompt: ' \n\t ' }, ['prompt']],
    ['a prompt at the limit', TEXT, { ...good, prompt: 'x'.repeat(TEXT.promptLimit) }, []],
    ['a prompt over the limit', TEXT, { ...good, prompt: 'x'.repeat(TEXT.promptLimit + 1) }, ['prompt']],
    ['no images', TEXT, { ...good, count: 0 }, ['count']],
    ['too many images', TEXT, { ...good, count: 5 }, ['count']],
    ['five images of an edit', EDIT, { ...goodEdit, count: 5 }, []],
    ['half an image', TEXT, { ...good, count: 1.5 }, ['count']],
    ['a count that is no number', TEXT, { ...good, count: Number.NaN }, ['count']],
    ['auto without a source', TEXT, { ...good, aspectRatio: 'auto' }, ['aspectRatio']],
    ['an unknown resolution', TEXT, { ...good, resolution: '8k' }, ['resolution']],
    ['an unknown format', TEXT, { ...good, format: 'gif' }, ['format']],
    ['a setting of another model', TEXT, { ...good, options: { quality: 'low' } }, ['options']],
    ['an edit without a source', EDIT, { ...goodEdit, sourceIds: [] }, ['sources']],
    ['an edit with four sources', EDIT, { ...goodEdit, sourceIds: [1, 2, 3, 4].map(source) }, ['sources']],
    ['a source where none is taken', TEXT, { ...good, sourceIds: [source(1)] }, ['sources']],
    ['several things at once', TEXT, { ...good, prompt: '', count: 9, format: 'x' }, ['prompt', 'count', 'format']],
    [
      'private delivery from a model without it',
      { ...TEXT, privateDelivery: false },
      { ...good, privateDelivery: true },
      ['options'],
    ],
  ])('%s', (_, model, recipe, fields) => {
    const faults = recipeFaults(model, recipe);
    expect(faults.map(({ field }) => field)).toEqual(fields);
    for (const { message } of faults) expect(message).toMatch(/^[A-Z].*[.]$/);
  });
});

describe('the estimate', () => {
  test.each([
    [TEXT, { ...good, count: 4, resolution: '2k' }, {}, 0.28],
    [EDIT, { ...goodEdit, count: 2, sourceIds: [source(1), source(2), source(3)] }, {}, 0.13],
    [TEXT, { ...good, count: 3 }, { [TEXT.id]: { perImage: { '1k': 0.002 }, perSource: 0 } }, 0.006],
    [TEXT, good, { other: { perImage: { '1k': 9 }, perSource: 9 } }, 0.05],
    [TEXT, { ...good, resolution: '2k' }, { [TEXT.id]: { perImage: { '1k': 0.1 }, perSource: 0 } }, 0.07],
  ])(
    '%# is exact to a hundredth of a cent, and a price that was not corrected stays the model’s',
    (model, recipe, prices, expected) => {
      expect(estimatePrice(model, recipe, prices)).toBe(expected);
    },
  );
});

test('a recipe moved to another model keeps what both know and can be sent there', () => {
  const edit: Recipe = { ...goodEdit, count: 5, aspectRatio: '16:9', sourceIds: [source(1)] };
  const text = recipeFor(TEXT, edit);
  expect(text).toMatchObject({ modelId: TEXT.id, count: 4, aspectRatio: '16:9', sourceIds: [], prompt: edit.prompt });
  expect(recipeFaults(TEXT, text)).toEqual([]);
  expect(recipeFor(TEXT, { ...goodEdit, aspectRatio: 'auto' }).aspectRatio).toBe('1:1');
});
