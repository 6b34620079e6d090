import { describe, expect, test } from 'vitest';
import type { Draft } from './draft';
import { DraftId, ImageId } from './ids';
import { MODELS, defaultModel } from './models';
import { faultsOf, MOST_ORDERS, ordersOf, priceOf } from './orders';
import type { Recipe } from './recipe';
import { emptyRecipe } from './recipe-rules';

const TEXT = defaultModel(MODELS, 'generation');
const EDIT = defaultModel(MODELS, 'edit');
const image = (letter: string): ImageId => ImageId.parse(`img_${letter.repeat(20)}`);

function draft(prompt: string, change: Partial<Draft> = {}, recipe: Partial<Recipe> = {}): Draft {
  return {
    id: DraftId.parse(`drf_${'0'.repeat(20)}`),
    recipe: { ...emptyRecipe(TEXT), prompt, ...recipe },
    webhook: { use: 'profile', url: '', mode: 'terminal' },
    ...{ moreRatios: [], moreResolutions: [], eachOf: [], perLine: false, literal: false, values: {} },
    ...{ basedOn: null, sentPrompt: null },
    ...change,
  };
}

describe('what a draft would send', () => {
  test('prompts are outermost, then ratios, then resolutions; what is chosen twice is sent once', () => {
    const more = { moreRatios: ['16:9', '1:1'], moreResolutions: ['2k', '1k', '2k'] };
    const { orders, total } = ordersOf(draft('A {red|blue} car', more), TEXT);
    expect(orders.map(({ prompt, aspectRatio, resolution }) => [prompt, aspectRatio, resolution].join(' '))).toEqual([
      ...['A red car 1:1 1k', 'A red car 1:1 2k', 'A red car 16:9 1k', 'A red car 16:9 2k'],
      ...['A blue car 1:1 1k', 'A blue car 1:1 2k', 'A blue car 16:9 1k', 'A blue car 16:9 2k'],
    ]);
    expect(total).toBe(8);
  });

  test('every prompt is what can be sent, and problems keep the places of the text as typed', () => {
    const { orders, problems } = ordersOf(draft('\u0000a\r\n{b|c} \ud800{{v}}'), TEXT);
    expect(orders.map(({ prompt }) => prompt)).toEqual(['a\nb {{v}}', 'a\nc {{v}}']);
    expect(problems.map(({ from, blocks }) => [from, blocks])).toEqual([[11, true]]);
  });

  test.each([
    ['an empty field', draft('')],
    ['a list without a line', draft('\n \n', { perLine: true })],
    ['nothing but what can’t be sent', draft('\u0007')],
  ])('%s is one order that asks for a prompt, not none that may be sent', (_, empty) => {
    const { orders, total, faults } = ordersOf(empty, TEXT);
    expect({ prompts: orders.map(({ prompt }) => prompt.trim()), total }).toEqual({ prompts: [''], total: 1 });
    expect(faults.map(({ field }) => field)).toEqual(['prompt']);
  });

  test('a fault of one row among many is said, and once', () => {
    const { orders, faults } = ordersOf(draft('{a||b|}', { moreRatios: ['7:1'] }), TEXT);
    expect(faults.map(({ field }) => field)).toEqual(['aspectRatio', 'prompt']);
    expect(faultsOf(orders.slice(0, 1), TEXT)).toEqual([]);
  });

  test('the limit itself can be sent; one more blocks and says how many there are', () => {
    const most = ordersOf(draft(`{1..${String(MOST_ORDERS)}}`), TEXT);
    expect({ count: most.orders.length, problems: most.problems }).toEqual({ count: MOST_ORDERS, problems: [] });
    const over = ordersOf(draft('{1..501}', { moreResolutions: ['2k'] }), TEXT);
    expect({ count: over.orders.length, total: over.total }).toEqual({ count: MOST_ORDERS, total: 1002 });
    expect(over.problems).toMatchObject([{ from: 0, to: 8, blocks: true }]);
    expect(over.problems[0]?.message).toContain('1,002 jobs; 1,000');
    expect(ordersOf(draft('{a|b}'.repeat(60)), TEXT).problems[0]?.message).toContain('more than 9,007,199,254,740,991');
  });
});

