import { describe, expect, it } from 'vitest';
import { draftCommands } from './draft-commands';
import { draftOrders } from './draft-orders';
import { draftOf, makeDraft, MOST_DRAFTS } from './draft';
import { createFakeBridge, ok, recipeWith } from './fake-bridge';
import { imageId } from './fake-ids';
import { createStudioStore } from './store';
import { createSync } from './sync';

function world() {
  const bridge = createFakeBridge();
  const store = createStudioStore();
  const focused: string[] = [];
  const commands = draftCommands({
    ...{ bridge, store, sync: createSync(bridge, store) },
    ...{ newIntentId: () => '', focus: (place: string) => focused.push(place), write: () => false },
  });
  const prompts = (): readonly string[] => store.getState().drafts.map(({ recipe }) => recipe.prompt);
  const shown = (): string => draftOf(store.getState()).recipe.prompt;
  const type = (prompt: string): void => store.getState().changeDraft({ prompt });
  return { bridge, store, commands, prompts, shown, type, focused };
}

describe('tabs', () => {
  it('begin with the parameters of the one beside them, without its words and sources', () => {
    const { store, commands, type } = world();
    store.getState().setSources([imageId(1)]);
    store.getState().changeDraft({ resolution: '2k', format: 'png' });
    type('Add snow');
    commands.newDraft();
    expect(draftOf(store.getState()).recipe).toEqual({
      ...recipeWith({ prompt: '', resolution: '2k', format: 'png' }),
    });
  });

  it('are walked through in a circle, both ways', () => {
    const { commands, type, shown } = world();
    type('a');
    for (const text of ['b', 'c']) {
      commands.newDraft();
      type(text);
    }
    const seen = [1, 1, -1, -2].map((step) => {
      commands.nextDraft(step);
      return shown();
    });
    expect(seen).toEqual(['a', 'b', 'a', 'b']);
  });

  it('give their place to a neighbour when they are closed, and the last one to an empty one', () => {
    const { commands, type, shown, prompts, store } = world();
    type('a');
    commands.newDraft();
    type('b');
    commands.closeDraft();
    expect(shown()).toBe('a');
    expect(store.getState().statusLine).toMatchObject({ text: 'Draft closed', undo: 'draft' });
    commands.closeDraft();
    expect(prompts()).toEqual(['']);
    commands.closeDraft();
    expect(prompts()).toEqual(['']);
  });

  it('that were closed come back, and once only', async () => {
    const { bridge, commands, prompts } = world();
    const closed = makeDraft(recipeWith({ prompt: 'Here again' }));
    bridge.answer['drafts.reopen'] = () => ok(closed);
    await commands.reopenDraft();
    await commands.reopenDraft();
    expect(prompts()).toEqual(['', 'Here again']);
  });

  it('stop at a number that is kept, instead of one that is lost at the next start', () => {
    const { commands, store } = world();
    for (let n = 0; n < MOST_DRAFTS + 5; n += 1) commands.newDraft();
    expect(store.getState().drafts).toHaveLength(MOST_DRAFTS);
    expect(store.getState().statusLine.tone).toBe('alert');
    commands.reuse(recipeWith({ prompt: 'In the empty one' }));
    commands.reuse(recipeWith({ prompt: 'No room' }));
    expect(draftOf(store.getState()).recipe.prompt).toBe('In the empty one');
  });

  it('stay where they are when they are moved beyond the ends', () => {
    const { commands, store, prompts, type } = world();
    type('a');
    commands.newDraft();
    type('b');
    const { activeDraft } = store.getState();
    commands.moveDraft(activeDraft, 3);
    expect(prompts()).toEqual(['a', 'b']);
    commands.moveDraft(activeDraft, -9);
    expect(prompts()).toEqual(['b', 'a']);
  });
});

