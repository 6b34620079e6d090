import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../../shared/app-state';
import { draftOf, makeDraft } from './draft';
import { createFakeBridge, ok, recipeWith } from './fake-bridge';
import { imageId } from './fake-ids';
import { importCommands } from './import-commands';
import { createStudioStore } from './store';
import { createSync } from './sync';

const file = new File(['x'], 'a.png');
const taken = (n: number, existed = false): ImportOutcome => ({
  ...{ name: `${String(n)}.png`, ok: true, imageId: imageId(n), existed },
});
const refused = (name: string): ImportOutcome => ({ name, ok: false, message: 'This is no picture.' });

function world(outcomes: readonly ImportOutcome[]) {
  const bridge = createFakeBridge({
    'library.importData': () => ok(outcomes),
    'library.importDialog': () => ok(outcomes),
  });
  const store = createStudioStore();
  const focused: string[] = [];
  const commands = importCommands({
    ...{ bridge, store, sync: createSync(bridge, store) },
    newIntentId: () => '',
    focus: (place) => focused.push(place),
    write: () => true,
  });
  return { bridge, store, focused, commands };
}

describe('files that come in', () => {
  it('are said to be new only when they are', async () => {
    for (const [outcomes, words] of [
      [[taken(1)], '1 image added'],
      [[taken(1), taken(2), taken(3, true)], '2 images added; 1 was here already'],
      [[taken(1, true), taken(2, true)], '2 images: here already'],
    ] as const) {
      const { store, commands } = world(outcomes);
      await commands.importFiles([file], 'library');
      expect(store.getState().statusLine.text).toBe(words);
    }
  });

  it('become sources where they were dropped for that, the same one once', async () => {
    const { store, commands, focused } = world([taken(1), taken(1, true), taken(2)]);
    store.getState().setSources([imageId(9)]);
    await commands.importFiles([file], 'add-sources');
    expect(draftOf(store.getState()).recipe.sourceIds).toEqual([9, 1, 2].map(imageId));
    await commands.importFiles([file], 'edit');
    expect(draftOf(store.getState()).recipe.sourceIds).toEqual([1, 2].map(imageId));
    expect(focused).toEqual(['prompt', 'prompt']);
  });

  it('that come after the person went to another tab take no source of that one away', async () => {
    const { bridge, store, commands } = world([]);
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    bridge.answer['library.importData'] = () => late.then(() => ok([taken(1)]));
    const coming = commands.importFiles([file], 'edit');
    store.getState().addDraft(makeDraft(recipeWith({ prompt: 'Another' })));
    store.getState().setSources([imageId(9)]);
    arrive();
    await coming;
    expect(store.getState().drafts.map(({ recipe }) => recipe.sourceIds)).toEqual([[], [imageId(9)]]);
    expect(store.getState().statusLine.text).toBe('1 image added');
  });

  it('that are texts become lists of prompts in the composer, and pictures beside them sources', async () => {
    const { bridge, store, commands } = world([taken(1)]);
    const list = new File(['one\ntwo'], 'a.txt');
    await commands.importFiles([list, file], 'add-sources');
    expect(bridge.asked.find(({ route }) => route === 'importFiles')?.input).toEqual([file]);
    const [first, second] = store.getState().drafts;
    expect(first?.recipe.sourceIds).toEqual([imageId(1)]);
    expect(second).toMatchObject({ perLine: true, recipe: { prompt: 'one\ntwo', sourceIds: [] } });
  });

  it('say in one sentence which could not be taken, and do not hide those that could', async () => {
    const { store, commands } = world([taken(1), refused('b.txt'), refused('c.txt')]);
    await commands.importFiles([file], 'library');
    const [notice] = store.getState().ownNotices;
    expect(notice?.message).toBe('“b.txt”: This is no picture. 1 more could not be added either.');
    expect(store.getState().statusLine.text).toBe('1 image added');
  });

  it('are asked for as files or as a folder, and a closed dialog is no fault', async () => {
    const { bridge, store, commands } = world([]);
    bridge.answer['library.importDialog'] = () => ({ ok: false, error: { code: 'cancelled', message: 'No.' } });
    await commands.importDialog('library');
    await commands.importDialog('library', 'folder');
    expect(bridge.asked.map(({ input }) => input)).toEqual([{ what: 'files' }, { what: 'folder' }]);
    expect(store.getState()).toMatchObject({ ownNotices: [], statusLine: { text: '' } });
  });
});
