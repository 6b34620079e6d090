import { describe, expect, it } from 'vitest';
import { draftOf, makeDraft } from './draft';
import { arrangeSources } from './draft-sources';
import { recipeWith } from './fake-bridge';
import { imageId } from './fake-ids';
import { createStudioStore } from './store';
import { createTextHistory } from './text-history';

function world() {
  const store = createStudioStore();
  const history = createTextHistory(store);
  const text = (): string => draftOf(store.getState()).recipe.prompt;
  const set = (prompt: string): void => store.getState().changeDraft({ prompt });
  const type = (letters: string): void => {
    for (const letter of letters) set(text() + letter);
  };
  const step = (which: 'undo' | 'redo'): boolean =>
    history[which](store.getState().activeDraft, ({ at, removed, inserted }) => {
      expect(text().slice(at, at + removed.length)).toBe(removed);
      set(text().slice(0, at) + inserted + text().slice(at + removed.length));
    });
  return { store, history, text, set, type, step };
}

describe('undo in the prompt', () => {
  it('goes back word by word, and forth again', () => {
    const { type, step, text } = world();
    type('A red kite');
    const seen = [1, 2, 3].map(() => {
      step('undo');
      return text();
    });
    expect(seen).toEqual(['A red ', 'A ', '']);
    expect(step('undo')).toBe(false);
    step('redo');
    step('redo');
    expect(text()).toBe('A red ');
  });

  it('is that of the tab that is shown: what was typed in another one stays there', () => {
    const { store, type, step, text } = world();
    type('One');
    const first = store.getState().activeDraft;
    store.getState().addDraft(makeDraft(recipeWith({ prompt: '' })));
    type('Two');
    store.getState().showDraft(first);
    step('undo');
    expect(store.getState().drafts.map(({ recipe }) => recipe.prompt)).toEqual(['', 'Two']);
    expect(step('undo')).toBe(false);
    step('redo');
    expect(text()).toBe('One');
  });

  it('gives back what a template, a completion or a walk through the history took the place of', () => {
    const { type, set, step, text } = world();
    type('Half');
    set('Another prompt altogether');
    step('undo');
    expect(text()).toBe('Half');
  });

  it('takes back what an input method composed in one step, not each stroke of it', () => {
    const { history, type, set, step, text } = world();
    type('go ');
    history.compose(true);
    for (const shown of ['go k', 'go か', 'go かs', 'go かさ', 'go 傘']) set(shown);
    history.compose(false);
    type('!');
    step('undo');
    expect(text()).toBe('go 傘');
    step('undo');
    expect(text()).toBe('go ');
  });

  it('takes a run of deletions back at once, in both directions', () => {
    const { set, step, text } = world();
    set('abcdef');
    for (const left of ['abcde', 'abcd', 'abc']) set(left);
    step('undo');
    expect(text()).toBe('abcdef');
    for (const left of ['bcdef', 'cdef']) set(left);
    step('undo');
    expect(text()).toBe('abcdef');
  });

  it('forgets what was undone when something else is typed, instead of mixing both', () => {
    const { type, step, text } = world();
    type('one two');
    step('undo');
    type('three');
    expect(step('redo')).toBe(false);
    step('undo');
    expect(text()).toBe('one ');
  });

  it('does not make a mention name another source when these changed places since', () => {
    const { store, set, type, step, text } = world();
    const [cat, hat] = [imageId(1), imageId(2)];
    store.getState().setSources([cat, hat]);
    set('<IMAGE_0> ');
    set('<IMAGE_0> wears <IMAGE_1> ');
    arrangeSources(store, [hat, cat]);
    expect(text()).toBe('<IMAGE_1> wears <IMAGE_0> ');
    type('now');
    step('undo');
    expect(text()).toBe('<IMAGE_1> wears <IMAGE_0> ');
    step('undo');
    expect(text()).toBe('<IMAGE_1> ');
    step('redo');
    expect(text()).toBe('<IMAGE_1> wears <IMAGE_0> ');
    set('');
    arrangeSources(store, [cat, hat]);
    step('undo');
    expect(text()).toBe('<IMAGE_0> wears <IMAGE_1> ');
    arrangeSources(store, [hat]);
    expect(text()).toBe('<IMAGE_1> wears <IMAGE_0> ');
    set('');
    step('undo');
    expect(text()).toBe('<IMAGE_1> wears <IMAGE_0> ');
  });

  it('still gives back the words that a whole draft with other sources took the place of', () => {
    const { store, type, step, text } = world();
    type('Half');
    store.getState().fillDraft(makeDraft(recipeWith({ prompt: 'Another', sourceIds: [imageId(1)] })));
    step('undo');
    expect(text()).toBe('Half');
  });

  it('does not remember for ever: texts of the greatest length, again and again', () => {
    const { set, step } = world();
    for (let n = 0; n < 20; n += 1) set(String(n).repeat(100_000));
    let steps = 0;
    while (step('undo')) steps += 1;
    expect(steps).toBeGreaterThan(0);
    expect(steps).toBeLessThan(5);
  });
});
