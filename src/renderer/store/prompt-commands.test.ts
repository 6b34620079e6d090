import { describe, expect, it } from 'vitest';
import type { PromptId } from '../../shared/ids';
import type { Recipe } from '../../shared/recipe';
import { createFakeBridge, ok, recipeWith } from './fake-bridge';
import { imageId } from './fake-ids';
import { answerPrompts, fakePrompt } from './fake-prompts';
import { createPromptCommands, importWords } from './prompt-commands';
import { markedPrompt, promptId } from './prompt-history';
import { readPrompts } from './prompt-kept';
import { createStudioStore } from './store';

function world() {
  const bridge = createFakeBridge({ 'prompts.mark': () => ok(null) });
  const store = createStudioStore();
  const reused: (readonly [Recipe, PromptId | undefined])[] = [];
  const refreshed: string[] = [];
  const commands = createPromptCommands({
    ...{ bridge, store, focus: () => undefined },
    promptSync: { refresh: () => refreshed.push('') },
    reuse: (recipe, basedOn) => reused.push([recipe, basedOn]),
  });
  return { bridge, store, commands, reused, refreshed };
}

describe('what is done with prompts', () => {
  it('restores the whole recipe into a draft that knows where it came from', async () => {
    const { bridge, commands, reused } = world();
    const recipe = recipeWith({ prompt: 'Prompt 1', aspectRatio: '16:9' });
    answerPrompts(bridge, fakePrompt(1, { recipe }));
    await commands.restore(promptId(1));
    const other = { ...recipe, resolution: '2k' };
    await commands.restore(promptId(1), other);
    expect(reused).toEqual([
      [recipe, 1],
      [other, 1],
    ]);
  });

  it('a prompt from a file without a recipe is restored with its text and the usual parameters', async () => {
    const { bridge, commands, reused } = world();
    answerPrompts(bridge, fakePrompt(1));
    await commands.restore(promptId(1));
    expect(reused[0]?.[0]).toMatchObject({ prompt: 'Prompt 1', sourceIds: [] });
    expect(reused[0]?.[0].aspectRatio).not.toBe('');
  });

  it('a mark shows at once in list and panel, and is asked for anew when main refuses', async () => {
    const { bridge, store, commands, refreshed } = world();
    const [one, two] = [fakePrompt(1), fakePrompt(2)];
    store.setState({
      promptDetails: new Map([one, two].map((prompt) => [prompt.id, prompt])),
      promptStory: { summary: one, uses: [], versions: [] },
    });
    const marking = commands.mark([one.id], { kind: 'favourite', favourite: true });
    expect(store.getState().promptDetails.get(one.id)?.favourite).toBe(true);
    expect(store.getState().promptDetails.get(two.id)?.favourite).toBe(false);
    expect(store.getState().promptStory?.summary.favourite).toBe(true);
    await marking;
    expect(refreshed).toEqual([]);
    bridge.answer['prompts.mark'] = () => ({ ok: false, error: { code: 'unavailable', message: 'No disk.' } });
    await commands.mark([one.id], { kind: 'tag', tags: ['Hero'] });
    expect(refreshed).toHaveLength(1);
    expect(store.getState().statusLine).toMatchObject({ text: 'No disk.', tone: 'alert' });
  });

  it('texts of selected prompts are all of them, also of rows that never were in sight', async () => {
    const { bridge, store, commands } = world();
    const all = Array.from({ length: 250 }, (_, n) => fakePrompt(n + 1));
    answerPrompts(bridge, ...all);
    store.setState({ promptDetails: new Map(all.slice(0, 40).map((prompt) => [prompt.id, prompt])) });
    expect(await commands.textsOf(all.map(({ id }) => id))).toEqual(all.map(({ text }) => text));
    bridge.answer['prompts.details'] = () => ({ ok: false, error: { code: 'unavailable', message: 'No disk.' } });
    expect(await commands.textsOf(all.map(({ id }) => id))).toEqual([]);
    expect(store.getState().statusLine).toMatchObject({ text: 'No disk.', tone: 'alert' });
  });

  it('a prompt that the search hides is shown by giving the search up, not the order', () => {
    const { store, commands } = world();
    store.getState().askPrompts({ search: 'kite', order: 'cost' });
    commands.showPrompt(promptId(7));
    expect(store.getState()).toMatchObject({
      ...{ place: 'prompts', promptPart: 'history', promptActive: 7, promptSought: 7 },
      promptQuery: { search: '', order: 'cost' },
    });
  });

  it('the prompt of an image is found by its text, or it is said that there is none', async () => {
    const { bridge, store, commands } = world();
    bridge.answer['prompts.idOf'] = ({ text }: { readonly text: string }) => ok(text === 'a kite' ? promptId(7) : null);
    await commands.showPromptOf('a kite');
    expect(store.getState()).toMatchObject({ place: 'prompts', promptActive: 7 });
    await commands.showPromptOf('a fox');
    expect(store.getState().statusLine).toMatchObject({ text: 'This prompt is not in the history.', tone: 'alert' });
  });

  it('exactly its images are selected in the library, which gives up search and filter for them', () => {
    const { store, commands } = world();
    store.getState().setSearch('kite');
    store.getState().setFilter({ minStars: 3 });
    commands.showImages([imageId(2), imageId(1)]);
    const { place, search, filter, selected, active } = store.getState();
    expect([place, search, filter.minStars, [...selected], active]).toEqual([
      ...['all', '', 0],
      [imageId(2), imageId(1)],
      imageId(2),
    ]);
  });

  it('says where a file went, and nothing when none was chosen', async () => {
    const { bridge, store, commands } = world();
    bridge.answer['prompts.export'] = () => ok({ path: '/out/prompts.csv', count: 1200 });
    await commands.exportFile({ what: 'history', format: 'csv' });
    expect(store.getState().ownNotices.at(-1)?.message).toBe('1,200 prompts in /out/prompts.csv');
    bridge.answer['prompts.export'] = () => ({ ok: false, error: { code: 'cancelled', message: 'No.' } });
    await commands.exportFile({ what: 'templates', format: 'json' });
    expect(store.getState().ownNotices).toHaveLength(1);
    expect(store.getState().statusLine.text).toBe('');
  });
});