describe('words that come from elsewhere', () => {
  it('never take the place of words in the making: a template opens a tab of its own', () => {
    const { commands, type, prompts } = world();
    commands.insertTemplate({ name: 'Packshot', text: '{{product}} on linen' });
    expect(prompts()).toEqual(['{{product}} on linen']);
    type('{{product}} on linen, soft');
    commands.insertTemplate({ name: 'Packshot', text: '{{product}} on linen' });
    expect(prompts()).toEqual(['{{product}} on linen, soft', '{{product}} on linen']);
  });

  it('with variables lead to their values, which are what is to be written next', () => {
    const { commands, focused } = world();
    commands.insertTemplate({ name: 'Packshot', text: '{{product}} on linen' });
    expect(focused.at(-1)).toBe('variable');
    commands.insertTemplate({ name: 'Plain', text: 'A bowl on linen' });
    expect(focused.at(-1)).toBe('prompt');
  });

  it('that were sent in braces are sent in braces again, and not as many requests', () => {
    const { commands, store } = world();
    commands.reuse(recipeWith({ prompt: 'A sign that says {a|b}' }));
    expect(draftOf(store.getState()).literal).toBe(true);
    expect(draftOrders(draftOf(store.getState())).orders.map(({ prompt }) => prompt)).toEqual([
      'A sign that says {a|b}',
    ]);
  });

  it('are no version of the prompt that was taken out of the field before', () => {
    const { commands, store, type } = world();
    commands.reuse(recipeWith({ prompt: 'A red kite' }), 7 as never);
    type('A blue kite');
    expect(draftOf(store.getState()).basedOn).toBe(7);
    type('');
    type('Something else');
    expect(draftOf(store.getState()).basedOn).toBeNull();
    // All of it was marked and typed over: the first letter may even be the same.
    commands.reuse(recipeWith({ prompt: 'A red kite' }), 7 as never);
    type('A');
    expect(draftOf(store.getState()).basedOn).toBeNull();
  });
});

describe('a batch edit', () => {
  const each = [imageId(1), imageId(2)];

  it('is an edit for as long as there is an image to edit, whatever sources all of them get', () => {
    const { store, commands, focused } = world();
    commands.editEach([...each, imageId(1)]);
    const auto = { modelId: expect.stringContaining('edit') as string, aspectRatio: 'auto' };
    expect(draftOf(store.getState())).toMatchObject({ eachOf: each, recipe: { ...auto, sourceIds: [] } });
    expect(focused).toEqual(['prompt']);
    commands.addSources([imageId(3)]);
    store.getState().setSources([]);
    expect(draftOf(store.getState())).toMatchObject({ eachOf: each, recipe: auto });
    store.getState().setEachOf([]);
    expect(draftOf(store.getState()).recipe).toMatchObject({ aspectRatio: '1:1', modelId: recipeWith({}).modelId });
  });

  it('of one image is an edit of it: E and Shift+E give the same draft', () => {
    const { store, commands } = world();
    commands.editEach(each.slice(0, 1));
    expect(draftOf(store.getState())).toMatchObject({ eachOf: [], recipe: { sourceIds: [imageId(1)] } });
  });

  it('gives way to one edit with these very sources, and the other way round: nobody pays for images of before', () => {
    const { store, commands } = world();
    commands.editEach(each);
    commands.useAsSources([imageId(3)]);
    expect(draftOf(store.getState())).toMatchObject({ eachOf: [], recipe: { sourceIds: [imageId(3)] } });
    commands.editEach(each);
    expect(draftOf(store.getState())).toMatchObject({ eachOf: each, recipe: { sourceIds: [] } });
  });

  it('is offered where images are too many for one edit, and says when they are too many for a batch', () => {
    const { store, commands } = world();
    commands.useAsSources([1, 2, 3, 4].map(imageId));
    expect(store.getState().faults).toMatchObject([{ field: 'sources', each: [1, 2, 3, 4].map(imageId) }]);
    commands.editEach(Array.from({ length: 1001 }, (_, n) => imageId(n)));
    expect(draftOf(store.getState()).eachOf).toHaveLength(1000);
    expect(store.getState().faults[0]?.message).toContain('1,000');
  });

  it('keeps what the prompt says of its sources when the images to edit are taken out', () => {
    const { store, commands, type, shown } = world();
    commands.editEach(each);
    commands.addSources([imageId(3)]);
    type('Put <IMAGE_1> on <IMAGE_0>');
    commands.leaveOut([imageId(1)]);
    expect(shown()).toBe('Put <IMAGE_1> on <IMAGE_0>');
    commands.leaveOut([imageId(2)]);
    expect(draftOf(store.getState())).toMatchObject({ eachOf: [], recipe: { sourceIds: [imageId(3)] } });
    expect(shown()).toBe('Put <IMAGE_0> on <IMAGE_1>');
  });

  it('sends no part of an image that was chosen for another edit', () => {
    const { store, commands } = world();
    commands.useAsSources(each);
    const crop = { x: 0, y: 0, width: 5, height: 5 };
    store.getState().changeDraft({ sourceChoices: { [imageId(1)]: { crop, link: null } } });
    commands.editEach(each);
    expect(draftOf(store.getState()).recipe).not.toHaveProperty('sourceChoices');
  });

  it('is something to lose: neither a recipe nor another tab takes its place', () => {
    const { store, commands } = world();
    commands.editEach(each);
    commands.reuse(recipeWith({ prompt: 'Beside it' }));
    expect(store.getState().drafts.map(({ eachOf }) => eachOf.length)).toEqual([2, 0]);
    commands.newDraft();
    expect(draftOf(store.getState()).eachOf).toEqual([]);
  });
});
