import { describe, expect, it } from 'vitest';
import { recipeWith } from './fake-bridge';
import { collectionId, imageId } from './fake-ids';
import type { TextStore } from './persist';
import { persist, restore } from './persist';
import { createStudioStore } from './store';

function memory(): TextStore & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return { values, getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

/** Writes at once. */
const now = (write: () => void): void => {
  write();
};

describe('the state of the window', () => {
  it('is found again after a restart', () => {
    const storage = memory();
    const first = createStudioStore();
    persist(first, storage, now);
    first.setState({
      draft: recipeWith({ prompt: 'Half a sen', sourceIds: [imageId(3)], aspectRatio: '9:16' }),
      scrollAnchor: { id: imageId(7), offset: 31.5 },
      tileHeight: 240,
      railOpen: false,
    });
    first.getState().select(imageId(7), 'replace', [imageId(7)]);
    const second = createStudioStore();
    restore(second, storage);
    const { draft, scrollAnchor, tileHeight, railOpen, selected, active } = second.getState();
    const before = first.getState();
    expect({ draft, scrollAnchor, tileHeight, railOpen, active }).toEqual({
      draft: before.draft,
      scrollAnchor: before.scrollAnchor,
      tileHeight: 240,
      railOpen: false,
      active: imageId(7),
    });
    expect([...selected]).toEqual([imageId(7)]);
  });

  it('finds a collection and the ledger’s period again', () => {
    const storage = memory();
    const first = createStudioStore();
    persist(first, storage, now);
    first.setState({ place: collectionId(2), ledgerBy: 'month' });
    const second = createStudioStore();
    restore(second, storage);
    expect(second.getState()).toMatchObject({ place: collectionId(2), ledgerBy: 'month' });
  });

  it('starts fresh from whatever a damaged profile holds, instead of not starting', () => {
    const pieces = [
      '',
      '{',
      'null',
      '7',
      '[]',
      '{"draft":7}',
      '{"draft":{"prompt":"x"}}',
      '{"selected":[1,null,"img_x"]}',
    ];
    const odd = [
      '{"place":"col_x"}',
      '{"place":"moon","tileHeight":1e9,"scrollAnchor":{"id":"img_x","offset":null},"active":"../../x","ledgerBy":"year"}',
    ];
    for (const text of [...pieces, ...odd]) {
      const storage = memory();
      storage.values.set('easel.window.1', text);
      const store = createStudioStore();
      const fresh = store.getState();
      restore(store, storage);
      const { draft, place, tileHeight, selected, active, scrollAnchor } = store.getState();
      expect({ draft, place, tileHeight, active, scrollAnchor, size: selected.size }).toEqual({
        draft: fresh.draft,
        place: fresh.place,
        tileHeight: fresh.tileHeight,
        active: null,
        scrollAnchor: null,
        size: 0,
      });
    }
  });

  it('keeps the last keystroke when the window closes before the delayed write', () => {
    const storage = memory();
    const store = createStudioStore();
    const { flush } = persist(store, storage, () => undefined);
    store.getState().changeDraft({ prompt: 'x' });
    store.getState().changeDraft({ prompt: 'xy' });
    flush();
    const next = createStudioStore();
    restore(next, storage);
    expect(next.getState().draft.prompt).toBe('xy');
  });

  it('lets the window work on when nothing can be stored', () => {
    const store = createStudioStore();
    const full: TextStore = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    persist(store, full, now);
    store.getState().changeDraft({ prompt: 'still here' });
    expect(store.getState().draft.prompt).toBe('still here');
  });
});
