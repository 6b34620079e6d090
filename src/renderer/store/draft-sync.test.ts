import { describe, expect, it } from 'vitest';
import type { Draft } from '../../shared/draft';
import type { Result } from '../../shared/result';
import { draftOf, makeDraft } from './draft';
import { createDraftSync } from './draft-sync';
import { createFakeBridge, ok, recipeWith } from './fake-bridge';
import { createStudioStore } from './store';

const draft = (prompt: string): Draft => makeDraft(recipeWith({ prompt }));

/** A window whose main keeps these drafts and answers to a save when `answer` is called. */
async function world(kept: readonly Draft[], held = true) {
  const waiting: ((answer: Result<null>) => void)[] = [];
  const bridge = createFakeBridge({
    'drafts.read': () => ok({ drafts: kept, active: kept[1]?.id ?? kept[0]?.id ?? null }),
    'drafts.save': () => (held ? new Promise((resolve) => waiting.push(resolve)) : ok(null)),
  });
  const store = createStudioStore();
  const sync = createDraftSync(bridge, store);
  const loaded = sync.load();
  if (kept.length > 0 || !held) await loaded;
  else await settle();
  const answer = async (result: Result<null> = ok(null)): Promise<void> => {
    waiting.shift()?.(result);
    await settle();
  };
  const type = (prompt: string): void => store.getState().changeDraft({ prompt });
  const saved = (): readonly string[] =>
    bridge.asked
      .filter(({ route }) => route === 'drafts.save')
      .map(({ input }) => (input as { draft: Draft }).draft.recipe.prompt);
  return { bridge, store, sync, answer, type, saved };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('drafts', () => {
  it('come back as they were, with the tab that was shown, and nothing is written for that', async () => {
    const kept = [draft('One'), draft('Two'), draft('Three')];
    const { store, bridge } = await world(kept);
    expect(store.getState().drafts).toEqual(kept);
    expect(draftOf(store.getState()).recipe.prompt).toBe('Two');
    expect(bridge.asked.map(({ route }) => route)).toEqual(['drafts.read']);
  });

  it('that main does not have yet are handed over once, such as the one of an older version', async () => {
    const { saved, bridge, answer } = await world([]);
    expect(saved()).toEqual(['']);
    await answer();
    expect(bridge.asked.map(({ route }) => route)).toEqual(['drafts.read', 'drafts.save', 'drafts.arrange']);
  });

  it('reach main at the first keystroke, and fast typing does not queue up a message for each letter', async () => {
    const { type, saved, answer } = await world([draft('')]);
    for (const text of ['k', 'ki', 'kit', 'kite']) type(text);
    expect(saved()).toEqual(['k']);
    await answer();
    expect(saved()).toEqual(['k', 'kite']);
    await answer();
    expect(saved()).toHaveLength(2);
  });

  it('are all handed over at once when the page goes, though a message is still on its way', async () => {
    const { type, saved, sync } = await world([draft('')]);
    type('k');
    type('kite');
    sync.flush();
    expect(saved()).toEqual(['k', 'kite']);
  });

  it('that are closed in the middle of typing are written first, so that they come back whole', async () => {
    const { bridge, store, type } = await world([draft('a'), draft('b')]);
    type('b1');
    type('b12');
    store.getState().dropDraft(store.getState().activeDraft);
    const sent = bridge.asked.map(({ route, input }) => [
      route,
      (input as { draft?: Draft } | undefined)?.draft?.recipe.prompt,
    ]);
    expect(sent).toEqual([
      ['drafts.read', undefined],
      ['drafts.save', 'b1'],
      ['drafts.save', 'b12'],
      ['drafts.close', undefined],
    ]);
  });

  it('that could not be written are tried again with the next letter, and that is said once', async () => {
    const { store, type, saved, answer } = await world([draft('')]);
    const failed = { ok: false, error: { code: 'unavailable', message: 'The disk is full.' } } as const;
    type('k');
    await answer(failed);
    type('ki');
    await answer(failed);
    expect(store.getState().statusLine).toMatchObject({ serial: 1, tone: 'alert' });
    type('kit');
    await answer();
    expect(saved()).toEqual(['k', 'ki', 'kit']);
  });

  it('keep the order that they were dragged into', async () => {
    const kept = [draft('a'), draft('b'), draft('c')];
    const { bridge, store } = await world(kept, false);
    store.getState().moveDraft(kept[2]!.id, 0);
    await settle();
    const ids = [kept[2]!.id, kept[0]!.id, kept[1]!.id];
    expect(bridge.asked.at(-1)).toEqual({ route: 'drafts.arrange', input: { ids, active: kept[1]!.id } });
  });
});
