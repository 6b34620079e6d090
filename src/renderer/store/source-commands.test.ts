import { describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../../shared/app-state';
import type { Result } from '../../shared/result';
import { createCommands } from './commands';
import { draftOf } from './draft';
import { createFakeBridge, ok } from './fake-bridge';
import { imageId } from './fake-ids';
import { followOffered } from './offered';
import { createStudioStore } from './store';
import { createSync } from './sync';

const [a, b, c, d] = [imageId(1), imageId(2), imageId(3), imageId(4)];
const taken = (n: number): ImportOutcome => ({
  ...{ name: `${String(n)}.png`, ok: true, imageId: imageId(n), existed: false },
});

function world(answer: Parameters<typeof createFakeBridge>[0] = {}) {
  const bridge = createFakeBridge(answer);
  const store = createStudioStore();
  const ports = { bridge, store, sync: createSync(bridge, store), newIntentId: () => '' };
  const commands = createCommands({ ...ports, focus: () => undefined, write: () => true });
  const recipe = () => draftOf(store.getState()).recipe;
  return { bridge, store, commands, recipe, faults: () => store.getState().faults.map(({ message }) => message) };
}

describe('the sources of a draft', () => {
  it('stop at three: the first ones are kept and a sentence says so, also when the first drop brings more', () => {
    const { commands, recipe, faults } = world();
    commands.addSources([a, b, c, d]);
    expect(recipe().sourceIds).toEqual([a, b, c]);
    expect(faults()).toEqual(['An edit takes up to 3 source images; the others were left out.']);
    commands.addSources([a]);
    expect(faults()).toEqual([]);
    commands.addSources([d]);
    expect(recipe().sourceIds).toEqual([a, b, c]);
    expect(faults()).toHaveLength(1);
  });

  it('are one fewer where each of many images comes first', () => {
    const { store, commands, recipe } = world();
    store.getState().setEachOf([d]);
    commands.addSources([a, b, c]);
    expect(recipe().sourceIds).toEqual([a, b]);
  });

  it('take their mentions along, and one that is replaced gives its name to what comes for it', () => {
    const { store, commands, recipe } = world();
    commands.addSources([a, b]);
    store.getState().changeDraft({ prompt: '<IMAGE_0> on <IMAGE_1>' });
    commands.moveSource(b, -1);
    expect(recipe()).toMatchObject({ sourceIds: [b, a], prompt: '<IMAGE_1> on <IMAGE_0>' });
    commands.moveSource(b, -1);
    commands.replaceSource(a, [c]);
    expect(recipe()).toMatchObject({ sourceIds: [b, c], prompt: '<IMAGE_1> on <IMAGE_0>' });
    // The same picture once: it moves to the place that it is dropped on.
    commands.replaceSource(b, [c]);
    expect(recipe().sourceIds).toEqual([c]);
  });

  it('begin whole in another tab, whatever was chosen for the same picture in this one', () => {
    const { store, commands, recipe } = world();
    commands.addSources([a]);
    commands.chooseSource(a, { link: 'https://pictures.example/secret.png' });
    commands.newDraft();
    commands.addSources([a]);
    expect(recipe().sourceIds).toEqual([a]);
    expect(recipe()).not.toHaveProperty('sourceChoices');
    expect(store.getState().drafts).toHaveLength(2);
  });

  it('are cropped or sent as a link: a link shows the whole picture', () => {
    const { commands, recipe } = world();
    const crop = { x: 0, y: 0, width: 20, height: 20 };
    commands.addSources([a]);
    commands.chooseSource(a, { crop });
    commands.chooseSource(a, { link: 'https://pictures.example/a.png' });
    expect(recipe().sourceChoices).toEqual({ [a]: { crop: null, link: 'https://pictures.example/a.png' } });
    commands.chooseSource(a, { crop });
    expect(recipe().sourceChoices).toEqual({ [a]: { crop, link: null } });
  });

  it('keep their names in the prompt when they come instead of images that were each edited', () => {
    const { store, commands, recipe } = world();
    commands.editEach([b, c]);
    commands.addSources([d]);
    store.getState().changeDraft({ prompt: '<IMAGE_0> with the hat of <IMAGE_1>' });
    commands.useAsSources([a]);
    expect(recipe()).toMatchObject({ sourceIds: [a], prompt: '<IMAGE_0> with the hat of <IMAGE_1>' });
  });

  it('are put in order only while they are the same: a drag brings none back, takes none away and stays in its tab', () => {
    const { store, commands, recipe } = world();
    commands.addSources([a, b]);
    commands.removeSource(a);
    commands.arrangeSources([b, a]);
    expect(recipe().sourceIds).toEqual([b]);
    commands.addSources([c]);
    commands.arrangeSources([b]);
    expect(recipe().sourceIds).toEqual([b, c]);
    commands.newDraft();
    commands.arrangeSources([c, b]);
    expect(store.getState().drafts.map((draft) => draft.recipe.sourceIds)).toEqual([[b, c], []]);
  });

  it('lose what was chosen for them when they go, and keep no trace of what is as usual', () => {
    const { commands, recipe } = world();
    const crop = { x: 1, y: 2, width: 30, height: 40 };
    commands.addSources([a, b]);
    commands.chooseSource(a, { link: 'https://a.example/x.png' });
    commands.chooseSource(b, { crop });
    expect(Object.keys(recipe().sourceChoices ?? {})).toEqual([a, b]);
    commands.chooseSource(b, { crop: null });
    expect(Object.keys(recipe().sourceChoices ?? {})).toEqual([a]);
    commands.removeSource(a);
    commands.addSources([a]);
    expect(recipe()).not.toHaveProperty('sourceChoices');
  });
});

describe('a picture of the web', () => {
  it('is fetched once, when the person says so, and takes its place', async () => {
    const { bridge, store, commands, recipe } = world({ 'library.importLink': () => ok([taken(2)]) });
    commands.addSources([a]);
    commands.offerLink('https://a.example/x.png', { replace: a });
    expect(bridge.asked).toEqual([]);
    await Promise.all([commands.fetchOffered(), commands.fetchOffered()]);
    expect(bridge.asked.filter(({ route }) => route === 'library.importLink')).toHaveLength(1);
    expect(recipe().sourceIds).toEqual([b]);
    expect(store.getState().offered).toBeNull();
  });

  it('that can’t be had says why where it was asked about, and the draft stays', async () => {
    const failed: ImportOutcome = { name: 'x', ok: false, message: 'a.example can’t be reached.' };
    const { store, commands, recipe } = world({ 'library.importLink': () => ok([failed]) });
    commands.offerLink('https://a.example/x.png', 'add-sources');
    await commands.fetchOffered();
    expect(store.getState().offered).toMatchObject({ state: 'asked', fault: failed.message });
    expect(recipe().sourceIds).toEqual([]);
  });

  it('that comes after it was cancelled changes no draft', async () => {
    let answer = (_result: Result<readonly ImportOutcome[]>): void => undefined;
    const late = new Promise<Result<readonly ImportOutcome[]>>((resolve) => (answer = resolve));
    const { store, commands, recipe } = world({ 'library.importLink': () => late });
    commands.offerLink('https://a.example/x.png', 'add-sources');
    const fetching = commands.fetchOffered();
    store.getState().setOffered(null);
    answer(ok([taken(1)]));
    await fetching;
    expect(recipe().sourceIds).toEqual([]);
  });
});

describe('files that the system hands over', () => {
  it('wait for the drafts, and take no words away: a draft with something in it stays', async () => {
    const { bridge, store, commands, recipe } = world();
    followOffered(bridge, store, commands.takeOffered);
    store.getState().changeDraft({ prompt: 'Keep me' });
    const failed = ['x', 'y', 'z'].map((name) => ({ name, ok: false, message: `“${name}” is no image.` }) as const);
    bridge.emit('images.offered', { outcomes: [taken(1), ...failed] });
    expect(store.getState().drafts).toHaveLength(1);
    store.setState({ start: { status: 'ready' } });
    await Promise.resolve();
    await Promise.resolve();
    expect(store.getState().drafts.map((draft) => draft.recipe.prompt)).toEqual(['Keep me', '']);
    expect(recipe().sourceIds).toEqual([a]);
    expect(store.getState().ownNotices.map(({ message }) => message)).toEqual([
      '“x” is no image. 2 more could not be added either.',
    ]);
  });
});