describe('images that are each edited', () => {
  const each = (letters: string, change: Partial<Draft> = {}, recipe: Partial<Recipe> = {}): Draft =>
    draft(
      'Make it {night|day}',
      { eachOf: Array.from(letters, (letter) => image(letter)), ...change },
      { ...emptyRecipe(EDIT), ...recipe },
    );

  test('are the first source of their own requests, before those that all of them get; those of one lie together', () => {
    const { orders, total, faults } = ordersOf(
      each('ab', {}, { prompt: 'Make it {night|day}', sourceIds: [image('z')] }),
      EDIT,
    );
    expect(orders.map(({ sourceIds, prompt }) => [prompt, ...sourceIds])).toEqual([
      ['Make it night', image('a'), image('z')],
      ['Make it day', image('a'), image('z')],
      ['Make it night', image('b'), image('z')],
      ['Make it day', image('b'), image('z')],
    ]);
    expect({ total, faults }).toEqual({ total: 4, faults: [] });
  });

  test('are sent and paid once where all of them get one of them: its own row names it once, whole, and the others by their place', () => {
    const crop = { x: 0, y: 0, width: 9, height: 9 };
    const some = { [image('a')]: { crop, link: null }, [image('z')]: { crop, link: null } };
    const prompt = 'Put the hat of <IMAGE_1> and <IMAGE_2> on <IMAGE_0>';
    const { orders } = ordersOf(
      each('ab', {}, { prompt, sourceIds: [image('a'), image('z')], sourceChoices: some }),
      EDIT,
    );
    expect(orders.map((order) => [order.prompt, ...order.sourceIds])).toEqual([
      ['Put the hat of <IMAGE_0> and <IMAGE_1> on <IMAGE_0>', image('a'), image('z')],
      [prompt, image('b'), image('a'), image('z')],
    ]);
    expect(orders.map(({ sourceChoices }) => Object.keys(sourceChoices ?? {}))).toEqual([
      [image('z')],
      [image('a'), image('z')],
    ]);
  });

  test('count among the sources that a model takes, and are paid as such', () => {
    const others = [image('x'), image('y')];
    const full = ordersOf(each('ab', {}, { prompt: 'Night', sourceIds: others }), EDIT);
    expect(full.faults).toEqual([]);
    expect(priceOf(full.orders, EDIT, { [EDIT.id]: { perImage: { '1k': 0.1 }, perSource: 0.01 } })).toBe(0.26);
    const over = ordersOf(each('ab', {}, { prompt: 'Night', sourceIds: [...others, image('z')] }), EDIT);
    expect(over.faults).toMatchObject([{ field: 'sources', message: expect.stringContaining('Remove 1') as string }]);
  });

  test('are counted whole and cut at what can be sent at once', () => {
    const many = Array.from({ length: 600 }, (_, n) => ImageId.parse(`img_${String(n).padStart(20, '0')}`));
    const { orders, total, problems } = ordersOf(each('', { eachOf: many }, { prompt: '{a|b}' }), EDIT);
    expect({ count: orders.length, total }).toEqual({ count: MOST_ORDERS, total: 1200 });
    expect(problems[0]?.message).toContain('1,200 jobs');
  });

  test('without a word of what to change ask for it, once', () => {
    expect(ordersOf(each('ab', {}, { prompt: '' }), EDIT).faults).toEqual([
      { field: 'prompt', message: 'Say what to change in the image.' },
    ]);
  });
});

test('the price of a batch is that of its rows, without the crumbs of binary fractions', () => {
  const { orders } = ordersOf(draft('{1..3}', { moreResolutions: ['2k'] }, { count: 2 }), TEXT);
  expect(priceOf(orders, TEXT, {})).toBe(0.72);
  const prices = { [TEXT.id]: { perImage: { '1k': 0.1, '2k': 0.2 }, perSource: 0 } };
  expect(priceOf(orders.slice(0, 3), TEXT, prices)).toBe(0.8);
  expect(priceOf([], TEXT, prices)).toBe(0);
});