describe('the words of an import', () => {
  const words = (prompts: number, templates: number, known: number): string =>
    importWords({ prompts, templates, known, problems: [] });

  it('say what is new and what was there', () => {
    expect(words(32, 1, 0)).toBe('32 prompts and 1 template added');
    expect(words(1, 0, 12)).toBe('1 prompt added; 12 were there already');
    expect(words(0, 0, 1)).toBe('Nothing new: 1 was there already');
    expect(words(0, 0, 0)).toBe('Nothing to add was found');
  });
});

describe('tags of prompts', () => {
  it('keep their first spelling, and are taken off however they are written', () => {
    const tagged = markedPrompt(fakePrompt(1, { tags: ['Hero'] }), { kind: 'tag', tags: ['HERO', 'sky'] });
    expect(tagged.tags).toEqual(['Hero', 'sky']);
    expect(markedPrompt(tagged, { kind: 'untag', tags: ['hero'] }).tags).toEqual(['sky']);
  });
});

describe('the selection of prompts', () => {
  it('extends over the list from where it began, in either direction', () => {
    const store = createStudioStore();
    store.setState({
      promptAnswer: {
        ...{ ids: Int32Array.of(9, 8, 7, 6), times: new Float64Array(4) },
        query: store.getState().promptQuery,
      },
    });
    const { selectPrompt } = store.getState();
    selectPrompt(promptId(8), 'replace');
    selectPrompt(promptId(6), 'extend');
    expect([...store.getState().promptSelected]).toEqual([8, 7, 6]);
    selectPrompt(promptId(9), 'extend');
    expect([...store.getState().promptSelected]).toEqual([9, 8]);
    selectPrompt(promptId(8), 'toggle');
    expect([...store.getState().promptSelected]).toEqual([9]);
  });
});

describe('what is kept over a restart', () => {
  const read = (kept: object) => readPrompts(new Map(Object.entries(kept)));

  it('is found as it was left, with the row that was looked at selected', () => {
    const kept = {
      ...{ promptPart: 'templates', promptActive: 7, promptHeld: [{ id: 7, y: -20 }] },
      promptQuery: { search: 'kite', order: 'cost', favourites: true, tag: 'hero' },
    };
    expect(read(kept)).toEqual({ ...kept, promptAnchor: 7, promptSelected: new Set([7]) });
  });

  it('is a first start where it can’t be read', () => {
    const nonsense = {
      ...{ promptPart: 'x', promptActive: -1, promptHeld: [null, { id: 'a', y: 0 }, { id: 1, y: NaN }] },
      promptQuery: { search: 'x'.repeat(2000), order: 'best', favourites: 1, tag: ' ' },
    };
    expect(read(nonsense)).toMatchObject({
      ...{ promptPart: 'history', promptActive: null, promptHeld: [] },
      promptQuery: { search: '', order: 'recent', favourites: false, tag: null },
    });
  });
});
