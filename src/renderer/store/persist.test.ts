import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../../shared/no-filter';
import { draftOf } from './draft';
import { recipeWith } from './fake-bridge';
import { collectionId, imageId, smartId } from './fake-ids';
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
      scrollAnchor: { id: imageId(7), offset: 31.5 },
      tileHeight: 240,
      railOpen: false,
    });
    first.getState().select(imageId(7), 'replace', [imageId(7)]);
    const second = createStudioStore();
    restore(second, storage);
    const { scrollAnchor, tileHeight, railOpen, selected, active } = second.getState();
    const before = first.getState();
    expect({ scrollAnchor, tileHeight, railOpen, active }).toEqual({
      scrollAnchor: before.scrollAnchor,
      tileHeight: 240,
      railOpen: false,
      active: imageId(7),
    });
    expect([...selected]).toEqual([imageId(7)]);
  });

  it('takes over the one draft that a window of before the tabs kept, and its webhook', () => {
    const storage = memory();
    const draft = recipeWith({ prompt: 'Half a sen', sourceIds: [imageId(3)], aspectRatio: '9:16' });
    const draftWebhook = { use: 'own', url: 'https://hook.example', mode: 'sync' };
    storage.values.set('easel.window.1', JSON.stringify({ draft, draftWebhook }));
    const store = createStudioStore();
    restore(store, storage);
    expect(store.getState().drafts).toHaveLength(1);
    expect(draftOf(store.getState())).toMatchObject({ recipe: draft, webhook: draftWebhook });
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

  it('finds the question, its order and the places of other views again', () => {
    const storage = memory();
    const first = createStudioStore();
    persist(first, storage, now);
    first.getState().setSearch('red kite');
    first.getState().setFilter({ minStars: 2, ratios: ['16:9'], from: 5, models: ['one'], favourite: true });
    first.getState().setSort('rating');
    first.getState().toggleStacking();
    first.getState().toggleStack(7);
    first.setState({
      place: smartId(3),
      aside: { search: 'x', filter: NO_FILTER, sort: 'oldest' },
      scrollAnchors: new Map([['trash', { id: imageId(1), offset: 3 }]]),
    });
    const second = createStudioStore();
    restore(second, storage);
    const names = ['search', 'filter', 'sort', 'stacking', 'openStacks', 'place', 'aside', 'scrollAnchors'] as const;
    for (const name of names) expect(second.getState()[name], name).toEqual(first.getState()[name]);
  });

  it('reads what a window of before the library kept, and leaves the rest as at a first start', () => {
    const storage = memory();
    storage.values.set('easel.window.1', JSON.stringify({ place: 'edits', tileHeight: 200, selected: [imageId(2)] }));
    const store = createStudioStore();
    restore(store, storage);
    expect(store.getState()).toMatchObject({ place: 'edits', tileHeight: 200, sort: 'newest', filter: NO_FILTER });
  });

  it('drops conditions that this version does not know, and keeps the others', () => {
    const storage = memory();
    const filter = { ratios: ['1:1', '7:1'], minStars: 9, kinds: 'edit', flags: ['pick', 4], from: 'now', missing: 1 };
    const kept = {
      search: 7,
      sort: 'colour',
      openStacks: [1, 'x'],
      scrollAnchors: [['moon', {}], 3],
      aside: {},
      filter,
    };
    storage.values.set('easel.window.1', JSON.stringify(kept));
    const store = createStudioStore();
    restore(store, storage);
    expect(store.getState().filter).toEqual({ ...NO_FILTER, ratios: ['1:1'], flags: ['pick'] });
    expect(store.getState()).toMatchObject({ search: '', sort: 'newest', aside: null });
    expect([store.getState().openStacks, store.getState().scrollAnchors]).toEqual([new Set([1]), new Map()]);
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
      const { drafts, place, tileHeight, selected, active, scrollAnchor } = store.getState();
      expect({ drafts, place, tileHeight, active, scrollAnchor, size: selected.size }).toEqual({
        drafts: fresh.drafts,
        place: fresh.place,
        tileHeight: fresh.tileHeight,
        active: null,
        scrollAnchor: null,
        size: 0,
      });
    }
  });

  it('keeps the last change when the window closes before the delayed write', () => {
    const storage = memory();
    const store = createStudioStore();
    const { flush } = persist(store, storage, () => undefined);
    store.getState().setSearch('x');
    store.getState().setSearch('xy');
    flush();
    const next = createStudioStore();
    restore(next, storage);
    expect(next.getState().search).toBe('xy');
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
    store.getState().setSearch('still here');
    expect(store.getState().search).toBe('still here');
  });
});
